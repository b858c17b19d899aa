"""The plan under each floor of the drawing: read, shown, moved, and kept for all planners, off the GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Fault, Refusal
from app.layout.geometry import Bounds, Point, bounds_of
from app.layout.racking import ElementId
from app.layout.shapes import outline
from app.layout.underlay import calibrated, first_placing
from app.services.layout_files.underlays import Underlay, UnderlayStore
from app.ui.jobs import Job, Jobs
from app.ui.layout.desk import LayoutDesk
from app.ui.layout.session import EditSession
from app.ui.layout.underlay.overlay import Pyramid, UnderlayOverlay, halved
from app.ui.layout.underlay.reading import Source, UnderlayPicture, decoded, encoded, look_at, read_picture

SAVE_AFTER_MS = 600
Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read for the plan: its pyramid for the screen, its bytes to be kept."""

    source: Source
    picture: UnderlayPicture
    pyramid: Pyramid
    data: bytes


def prepare(file: Path, page: int, *, progress: Progress) -> Prepared:
    """Read a file whole; for a worker thread."""
    source = look_at(file, progress=progress)
    picture = read_picture(source, page, progress=progress)
    progress(1, 3, "Making it smaller for the screen")
    pyramid = halved(picture.image, picture.photo)
    progress(2, 3, "Packing it for the next planner")
    return Prepared(source, picture, pyramid, encoded(picture)[1])


