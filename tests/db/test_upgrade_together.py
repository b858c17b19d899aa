"""Databases of one server that are made at the same moment: roles belong to the server, and none trips over the other."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from db import migrate
from db.embedded import Cluster
from tests.db.cluster import SETTINGS
from tests.db.ground import at

UPGRADE = "import sys; from db import migrate; print(migrate.upgrade(sys.argv[1]))"


@pytest.mark.slow
def test_three_databases_are_made_at_once(tmp_path: Path) -> None:
    server = Cluster(tmp_path / "s", settings=SETTINGS)
    server.start()
    try:
        names = ("one", "two", "three")
        with psycopg.connect(server.url(), autocommit=True) as root:
            for name in names:
                root.execute(f"create database {name}".encode())
        running = [
            subprocess.Popen(
                [sys.executable, "-c", UPGRADE, at(server.url(), name)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for name in names
        ]
        ended = [one.communicate() for one in running]
        assert [(said.decode().split(), wrong.decode()) for said, wrong in ended] == [([migrate.SCHEMA], "")] * 3
    finally:
        server.stop()
