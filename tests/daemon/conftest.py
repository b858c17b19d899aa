"""A real database with a daemon's login in it."""

from pathlib import Path

import pytest

from app.services.proof import keys
from db import maintain, provision
from tests.db.cluster import cluster
from tests.db.conftest import ground, template
from tests.db.ground import PASSWORD, Ground

__all__ = ["cluster", "ground", "template"]

LOGIN = "t_daemon"
ROLES = ("r_sealer", "r_auditor", "r_integration")


@pytest.fixture
def home(ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The daemon's own folder: its key is made and registered, its login provisioned."""
    monkeypatch.setenv("STILLAGE_HOME", str(tmp_path))
    provision.put_person(ground.url(), LOGIN, PASSWORD, ROLES, "Daemon", [ground.wh])
    maintain.trust_key(ground.url(), keys.load_or_make(tmp_path).public, "test")
    return tmp_path
