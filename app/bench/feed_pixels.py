"""From the post to the pixel: a window that follows the warehouse as the control room does, people who post, and a look
at the screen after each paint."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.bench.feed_floor import CODE, Place
from app.bench.heat_pixels import aims
from app.domain.errors import Fault
from app.domain.ids import new_op
from app.heat import colours
from app.heat.metrics import ON_HAND
from app.services.floor import load_plan
from app.services.live import LiveFloor
from app.services.session import Session
from app.ui.control_room.floor_feed import FloorFeed
from app.ui.fonts import load_fonts
from app.ui.heat.view import HeatView
from app.ui.theme import Theme
from app.ui.tokens import Tokens
from db.engine import Database

WIDTH, HEIGHT = 1280, 800
MOST = 32  # pieces at the end of the scale: each one more is about 8 of the 252 steps of colour
METRIC = replace(ON_HAND, fixed=(0.0, 8.0, 16.0, 24.0, float(MOST)))
PATIENCE = 5.0  # s after the last post until a pixel counts as never shown


@dataclass(frozen=True, slots=True)
class Post:
    """One post that was answered: the bin, what lay in it afterwards, just before and just after the call (s)."""

    location: int
    balance: int
    began: float
    answered: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of the posts: seconds from call to answer and from call to pixel; never: posts no pixel showed."""

    answered: NDArray[np.float64]
    shown: NDArray[np.float64]
    never: int
    paints: int
    looks: int
    rate: float


