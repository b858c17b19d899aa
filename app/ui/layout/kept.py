"""Copies of drawings on this computer: what the database has not got yet outlives a crash and a lost connection."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from app.domain.errors import Refusal
from app.layout.exchange import from_json, to_json
from app.layout.table import Layout

LEFT = 20
"""Copies that nobody took back and that are kept all the same, as layouts to be opened."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A drawing that was not saved. draft: the draft it belongs to, None for a new one; base: the version beneath.

    upon: what it was drawn upon, so that it is put together with what others saved since; None in copies of before."""

    layout: Layout
    draft: int | None
    base: int
    at: datetime
    upon: Layout | None = None


class KeptCopies:
    """One copy a draft. Every method blocks for as long as a file takes; a worker may call it.

    A page that ends keeps its drawing while a worker may still be keeping the one before: they take turns, and an older
    drawing never replaces a younger one. A copy that was found and not taken back is put aside before another one of
    its draft takes its place: it can be opened like any layout."""

    def __init__(self, folder: Path, place: str) -> None:
        safe = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in place)
        self._folder, self._stem = folder, f"layout-{safe}"
        self._name = re.compile(re.escape(self._stem) + r"(\.[0-9]+)?\.json")
        self._turn = Lock()
        self._youngest: dict[Path, datetime] = {}
        self._offered: dict[Path, Copy] = {}
        self._taken: set[Path] = set()

    def keep(self, copy: Copy) -> None:
        """Write it so that either the old copy or the new one is whole, whenever the power goes."""
        told = {"draft": copy.draft, "base": copy.base, "at": copy.at.isoformat(), "drawing": _told(copy.layout)}
        if copy.upon is not None:
            told["upon"] = _told(copy.upon)
        file = self._file(copy.draft)
        with self._turn:
            youngest = self._youngest.get(file)
            if youngest is not None and copy.at < youngest:
                return
            self._youngest[file] = copy.at
            self._leave(file)
            self._write(file, json.dumps(told, ensure_ascii=False, separators=(",", ":")))
            for other in self._taken - {file}:  # what was taken back is in this one
                other.unlink(missing_ok=True)
            self._taken.clear()

    def find(self) -> Copy | None:
        """The youngest that was kept; None where there is none. One that cannot be read is put aside, not lost."""
        found = [(copy.at, str(file), file, copy) for file in self._files() if (copy := self._read(file)) is not None]
        if not found:
            return None
        _, _, file, copy = max(found, key=lambda one: one[:2])
        self._offered[file] = copy
        return copy

    def taken(self, copy: Copy) -> None:
        """It was taken back: what is drawn has it, and what is kept next."""
        file = self._file(copy.draft)
        with self._turn:
            self._offered.pop(file, None)
            self._taken.add(file)

    def drop(self, draft: int | None) -> None:
        """The database has it: the copy of this draft is no longer needed."""
        with self._turn:
            self._file(draft).unlink(missing_ok=True)

    def _file(self, draft: int | None) -> Path:
        return self._folder / (f"{self._stem}.json" if draft is None else f"{self._stem}.{draft}.json")

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            yield from (file for file in sorted(self._folder.iterdir()) if self._name.fullmatch(file.name))

    def _leave(self, file: Path) -> None:
        """Put aside what was offered and not taken back, as a layout; of those the youngest are kept."""
        copy = self._offered.pop(file, None)
        if copy is None or not file.exists():
            return
        aside = self._folder / f"{self._stem}.left-{copy.at:%Y%m%d-%H%M%S}.json"
        self._write(aside, to_json(copy.layout.elements.values()))
        for old in sorted(self._folder.glob(f"{self._stem}.left-*.json"))[:-LEFT]:
            old.unlink(missing_ok=True)

    def _write(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)

    def _read(self, file: Path) -> Copy | None:
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
            drawing, upon = from_json(json.dumps(told["drawing"])), told.get("upon")
            below = None if upon is None else from_json(json.dumps(upon))
            return Copy(drawing, told["draft"], int(told["base"]), datetime.fromisoformat(told["at"]), below)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, Refusal):
            file.replace(file.with_suffix(".unreadable"))
            return None


def _told(layout: Layout) -> object:
    return json.loads(to_json(layout.elements.values()))
