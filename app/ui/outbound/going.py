"""Going from one room to what it is about in another."""

from app.ui.shell.parts import Shell


def go(shell: Shell, room: str, about: str) -> None:
    """Open a room at something; where this person does not have that room, say so."""
    if shell.has(room):
        shell.open(room, about)
    else:
        shell.toast(f"The room {room.capitalize()} is not among yours.")
