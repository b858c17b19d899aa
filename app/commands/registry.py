"""Commands as data: everything a person can do, declared without Qt, found by the palette and shown in menus."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from app.commands.context import Context, Needs
from app.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Command:
    """One act. id: "screen.act"; shortcut in the words of a keyboard ("Ctrl+K", empty for none).

    enabled_when: conditions that must all hold; the first that does not gives the reason shown in the act's place.
    """

    id: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    enabled_when: tuple[Needs, ...] = ()
    section: str = "Commands"
    icon: str = ""
    detail: str = field(default="", compare=False)
    in_palette: bool = True

    def refusal(self, context: Context) -> str | None:
        """Why the command may not run now, in words; None when it may."""
        return next((reason for need in self.enabled_when if (reason := need.refusal(context))), None)

    def excludes(self, other: "Command") -> bool:
        """Whether the two can never run at the same moment: some fact would have to have two values."""
        wants = {need.key: need.value for need in self.enabled_when}
        return any(need.key in wants and wants[need.key] != need.value for need in other.enabled_when)


class Registry:
    """The commands there are now. Screens add theirs when they open and take them back when they close."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._commands: dict[str, Command] = {}
        self._listeners: list[Callable[[], None]] = []

    def add(self, *commands: Command) -> None:
        """Add all or none. A second command of one id raises ValueError, and so does a second owner of a shortcut
        that could run while the first may: rooms share keys, two acts of one room do not."""
        known = dict(self._commands)
        for command in commands:
            if command.id in known:
                raise ValueError(f"command {command.id!r} is registered twice")
            key = command.shortcut.lower()
            owners = [one for one in known.values() if key and one.shortcut.lower() == key]
            rival = next((one for one in owners if not one.excludes(command)), None)
            if rival is not None:
                raise ValueError(f"{command.shortcut} of {command.id!r} belongs to {rival.id!r} already")
            known[command.id] = command
        self._commands = known
        self._tell()

    def remove(self, ids: Iterable[str]) -> None:
        """Take commands back; an id that is not there is passed over, so that closing twice does no harm."""
        gone = set(ids)
        self._commands = {id_: command for id_, command in self._commands.items() if id_ not in gone}
        self._tell()

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __getitem__(self, id_: str) -> Command:
        return self._commands[id_]

    def __contains__(self, id_: str) -> bool:
        return id_ in self._commands

    def run(self, id_: str) -> None:
        """Run a command; Refusal with its reason when it may not run now, KeyError when there is none."""
        command = self._commands[id_]
        reason = command.refusal(self.context)
        if reason is not None:
            raise Refusal("disabled", f"{command.title} is not possible now.", reason, {"command": id_})
        command.run()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Hear when commands come or go. Returns what ends the listening."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
