"""A workbook of one table, written row by row: texts as text cells, figures as numbers. Written out by hand, because
openpyxl makes an object of every cell, and two million of them take half a minute."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

Value = str | int | float | bool | None
AT_ONCE = 500
"""Rows that are packed together."""
_FAST = 3
"""How hard to press: twice as fast as usual, for a tenth more bytes."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PARTS: Final = (
    (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACK}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    ),
    (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACK}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_PACK}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
    ),
    (
        "xl/styles.xml",  # style 0 as usual, style 1 text (format 49, "@")
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ),
)


def write_workbook(file: Path, sheet: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    """Write a table to a file that is replaced if it is there; returns how many rows. Raises OSError.

    A text is a text cell whatever it looks like: 01-04 stays no date, 1E5 no number, =A1 no formula."""
    number = 0

    def part(name: str) -> zipfile.ZipInfo:
        told = zipfile.ZipInfo(name)  # without the moment: the same table is the same file
        told.compress_type = zipfile.ZIP_DEFLATED
        return told

    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as book:
        for name, text in PARTS:
            book.writestr(part(name), _HEAD + text, compresslevel=_FAST)
        named = escape(sheet, {'"': "&quot;"})
        sheets = f'<sheets><sheet name="{named}" sheetId="1" r:id="rId1"/></sheets>'
        text = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">{sheets}</workbook>'
        book.writestr(part("xl/workbook.xml"), text, compresslevel=_FAST)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{_row(head)}'.encode())
            some: list[str] = []
            for row in rows:
                some.append(_row(row))
                number += 1
                if len(some) == AT_ONCE:
                    out.write("".join(some).encode())
                    some.clear()
            out.write(("".join(some) + "</sheetData></worksheet>").encode())
    return number


def _row(values: Sequence[Value]) -> str:
    return f"<row>{''.join(map(_cell, values))}</row>"


def _cell(value: Value) -> str:
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        return f'<c t="inlineStr" s="1"><is><t{space}>{_text(value)}</t></is></c>'
    if value is None:
        return "<c/>"
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    return f"<c><v>{value!r}</v></c>"


def _text(value: str) -> str:
    """For XML; what XML cannot hold is written as the format says: _x0007_."""
    if _UNTOLD.search(value):
        value = _UNTOLD.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    return escape(value) if "&" in value or "<" in value or ">" in value else value
