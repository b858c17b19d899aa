"""Many changes from a table: tried with all problems at once, posted all or nothing, taken back as one act."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.services import mass_changes
from app.services.inventory.done import Done
from app.services.mass_changes import Change, DryRun
from app.services.session import Session
from app.services.sheets import Problem, Progress


@dataclass(frozen=True, slots=True)
class MassChanges:
    """Tables of one warehouse. Every method blocks: worker threads only."""

    session: Session

    def try_file(self, file: Path, change: Change, reason: str | None, *, progress: Progress) -> DryRun:
        """Read a table and try every row, without posting. Refusal where the file cannot be read."""
        sheet = mass_changes.read(file, change, progress=progress)
        return mass_changes.dry_run(self.session, change, sheet, reason=reason, progress=progress)

    def post(self, run: DryRun, *, progress: Progress) -> Done:
        """Post all rows of a dry run, or none. Refusal: `problems` says at which rows the stock changed since."""
        op = new_op()
        posted = mass_changes.post(self.session, run, op, document=run.sheet.file[:100], progress=progress)
        if posted.request is not None:
            return Done(f"Request {posted.request} waits for a second person: {posted.lines:,} rows.", None, waits=True)
        return Done(f"{posted.lines:,} rows of {run.sheet.file} posted.", op)

    def problems(self, run: DryRun, refusal: Refusal) -> tuple[Problem, ...]:
        """What a refused post says of the rows."""
        return tuple(mass_changes.told(run, refusal))
