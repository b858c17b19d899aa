"""Changes in mass from a table: read, dry run with all problems at once, then post all or nothing."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from app.domain.errors import Refusal
from app.services.mass_changes.columns import Change, columns_of
from app.services.mass_changes.lines import Line, lines_of
from app.services.mass_changes.near import near_codes
from app.services.session import Session
from app.services.sheets import Problem, Progress, Sheet, read_file

_SECONDS = 30.0
_SECONDS_A_LINE = 0.004  # patience, not a figure: about ten times what a line takes


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a table would do. problems: all that is wrong, by row; needs_approval: above the person's
    limit, so that posting makes a request."""

    change: Change
    sheet: Sheet
    lines: Sequence[Line]
    problems: Sequence[Problem]
    reason: str | None
    needs_approval: bool

    @property
    def can_post(self) -> bool:
        """Nothing is wrong with it, as far as the stock stood at the dry run."""
        return not self.problems and bool(self.lines)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was posted. request: the number of the request where approval is needed, else None."""

    lines: int
    request: int | None


def read(path: Path, change: Change, *, progress: Progress | None = None) -> Sheet:
    """Read the table of a change from .xlsx or delimited text. Raises Refusal where the file is none."""
    return read_file(path, columns_of(change), progress=progress)


def dry_run(
    session: Session, change: Change, sheet: Sheet, *, reason: str | None = None, progress: Progress | None = None
) -> DryRun:
    """Look every code up and try every row, without posting. Blocking; progress may raise to stop it.

    reason: for rows that give none, a code of api.reason_code. Raises Refusal (a role that may not), Unreachable.
    """
    lines, problems = lines_of(sheet, _reasons(session, change))
    problems = [*sheet.problems, *problems]
    needs_approval = False
    if lines:
        _say(progress, 0, len(lines), "Trying the rows")
        found = session.door.query(
            "check_mass",
            warehouse=session.warehouse.warehouse_id,
            kind=change.value,
            lines=json.dumps(lines),
            reason=reason,
            deadline=_patience(lines),
        )
        needs_approval = any(row.code == "approval" for row in found)
        problems += _placed(session, sheet, lines, problems, [row for row in found if row.code != "approval"])
        _say(progress, len(lines), len(lines), "Trying the rows")
    problems.sort(key=lambda problem: problem.place)
    return DryRun(change, sheet, lines, problems, reason, needs_approval)


def post(
    session: Session, run: DryRun, op: UUID, *, document: str | None = None, progress: Progress | None = None
) -> Posted:
    """Post all rows of a dry run in one transaction, or none. op: made once where the person acts; progress can
    stop it only until the posting begins.

    Raises Refusal: "sheet" where problems are left, WM422 with problems in its detail where the stock changed since.
    """
    if not run.can_post:
        raise Refusal("sheet", f"{len(run.problems)} problems are left.", "Correct the file and read it again.")
    _say(progress, 0, len(run.lines), "Posting")
    answer = session.door.call(
        "post_mass_v1",
        p_op=op,
        p_warehouse=session.warehouse.warehouse_id,
        p_kind=run.change.value,
        p_lines=run.lines,
        p_reason=run.reason,
        p_document=document,
        deadline=_patience(run.lines),
    )
    return Posted(int(answer.get("lines", len(run.lines))), answer.get("request_id"))


def told(run: DryRun, refusal: Refusal) -> Sequence[Problem]:
    """The problems that a refused post names, at their places in the table."""
    return [
        run.sheet.problem(
            int(one["line"]), str(one["field"]), str(one["code"]), str(one["problem"]), str(one["next_step"])
        )
        for one in refusal.detail.get("problems", ())
    ]


def _placed(
    session: Session, sheet: Sheet, lines: Sequence[Line], known: Iterable[Problem], found: Sequence[Any]
) -> list[Problem]:
    """What the database found, at its place in the table; left out is what is bad in the cell anyway."""
    bad = {row.number: row.bad for row in sheet.rows if row.bad}
    said = {(problem.row, problem.header) for problem in known}
    new = [
        row
        for row in found
        if row.field not in bad.get(row.line, ())
        and not (row.field in sheet.places and (row.line, sheet.places[row.field].header) in said)
        and (row.field in sheet.places or not _required_elsewhere(sheet, row.field))
    ]
    unknown = [row for row in new if row.code == "WM404" and row.field in ("sku", "from", "to")]
    given = {line["line"]: line for line in lines}
    codes = {(row.line, row.field): str(given[row.line].get(row.field, "")) for row in unknown}
    near = near_codes(
        session,
        [codes[row.line, row.field] for row in unknown if row.field == "sku"],
        [codes[row.line, row.field] for row in unknown if row.field != "sku"],
    )
    return [
        sheet.problem(
            row.line,
            row.field,
            row.code,
            row.problem,
            near.get((row.field, codes.get((row.line, row.field), "")), row.next_step),
        )
        for row in new
    ]


def _required_elsewhere(sheet: Sheet, field: str) -> bool:
    """A required column that the file lacks was told once, for the header."""
    return field in ("sku", "from", "to", "quantity", "to_status") and any(p.code == "header" for p in sheet.problems)


def _reasons(session: Session, change: Change) -> dict[str, str]:
    if not change.has_reasons:
        return {}
    found: dict[str, str] = {}
    for row in session.door.query("reasons", kind=change.value):
        found[str(row.name).casefold()] = found[str(row.code).casefold()] = str(row.code)
    return found


def _patience(lines: Sequence[Line]) -> float:
    return _SECONDS + _SECONDS_A_LINE * len(lines)


def _say(progress: Progress | None, done: int, total: int, words: str) -> None:
    if progress is not None:
        progress(done, total, words)
