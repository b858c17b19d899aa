"""What bins are kept for is one truth: drawn, published, set in Put away; nobody silently overwrites anybody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.elements import StorageClass
from app.layout.publish import to_import
from app.layout.racking import ElementId
from app.layout.table import Layout
from app.services.layout import Published
from app.services.layout.stored import found_layout
from app.services.putaway import Putaway
from app.services.putaway.hazards import Hazards, Store
from tests.db.drawn import CLASS, Studio, house, rack_of, studio
from tests.db.ground import Ground
from tests.db.putaway_acts import product
from tests.db.test_layout_planners import waiting

FIRST = "A01L1"
ADR = ElementId("adr")


@pytest.fixture
def made(ground: Ground) -> Iterator[Studio]:
    with studio(ground) as there:
        yield there


def keeps(hazards: tuple[str, ...] | None, known: ElementId = CLASS) -> Any:
    """An edit: the class is kept for these."""
    return lambda document: document.put(replace(document.get(known, StorageClass), hazard_classes=hazards))


def drawn(layout: Layout, known: ElementId = CLASS) -> tuple[str, ...] | None:
    return layout.get(known, StorageClass).hazard_classes


def store(made: Studio, code: str = "SHELF") -> Store:
    (found,) = [one for one in Hazards(made.session).book().stores if one.code == code]
    return found


def set_here(made: Studio, hazards: tuple[str, ...] | None) -> None:
    """In Put away."""
    Hazards(made.session).keep(store(made), hazards)


def told(made: Studio) -> list[Any]:
    """The history of what bins are kept for."""
    with made.ground.root() as root:
        return root.execute(
            "select number, payload -> 'hazards', payload -> 'version' from wms.event "
            "where warehouse_id = %s and type = 'putaway.hazards' order by event_id", (made.wh,)
        ).fetchall()  # fmt: skip


def dangerous_rack(document: LayoutDocument) -> None:
    """The first rack is for dangerous goods of class 3."""
    document.put(StorageClass(id=ADR, code="ADR", max_height=400, hazard_classes=("3",)))
    rack = rack_of(document, FIRST)
    bays = tuple(
        replace(bay, levels=tuple(replace(level, storage_class=ADR) for level in bay.levels)) for bay in rack.bays
    )
    document.put(replace(rack, bays=bays))


def test_what_a_planner_draws_is_published_and_rules_where_goods_are_put(made: Studio) -> None:
    product(made.ground, "CUP", hazard_class="3")
    draft = made.change(dangerous_rack)
    (change,) = [one for one in made.layouts.preflight(draft.draft).diff.elements if one.element.id == ADR]
    assert change.after is not None
    published = made.layouts.publish(draft.draft, (), "Dangerous goods")
    assert drawn(made.layouts.open_published().layout, ADR) == ("3",)
    assert drawn(made.layouts.open_version(published.version.no).layout, ADR) == ("3",)
    assert drawn(found_layout(made.session).layout, ElementId("class:ADR")) == ("3",), "as it is drawn out of the bins"
    assert published.version.summary.endswith("; kept for other dangerous goods: ADR")
    adr = store(made, "ADR")
    assert (adr.hazards, adr.by, adr.no) == (("3",), "Eve Everything", published.version.no)
    assert told(made) == [("ADR", ["3"], published.version.no)]
    for sku in ("CUP", "P-01"):
        made.receive(sku, 3, "DOCK-01")
    putaway = Putaway(made.session)
    found = putaway.propose_waiting()
    assert found.left == ()
    kept = {row["code"] for row in to_import(made.layouts.open_published().layout)["locations"] if row["rack"] == FIRST}
    codes = {row.sku: row.to_code for row in putaway.tasks()}
    assert len(found.places) == 2
    assert codes["CUP"] in kept
    assert codes["P-01"] not in kept
    task = {row.sku: row.task_id for row in putaway.tasks()}
    with pytest.raises(Refusal, match=f"{codes['P-01']} is not for these dangerous goods"):
        putaway.put(task["CUP"], made.places()[codes["P-01"]], reason="supervisor")
    with pytest.raises(Refusal, match=f"{codes['CUP']} is kept for dangerous goods"):
        putaway.put(task["P-01"], made.places()[codes["CUP"]], reason="supervisor")


def test_put_away_and_the_drawing_are_two_hands_on_one_thing(made: Studio) -> None:
    draft = made.change(dangerous_rack, "Rack")
    assert not draft.draft.stale
    seen = made.layouts.open_published()
    set_here(made, ("8",))
    slow = made.layouts.new_draft("Begun late", seen.layout, seen.no, seen.kept)
    assert slow.draft.stale, "the planner had the plan open before that was set"
    assert drawn(made.layouts.open_published().layout) == ("8",), "what is set in Put away is drawn"
    late = made.layouts.open_draft(draft.draft.draft_id)
    assert late.draft.stale
    assert made.layouts.preflight(late.draft).stale
    with pytest.raises(
        Refusal, match="Eve Everything set meanwhile what bins of class SHELF are kept for: 8"
    ) as refused:
        made.layouts.publish(late.draft, (), "")
    assert refused.value.code == "WM412"
    rebased = made.layouts.rebase(late, late.layout)
    assert rebased.merge.conflicts == (), "the planner touched something else"
    saved = made.saved(rebased.opened, Layout(rebased.merge.elements))
    assert (drawn(saved.layout), saved.draft.stale) == (("8",), False)
    published = made.layouts.publish(saved.draft, (), "")
    assert (store(made).hazards, store(made).no, store(made, "ADR").no) == (("8",), None, published.version.no)

    mine = made.change(keeps(("3",)), "Mine")
    before = store(made)
    set_here(made, ("9", "9", " 8 "))
    rebased = made.layouts.rebase(mine, mine.layout)
    (conflict,) = rebased.merge.conflicts
    assert conflict.words() == "Both of you changed the hazard classes of storage class SHELF."
    decided = made.layouts.rebase(mine, mine.layout, {conflict.key: "ours"})
    last = made.saved(decided.opened, Layout(decided.merge.elements))
    no = made.layouts.publish(last.draft, (), "").version.no
    assert (store(made).hazards, store(made).no) == (("3",), no)
    with pytest.raises(Refusal, match="set meanwhile what bins of class SHELF are kept for: 3"):
        Hazards(made.session).keep(before, ("4",))
    assert store(made).hazards == ("3",)
    assert [row for row in told(made) if row[0] == "SHELF"] == [
        ("SHELF", ["8"], None), ("SHELF", ["9", "8"], None), ("SHELF", ["3"], no),
    ]  # fmt: skip
    assert told(made)[1][0] == "ADR"


def test_who_sets_it_while_a_plan_is_published_is_waited_for_and_not_overwritten(made: Studio) -> None:
    draft = made.change(keeps(("3",))).draft
    said = "select api.set_hazard_storage_v1(gen_random_uuid(), %s, 'SHELF', '{\"hazards\": [\"8\"]}')"
    with psycopg.connect(made.session.door.url) as hold, made.ground.root() as watch, ThreadPoolExecutor(1) as pool:
        hold.execute(said.encode(), (made.wh,))
        later = pool.submit(made.layouts.publish, draft, (), "")
        while not waiting(watch):
            assert not later.done(), later.result()
        hold.commit()
        with pytest.raises(Refusal, match="set meanwhile what bins of class SHELF are kept for: 8"):
            later.result()
    assert store(made).hazards == ("8",)
    assert made.layouts.versions()[0].no == 2


def test_the_way_back_brings_back_what_bins_were_kept_for(made: Studio) -> None:
    def publish(hazards: tuple[str, ...] | None) -> Published:
        return made.publish(keeps(hazards), f"{hazards}")

    first, second = publish(("3",)).version.no, publish(()).version.no
    set_here(made, ("8",))
    third = publish(None).version.no
    assert [drawn(made.layouts.open_version(no).layout) for no in (first, second, third)] == [("3",), ("8",), None]
    assert store(made).hazards is None
    for no, hazards in ((first, ("3",)), (second, ("8",))):
        back = made.layouts.restore(no, f"Back to {no}")
        assert drawn(back.layout) == hazards
        made.layouts.publish(back.draft, (), "")
        assert store(made).hazards == hazards == drawn(made.layouts.open_published().layout)


def test_a_version_of_before_knows_nothing_of_it_and_its_return_takes_nothing_away(made: Studio) -> None:
    made.publish(lambda document: document.put(replace(rack_of(document, FIRST), style="flow")))
    with made.ground.root() as root:  # as a version stands that was published before the plan said such things
        root.execute("set session_replication_role = replica")
        root.execute(
            "update wms.layout_version set document = replace(document, '\"version\":2', '\"version\":1'), kept_before = null "
            "where warehouse_id = %s", (made.wh,),
        )  # fmt: skip
        root.execute("set session_replication_role = origin")
    begun = made.change(dangerous_rack, "Begun before")
    with made.ground.root() as root:
        root.execute("update wms.layout_draft set kept = null where draft_id = %s", (begun.draft.draft_id,))
    begun = made.layouts.open_draft(begun.draft.draft_id)
    assert not begun.draft.stale
    set_here(made, ("8",))
    with pytest.raises(Refusal, match="set meanwhile what bins of class SHELF are kept for: 8"):
        made.layouts.publish(begun.draft, (), "")
    rebased = made.layouts.rebase(begun, begun.layout)
    assert (rebased.merge.conflicts, drawn(Layout(rebased.merge.elements))) == ((), ("8",))
    old = made.layouts.restore(2, "As it was")
    assert rack_of(LayoutDocument(old.layout.elements.values()), FIRST).style == "shelving"
    made.layouts.publish(old.draft, (), "")
    assert store(made).hazards == ("8",)


def test_an_imported_plan_brings_what_its_bins_are_kept_for_and_bad_names_are_refused(ground: Ground) -> None:
    with studio(ground, publish=False) as made:
        document = house()
        with document.transaction("Keep"):
            keeps(("3", "flammable liquid"))(document)
        plan = to_import(document)
        for bad in (["x" * 41], [""], [None], [str(n) for n in range(51)]):
            plan["classes"][0]["hazard_classes"] = bad
            with pytest.raises(Refusal, match="A hazard class has a name of 1 to 40 characters"):
                made.door.call("import_layout_v1", p_op=new_op(), p_warehouse=made.wh, p_layout=plan)
        made.door.call("import_layout_v1", p_op=new_op(), p_warehouse=made.wh, p_layout=to_import(document))
        assert store(made).hazards == ("3", "flammable liquid")
        opened = made.layouts.open_published()
        assert drawn(opened.layout, ElementId("class:SHELF")) == ("3", "flammable liquid")
        draft = made.layouts.new_draft("Next", opened.layout, opened.no, opened.kept)
        assert not draft.draft.stale
