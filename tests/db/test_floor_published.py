"""One published plan a session: read once, shared by all who walk on it, and another one as soon as it is published."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.elements import Aisle, Place
from app.optimise.batching.engine import PLAIN
from app.services.floor.published import floor_of
from app.services.handheld.walks import Walks
from app.services.tasks import NextWork, TaskBoard
from app.services.tasks.walks import PieceWalks
from app.services.tours import OrderTours
from app.services.waves.floor import PlannedFloor
from tests.db.drawn import Studio, studio
from tests.db.ground import Ground
from tests.db.test_tours import BINS, an_order

FAR = "A-01-01-1"


@pytest.fixture
def made(ground: Ground) -> Iterator[Studio]:
    with studio(ground) as there:
        yield there


@pytest.fixture
def reads(made: Studio, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the queries that read a whole plan, in their order."""
    found, query = list[str](), type(made.door).query

    def noted(self: object, name: str, **more: object) -> object:
        if name in ("layout_version", "locations"):
            found.append(name)
        return query(self, name, **more)

    monkeypatch.setattr(type(made.door), "query", noted)
    return found


def further(document: LayoutDocument) -> None:
    """The dock a metre further away, and called otherwise."""
    (dock,) = document.of(Place)
    document.put(replace(dock, x=dock.x - 1_000, code="DOCK-02"))


def test_whoever_walks_has_the_version_that_is_published(made: Studio, reads: list[str]) -> None:
    session, order = made.session, an_order(made)
    places = made.places()
    with made.ground.root() as root:
        root.execute(
            "insert into wms.task (warehouse_id, kind, from_location_id, to_location_id, product_id, quantity) "
            "values (%s, 'move', %s, %s, %s, 1)",
            (made.wh, places["DOCK-01"], places[FAR], made.ground.products["CUP"]),
        )
    tours, pieces, hand, work, waves = (
        make(session) for make in (OrderTours, PieceWalks, Walks, NextWork, PlannedFloor)
    )  # fmt: skip
    (move,) = (one for one in TaskBoard(session).read().pieces if one.kind == "move")
    piece = replace(move, kind="pick", stops=tuple(stop for stop in move.stops if stop.code == FAR))

    def told() -> tuple[float, ...]:
        ground = waves.ground(BINS, PLAIN)
        picks = replace(piece, kind="pick")
        found = pieces.walk(picks)
        assert found is not None
        return (
            tours.tour_of_order(order).tour.metres, found.metres, hand.sorted(BINS)[1], hand.trail("", BINS, home=True).metres,
            work.seconds(places[BINS[0]])[str(places["DOCK-01"])], ground.metres([ground.row_of[BINS[0]]]),
        )  # fmt: skip

    before = told()
    assert "DOCK-01" in hand.plan().by_code
    assert told() == before
    assert sorted(reads) == ["layout_version", "locations"], "read once for all of them"
    made.publish(further)
    reads.clear()
    after = told()
    assert all(now > then for now, then in zip(after, before, strict=True)), (before, after)
    assert {"DOCK-01", "DOCK-02"} & hand.plan().by_code.keys() == {"DOCK-02"}
    assert sorted(reads) == ["layout_version", "locations"]
    assert told() == after
    made.publish(lambda document: document.put(*(replace(one, speed=600.0) for one in document.of(Aisle))), "Slow")
    slow = told()
    assert slow[4] > after[4] + 1.0, "the next work is chosen by the time that walking there takes"
    assert [*slow[:4], slow[5]] == [*after[:4], after[5]], "ways are as long as before"


def test_many_who_ask_at_once_read_it_once_and_have_the_same(made: Studio, reads: list[str]) -> None:
    def metres(_: int) -> float:
        with floor_of(made.session).walked() as ground:
            return ground.graph.distance(ground.base, ground.targets[FAR])

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(metres, range(24)))) == 1
    assert reads == ["layout_version"]
    assert floor_of(made.session) is not floor_of(made.other), "another person's session has its own rights"


def test_before_the_first_version_what_is_imported_is_seen_at_once(ground: Ground) -> None:
    with studio(ground, publish=False) as made:
        floor = floor_of(made.session)
        with floor.walked() as empty:
            assert (empty.no, dict(empty.targets)) == (0, {})
        made.door.call("import_layout_v1", p_op=new_op(), p_warehouse=made.wh, p_layout=_one_place("P-1"))
        with floor.walked() as found:
            assert set(found.targets) == {"P-1"}
        assert set(floor.plan().by_code) == {"P-1"}


def _one_place(code: str) -> dict[str, object]:
    place = {"code": code, "kind": "packing", "x": 1_000, "y": 1_000, "z": 0, "width": 900, "depth": 900}
    return {"locations": [place]}
