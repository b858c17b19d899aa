"""What the status strip says about what is chosen: the next thing a hand can do with it."""

from app.layout import edits
from app.layout.elements import Aisle, Rack, Wall, Zone
from app.ui.layout.facts import name_kinds, say_kinds
from app.ui.layout.session import EditSession

NOTHING = (
    "Click chooses, a zone by its name; a box to the right takes what lies in it, to the left what it touches. "
    "Right button: menu. F1: all keys."
)


def hint_for(session: EditSession, *, takes: bool) -> str:
    """One line for the choose tool. takes: whether zones take along what is in them."""
    chosen = session.chosen()
    if session.inside is not None:
        return "Click chooses a bay, double click a bin; Del leaves it out, Esc goes back to racks."
    if not chosen:
        return NOTHING
    if len(chosen) > 1:
        return "Drag moves them. Ctrl+Alt+arrows align, Ctrl+Shift+H and V distribute, Shift+R repeats in a grid."
    match chosen[0]:
        case Zone() as zone:
            return _of_zone(session, zone, takes=takes)
        case Rack() as rack:
            return f"Rack {rack.code}: drag moves it, its ends add bays; double click works on its bins."
        case Aisle() as aisle:
            return f"Aisle {aisle.code}: pull its ends; its sides make it wider. One way and truck: in the properties."
        case Wall() as wall:
            return f"Wall {wall.code}: pull its corners; G sets a door into it."
        case other:
            return f"{say_kinds([other])}: drag moves it, handles give it a size, . and , turn it."


def _of_zone(session: EditSession, zone: Zone, *, takes: bool) -> str:
    more = edits.with_contents(session.document, (zone.id,)) - {zone.id}
    if not more:
        return f"Zone {zone.code}: nothing belongs to it yet. Racks and aisles drawn in it do by themselves."
    held = name_kinds([session.document.elements[id_] for id_ in sorted(more)])
    if takes:
        return f"Zone {zone.code} moves and turns with {held}; hold Ctrl for the zone alone."
    return f"Zone {zone.code} moves and turns alone; hold Ctrl to take {held} along."