class PixelWatch(QObject):
    """After each paint of a view, reads one pixel of every bin off the screen and notes what quantity its colour says.

    seen: (bins, MOST + 1) seconds at which a bin first showed at least so many pieces, infinite where it never did.
    """

    def __init__(self, view: HeatView) -> None:
        super().__init__(view)
        plan = view.picture.plan
        columns = int(plan.racks.columns[0])
        pitch = 2 * float(plan.racks.half_length[0]) / columns
        which, self._at = aims(view, 1, pitch)
        cells = plan.racks.first_cell[which[:, 0]] + which[:, 1]
        self.locations = plan.locations.ids[[int(plan.in_cell(cell)[0]) for cell in cells.tolist()]]
        entries = colours.steps(view.picture.scale.severity(np.arange(MOST + 1, dtype=np.float64)))
        said = view.inks.table[entries]
        if len(np.unique(said)) != len(said):
            raise Fault("Two quantities have one colour on this scale.", "Nothing was measured.")
        self._order = np.argsort(said)
        self._said = said[self._order]
        self.seen = np.full((len(self.locations), MOST + 1), np.inf)
        self.looks = 0
        self._due = False
        self._view = view
        view.installEventFilter(self)

    @property
    def paints(self) -> int:
        """How often the view has painted."""
        return self._view.frames

    def settled(self) -> bool:
        """Whether every bin shows a quantity."""
        return bool(np.isfinite(self.seen[:, 1]).all())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        """A paint was asked for: look when it has reached the screen, which is after this event."""
        if event.type() == QEvent.Type.Paint and not self._due:
            self._due = True
            QTimer.singleShot(0, self.look)
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Read the screen now."""
        self._due = False
        pixels = _screen(self._view)[self._at[:, 1], self._at[:, 0]]
        found = np.minimum(np.searchsorted(self._said, pixels), len(self._said) - 1)
        known = self._said[found] == pixels
        self.looks += 1
        value = np.where(known, self._order[found], -1)
        newly = (np.arange(MOST + 1) <= value[:, None]) & np.isinf(self.seen)
        self.seen[newly] = time.perf_counter()


def _screen(view: HeatView) -> NDArray[np.uint32]:
    """What the screen shows of a window, 0xffRRGGBB (rows, columns); nothing is painted for it."""
    image = view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return flat[:, : image.width()].copy()


@dataclass
class _Poster:
    """A person who receives pieces at a steady rate, on a thread of their own, through a door of their own."""

    url: str
    warehouse: int
    places: Sequence[Place]
    per_second: float
    begin: threading.Event
    seconds: float
    seed: int
    posts: list[Post] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    def work(self) -> None:
        """Post until the time is up."""
        try:
            with closing(Database(self.url, application="stillage-bench", pool=1)) as door:
                self._post(door)
        except Exception as error:  # told to whoever waits for this thread
            self.failed.append(error)

    def _post(self, door: Database) -> None:
        dice = np.random.default_rng(self.seed)
        door.query("me")  # connected before the clock starts
        self.begin.wait()
        pause, start = threading.Event(), time.perf_counter()
        for n in range(int(self.seconds * self.per_second)):
            pause.wait(max(0.0, start + n / self.per_second - time.perf_counter()))
            place = self.places[int(dice.integers(len(self.places)))]
            began = time.perf_counter()
            answer = door.call(
                "receive_v1",
                p_op=new_op(),
                p_warehouse=self.warehouse,
                p_product=place.product,
                p_quantity=Decimal(1),
                p_location=place.location,
            )
            self.posts.append(Post(place.location, int(answer["to_balance"]), began, time.perf_counter()))


@contextmanager
def open_window(url: str) -> Iterator[PixelWatch]:
    """A window that follows the warehouse, as that person, with a watch on its pixels; closed with all its threads."""
    session = Session.open(url, CODE, application="stillage-bench")
    try:
        feed = FloorFeed(lambda tell: LiveFloor(session, tell))
        feed.start()
        try:
            view = _open_view(feed, session)
            try:
                watch = PixelWatch(view)
                _until(watch.settled, 10.0)
                if not watch.settled():
                    raise Fault("The opening stock did not appear on the plan.", "Nothing was measured.")
                yield watch
            finally:
                view.close()
                view.deleteLater()
        finally:
            feed.stop()
            feed.deleteLater()
            QApplication.processEvents()
    finally:
        session.close()


def _open_view(feed: FloorFeed, session: Session) -> HeatView:
    """The plan, as the control room opens it: the feed is followed first, then the plan is read."""
    load_fonts()
    plan = load_plan(session.door, session.warehouse.warehouse_id)
    view = HeatView(feed.show_plan(plan), Theme(Tokens.load(), "dark"))
    view.show_metric(METRIC)
    view.resize(WIDTH, HEIGHT)
    view.show()
    view.fit()
    return view


def measure_pixels(
    watch: PixelWatch,
    urls: Sequence[str],
    warehouse: int,
    places: Sequence[Place],
    *,
    per_second: float,
    seconds: float,
) -> Shown:
    """Post so many receipts a second in all, each person at their URL, and match them with what the screen showed."""
    looked = set(watch.locations.tolist())
    reach = [place for place in places if place.location in looked]
    if len(reach) < 0.9 * len(places):
        raise Fault(f"Only {len(reach)} of {len(places)} bins have a pixel to look at.", "Nothing was measured.")
    begin, paints = threading.Event(), watch.paints
    share = per_second / len(urls)
    posters = [_Poster(url, warehouse, reach, share, begin, seconds, n) for n, url in enumerate(urls)]
    threads = [threading.Thread(target=poster.work, name=f"bench-post-{n}") for n, poster in enumerate(posters)]
    for thread in threads:
        thread.start()
    started = time.perf_counter()
    begin.set()
    _until(lambda: not any(thread.is_alive() for thread in threads), seconds + 60)
    for thread in threads:
        thread.join()
    for poster in posters:
        if poster.failed:
            raise poster.failed[0]
    passed = time.perf_counter() - started
    posts = [post for poster in posters for post in poster.posts]
    _until(lambda: bool(np.isfinite(_shown_at(watch, posts)).all()), PATIENCE)
    return _matched(watch, posts, watch.paints - paints, len(posts) / passed)


def _shown_at(watch: PixelWatch, posts: Sequence[Post]) -> NDArray[np.float64]:
    """When each post's bin first showed at least what lay in it after the post."""
    row = {location: n for n, location in enumerate(watch.locations.tolist())}
    if any(post.balance > MOST for post in posts):
        raise Fault("A bin got more pieces than the scale tells apart.", "The figures would be void.")
    return watch.seen[[row[post.location] for post in posts], [post.balance for post in posts]]


def _matched(watch: PixelWatch, posts: Sequence[Post], paints: int, rate: float) -> Shown:
    began = np.array([post.began for post in posts])
    passed = _shown_at(watch, posts) - began
    shown = np.isfinite(passed)
    answered = np.array([post.answered for post in posts]) - began
    return Shown(answered, passed[shown], int((~shown).sum()), paints, watch.looks, rate)


def _until(done: Callable[[], bool], patience: float) -> None:
    """Let the window live until something is so, or patience ends."""
    loop, tick, end = QEventLoop(), QTimer(interval=50), QTimer(singleShot=True)
    tick.timeout.connect(lambda: loop.quit() if done() else None)
    end.timeout.connect(loop.quit)
    tick.start()
    end.start(int(patience * 1000))
    loop.exec()
    tick.stop()
    end.stop()
