"""What a person has done and the database has not answered yet, kept on this device: a file an act, per person.

An act is written (and flushed to the disk) before it is sent, with its operation key, and removed after its answer. So
whatever ends the program in between, the act is there when the person signs in again: it is sent again under the same
key, and the database records it once, however often it came. An answer that is "no" is removed for good before it is
told (the folder is flushed, too), or a later power cut could bring back what the person was told is refused.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

from app.domain.errors import Refusal
from app.domain.ids import Op
from app.services.handheld.stored import plain, typed

VERSION = 1
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Kept:
    """One act. function and args: what is posted; or resume: the work in hand, where the act could not even be looked
    up (its text, see `stored`); with neither it stands for itself. words: what the person did. refused: what the
    database said when it was sent again, and what to do."""

    op: Op
    at: datetime
    words: str
    function: str = ""
    args: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    resume: str = ""
    refused: tuple[str, str] | None = None

    @property
    def waits(self) -> bool:
        """Whether it is to be sent."""
        return bool(self.function or self.resume) and self.refused is None


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """The acts of one person on one device in one warehouse. Two programs may use it at once. Raises OSError where the
    disk does not take it."""

    path: Path

    @classmethod
    def of(cls, root: Path, database: str, warehouse: int, login: str, device: str) -> "KeptFolder":
        """database: whatever tells one database from another, for an act goes to no other than its own."""
        parts = (f"{database}-{warehouse}", login, device)
        return cls(root.joinpath(*(quote(part, safe="") or "_" for part in parts)))

    def keep(self, kept: Kept) -> None:
        """Write it; it is on the disk when this returns."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._file(kept.op)
        fresh = file.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as out:
            json.dump(_written(kept), out, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
        _flush(self.path)

    def drop(self, op: Op, *, surely: bool = False) -> None:
        """It was answered. surely: must not come back after a power cut."""
        self._file(op).unlink(missing_ok=True)
        if surely and self.path.exists():
            _flush(self.path)

    def has(self, op: Op) -> bool:
        """Whether this act is kept."""
        return self._file(op).exists()

    def all(self) -> tuple[Kept, ...]:
        """What is kept, the oldest first. A file that cannot be read is told as such and left where it is."""
        if not self.path.exists():
            return ()
        ours = ((file, op) for file in self.path.glob(f"*{_SUFFIX}") if (op := _op_of(file)) is not None)
        found = [kept for file, op in ours if (kept := _read(file, op)) is not None]
        return tuple(sorted(found, key=lambda kept: (kept.at, str(kept.op))))

    def take_over(self, other: "KeptFolder") -> None:
        """What lies in another folder is this one's from now on: the database has another name than it had. Each file
        moves as a whole, so a program that still writes there loses nothing."""
        if not other.path.exists():
            return
        for file in sorted(file for file in other.path.glob(f"*{_SUFFIX}") if _op_of(file) is not None):
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            with suppress(FileNotFoundError):  # answered, or moved by another program, this very moment
                file.replace(self.path / file.name)
        if self.path.exists():
            _flush(self.path)
        _flush(other.path)

    def _file(self, op: Op) -> Path:
        return self.path / f"{op}{_SUFFIX}"


def kept_here(root: Path, device: str) -> dict[str, int]:
    """How many acts wait on this device, by login: for whoever signs in next."""
    found: dict[str, int] = {}
    for folder in root.glob(f"*/*/{quote(device, safe='') or '_'}"):
        waiting = sum(1 for _ in folder.glob(f"*{_SUFFIX}"))
        if waiting:
            login = unquote(folder.parent.name)
            found[login] = found.get(login, 0) + waiting
    return found


def refused(kept: Kept, refusal: Refusal) -> Kept:
    """The same act with what the database said."""
    return replace(kept, refused=(refusal.what, refusal.next_step))


def _flush(folder: Path) -> None:
    """The folder's own entries; Windows does that with the file."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _written(kept: Kept) -> dict[str, Any]:
    return {
        "version": VERSION,
        "at": kept.at.isoformat(),
        "words": kept.words,
        "function": kept.function,
        "args": {name: plain(value) for name, value in kept.args.items()},
        "resume": kept.resume,
        "refused": list(kept.refused) if kept.refused is not None else None,
    }


def _read(file: Path, op: Op) -> Kept | None:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        if told["version"] > VERSION:
            raise ValueError(told["version"])
        no = tuple(told["refused"]) if told["refused"] is not None else None
        args = {name: typed(value) for name, value in told["args"].items()}
        at = datetime.fromisoformat(told["at"])
        return Kept(op, at, told["words"], told["function"], args, told["resume"], no)
    except FileNotFoundError:  # answered meanwhile
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError, ImportError, ArithmeticError):
        no = ("This record cannot be read.", f"Show it to whoever looks after the system: {file.name}.")
        return Kept(op, datetime.fromtimestamp(file.stat().st_mtime, UTC), "An act on this handheld", refused=no)


def _op_of(file: Path) -> Op | None:
    try:
        return Op(UUID(file.stem))
    except ValueError:  # not a file of ours
        return None
