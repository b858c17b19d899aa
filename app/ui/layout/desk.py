"""What the editor's page stands on: services as it needs them, jobs, clock, and where a copy of the draft is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from app.services.layout import LayoutDesk as Versions
from app.services.layout_files.label_desk import LabelDesk
from app.services.layout_files.underlays import UnderlayStore
from app.services.tours import OrderPicks
from app.ui.jobs import Jobs
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class LayoutDesk:
    """versions: app.services.layout.Layouts, blocking, asked on jobs only. place: what the warehouse is called on disk.

    may_edit: planners draw, everybody else reads. may_rule: says what publishing asks for. kept: folder of the copies
    that outlive a crash or a lost database.
    underlays, labels: app.services.layout_files; None where plans under the drawing and printed labels are not kept.
    warehouse, person: names for the title block of plans on paper. orders: whose open picks become tours; None: none.
    """

    theme: Theme
    jobs: Jobs
    versions: Versions
    zone: tzinfo
    clock: Callable[[], datetime]
    place: str
    may_edit: bool
    kept: Path
    underlays: UnderlayStore | None = None
    labels: LabelDesk | None = None
    warehouse: str = ""
    person: str = ""
    orders: OrderPicks | None = None
    may_rule: bool = False
