"""States of the layout editor that are rendered and linted."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.layout import edits
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Element, Rack
from app.layout.generate import RowPlan
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.layout.templates import TEMPLATES
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.layout import file_shots, version_shots
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.page import LayoutPage
from app.ui.layout.sample_files import SampleLabels, SampleUnderlays
from app.ui.layout.sample_hall import FLOOR
from app.ui.layout.sample_versions import SampleVersions, sample_versions
from app.ui.layout.travel import pictures
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[LayoutPage], object]
PANELS = ("arrange", "query", "renumber", "classes")
"""Side panels that are shown as they open, with two racks chosen."""


def sample_desk(
    shell: Shell, versions: SampleVersions, kept: Path, may_edit: bool = True, underlays: SampleUnderlays | None = None
) -> LayoutDesk:
    """A desk over the sample, with a stopped clock."""
    return LayoutDesk(
        shell.theme, shell.jobs, versions, ZoneInfo("Europe/Berlin"), lambda: MOMENT, "MAIN-pe", may_edit, kept,
        underlays or SampleUnderlays(), SampleLabels(), "Bremen 2", "K. Hansen", may_rule=may_edit,
    )  # fmt: skip


def page_of(widget: QWidget) -> LayoutPage:
    """The page in a sample window."""
    return cast(LayoutPage, cast(MainWindow, widget).pages.currentWidget())


def saved(page: LayoutPage) -> None:
    """Until the draft is saved and everything that follows from it is shown."""
    page.drafting.save()
    wait_until(lambda: page.drafting.standing.saving == "saved" and page.drafting.standing.draft is not None)
    page.differences.look()
    page.checks.look()
    wait_until(lambda: page.shell.jobs.running == 0)


def opened(page: LayoutPage) -> None:
    """Until the drawing is open."""
    wait_until(lambda: page.drafting.base is not None and page.shell.jobs.running == 0)


def draw_rows(page: LayoutPage, code: str = "J", bays: int = 12, x: float = 102_500.0, y: float = 8_000.0) -> None:
    """New rows in a zone of their own."""
    page.session.choose_tool("rows")
    page.session.plan_rows(hall_plan(code, bays, x, y))
    page.canvas.place_rows()


def hall_plan(code: str = "J", bays: int = 12, x: float = 102_500.0, y: float = 8_000.0) -> RowPlan:
    """Shelving beside the flow racks."""
    shelves = replace(TEMPLATES["shelving"], aisle_width=1_600.0)
    return RowPlan(
        floor=FLOOR,
        zone=None,
        new_zone=code,
        x=x,
        y=y,
        template=shelves,
        aisles=4,
        bays=bays,
        walk_start=8_000,
        cross=2_500.0,
    )


def code_of(page: LayoutPage, kind: str, code: str) -> ElementId:
    """The id of an element by its code."""
    found = page.session.document.elements.values()
    return next(element.id for element in found if (element.kind, element.code) == (kind, code))


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0 or page_of(widget).canvas.pending


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _window(
    theme: Theme, make: Callable[[], SampleVersions], may_edit: bool, lying: Callable[[], SampleUnderlays]
) -> QWidget:
    jobs = Jobs()
    versions = make()
    kept = tempfile.TemporaryDirectory(prefix="stillage-shots-")

    def page(shell: Shell) -> QWidget:
        made = LayoutPage(shell, sample_desk(shell, versions, Path(kept.name), may_edit, lying()))
        made.destroyed.connect(kept.cleanup)
        made.begin()
        return made

    window = make_window(theme, jobs, page, "Layout", "layout_editor")
    window.context.set("workspace", "layout")
    jobs.setParent(window)
    return window


def _do(act: Act, widget: QWidget) -> None:
    page = page_of(widget)
    opened(page)
    act(page)
    wait_until(lambda: page.shell.jobs.running == 0)
    page.checks.look()
    page.differences.look()
    wait_until(lambda: page.shell.jobs.running == 0)
    wait_until(lambda: False, 0.15)


def _look(page: LayoutPage) -> None:
    page.canvas.fit()


def _drawing(page: LayoutPage) -> None:
    """Racks chosen, with a saved draft."""
    draw_rows(page)
    saved(page)
    racks = [rack.id for rack in page.session.document.of(Rack) if rack.code.startswith("J")]
    page.session.select(racks)
    page.canvas.fly_to(racks)


def _generator(page: LayoutPage) -> None:
    page.session.choose_tool("rows")
    page.session.plan_rows(hall_plan())
    page.canvas.fit()


def _stops(page: LayoutPage) -> None:
    """A rack dragged into an aisle, one with the names of another."""
    document = page.session.document
    one, two = document.get(code_of(page, "rack", "B03L1"), Rack), document.get(code_of(page, "rack", "B05R1"), Rack)
    with document.transaction("Move rack B03L1"):
        edits.move(document, [one.id], 0.0, 900.0)
    with document.transaction("Names of rack B05R1"):
        document.put(replace(two, aisle=document.get(code_of(page, "rack", "B04R1"), Rack).aisle))
    page.session.select([one.id])
    page.canvas.fly_to([one.id])


def _changed(document: LayoutDocument, code: str = "D02R1") -> None:
    racks = {rack.code: rack for rack in document.of(Rack)}
    with document.transaction("Move rack"):
        edits.move(document, [racks["C05R1"].id], 0.0, 400.0)
    with document.transaction("Delete rack"):
        edits.remove(document, [racks[code].id])


def _compare(page: LayoutPage) -> None:
    draw_rows(page)
    _changed(page.session.document)
    saved(page)
    page.host.open("compare")
    page.canvas.fit()


def _publish(page: LayoutPage) -> None:
    versions = cast(SampleVersions, page.desk.versions)
    draw_rows(page)
    _changed(page.session.document)
    saved(page)
    gone = sorted(bin_.code for bin_ in page.differences.now.removed)
    versions.stock = {gone[0]: 3, gone[4]: 1}
    page.host.open("publish")


def _swapped(page: LayoutPage) -> None:
    """Two sides of an aisle change their numbers: labels that hang name another bin."""
    document = page.session.document
    racks = {rack.code: rack for rack in document.of(Rack)}
    one, other = racks["C01L1"], racks["C01R1"]
    with document.transaction("Swap the sides of an aisle"):
        document.put(replace(one, numbering=other.numbering), replace(other, numbering=one.numbering))
    saved(page)
    page.host.open("publish")


def _conflict(page: LayoutPage) -> None:
    """Two planners moved the same rack; one deleted what the other changed."""
    versions = cast(SampleVersions, page.desk.versions)
    base = versions.open_published().layout
    document = page.session.document
    racks = {rack.code: rack for rack in document.of(Rack)}
    with document.transaction("Move rack C05R1"):
        edits.move(document, [racks["C05R1"].id], 0.0, 400.0)
    with document.transaction("Depth of rack C05L1"):
        document.put(replace(racks["C05L1"], depth=600.0))
    saved(page)
    theirs: dict[ElementId, Element] = dict(base.elements)
    theirs[racks["C05R1"].id] = replace(racks["C05R1"], x=racks["C05R1"].x + 1_500.0)
    del theirs[racks["C05L1"].id]
    versions.somebody_publishes(Layout(theirs.values()))
    page.drafting.look()
    wait_until(lambda: page.drafting.standing.stale)
    page.drafting.rebase()
    wait_until(lambda: page.host.current == "conflicts")


def _aisle(page: LayoutPage) -> None:
    document = page.session.document
    aisles = [aisle for aisle in document.of(Aisle) if not aisle.cross][:6]
    with document.transaction("Slow aisles"):
        document.put(
            *(replace(one, speed=800.0 if n < 2 else None, truck_speed=1_500.0) for n, one in enumerate(aisles))
        )
    page.session.select(aisle.id for aisle in aisles)
    page.host.open("properties")


def _one_rack(page: LayoutPage) -> None:
    rack = code_of(page, "rack", "A02L1")
    page.session.select([rack])
    page.canvas.fly_to([rack])


def _panel(panel: str, page: LayoutPage) -> None:
    page.session.select([code_of(page, "rack", "C01L1"), code_of(page, "rack", "C01R1")])
    page.host.open(panel)


def _tool(page: LayoutPage) -> None:
    page.acts.choose_tool("aisle", "")


def _history(page: LayoutPage) -> None:
    draw_rows(page)
    _changed(page.session.document)
    page.session.document.undo()
    page.host.open("history")


def _away(page: LayoutPage) -> None:
    cast(SampleVersions, page.desk.versions).away = True
    with page.session.document.transaction("Move rack C05R1"):
        edits.move(page.session.document, [code_of(page, "rack", "C05R1")], 0.0, 100.0)
    wait_until(lambda: page.drafting.standing.saving == "waits")
    page.drafting.save()
    wait_until(lambda: page.drafting.standing.saving == "away")


def _shot(
    name: str, act: Act = _look, make: Callable[[], SampleVersions] = sample_versions, may_edit: bool = True,
    lying: Callable[[], SampleUnderlays] = SampleUnderlays,
) -> Shot:  # fmt: skip
    build = partial(_window, make=make, may_edit=may_edit, lying=lying)
    return Shot(f"layout-{name}", build, partial(_do, act), _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("empty", make=SampleVersions),
        _shot("whole"),
        _shot("read-only", may_edit=False),
        _shot("drawing", _drawing),
        _shot("rack", _one_rack),
        _shot("mixed", _aisle),
        _shot("generator", _generator),
        _shot("stops", _stops),
        _shot("compare", _compare),
        _shot("publish", _publish),
        _shot("swapped", _swapped),
        _shot("conflict", _conflict),
        _shot("away", _away),
        _shot("tool", _tool),
        _shot("history", _history),
        _shot("underlay", file_shots.calibrating, lying=file_shots.sample_underlays),
        _shot("plan", file_shots.plan_on_paper),
        _shot("labels", file_shots.labels),
        _shot("files", file_shots.files),
        _shot("import", file_shots.importing),
        _shot("list", file_shots.listing),
        _shot("travel-graph", pictures.open_travel),
        _shot("travel-truck", pictures.truck),
        _shot("travel-tour", pictures.tour),
        _shot("travel-times", pictures.times),
        _shot("versions", version_shots.versions, make=version_shots.busy_shelf),
        _shot("moves", version_shots.moves),
        *(_shot(panel, partial(_panel, panel)) for panel in PANELS),
    ]
