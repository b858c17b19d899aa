"""States of the panels of versions for pictures: versions and drafts of two planners, a move map half decided."""

from dataclasses import replace
from typing import cast

from app.layout import edits
from app.layout.elements import Place, Rack
from app.layout.table import Layout
from app.ui.layout.moves_panel import MovesPanel
from app.ui.layout.page import LayoutPage
from app.ui.layout.sample_hall import sample_hall
from app.ui.layout.sample_versions import SampleVersions
from app.ui.layout.versions_panel import VersionsPanel
from app.ui.showcase.turning import wait_until


def busy_shelf() -> SampleVersions:
    """The hall published three times, and two drafts of a colleague, one of them in review."""
    hall = sample_hall()
    docks = sorted((place for place in hall.of(Place) if place.use == "dock"), key=lambda place: place.code)
    moved = Layout({**hall.elements, docks[6].id: replace(docks[6], x=docks[6].x + 400.0)}.values())
    wider = Layout({**moved.elements, docks[7].id: replace(docks[7], width=docks[7].width + 600.0)}.values())
    shelf = SampleVersions(hall)
    shelf.somebody_publishes(moved)
    shelf.somebody_publishes(wider, "Dock 8 wider", "For trailers with a tail lift")
    shelf.somebody_drafts("Mezzanine over small parts", wider)
    shelf.somebody_drafts("Second packing line", wider, "review")
    return shelf


def versions(page: LayoutPage) -> None:
    """An own draft beside those of a colleague, an older version chosen."""
    _drawn(page)
    panel = cast(VersionsPanel, page.host.open("versions"))
    wait_until(lambda: panel.drafts.rows.rowCount() == 3 and page.shell.jobs.running == 0)
    panel.drafts.selectRow(0)
    panel.versions.selectRow(1)


def moves(page: LayoutPage) -> None:
    """A rack renumbered, another taken away that holds goods: one line decided, the others suggested."""
    shelf = cast(SampleVersions, page.desk.versions)
    gone = _drawn(page)
    shelf.stock = dict.fromkeys(gone[:6], 3)
    panel = cast(MovesPanel, page.host.open("moves"))
    wait_until(lambda: len(page.publishing.suggested) == 6 and page.shell.jobs.running == 0)
    page.publishing.decide(page.publishing.suggested[0])
    wait_until(lambda: len(page.publishing.suggested) == 5 and page.shell.jobs.running == 0)
    panel.table.selectRow(0)


def _drawn(page: LayoutPage) -> list[str]:
    """A rack renumbered, one replaced by another beside it; saved. The addresses that go."""
    document = page.session.document
    racks = {rack.code: rack for rack in document.of(Rack)}
    with document.transaction("Renumber rack"):
        document.put(_counted_from(racks["D01L1"], 201))
    gone = racks["D02R1"]
    with document.transaction("Replace rack"):
        edits.remove(document, [gone.id])
        document.put(_counted_from(replace(gone, id=document.new_id(), code="D02R9"), 302))
    page.drafting.save()
    wait_until(lambda: page.drafting.standing.saving == "saved" and page.drafting.standing.draft is not None)
    page.differences.look()
    wait_until(lambda: page.shell.jobs.running == 0)
    return sorted(bin_.code for bin_ in page.differences.now.removed)


def _counted_from(rack: Rack, number: int) -> Rack:
    return replace(rack, numbering=replace(rack.numbering, bay_start=number))
