"""The demo warehouse, imported by another way, is drawn, changed, published, and taken back."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from app.domain.ids import new_op
from app.layout.document import LayoutDocument
from app.layout.edits import remove
from app.layout.elements import Rack, Zone
from app.services.demo_data.building import build
from app.services.demo_data.spec import DemoSpec
from app.services.layout import Layouts, Published
from app.services.session import Session
from db import posting
from tests.db.ground import EVERYTHING, Ground

FACTS = (
    "l.location_id, l.code, l.barcode, l.kind, z.code, r.code, l.column_no, l.aisle, l.bay, l.level, l.position, "
    "c.code, l.pick_sequence, l.check_digit, l.x::float8, l.y::float8, l.z::float8, l.width::float8, l.height::float8"
)
EXACT = 13  # facts; then the check digit (a label that is printed anew has a new one), then lengths


@pytest.fixture
def demo(ground: Ground) -> Iterator[tuple[Ground, Session]]:
    door = ground.as_(EVERYTHING)
    made = door.call("create_warehouse_v1", p_op=new_op(), p_code="DEMO", p_name="Demo", p_time_zone="UTC")
    posting.import_layout(
        door, op=new_op(), warehouse=made["warehouse_id"], layout=build(DemoSpec(bins=1_500)).document()
    )
    with closing(Session.open(ground.url(EVERYTHING), "DEMO")) as session:
        yield ground, session


def facts(ground: Ground, session: Session) -> dict[int, tuple[Any, ...]]:
    with ground.root() as root:
        found = root.execute(
            f"select {FACTS} from wms.location l left join wms.zone z using (zone_id) left join wms.rack r on r.rack_id = l.rack_id "
            "left join wms.storage_class c on c.class_id = l.class_id where l.warehouse_id = %s and l.kind <> 'virtual'".encode(),
            (session.warehouse.warehouse_id,),
        ).fetchall()
    return {row[0]: row for row in found}


def publish(session: Session, edit: Any, name: str) -> Published:
    layouts = Layouts(session)
    opened = layouts.open_published()
    document = LayoutDocument(opened.layout.elements.values(), prefix=name)
    with document.transaction(name):
        edit(document)
    return layouts.publish(layouts.new_draft(name, document, opened.no).draft, (), "")


def test_what_is_not_changed_is_not_touched_and_the_way_back_leads_to_what_was(demo: tuple[Ground, Session]) -> None:
    ground, session = demo
    before = facts(ground, session)

    def rename(document: LayoutDocument) -> None:
        rack = document.of(Rack)[3]
        document.put(replace(rack, pattern="NEW-{rack}-{bay}-{level}"))

    published = publish(session, rename, "one")
    after = facts(ground, session)
    assert after.keys() == before.keys()
    changed = [id_ for id_ in before if before[id_] != after[id_]]
    assert len(changed) == published.renamed > 10
    assert all(after[id_][1].startswith("NEW-") for id_ in changed)
    layouts = Layouts(session)
    layouts.publish(layouts.restore(1, "Back").draft, (), "")
    again = facts(ground, session)
    assert {id_: row[:EXACT] for id_, row in again.items()} == {id_: row[:EXACT] for id_, row in before.items()}


def test_every_bin_written_anew_is_the_bin_it_was(demo: tuple[Ground, Session]) -> None:
    ground, session = demo
    before = facts(ground, session)

    def rename_zones(document: LayoutDocument) -> None:
        document.put(*(replace(zone, code=f"{zone.code}X") for zone in document.of(Zone)))

    publish(session, rename_zones, "zones")
    layouts = Layouts(session)
    layouts.publish(layouts.restore(1, "Back").draft, (), "")
    after = facts(ground, session)
    assert after.keys() == before.keys()
    for id_, row in before.items():
        assert after[id_][:EXACT] == row[:EXACT]
        assert after[id_][EXACT + 1 :] == pytest.approx(row[EXACT + 1 :], abs=2), "mm"


def test_all_racks_go_and_come_back_as_the_same_bins(demo: tuple[Ground, Session]) -> None:
    ground, session = demo
    before = facts(ground, session)
    racked = {id_ for id_, row in before.items() if row[5] is not None}
    published = publish(session, lambda d: remove(d, [rack.id for rack in d.of(Rack)]), "bare")
    assert published.removed == len(racked) >= 1_400
    assert {id_ for id_, row in facts(ground, session).items() if row[3] == "retired"} == racked
    with ground.root() as root:
        assert root.execute(
            "select count(*) from wms.rack where warehouse_id = %s", (session.warehouse.warehouse_id,)
        ).fetchone() == (0,)
    layouts = Layouts(session)
    layouts.publish(layouts.restore(1, "Back").draft, (), "")
    assert {id_: row[: EXACT + 1] for id_, row in facts(ground, session).items()} == {
        id_: row[: EXACT + 1] for id_, row in before.items()
    }
