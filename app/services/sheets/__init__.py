"""Tables that people send (CSV, XLSX) as typed rows with positions, and everything that is wrong in them at once.

read_file(path, columns) or read_sheet(name, bytes, columns) -> Sheet(rows, problems, ...); see README.md.
"""

from app.services.sheets.reading import MOST_ROWS, read_file, read_sheet
from app.services.sheets.table import Column, Kind, Place, Problem, Progress, Row, Sheet, Value

__all__ = [
    "MOST_ROWS",
    "Column",
    "Kind",
    "Place",
    "Problem",
    "Progress",
    "Row",
    "Sheet",
    "Value",
    "read_file",
    "read_sheet",
]
