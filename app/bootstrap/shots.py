"""`stillage shots DIR`: render every screen state in both themes and three sizes, and lint what was rendered.

The wall is 3840 x 2160 at 150 %. Qt takes its scale when it starts, so pictures of another scale are made by a second
process of the same command, after the first.
"""

import argparse
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QThread
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import Refusal
from app.ui.application import make_application, route_qt_messages
from app.ui.gallery import Shot, find_shots
from app.ui.lint.check import lint
from app.ui.lint.findings import Finding
from app.ui.theme import Theme
from app.ui.tokens import THEME_NAMES, ThemeName

PATIENCE_S = 60.0
REST_MS = 2  # between two looks at a state that waits for its workers: turning without a pause takes their time
QUALITY = 80  # of PNG, which loses nothing: files a little larger, written in two thirds of the time
EVERY = 4  # states of a sample that are taken in all sizes


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size in device pixels, and the scale at which the screen shows it."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def logical(self) -> tuple[int, int]:
        return round(self.width / self.scale), round(self.height / self.scale)


SIZES = (Size(1366, 768), Size(1920, 1080), Size(3840, 2160, 1.5))


@dataclass(frozen=True, slots=True)
class Picture:
    """One rendered state: its file name, which tells the size it really has, and what the lint found in it."""

    name: str
    image: QImage
    findings: tuple[Finding, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the pictures go; made if it is not there")
    parser.add_argument("--only", metavar="WORD", default="", help="only states whose name contains this")
    parser.add_argument(
        "--sample", action="store_true", help="each state in its first size, every fourth in all; themes take turns"
    )
    parser.add_argument(
        "--only-found", action="store_true", help="write only the pictures in which the lint found something"
    )
    parser.add_argument("--part", metavar="K/N", default="1/1", help="the Kth of N equal parts of the states")
    parser.add_argument("--scale", type=float, default=None, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Render and lint; prints each finding. Exit code 1 when there is one, 0 when there is none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder: Path = args.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("shots", f"{folder} cannot be made: {error.strerror}.", "Name a folder you may write.") from error
    chosen = part_of([shot for shot in find_shots() if args.only in shot.name], args.part)
    if not chosen:
        raise Refusal("shots", f"No screen state has {args.only!r} in its name.", "Leave --only out to render all.")
    scale, *others = [args.scale] if args.scale else sorted({size.scale for shot in chosen for size in sizes_of(shot)})
    os.environ.update(scaled(scale))
    logging.basicConfig(level=logging.WARNING)
    route_qt_messages()
    _, theme = make_application(["stillage"], "dark")
    made = pictures(chosen, theme, scale=scale, sample=args.sample)
    worst = write_pictures(made, folder, only_found=args.only_found)
    return max(worst, *(render_apart(args, other) for other in others), 0)


def part_of(found: Sequence[Shot], part: str) -> list[Shot]:
    """Every Nth state, beginning with the Kth. Refuses what is no part."""
    number, _, parts = part.partition("/")
    if not (number.isdigit() and parts.isdigit() and 1 <= int(number) <= int(parts)):
        raise Refusal("shots", f"{part!r} is no part of the screen states.", "Name one as 1/2 or 2/2.")
    return list(found[int(number) - 1 :: int(parts)])


def render_apart(args: argparse.Namespace, scale: float) -> int:
    """The same command in a process of its own, in which Qt starts at the given scale."""
    command = [sys.executable, "-m", "app", "shots", str(args.folder), "--only", args.only, "--part", args.part]
    command += [word for word in ("--sample", "--only-found") if getattr(args, word[2:].replace("-", "_"))]
    command += ["--scale", str(scale)]
    return subprocess.run(command, env={**os.environ, **scaled(scale)}, check=False).returncode  # noqa: S603  our own command line


def scaled(scale: float) -> dict[str, str]:
    """What tells Qt the scale it starts with."""
    return {"QT_SCALE_FACTOR": str(scale), "QT_ENABLE_HIGHDPI_SCALING": "1"}


def write_pictures(made: Iterable[Picture], folder: Path, *, only_found: bool = False) -> int:
    """Save each picture and say what was found; 1 when anything was. Refusal when a picture could not be written."""
    worst = 0
    for picture in made:
        kept = bool(picture.findings) or not only_found
        if kept and not picture.image.save(str(folder / picture.name), quality=QUALITY):
            raise Refusal("shots", f"{folder / picture.name} could not be written.", "Make room there and run again.")
        sys.stdout.write(f"{picture.name}: {len(picture.findings) or 'no'} findings\n")
        for finding in picture.findings:
            worst = 1
            sys.stdout.write(f"  {finding}\n")
        sys.stdout.flush()
    return worst


def sizes_of(shot: Shot) -> tuple[Size, ...]:
    """The usual sizes, or those of the screen that this state is on."""
    return tuple(Size(*size) for size in shot.sizes) or SIZES


def pictures(
    shots: Sequence[Shot], theme: Theme, sizes: Sequence[Size] | None = None, scale: float | None = None,
    *, sample: bool = False,
) -> Iterator[Picture]:  # fmt: skip
    """Every state in both themes and all sizes, one after the other; each widget is gone before the next is built.

    sizes None: each shot's own. scale: only those of this scale. sample: as `--sample` says."""
    for at, shot in enumerate(shots):
        for dark, name in enumerate(THEME_NAMES):
            theme.choose(name)
            for n, size in enumerate(sizes or sizes_of(shot)):
                left_out = sample and ((n and at % EVERY) or (at // EVERY + at + n + dark) % 2)
                if scale in (None, size.scale) and not left_out:
                    yield take(shot, theme, name, size)


def take(shot: Shot, theme: Theme, name: ThemeName, size: Size) -> Picture:
    """One state in one theme at one size."""
    widget = shot.build(theme)
    try:
        widget.resize(*size.logical)
        widget.show()
        QApplication.processEvents()
        shot.prepare(widget)
        settle(shot, widget)
        image = widget.grab().toImage()
        found = tuple(lint(widget, image))
    finally:
        shot.done(widget)
        widget.close()
        widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    return Picture(f"{shot.name}.{name}.{image.width()}x{image.height()}.png", image, found)


def settle(shot: Shot, widget: QWidget) -> None:
    """Let answers come in and layouts come to rest; Refusal when a state is not ready in a minute."""
    ends = time.monotonic() + PATIENCE_S
    QApplication.processEvents()
    while shot.busy(widget):
        if time.monotonic() > ends:
            raise Refusal("shots", f"The state {shot.name} was not ready in {PATIENCE_S:.0f} s.", "See the log.")
        QApplication.processEvents()
        QThread.msleep(REST_MS)
    QApplication.processEvents()
