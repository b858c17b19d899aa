"""Every side panel in a small window: nothing of it stands out to the right, where no bar leads to it."""

from PySide6.QtWidgets import QApplication

from app.ui.layout.dock import SidePanel
from app.ui.layout.panels import OWN_PANELS, PANELS
from app.ui.layout.tool_panel import LINES


def test_no_panel_is_wider_than_the_room_it_has(desk_room):
    room = desk_room()
    room.window.resize(1366, 768)
    by_kind = {}
    for element in room.document.elements.values():
        by_kind.setdefault(element.kind, []).append(element.id)
    chosen = {kind: ids[:3] for kind, ids in by_kind.items() if kind in ("rack", "aisle", "place", "zone", "wall")}
    found, seen = [], 0
    for kind, ids in {"nothing": [], **chosen}.items():
        room.page.session.select(ids)
        for entry in (*OWN_PANELS, *PANELS):
            if kind in ("nothing", "rack", "aisle") or entry.id == "properties":
                seen += 1
                if too_wide(room, entry.id):
                    found.append((kind, entry.id))
    for tool in LINES:
        if tool != "choose":
            room.page.session.choose_tool(tool)
            if too_wide(room, "tool"):
                found.append((tool, "tool"))
    assert found == []
    assert seen > 50


def too_wide(room, id_) -> bool:
    panel = room.page.host.open(id_)
    for _ in range(3):  # what a panel shows follows from the choice in the next turns
        QApplication.processEvents()
    if not isinstance(panel, SidePanel) or panel.area.isHidden():
        return False
    return panel.area.widget().minimumSizeHint().width() > panel.area.viewport().width()
