"""States of the counting page that are rendered and linted."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.services.counting_sheet import CountSheet
from app.services.sheets import Problem, Sheet
from app.ui.counting.desk import CountingDesk
from app.ui.counting.page import CountingPage
from app.ui.counting.sample_counts import SampleCorrections, SampleCounts, SampleFloor
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[CountingPage], object]
ENTERED = ("D-01-05-1", "SO-4410", "D-01-05-1", "TE-1187", "L2611", "D-01-05-1")
RESERVED = Refusal(
    "WM451", "SO-4410 in D-01-06-2 is reserved for 100482, 100519.",
    "Approve again and give these reservations back, or have the bin counted again.",
)  # fmt: skip


def sample_desk(
    shell: Shell,
    counts: SampleCounts | None,
    floor: SampleFloor | None = None,
    corrections: SampleCorrections | None = None,
) -> CountingDesk:
    """A desk over the sample; counts None: of somebody who only counts."""
    ground = floor or SampleFloor()
    asked = None if counts is None else corrections or SampleCorrections(counts.empty)
    return CountingDesk(
        shell.theme,
        shell.jobs,
        ZoneInfo("Europe/Berlin"),
        lambda: MOMENT,
        ground.open,
        ground.mine,
        counts,
        corrections=asked,
    )


def page_of(widget: QWidget) -> CountingPage:
    """The page in a sample window."""
    return cast(CountingPage, cast(MainWindow, widget).pages.currentWidget())


def _window(theme: Theme, leads: bool = True, empty: bool = False) -> QWidget:
    jobs = Jobs()
    counts = SampleCounts(empty, refuse=RESERVED) if leads else None
    floor = SampleFloor(bins=0 if empty else 3)
    window = make_window(
        theme, jobs, lambda shell: CountingPage(shell, sample_desk(shell, counts, floor)), "Counting", "counting"
    )
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def _do(act: Act, widget: QWidget) -> None:
    act(page_of(widget))


def scans(page: CountingPage, *texts: str) -> None:
    """A counter scans these, one after the other."""
    wait_until(lambda: page.entry.acts.station is not None)
    for number, text in enumerate(texts):
        page.entry.work.field.scanned.emit(text, float(number), False)
    wait_until(lambda: page.entry.acts.quiet)


def _entry(texts: tuple[str, ...], page: CountingPage) -> None:
    page.show_view("entry")
    scans(page, *texts)


def _refused(page: CountingPage) -> None:
    page.show_view("review")
    wait_until(lambda: page.review.pending.rows.rowCount() > 0)
    page.review.pending.selectRow(1)
    page.review.post()


def _own(page: CountingPage) -> None:
    page.show_view("approvals")
    wait_until(lambda: page.approvals.waiting.rows.rowCount() > 0)
    page.approvals.waiting.selectRow(2)


def _file(page: CountingPage) -> None:
    problems = [
        Problem(14, "Bin", "A14", "WM422", "Bin D-01-99-1 is not known in this warehouse.", "Check the address."),
        Problem(22, "Counted", "C22", "number", "“12,5.0” is not a number.", "Enter a number of up to six decimals."),
        Problem(31, "SKU", "B31", "WM422", "SKU SO-44I0 is not known.", "Check it, or have the product created first."),
    ]
    sheet = Sheet("stocktaking-zone-d.xlsx", "Sheet1", {}, (), (), problems)
    lines = [{"location": f"D-01-{n // 10:02}", "quantity": Decimal(n)} for n in range(20_000)]
    page.importing.show()
    page.importing.show_checked(CountSheet(sheet, lines, problems))


def _shot(name: str, act: Act | None = None, leads: bool = True, empty: bool = False) -> Shot:
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"counting-{name}", partial(_window, leads=leads, empty=empty), prepare, _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("plans"),
        _shot("plans-empty", empty=True),
        _shot("new-plan", lambda page: page.new_plan()),
        _shot("review", lambda page: page.show_view("review")),
        _shot("review-reserved", _refused),
        _shot("review-empty", lambda page: page.show_view("review"), empty=True),
        _shot("approvals", lambda page: page.show_view("approvals")),
        _shot("approvals-own", _own),
        _shot("approvals-empty", lambda page: page.show_view("approvals"), empty=True),
        _shot("accuracy", lambda page: page.show_view("accuracy")),
        _shot("import", _file),
        _shot("accuracy-empty", lambda page: page.show_view("accuracy"), empty=True),
        _shot("entry-list", leads=False),
        _shot("entry-none", leads=False, empty=True),
        _shot("entry-item", partial(_entry, ("D-01-05-1", "SO-4410", "SO-4410", "SO-4410")), leads=False),
        _shot("entry-entered", partial(_entry, ENTERED), leads=False),
        _shot("entry-wrong", partial(_entry, ("D-01-05-1", "D-01-05-2")), leads=False),
        _shot("entry-empty", partial(_entry, ("D-01-05-1", "D-01-05-1")), leads=False),
    ]  # fmt: skip
