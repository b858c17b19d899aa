"""Labels of bins: what has been printed is remembered by address; the GLN is one, or none."""

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import posting
from tests.db.ground import Ground

GLN = "4012345000009"


def printed(ground: Ground) -> dict[str, tuple[str, str, int, str]]:
    rows = ground.as_("t_planner").query("printed_labels", warehouse=ground.wh)
    return {row.code: (row.carrier, row.way, row.times, row.person) for row in rows}


def tell(ground: Ground, *codes: str | None, login: str = "t_planner", carrier: str = "code128", op=None) -> int:
    answer = posting.labels_printed(
        ground.as_(login), op=op or new_op(), warehouse=ground.wh, labels=[{"code": code} for code in codes],
        carrier=carrier, way="sheet",
    )  # fmt: skip
    return int(answer["printed"])


def test_printed_labels_are_remembered_by_address_even_before_there_is_a_bin(ground: Ground) -> None:
    assert tell(ground, "A-01-01-1", "Z-99-99-9", "A-01-01-1") == 2
    assert printed(ground) == {
        "A-01-01-1": ("code128", "sheet", 1, "Pavel Planner"),
        "Z-99-99-9": ("code128", "sheet", 1, "Pavel Planner"),
    }


def test_printed_again_says_when_and_who_last(ground: Ground) -> None:
    op = new_op()
    tell(ground, "A-01-01-1", op=op)
    tell(ground, "A-01-01-1", op=op)
    assert printed(ground)["A-01-01-1"][2] == 1, "the same key is answered once"
    tell(ground, "A-01-01-1", login="t_supervisor", carrier="gs1_datamatrix")
    assert printed(ground)["A-01-01-1"] == ("gs1_datamatrix", "sheet", 2, "Sonja Supervisor")


@pytest.mark.parametrize("codes", [("no address!",), ("A-1", None), ("A" * 41,)])
def test_what_is_no_address_is_refused_and_nothing_is_kept(ground: Ground, codes: tuple[str | None, ...]) -> None:
    with pytest.raises(Refusal, match="is no address"):
        tell(ground, *codes)
    assert printed(ground) == {}


@pytest.mark.parametrize("count", [0, 5001])
def test_one_call_has_a_limit(ground: Ground, count: int) -> None:
    with pytest.raises(Refusal, match="1 to 5,000"):
        posting.labels_printed(
            ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, labels=[{"code": f"A-{n}"} for n in range(count)],
            carrier="code128", way="sheet",
        )  # fmt: skip


def test_a_kind_of_label_that_is_not_known_is_refused(ground: Ground) -> None:
    with pytest.raises(Refusal, match="kind of label"):
        tell(ground, "A-1", carrier="papyrus")


def test_a_warehouse_has_one_gln_or_none(ground: Ground) -> None:
    def now() -> list[str]:
        return [row.gln for row in ground.as_("t_supervisor").query("warehouse_gln", warehouse=ground.wh)]

    door = ground.as_("t_planner")
    assert now() == []
    posting.set_gln(door, op=new_op(), warehouse=ground.wh, gln=GLN)
    assert now() == [GLN]
    posting.set_gln(door, op=new_op(), warehouse=ground.wh, gln="4098765000010")
    assert now() == ["4098765000010"]
    posting.set_gln(door, op=new_op(), warehouse=ground.wh, gln=None)
    assert now() == []


@pytest.mark.parametrize("gln", ["4012345000008", "401234500000", "", "40123450000O9"])
def test_a_wrong_gln_is_refused(ground: Ground, gln: str) -> None:
    with pytest.raises(Refusal, match="is no GLN"):
        posting.set_gln(ground.as_("t_planner"), op=new_op(), warehouse=ground.wh, gln=gln)
