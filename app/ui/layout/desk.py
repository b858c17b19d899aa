"""What the editor's page stands on: services as it needs them, jobs, clock, and where a copy of the draft is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from app.ui.jobs import Jobs
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class LayoutDesk:
    """layouts: app.services.layout.Layouts, blocking, asked on jobs only. person: the login of who sits here.

    may_edit: planners draw, everybody else reads. kept: folder of the copies that outlive a crash or a lost database.
    """

    theme: Theme
    jobs: Jobs
    layouts: Any
    zone: tzinfo
    clock: Callable[[], datetime]
    person: str
    may_edit: bool
    kept: Path
