"""States of the putaway room that are rendered and linted."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.services.putaway import RuleBook
from app.ui.gallery import Shot
from app.ui.jobs import Jobs
from app.ui.putaway.desk import PutawayDesk
from app.ui.putaway.page import PutawayPage
from app.ui.putaway.sample_putaway import CHANGED, FULL, HAZARDS, HEAVY, SampleHazards, SamplePlaces
from app.ui.shell.parts import Shell
from app.ui.showcase.samples import MOMENT, make_window
from app.ui.showcase.turning import wait_until
from app.ui.theme import Theme
from app.ui.window import MainWindow

Act = Callable[[PutawayPage], object]


def sample_page(shell: Shell, places: SamplePlaces, *, may_plan: bool = True, may_rule: bool = True) -> PutawayPage:
    """The page over a sample."""
    zone = ZoneInfo("Europe/Berlin")
    hazards = SampleHazards(places)
    return PutawayPage(
        shell,
        PutawayDesk(shell.theme, shell.jobs, places, places, hazards, zone, lambda: MOMENT, may_plan, may_rule),
    )


def _window(make: Callable[[], SamplePlaces], may: bool, theme: Theme) -> QWidget:
    jobs = Jobs()

    def page(shell: Shell) -> PutawayPage:
        return sample_page(shell, make(), may_plan=may, may_rule=may)

    window = make_window(theme, jobs, page, "Put away", "truck")
    jobs.setParent(window)
    return window


def _busy(widget: QWidget) -> bool:
    return cast(MainWindow, widget).jobs.running > 0


def _done(widget: QWidget) -> None:
    page_of(widget).end()
    cast(MainWindow, widget).jobs.close()


def page_of(widget: QWidget) -> PutawayPage:
    """The page in a sample window."""
    return cast(PutawayPage, cast(MainWindow, widget).pages.currentWidget())


def _do(act: Act, widget: QWidget) -> None:
    page = page_of(widget)
    wait_until(lambda: not _busy(widget))
    act(page)


def _planned(page: PutawayPage) -> None:
    page.show_view("planned")


def _asked(page: PutawayPage) -> None:
    page.show_view("planned")
    page.planned.why.bin.setText("A-02-11-4")
    page.planned.why.ask()


def _over(page: PutawayPage) -> None:
    page.show_view("planned")
    page.planned.table.selectRow(3)


def _refused(page: PutawayPage) -> None:
    why = page.planned.why
    page.show_view("planned")
    why.bin.setText("A-02-11-3")
    why.reason.setCurrentIndex(5)
    why.redirect()


def _rules(page: PutawayPage) -> None:
    page.show_view("rules")
    page.rules.table.selectRow(3)


def _hazards(page: PutawayPage) -> None:
    page.show_view("hazards")
    page.hazards.matrix.choose(0, 2)
    page.hazards.stores.table.selectRow(2)


def _hazards_edited(page: PutawayPage) -> None:
    _hazards(page)
    page.hazards.matrix.choose(1, 3)
    page.hazards.keep.choose("never")
    page.hazards.set_rule()
    page.hazards.save_table()


def _edited(page: PutawayPage) -> None:
    _rules(page)
    page.rules.shift(-1)
    page.rules.save_rules()


def _shot(
    name: str, act: Act | None = None, make: Callable[[], SamplePlaces] = SamplePlaces, *, may: bool = True
) -> Shot:  # fmt: skip
    prepare = partial(_do, act) if act is not None else lambda _: None
    return Shot(f"putaway-{name}", partial(_window, make, may), prepare, _busy, _done)


def shots() -> list[Shot]:
    """Every state a customer may see first."""
    return [
        _shot("waiting"),
        _shot("nothing", None, lambda: SamplePlaces(goods=[])),
        _shot("no-place", lambda page: page.waiting.plan(), lambda: SamplePlaces(left=(FULL,))),
        _shot("planned", _planned),
        _shot("none-planned", _planned, lambda: SamplePlaces(rows=[])),
        _shot("why-not", _asked),
        _shot("over", _over),
        _shot("refused", _refused, lambda: SamplePlaces(refuse_send=HEAVY)),
        _shot("rules", _rules),
        _shot("rules-standard", _rules, lambda: SamplePlaces(book=RuleBook(SamplePlaces().book.rules[:5], 0))),
        _shot("rules-changed", _edited, lambda: SamplePlaces(refuse_rules=CHANGED)),
        _shot("read-only", _rules, may=False),
        _shot("hazards", _hazards),
        _shot("hazards-changed", _hazards_edited, lambda: SamplePlaces(refuse_rules=CHANGED)),
        _shot("hazards-none", _hazards, lambda: SamplePlaces(hazards=replace(HAZARDS, classes=(), version=0))),
    ]
