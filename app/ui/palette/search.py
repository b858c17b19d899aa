"""What the palette finds: hits, their preview, and the providers that look records up on worker threads."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtGui import QImage

from app.commands.match import Span, match, rank
from app.commands.registry import Command, Registry

COMMAND_PREFIX = ">"
NOTHING: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The right pane for a hit: a title, where it is, at most six facts, and a picture drawn off the GUI thread."""

    title: str
    place: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    picture: QImage | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """One row. reason: why it cannot be run now, in place of the detail. code: the name is an address or a number.

    run is called on the GUI thread when the row is chosen; preview on a worker thread; actions are what Tab offers.
    """

    section: str
    icon: str
    name: str
    detail: str = ""
    shortcut: str = ""
    run: Callable[[], object] = field(default=lambda: None, compare=False)
    reason: str | None = None
    code: bool = False
    preview: Callable[[], Preview] | None = field(default=None, compare=False)
    actions: "tuple[Hit, ...]" = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes two hits of two searches the same row."""
        return self.section, self.name


class SearchProvider(Protocol):
    """A kind of record. prefix: a sign that asks for this kind alone ("#"), or empty; word names it at the foot."""

    @property
    def prefix(self) -> str: ...
    @property
    def word(self) -> str: ...

    def search(self, text: str, limit: int) -> list[Hit]:
        """Blocking, on a worker thread; best first; may raise Refusal or Fault."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, taken apart: the sign in front, if it is one of those known, and the text after it."""

    prefix: str
    text: str


def parse(typed: str, prefixes: Iterable[str]) -> Query:
    """Split a known sign off the text: "#88" -> ("#", "88")."""
    stripped = typed.strip()
    known = {prefix for prefix in prefixes if prefix} | {COMMAND_PREFIX}
    if stripped[:1] in known:
        return Query(stripped[:1], stripped[1:].strip())
    return Query("", stripped)


def command_hits(registry: Registry, text: str, run: Callable[[str], object], limit: int) -> list[Hit]:
    """Commands for a text, best first; with no text all of them section by section, those that can be run now before
    those that cannot: where there are more than fit, what is cut off belongs to other rooms."""
    offered = [command for command in registry if command.in_palette]
    if not text:
        offered.sort(key=lambda command: command.refusal(registry.context) is not None)
    found = rank(text, offered, lambda command: command.title, limit)
    return [_hit(command, registry, run) for command, _ in found]


def _hit(command: Command, registry: Registry, run: Callable[[str], object]) -> Hit:
    reason = command.refusal(registry.context)
    facts = (("Key", command.shortcut or "none"), ("Now", "possible" if reason is None else "not possible"))
    preview = Preview(command.title, reason or command.detail, facts)
    icon = command.icon or "palette"
    return Hit(
        command.section,
        icon,
        command.title,
        command.detail,
        command.shortcut,
        lambda: run(command.id),
        reason,
        preview=lambda: preview,
    )


def ask(providers: Sequence[SearchProvider], text: str, limit: int) -> list[Hit]:
    """Ask every provider in turn; runs on a worker thread."""
    hits: list[Hit] = []
    for provider in providers:
        hits += provider.search(text, limit)
    return hits


def lit(text: str, name: str) -> tuple[Span, ...]:
    """Which letters of a name light up for a text."""
    found = match(text, name)
    return found.spans if found is not None else NOTHING
