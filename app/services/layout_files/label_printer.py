"""Labels of bins on a label printer, one job a label, so that it is known which came out when the roll ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.errors import Refusal
from app.services.layout_files.bin_labels import BinLabel, LabelLook, lay_out
from drivers.protocol import DeviceAway, LabelPrinter, PrintJob

Progress = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Came:
    """Which labels came out; trouble and next_step where not all did. unconfirmed: the printer told nothing of some."""

    printed: tuple[str, ...]
    trouble: str = ""
    next_step: str = ""
    unconfirmed: bool = False


def print_labels(
    printer: LabelPrinter, labels: Sequence[BinLabel], look: LabelLook, *,
    came: Callable[[str], object] = lambda _: None, progress: Progress | None = None,
) -> Came:  # fmt: skip
    """Print one after the other; stops where the printer cannot go on, and says from where to go on later. came: told
    of each address whose label came out, also where `progress` stops the work.

    Raises Refusal before anything is printed where a label cannot be read at that size, or the printer is away."""
    say = progress or (lambda *_: None)
    jobs = [PrintJob(f"bin {label.code}", lay_out(label, look)) for label in labels]
    if not jobs:
        raise Refusal("label_none", "No bin was chosen.", "Choose bins, or enter a pattern that fits some.")
    try:
        printer.open()
    except DeviceAway as away:
        raise Refusal("printer", str(away), "Check its plug, cable and power, then print again.") from away
    done: list[str] = []
    sure = True
    for label, job in zip(labels, jobs, strict=True):
        say(len(done), len(jobs), f"{len(done):,} of {len(jobs):,} labels printed")
        try:
            printed = printer.print_label(job)
        except Refusal as refusal:
            return Came(tuple(done), refusal.what, _go_on(refusal.next_step, label.code), not sure)
        except DeviceAway as away:
            return Came(tuple(done), str(away), _go_on("Check its plug, cable and power.", label.code), not sure)
        sure = sure and printed.confirmed
        done.append(label.code)
        came(label.code)
    return Came(tuple(done), unconfirmed=not sure)


def _go_on(step: str, code: str) -> str:
    return f"{step} Then go on with {code}."