class UnderlayKeeper(QObject):
    """changed: another plan, place or floor; refused: in words; began and ended: a long job (with its Job)."""

    changed = Signal()
    refused = Signal(object)
    began = Signal(object)
    ended = Signal()

    def __init__(
        self, session: EditSession, jobs: Jobs, store: UnderlayStore | None, may_edit: bool = True,
        dark: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        super().__init__(session)
        self._dark = dark
        self.session, self._jobs, self._store = session, jobs, store
        self.may_edit = may_edit
        self.source: Source | None = None
        self.page = 0
        self._known: dict[ElementId, Underlay] = {}
        self._overlays: dict[ElementId, UnderlayOverlay] = {}
        self._asked: set[ElementId] = set()
        self._unsent: dict[ElementId, bytes | None] = {}
        self._job: Job | None = None
        self._floor: ElementId | None = None
        self._late = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._late.timeout.connect(self.save)
        session.opened.connect(self._look)
        session.seen.connect(self._look)
        if store is not None:
            jobs.run(store.all, owner=self).then(self._found).on_refusal(self.refused.emit).on_fault(self._fault)

    @property
    def now(self) -> Underlay | None:
        """The plan under the floor that is shown."""
        return self._known.get(self.session.floor) if self.session.floor is not None else None

    @property
    def size_px(self) -> tuple[int, int] | None:
        """Pixels of the picture under the floor that is shown; None while there is none, or it is being read."""
        overlay = self._overlays.get(self.session.floor) if self.session.floor is not None else None
        return overlay.pyramid.size if overlay is not None else None

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._job is not None

    def choose(self, file: Path, page: int = 0) -> None:
        """Lay a file under the floor that is shown; what lay there goes."""
        if self._job is not None or self.session.floor is None:
            return
        floor = self.session.floor
        self._job = self._jobs.run_long(prepare, file, page, owner=self)
        self._job.then(lambda ready: self._lay(floor, ready)).on_refusal(self._refuse).on_fault(self._fault)
        self.began.emit(self._job)

    def show_page(self, page: int) -> None:
        """Another page of the same PDF, lying as this one does."""
        if self.source is not None and page != self.page and 0 <= page < self.source.pages:
            self.choose(self.source.file, page)

    def stop(self) -> None:
        """Read no further; what lay there stays."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def change(self, **fields: Any) -> None:
        """Change placing, opacity or locked of the plan that is shown."""
        now = self.now
        if now is None:
            return
        self._put(replace(now, **fields))
        self._unsent.setdefault(now.floor, None)
        self._late.start()

    def calibrate(self, a: Point, b: Point, distance: float, heading: float | None = None) -> None:
        """Make it true: what lies at a and b is `distance` mm apart. Raises Refusal as `calibrated` does."""
        now = self.now
        if now is None:
            raise Refusal("underlay", "There is no plan under this floor.", "Choose a file first.")
        self.change(placing=calibrated(now.placing, a, b, distance, heading))

    def drop(self) -> None:
        """Take the plan of this floor away, for everybody."""
        now = self.now
        if now is None:
            return
        del self._known[now.floor]
        overlay = self._overlays.pop(now.floor, None)
        self._unsent.pop(now.floor, None)
        if overlay is not None:
            self.session.drop_overlay(overlay.id)
        self.source = None
        if self._store is not None:
            self._jobs.run(self._store.drop, now.floor, owner=self).on_refusal(self.refused.emit).on_fault(self._fault)
        self.changed.emit()

    def save(self) -> None:
        """Send what was changed; called by itself soon after a change."""
        self._late.stop()
        waiting, self._unsent = self._unsent, {}
        if self._store is None or not self.may_edit:
            return
        for floor, data in waiting.items():
            underlay = self._known.get(floor)
            if underlay is not None:
                job = self._jobs.run(self._store.keep, underlay, data, owner=self)
                job.on_refusal(self.refused.emit).on_fault(partial(self._unsaved, floor, data))

    # ------------------------------------------------------------- within
    def _lay(self, floor: ElementId, ready: Prepared) -> None:
        self._end()
        picture = ready.picture
        width, height = ready.pyramid.size
        old = self._known.get(floor)
        same_file = self.source is not None and old is not None and ready.source.file == self.source.file
        if old is not None and same_file:
            underlay = replace(old, name=picture.name)
        else:
            placing = first_placing(width, height, _drawn_on(self.session, floor), picture.mm_per_px)
            underlay = Underlay(floor, picture.name, placing, old.opacity if old is not None else 0.4)
        self.source, self.page = ready.source, picture.page
        self._overlays[floor] = _overlay_of(self.session, underlay, ready.pyramid, self._dark)
        self._unsent[floor] = ready.data
        self._put(underlay)
        self._late.start()

    def _put(self, underlay: Underlay) -> None:
        self._known[underlay.floor] = underlay
        overlay = self._overlays.get(underlay.floor)
        if overlay is not None:
            overlay.placing, overlay.opacity = underlay.placing, underlay.opacity
            self.session.show_overlay(overlay)
        self.changed.emit()

    def _found(self, kept: tuple[Underlay, ...]) -> None:
        for underlay in kept:
            self._known.setdefault(underlay.floor, underlay)
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Read the picture of the floor that is shown, once."""
        floor = self.session.floor
        if floor != self._floor:
            self._floor = floor
            self.source = None
            self.changed.emit()
        if self._store is None or floor is None or floor not in self._known:
            return
        if floor in self._overlays or floor in self._asked:
            return
        self._asked.add(floor)
        job = self._jobs.run(_read_kept, self._store, self._known[floor], owner=self)
        job.then(lambda pyramid: self._read(floor, pyramid)).on_refusal(self.refused.emit).on_fault(self._fault)

    def _read(self, floor: ElementId, pyramid: Pyramid | None) -> None:
        underlay = self._known.get(floor)
        if pyramid is None or underlay is None or floor in self._overlays:
            return
        self._overlays[floor] = _overlay_of(self.session, underlay, pyramid, self._dark)
        self._put(underlay)

    def _refuse(self, refusal: Refusal) -> None:
        self._end()
        self.refused.emit(refusal)

    def _fault(self, fault: Fault) -> None:
        self._refuse(Refusal("fault", fault.what, f"{fault.safe} Reference {fault.reference}."))

    def _unsaved(self, floor: ElementId, data: bytes | None, fault: Fault) -> None:
        self._unsent.setdefault(floor, data)
        self._late.start(SAVE_AFTER_MS * 20)
        self._fault(fault)

    def _end(self) -> None:
        if self._job is not None:
            self._job = None
            self.ended.emit()


def _overlay_of(
    session: EditSession, underlay: Underlay, pyramid: Pyramid, dark: Callable[[], bool]
) -> UnderlayOverlay:
    return UnderlayOverlay(
        underlay.floor, pyramid, underlay.placing, underlay.opacity, lambda floor: floor == session.floor, dark
    )


def _drawn_on(session: EditSession, floor: ElementId) -> Bounds | None:
    """The box around what is drawn on a floor."""
    found = session.document.elements.values()
    points = [point for element in found if getattr(element, "floor", None) == floor for point in outline(element)]
    return bounds_of(points) if len(points) > 2 else None


def _read_kept(store: UnderlayStore, underlay: Underlay) -> Pyramid | None:
    data = store.picture(underlay.floor)
    if data is None:
        return None
    picture = decoded(underlay.name, data)
    return halved(picture.image, picture.photo)


def keeper_for(session: EditSession, desk: LayoutDesk) -> UnderlayKeeper:
    """The one keeper of a session, made when it is first asked for."""
    found = session.findChild(UnderlayKeeper)
    if isinstance(found, UnderlayKeeper):
        return found
    return UnderlayKeeper(session, desk.jobs, desk.underlays, desk.may_edit, lambda: desk.theme.name == "dark")
