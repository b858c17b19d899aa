"""Copies of drawings on this computer: what the database has not got yet outlives a crash and a lost connection."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from app.domain.errors import Refusal
from app.layout.exchange import from_json, to_json
from app.layout.table import Layout


@dataclass(frozen=True, slots=True)
class Copy:
    """A drawing that was not saved. draft: the draft it belongs to, None for a new one; base: the version beneath."""

    layout: Layout
    draft: int | None
    base: int
    at: datetime


class KeptCopies:
    """One copy a warehouse. Every method blocks for as long as a file takes; a worker may call it.

    A page that ends keeps its drawing while a worker may still be keeping the one before: they take turns, and an older
    drawing never replaces a younger one."""

    def __init__(self, folder: Path, place: str) -> None:
        safe = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in place)
        self._file = folder / f"layout-{safe}.json"
        self._turn = Lock()
        self._youngest: datetime | None = None

    def keep(self, copy: Copy) -> None:
        """Write it so that either the old copy or the new one is whole, whenever the power goes."""
        text = json.loads(to_json(copy.layout.elements.values()))
        told = {"draft": copy.draft, "base": copy.base, "at": copy.at.isoformat(), "drawing": text}
        with self._turn:
            if self._youngest is not None and copy.at < self._youngest:
                return
            self._youngest = copy.at
            self._write(json.dumps(told, ensure_ascii=False, separators=(",", ":")))

    def _write(self, text: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self._file)

    def find(self) -> Copy | None:
        """What was kept; None where there is nothing. A copy that cannot be read is put aside, not lost."""
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))
            drawing = from_json(json.dumps(told["drawing"]))
            return Copy(drawing, told["draft"], int(told["base"]), datetime.fromisoformat(told["at"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, Refusal):
            self._put_aside()
            return None

    def drop(self) -> None:
        """The database has it: the copy is no longer needed."""
        with self._turn:
            self._file.unlink(missing_ok=True)

    def _put_aside(self) -> None:
        if self._file.exists():
            self._file.replace(self._file.with_suffix(".unreadable"))
