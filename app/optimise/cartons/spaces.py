"""The empty room of a carton as maximal boxes, after Lai and Chan 1997: every largest empty box, overlapping.

A space is a plain tuple (x, y, z, x2, y2, z2) in mm: some ten thousand are made while an order is packed, and
comparing tuples of integers is what Python does fastest.
"""

Space = tuple[int, int, int, int, int, int]


def take_out(spaces: list[Space], box: Space, least_side: int) -> list[Space]:
    """The maximal empty boxes after `box` was filled; those too thin for any piece are dropped."""
    bx, by, bz, bx2, by2, bz2 = box
    kept: list[Space] = []
    parts: set[Space] = set()
    for space in spaces:
        x, y, z, x2, y2, z2 = space
        if x >= bx2 or bx >= x2 or y >= by2 or by >= y2 or z >= bz2 or bz >= z2:
            kept.append(space)
            continue
        if bx - x >= least_side:
            parts.add((x, y, z, bx, y2, z2))
        if x2 - bx2 >= least_side:
            parts.add((bx2, y, z, x2, y2, z2))
        if by - y >= least_side:
            parts.add((x, y, z, x2, by, z2))
        if y2 - by2 >= least_side:
            parts.add((x, by2, z, x2, y2, z2))
        if bz - z >= least_side:
            parts.add((x, y, z, x2, y2, bz))
        if z2 - bz2 >= least_side:
            parts.add((x, y, bz2, x2, y2, z2))
    # A part touches the box on one side; only a space that touches it there too can hold the part.
    beside = [
        s for s in kept if s[0] <= bx2 and s[3] >= bx and s[1] <= by2 and s[4] >= by and s[2] <= bz2 and s[5] >= bz
    ]
    for part in sorted(parts, key=_by_size):
        if not _held(part, beside):
            kept.append(part)
            beside.append(part)
    return kept


def _by_size(space: Space) -> tuple[int, Space]:
    x, y, z, x2, y2, z2 = space
    return (x - x2) * (y2 - y) * (z2 - z), space


def _held(part: Space, spaces: list[Space]) -> bool:
    """Whether a part lies wholly inside one of the spaces."""
    x, y, z, x2, y2, z2 = part
    for sx, sy, sz, sx2, sy2, sz2 in spaces:
        if sx <= x and sy <= y and sz <= z and sx2 >= x2 and sy2 >= y2 and sz2 >= z2:
            return True
    return False
