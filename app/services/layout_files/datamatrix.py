"""DataMatrix ECC 200 (ISO/IEC 16022): squares of 10 to 44 cells in ASCII encodation, which addresses of bins need.

Checked in the tests by another program's reader. Sizes above 44 cells hold 145 bytes and more; no label of ours does.
"""

from dataclasses import dataclass
from typing import Final

FNC1: Final = "\xe8"
"""In text to encode: the mark that opens GS1 data (code word 232)."""
# cells a side, data code words, error code words, regions a side (ISO/IEC 16022 table 7)
_SIZES: Final = (
    (10, 3, 5, 1), (12, 5, 7, 1), (14, 8, 10, 1), (16, 12, 12, 1), (18, 18, 14, 1), (20, 22, 18, 1), (22, 30, 20, 1),
    (24, 36, 24, 1), (26, 44, 28, 1), (32, 62, 36, 2), (36, 86, 42, 2), (40, 114, 48, 2), (44, 144, 56, 2),
)  # fmt: skip
_FIELD = 0x12D  # x^8 + x^5 + x^3 + x^2 + 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of cells, True is dark; no quiet zone (one cell all round is demanded)."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Cells a side."""
        return len(self.rows)


def data_matrix(text: str) -> Matrix:
    """The symbol of ASCII text; FNC1 in front makes it GS1 data. ValueError for other letters or over 144 bytes."""
    words = _words(text)
    fitting = [size for size in _SIZES if size[1] >= len(words)]
    if not fitting:
        raise ValueError(f"{len(words)} code words do not fit")
    side, room, errors, regions = fitting[0]
    words = _padded(words, room)
    inner = side - 2 * regions
    cells = _placed([*words, *_error_words(words, errors)], inner)
    return Matrix(tuple(tuple(row) for row in _framed(cells, side, regions)))


def _words(text: str) -> list[int]:
    words, at = [], 0
    while at < len(text):
        pair = text[at : at + 2]
        if len(pair) == 2 and pair.isascii() and pair.isdigit():
            words.append(130 + int(pair))
            at += 2
            continue
        if text[at] == FNC1:
            words.append(232)
        elif " " <= text[at] <= "~":
            words.append(ord(text[at]) + 1)
        else:
            raise ValueError(f"{text[at]!r} is not in this encodation")
        at += 1
    return words


def _padded(words: list[int], room: int) -> list[int]:
    padded = list(words)
    if len(padded) < room:
        padded.append(129)
    while len(padded) < room:
        # the 253-state algorithm: padding looks random
        pad = 129 + (149 * (len(padded) + 1)) % 253 + 1
        padded.append(pad if pad <= 254 else pad - 254)
    return padded


def _error_words(words: list[int], count: int) -> list[int]:
    """Reed-Solomon over GF(256) with generator roots 2^1 to 2^count."""
    powers, logs = [1], {1: 0}
    for at in range(1, 255):
        value = powers[-1] << 1
        powers.append(value ^ _FIELD if value & 0x100 else value)
        logs[powers[-1]] = at

    def times(a: int, b: int) -> int:
        return powers[(logs[a] + logs[b]) % 255] if a and b else 0

    generator = [1]
    for root in range(1, count + 1):
        shifted = [*generator, 0]
        generator = [s ^ times(g, powers[root]) for s, g in zip(shifted, [0, *generator], strict=True)]
    rest = [0] * count
    for word in words:
        factor = word ^ rest[0]
        rest = [r ^ times(g, factor) for r, g in zip([*rest[1:], 0], generator[1:], strict=True)]
    return rest


def _placed(words: list[int], side: int) -> list[list[bool]]:
    """The bits of the code words in the mapping matrix (annex F of the standard)."""
    cells: list[list[bool | None]] = [[None] * side for _ in range(side)]
    order = iter(words)

    def put(spots: list[tuple[int, int]]) -> None:
        word = next(order)
        for bit, (row, col) in enumerate(spots):
            if row < 0:
                row, col = row + side, col + 4 - (side + 4) % 8
            if col < 0:
                row, col = row + 4 - (side + 4) % 8, col + side
            cells[row][col] = bool(word >> (7 - bit) & 1)

    def utah(row: int, col: int) -> None:
        if 0 <= row < side and 0 <= col < side and cells[row][col] is None:
            put([(row - 2, col - 2), (row - 2, col - 1), (row - 1, col - 2), (row - 1, col - 1), (row - 1, col),
                 (row, col - 2), (row, col - 1), (row, col)])  # fmt: skip

    row, col = 4, 0
    while row < side or col < side:
        corner = _corner(row, col, side)
        if corner:
            put(corner)
        while row >= 0 and col < side:
            utah(row, col)
            row, col = row - 2, col + 2
        row, col = row + 1, col + 3
        while row < side and col >= 0:
            utah(row, col)
            row, col = row + 2, col - 2
        row, col = row + 3, col + 1
    if cells[-1][-1] is None:
        cells[-1][-1] = cells[-2][-2] = True
    return [[bool(cell) for cell in line] for line in cells]


def _corner(row: int, col: int, side: int) -> list[tuple[int, int]]:
    """The four code words that lie across corners."""
    last = side - 1
    right = [(0, last), (1, last)]
    if (row, col) == (side, 0):
        return [(last, 0), (last, 1), (last, 2), (0, last - 1), *right, (2, last), (3, last)]
    if (row, col) == (side - 2, 0) and side % 4:
        return [(last - 2, 0), (last - 1, 0), (last, 0), (0, last - 3), (0, last - 2), (0, last - 1), *right]
    if (row, col) == (side - 2, 0) and side % 8 == 4:
        return [(last - 2, 0), (last - 1, 0), (last, 0), (0, last - 1), *right, (2, last), (3, last)]
    if (row, col) == (side + 4, 2) and side % 8 == 0:
        return [
            (last, 0),
            (last, last),
            (0, last - 2),
            (0, last - 1),
            (0, last),
            (1, last - 2),
            (1, last - 1),
            (1, last),
        ]
    return []


def _framed(cells: list[list[bool]], side: int, regions: int) -> list[list[bool]]:
    """With the finder of each region: solid at the left and below, alternating above and at the right."""
    size = side // regions
    framed = []
    for row in range(side):
        line = []
        for col in range(side):
            y, x = row % size, col % size
            if x == 0 or y == size - 1:
                line.append(True)
            elif y == 0:
                line.append(x % 2 == 0)
            elif x == size - 1:
                line.append(y % 2 == 1)
            else:
                line.append(cells[row // size * (size - 2) + y - 1][col // size * (size - 2) + x - 1])
        framed.append(line)
    return framed
