"""Random gestures on a drawing, chosen by Hypothesis (to be made small) or by a seeded die (to be many)."""

from dataclasses import replace
from random import Random

import layout_ground as ground
from hypothesis import strategies as st

from app.layout import edits
from app.layout.elements import Rack, Zone
from app.layout.racking import Bay, Level


class Drawn:
    """Choices of Hypothesis."""

    def __init__(self, data):
        self._data = data

    def whole(self, low, high):
        return self._data.draw(st.integers(low, high))

    def real(self, low, high):
        return self._data.draw(st.floats(low, high))

    def one(self, things):
        return self._data.draw(st.sampled_from(things))

    def some(self, things):
        return self._data.draw(st.lists(st.sampled_from(things), max_size=4, unique=True))

    def text(self):
        return self._data.draw(st.text(max_size=5))


class Dice:
    """Choices of a seeded die."""

    def __init__(self, seed):
        self._random = Random(seed)

    def whole(self, low, high):
        return self._random.randint(low, high)

    def real(self, low, high):
        return self._random.uniform(low, high)

    def one(self, things):
        return self._random.choice(things)

    def some(self, things):
        return self._random.sample(things, min(len(things), self._random.randint(0, 4)))

    def text(self):
        return "".join(self._random.choices("aé-7 {", k=self._random.randint(0, 5)))


def gesture(document, choose):
    """One random edit; needs an open transaction. The house neither dies out nor grows without end."""
    ids = sorted(document.elements)
    some = choose.some(ids)
    rack_ids = sorted(rack.id for rack in document.of(Rack))
    what = choose.whole(0, 8)
    if what == 0:
        edits.move(document, some, choose.whole(-900, 900), choose.real(-9, 9))
    elif what == 1:
        edits.rotate(document, some, choose.real(-400, 400), (100.0, 200.0))
    elif what == 2:
        edits.remove(document, [id_ for id_ in some[: len(ids) // 12] if id_ != ground.FLOOR])
    elif what == 3:
        document.put(Zone(id=document.new_id(), floor=ground.FLOOR, code="N", x=1, y=2, width=3, depth=4))
        for rack_id in rack_ids[: len(rack_ids) < 8]:
            document.put(_twin(document, rack_id))
    elif what == 4 and rack_ids:
        rack = document.get(choose.one(rack_ids), Rack)
        shorter = -1 if len(rack.bays) > 6 else 0
        edits.extend_rack(document, rack.id, choose.whole(shorter, 2 + 2 * shorter), 1 + 2 * shorter)
    elif what == 5 and rack_ids:
        edits.rename_bins(document, choose.one(rack_ids), {(0, 0, 0, 0): choose.text()})
    elif what == 6 and rack_ids:
        edits.leave_out(document, choose.one(rack_ids), [(choose.whole(0, 3), 0, 0, 0)])
    elif what == 7 and rack_ids:
        bay = Bay(900, (Level(choose.whole(100, 900), choose.whole(1, 3)),))
        edits.reshape_bay(document, choose.one(rack_ids), 0, bay)
    else:
        edits.set_fields(document, some, name=choose.text(), depth=choose.whole(1, 900))


def _twin(document, rack_id):
    return replace(document.get(rack_id, Rack), id=document.new_id(), code=f"T{document.new_id()}")
