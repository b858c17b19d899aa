"""A difference of two layouts as a list (CSV): every bin that comes, goes, moves or is called differently, for whoever
reviews it, hangs labels or carries goods."""

import csv
import io
from collections.abc import Iterator

from app.layout.addresses import in_order
from app.layout.diff import Bin, LayoutDiff
from app.layout.exchange import cell

HEAD = (
    "change", "now", "then", "x_now", "y_now", "z_now", "x_then", "y_then", "z_then", "kind", "class", "pick_sequence",
)  # fmt: skip
"""now: as it is published; then: as it is drawn. Lengths mm."""


def difference_csv(difference: LayoutDiff) -> str:
    """A line a bin, by address; what differs of it in words, joined by +. As `exchange.to_csv` writes cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for line in sorted(_lines(difference), key=lambda line: in_order(line[1].code if line[1] else line[2].code)):
        writer.writerow([cell(value) for value in _row(*line)])
    return out.getvalue()


def _lines(difference: LayoutDiff) -> Iterator[tuple[str, Bin | None, Bin]]:
    """(what differs, the bin of now, the bin of then); for one that goes the bin of now stands in both."""
    yield from (("added", None, bin_) for bin_ in difference.added)
    yield from (("removed", bin_, bin_) for bin_ in difference.removed)
    words: dict[tuple[str, str], list[str]] = {}
    pairs = {}
    for word, changes in (
        ("renamed", difference.renamed), ("moved", difference.moved), ("changed", difference.changed),
    ):  # fmt: skip
        for change in changes:
            key = change.before.code, change.after.code
            words.setdefault(key, []).append(word)
            pairs[key] = change
    yield from (("+".join(words[key]), change.before, change.after) for key, change in pairs.items())


def _row(word: str, now: Bin | None, then: Bin) -> list[object]:
    gone = word == "removed"
    before = (None, None, None) if now is None else now.place
    after = (None, None, None) if gone else then.place
    return [
        word, None if now is None else now.code, None if gone else then.code, *before, *after, then.kind,
        then.storage_class, then.pick_sequence,
    ]  # fmt: skip
