"""Plans under a floor: one a floor, moved without sending the picture again, seen by the next planner."""

import base64

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db.ground import Ground

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
PLACING = {"scale": 12.5, "angle": 0, "x": -300.5, "y": 7, "opacity": 0.4, "locked": True}


def put(
    ground: Ground,
    floor="g.1",
    placing=PLACING,
    picture: bytes | None = PNG,
    login="t_planner",
    name="hall.png",
    op=None,
):
    text = None if picture is None else base64.b64encode(picture).decode()
    return posting.put_underlay(
        ground.as_(login), op=op or new_op(), warehouse=ground.wh, floor=floor, name=name, placing=placing, picture=text
    )


def kept(ground: Ground, login="t_supervisor"):
    door = ground.as_(login)
    rows = door.query("layout_underlays", warehouse=ground.wh)
    return {
        row.floor_id: (row.name, row.lying, row.person,
                       bytes(door.query("underlay_picture", warehouse=ground.wh, floor=row.floor_id)[0].picture))
        for row in rows
    }  # fmt: skip


def test_the_next_planner_sees_the_plan_that_was_kept(ground: Ground) -> None:
    put(ground)
    assert kept(ground) == {"g.1": ("hall.png", PLACING, "Pavel Planner", PNG)}


def test_it_is_moved_without_its_picture_and_replaced_with_another(ground: Ground) -> None:
    put(ground)
    put(ground, placing=PLACING | {"scale": 20}, picture=None)
    assert kept(ground)["g.1"][1]["scale"] == 20
    assert kept(ground)["g.1"][3] == PNG
    put(ground, picture=b"\xff\xd8\xff\xe0" + PNG, name="hall.jpg")
    assert kept(ground)["g.1"][0] == "hall.jpg"
    put(ground, floor="g.2")
    assert set(kept(ground)) == {"g.1", "g.2"}


def test_it_goes_and_going_twice_does_no_harm(ground: Ground) -> None:
    put(ground)
    for _ in range(2):
        posting.drop_underlay(ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, floor="g.1")
    assert kept(ground) == {}
    with pytest.raises(Refusal, match="no plan under this floor"):
        put(ground, picture=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"picture": b"MZ" + bytes(90)}, "neither PNG nor JPEG"),
        ({"picture": PNG + bytes(8_100_000)}, "larger than 8 MB"),
        ({"floor": ""}, "cannot be kept"),
        ({"name": "x" * 201}, "cannot be kept"),
        ({"placing": {"x": "y" * 2000}}, "cannot be kept"),
    ],
)
def test_what_is_no_plan_is_refused_and_nothing_is_kept(ground: Ground, changes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        put(ground, **changes)
    assert kept(ground) == {}


def test_text_that_is_no_base64_is_refused(ground: Ground) -> None:
    with pytest.raises(Refusal, match="cannot be kept"):
        posting.put_underlay(
            ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, floor="g", name="n", placing={}, picture="%%%"
        )
