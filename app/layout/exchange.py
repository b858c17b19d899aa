"""Layouts as files: JSON with a schema version (format.md), and a CSV of all locations."""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from app.domain.errors import Fault, Refusal
from app.layout.addresses import in_order
from app.layout.codec import bad, decode, encode
from app.layout.elements import KINDS, Element
from app.layout.limits import LONGEST_HAZARD, MOST_HAZARDS
from app.layout.publish import location_rows
from app.layout.table import Layout

FORMAT = "stillage-layout"
VERSION = 2
"""Since 2: aisles have speeds, and the hazard classes of a storage class are published with it."""
LARGEST = 64_000_000
"""Characters of a file that is still read: a layout of 200,000 bins of racks has a hundredth of that."""

_BETWEEN = re.compile(r"[\s,]*")
CSV_COLUMNS = (
    "code", "barcode", "check_digit", "kind", "zone", "aisle", "rack", "bay", "level", "position", "x", "y", "z",
    "width", "depth", "height", "class", "pick_sequence",
)  # fmt: skip


def to_json(elements: Iterable[Element]) -> str:
    """A layout as text; the same layout is always the same text."""
    rank = {kind.kind: at for at, kind in enumerate(KINDS)}
    ordered = sorted(elements, key=lambda element: (rank[element.kind], element.id))
    lines = ",\n".join(
        json.dumps({"kind": element.kind, **encode(element)}, ensure_ascii=False, separators=(",", ":"))
        for element in ordered
    )
    return f'{{"format":"{FORMAT}","version":{VERSION},"elements":[\n{lines}\n]}}\n'


def from_json(text: str) -> Layout:
    """A layout from text. Raises Refusal, saying where, for what is cut off, newer than this program, or not whole."""
    if len(text) > LARGEST:
        raise bad("the file", f"has more than {LARGEST // 1_000_000} million characters")
    try:
        document = json.loads(text, parse_constant=_no_number)
    except (json.JSONDecodeError, RecursionError) as wrong:
        at = f"line {wrong.lineno}" if isinstance(wrong, json.JSONDecodeError) else "the file"
        raise bad(at, "is where it stops being JSON; it may have been cut off") from wrong
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise bad("the file", "is no Stillage layout")
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise Refusal(
            "layout_file",
            f"The layout file has version {version}; this program reads up to {VERSION}.",
            "Update Stillage.",
        )
    rows = document.get("elements")
    if not isinstance(rows, list):
        raise bad("elements", "is no list")
    elements: list[Element] = []
    try:
        for row in rows:
            known = _of_first(row) if version == 1 else row
            elements.append(_element(known, f"elements[{len(elements)}]"))
    except Refusal as refused:
        raise _at_line(refused, text, len(elements)) from refused
    ids = [element.id for element in elements]
    if len(set(ids)) != len(ids):
        twice = next(id_ for at, id_ in enumerate(ids) if id_ in set(ids[:at]))
        raise _at_line(bad(f"the id {twice}", "stands twice"), text, len(ids) - 1 - ids[::-1].index(twice))
    try:
        return Layout(elements)
    except Fault as fault:
        raise bad("the layout", f"is not whole ({fault.what})") from fault


def to_csv(layout: Layout) -> str:
    """All locations by address, one a line, with a header; comma, CRLF, as RFC 4180 has it. A text that a spreadsheet
    would take for a formula is given a leading apostrophe. The same layout is always the same text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in listed(layout):
        writer.writerow([cell(row[name]) for name in CSV_COLUMNS])
    return out.getvalue()


def listed(layout: Layout) -> list[dict[str, Any]]:
    """All locations in the order in which people read addresses, however the layout was put together."""
    return sorted(location_rows(layout), key=lambda row: in_order(row["code"]))


def _of_first(row: Any) -> Any:
    """A row as version 1 wrote it. Hazard classes were typed freely then and counted nowhere: what no database would
    take does not keep an old version from being opened."""
    hazards = row.get("hazard_classes") if isinstance(row, dict) else None
    if not isinstance(hazards, list) or not all(isinstance(name, str) for name in hazards):
        return row
    names = dict.fromkeys(name.strip()[:LONGEST_HAZARD].strip() for name in hazards)
    return {**row, "hazard_classes": [name for name in names if name][:MOST_HAZARDS]}


def _element(row: Any, where: str) -> Element:
    kinds = {kind.kind: kind for kind in KINDS}
    kind = row.get("kind") if isinstance(row, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise bad(where, "is no kind of element that this version knows")
    made: Element = decode(kinds[kind], {name: value for name, value in row.items() if name != "kind"}, where)
    return made


def _at_line(refused: Refusal, text: str, number: int) -> Refusal:
    """The same with the line on which that element begins, as an editor of texts counts them."""
    where, what = refused.detail.get("where"), refused.detail.get("what")
    line = _line_of(text, number)
    return refused if line is None or where is None else bad(f"line {line:,}, {where}", str(what))


def _line_of(text: str, number: int) -> int | None:
    """The line on which an element begins; None where that cannot be said."""
    decoder, at = json.JSONDecoder(), text.find("[", text.find('"elements"')) + 1
    try:
        for _ in range(number):
            _, at = decoder.raw_decode(text, _gap(text, at))
    except ValueError:
        return None  # another list stands before it
    return text.count("\n", 0, _gap(text, at)) + 1


def _gap(text: str, at: int) -> int:
    """Where the next value begins."""
    found = _BETWEEN.match(text, at)
    return at if found is None else found.end()


def _no_number(text: str) -> float:
    raise bad(text, "is no number")


def plain(value: Any) -> Any:
    """900 and 900.0 are one length and must be one cell."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def cell(value: Any) -> Any:
    """A cell of a CSV: nothing for None, and no text that a spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return plain(value)
