"""What the file panels show in pictures and tests: kept plans, a GLN, printed labels, a foreign drawing; in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import Refusal
from app.layout.dxf.found import Drawing, Shape, layers_of
from app.layout.racking import ElementId
from app.services.layout_files.bin_labels import BinLabel, Carrier, LabelLook
from app.services.layout_files.label_desk import PrintedLabel, Way
from app.services.layout_files.label_printer import Came
from app.services.layout_files.underlays import Underlay
from app.ui.showcase.samples import MOMENT


@dataclass(slots=True)
class SampleUnderlays:
    """`UnderlayStore` in memory."""

    kept: dict[ElementId, tuple[Underlay, bytes]] = field(default_factory=dict)

    def all(self) -> tuple[Underlay, ...]:
        """All of them."""
        return tuple(underlay for underlay, _ in self.kept.values())

    def picture(self, floor: ElementId) -> bytes | None:
        """The picture under a floor."""
        found = self.kept.get(floor)
        return None if found is None else found[1]

    def keep(self, underlay: Underlay, picture: bytes | None) -> None:
        """Keep it."""
        if picture is None and underlay.floor not in self.kept:
            raise Refusal("WM404", "There is no plan under this floor any more.", "Choose its file again.")
        self.kept[underlay.floor] = underlay, self.kept[underlay.floor][1] if picture is None else picture

    def drop(self, floor: ElementId) -> None:
        """Take it away."""
        self.kept.pop(floor, None)


@dataclass(slots=True)
class SampleLabels:
    """`LabelDesk` in memory, with one label printer whose roll has `left` labels."""

    number: str | None = "4012345000009"
    left: int = 10_000
    known: dict[str, PrintedLabel] = field(default_factory=dict)
    printers: tuple[str, ...] = ("Zebra, planning",)
    takes_address: bool = True
    used: list[str] = field(default_factory=list)

    def gln(self) -> str | None:
        """The GLN of the warehouse."""
        return self.number

    def set_gln(self, gln: str | None) -> None:
        """Set it."""
        if gln is not None and len(gln) != 13:
            raise Refusal("WM422", f"{gln} is no GLN.", "Enter all 13 digits; the last one is the check digit.")
        self.number = gln

    def printed(self) -> Mapping[str, PrintedLabel]:
        """What has been printed."""
        return dict(self.known)

    def remember(self, codes: Sequence[str], carrier: Carrier, way: Way) -> None:
        """Labels came out."""
        for code in codes:
            before = self.known.get(code)
            times = 1 if before is None else before.times + 1
            self.known[code] = PrintedLabel(code, carrier, MOMENT, "K. Hansen", times)

    def print(
        self, printer: str, labels: Sequence[BinLabel], look: LabelLook, *, progress: Callable[..., object]
    ) -> Came:
        """Print as many as the roll has."""
        self.used.append(printer)
        done = tuple(label.code for label in labels[: self.left])
        self.left -= len(done)
        self.remember(done, look.carrier, "printer")
        if len(done) < len(labels):
            return Came(
                done, "The printer is out of labels.", f"Load a roll. Then go on with {labels[len(done)].code}."
            )
        return Came(done)


def sample_drawing() -> Drawing:
    """An architect's drawing in metres: walls, columns, a mezzanine, racks that cross a column, words."""
    shapes = [Shape("outline", "A-WALL", ((0, 0), (96, 0), (96, 54), (0, 54)), "10A")]
    shapes += [
        Shape("outline", "A-COLUMN", ((x, y), (x + 0.5, y), (x + 0.5, y + 0.5), (x, y + 0.5)), f"C{x}{y}")
        for x in range(12, 96, 12)
        for y in range(9, 54, 9)
    ]
    for row in range(9):
        y = 6 + row * 4.6
        shapes.append(Shape("outline", "RACKING", ((14, y), (82, y), (82, y + 1.1), (14, y + 1.1)), f"R{row}"))
        shapes.append(Shape("text", "RACKING", ((48, y + 0.5),), f"T{row}", words=f"R-{row + 1:02}"))
        shapes.append(Shape("line", "AISLES", ((14, y + 2.8), (82, y + 2.8)), f"L{row}"))
    shapes.append(Shape("outline", "A-COLUMN", ((88, 40), (92, 44), (92, 40), (88, 44)), "2F1"))
    shapes.append(Shape("line", "RACKING", ((84, 8), (84, 30)), "2F2"))
    shapes += [Shape("text", "A-ANNO", ((90, 50),), "2F3", words="Mezzanine above")]
    return Drawing("hall-3-architect.dxf", "m", layers_of(tuple(shapes)), tuple(shapes))


def sample_list() -> bytes:
    """A list of locations as an old system gives it: no coordinates, German headings, two lines that are wrong. CSV."""
    lines = ["Lagerplatz;Bereich;Ebene;Breite (cm);Tiefe (cm);Höhe (cm);Typ;Bemerkung"]
    for aisle in range(1, 5):
        for bay in range(1, 13):
            for level in range(1, 5):
                use = "Kommissionierung" if level == 1 else "Reserve"
                lines.append(f"N-{aisle:02}-{bay:02}-{level};Nord;{level};120;110;{180 if level < 4 else 220};{use};")
    lines += ["N-01-01-1;Nord;1;120;110;180;Reserve;doppelt", "N-05-01-1;Nord;1;breit;110;180;Reserve;"]
    return "\r\n".join(lines).encode("cp1252")
