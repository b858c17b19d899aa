"""States of the handheld, rendered and linted at its size; some also at what 125 and 150 per cent make of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.flow.effects import Tone
from app.services.handheld.commands import Choose, Key
from app.services.handheld.keeping import KeptNews
from app.services.handheld.kept import Kept
from app.services.handheld.sight import Sight
from app.services.handheld.trades import TRADES
from app.ui.gallery import Shot
from app.ui.handheld.desk import HandheldDesk, SignedIn
from app.ui.handheld.sample_work import FIRST, PALLET, SampleKept, SampleWork, faces
from app.ui.handheld.window import HandheldWindow
from app.ui.jobs import Jobs
from app.ui.showcase.samples import MOMENT
from app.ui.showcase.turning import turn, wait_until
from app.ui.theme import Theme

USUAL = ((480, 800, 1.0),)
OTHERS = (*USUAL, (384, 640, 1.0), (720, 1200, 1.5))  # 480 x 800 px at 125 per cent; a finer screen at 150
Act = Callable[["SampleWindow"], object]


@dataclass
class Silent:
    """Plays nothing, and remembers what it would have played."""

    played: list[str] = field(default_factory=list)

    def play(self, name: str) -> None:
        """Remember it."""
        self.played.append(name)


class SampleWindow(HandheldWindow):
    """A handheld over a sample, with the jobs that it ends itself."""

    def __init__(self, theme: Theme, work: SampleWork, *, signed_in: bool = True) -> None:
        self.jobs, self.sounds, self.sample = Jobs(), Silent(), work
        person = SignedIn(work, "Miriam Okafor", "Bremen 2", lambda: None)
        desk = HandheldDesk(
            theme, self.jobs, self.sounds, lambda: MOMENT, partial(self._sign_in, person), True,
            person if signed_in else None,
        )  # fmt: skip
        super().__init__(desk)
        self.jobs.setParent(self)

    def settle(self) -> None:
        """Until everything that was asked for has come."""
        wait_until(lambda: self.jobs.running == 0 and self.work.acts.idle)
        turn(0.05)

    def take_up(self, trade: str, choice: int = 1) -> None:
        """Begin work of a kind, as its button does; choice: which of what is asked before."""
        self.do(Choose([one.id for one in self.sample.trades].index(trade) + 1))
        self.settle()
        if self.page is self.asking and choice:
            self.do(Choose(choice))
            self.settle()

    def scans(self, *texts: str) -> None:
        """A scanner reads these, one after the other."""
        for text in texts:
            self.hear(text, time.monotonic(), False)
            self.settle()

    @staticmethod
    def _sign_in(person: SignedIn, login: str, password: str | None) -> SignedIn:
        if password == "wrong":  # noqa: S105  the password of nobody
            raise Refusal("signin", "The database does not know this person or password.", "Sign in again.")
        return person


def _away(window: SampleWindow) -> None:
    window.take_up("putaway")
    window.scans(PALLET)
    window.sample.away = True
    window.scans(faces()[5])


def _at(trade: str, *texts: str) -> Act:
    def act(window: SampleWindow) -> None:
        window.take_up(trade)
        window.scans(*texts)

    return act


def _short(window: SampleWindow) -> None:
    window.take_up("pick")
    window.scans(faces()[0])
    window.do(Key.SHORT)


def _keypad(window: SampleWindow) -> None:
    window.take_up("pick")
    window.scans(faces()[0], "SO-4410")
    window.work.view.toggle_keypad()
    window.field.insert("12")


def _password(window: SampleWindow) -> None:
    window.hear("mokafor")
    window.settle()


def _wrong_password(window: SampleWindow) -> None:
    window.hear("BADGE:mokafor:wrong", time.monotonic())
    window.settle()


LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtenmütze mit Ohrenschützern, marineblau, "
    "Größe 58 bis 60, im Zehnerkarton"
)


def _long(window: SampleWindow) -> None:
    window.take_up("pick")
    sight = Sight("SKU-2026-0001-DE-BLAU-5860", LONG, "1,200", done=3, total=8)
    window.work.view.show_state("12 x entnehmen und das Lagerplatzetikett scannen.", sight)
    next_step = "Mengenabweichungsbegründungspflichtig: bitte die Schichtleitung verständigen."
    window.work.view.strip.say(Tone.BAD, f"{LONG[:73]} liegt hier nicht.", next_step)


def _kept(window: SampleWindow) -> None:
    window.menu.look()
    window.settle()


WORDS = "“A-04-09-3” at “Take 340012345678901231 to A-04-09-3 and scan the location.” (Put away)"
GONE = Kept(new_op(), MOMENT, WORDS, refused=("A-04-09-3 is blocked for putting away.", "Take it back to the dock."))
WAITS = Kept(new_op(), MOMENT, WORDS, "put_away_v1")


def _nothing(window: SampleWindow) -> None:
    window.take_up("pick")


def _shot(
    name: str,
    act: Act | None = None,
    work: Callable[[], SampleWork] = SampleWork,
    *,
    signed_in: bool = True,
    sizes: tuple[tuple[int, int, float], ...] = USUAL,
) -> Shot:
    def build(theme: Theme) -> QWidget:
        return SampleWindow(theme, work(), signed_in=signed_in)

    def prepare(widget: QWidget) -> None:
        window = cast(SampleWindow, widget)
        window.settle()
        if act is not None:
            act(window)
            window.settle()

    def done(widget: QWidget) -> None:
        window = cast(SampleWindow, widget)
        window.end()
        window.jobs.close()

    def busy(widget: QWidget) -> bool:
        return cast(SampleWindow, widget).jobs.running > 0

    return Shot(f"handheld-{name}", build, prepare, busy, done, sizes=sizes)


def shots() -> list[Shot]:
    """Every state that a person on the floor may stand before."""
    counts_only = partial(SampleWork, tuple(trade for trade in TRADES if trade.id == "count"), False)
    first = faces()
    return [
        _shot("sign-in", signed_in=False),
        _shot("sign-in-password", _password, signed_in=False),
        _shot("sign-in-wrong", _wrong_password, signed_in=False),
        _shot("menu"),
        _shot("menu-counter", work=counts_only),
        _shot("menu-nothing", _nothing, partial(SampleWork, empty=True), sizes=OTHERS),
        _shot("menu-kept", _kept, lambda: SampleWork(keeps=SampleKept(KeptNews(waiting=(WAITS,))))),
        _shot("menu-refused", _kept, lambda: SampleWork(keeps=SampleKept(KeptNews(refused=(GONE,))))),
        _shot("long-names", _long, sizes=OTHERS),
        _shot("pick-go", _at("pick")),
        _shot("pick-wrong-bin", _at("pick", first[2])),
        _shot("pick-item", _at("pick", first[0])),
        _shot("pick-count", _at("pick", first[0], "SO-4410")),
        _shot("pick-keypad", _keypad, sizes=OTHERS),
        _shot("pick-wrong-item", _at("pick", first[0], "TE-1187"), sizes=OTHERS),
        _shot("pick-tote", _at("pick", first[0], "SO-4410", "SO-4410"), sizes=OTHERS),
        _shot("pick-next", _at("pick", first[0], "SO-4410", "SO-4410", FIRST)),
        _shot("pick-reasons", _short, sizes=OTHERS),
        _shot("putaway-take", _at("putaway", PALLET)),
        _shot("putaway-elsewhere", _at("putaway", PALLET, first[3]), sizes=OTHERS),
        _shot("putaway-away", _away),
        _shot("receive-which", lambda window: window.take_up("receive", 0)),
        _shot("receive-item", _at("receive")),
        _shot("receive-lot", _at("receive", "TE-1187")),
        _shot("receive-differs", _at("receive", "SO-4410", faces()[0]), sizes=OTHERS),
        _shot("move-refill", _at("move", first[6])),
        _shot("next", _at("next")),
        _shot("count-list", _at("count")),
        _shot("count-item", _at("count", first[0], "SO-4410")),
    ]
