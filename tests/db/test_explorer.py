"""The explorer's queries against brute force: every filter, every order, page by page; facets; saved views; refusals."""

import json
import random
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db.engine import Database
from tests.db.ground import Ground

LARGEST = (1 << 63) - 1
TODAY = datetime.now(UTC).date()
STATUSES = ("available", "available", "available", "available", "damaged", "blocked", "inspection")


@pytest.fixture
def filled(ground: Ground) -> Ground:
    """A few hundred stock records of every kind, made past the door."""
    rng = random.Random(11)
    with ground.root() as root:
        wh = ground.wh
        root.execute("set session_replication_role = replica; update wms.warehouse set time_zone = 'UTC'")
        zones = [
            root.execute(
                "insert into wms.zone (warehouse_id, code, name, x, y, width, depth) values (%s, %s, %s, 0, 0, 1, 1) returning zone_id",
                (wh, f"Z{n}", f"Zone {n}"),
            ).fetchone()[0]
            for n in range(4)
        ]
        bins = [
            root.execute(
                "insert into wms.location (warehouse_id, code, barcode, kind, zone_id, block_pick) values (%s, %s, %s, 'storage', %s, %s) "
                "returning location_id",
                (wh, f"{'xyz'[n % 3]}-{n:03}", f"XB{n}", zones[n % 4], n % 17 == 0),
            ).fetchone()[0]
            for n in range(60)
        ]
        products = [
            root.execute(
                "insert into wms.product (sku, name, category, tracking) values (%s, %s, %s, 'lot') returning product_id",
                (f"{40 + n % 3}-{n:04}", f"{'Mug' if n % 2 else 'Bowl'} 50%_{n}", f"group {n % 5}"),
            ).fetchone()[0]
            for n in range(40)
        ]
        owners = [
            root.execute(
                "insert into wms.party (kind, code, name) values ('owner', %s, %s) returning party_id",
                (f"OW{n}", f"Owner {n}"),
            ).fetchone()[0]
            for n in range(2)
        ]
        for n in range(900):
            product = rng.choice(products)
            lot = hu = owner = None
            if rng.random() < 0.8:
                lot = root.execute(
                    "insert into wms.lot (product_id, number, expires_on) values (%s, %s, %s) "
                    "on conflict (product_id, number) do update set number = excluded.number returning lot_id",
                    (
                        product,
                        f"l{rng.randrange(40):02}",
                        None if rng.random() < 0.3 else TODAY + timedelta(rng.randrange(-5, 150)),
                    ),
                ).fetchone()[0]
            place = rng.choice(bins)
            if rng.random() < 0.3:
                hu = root.execute(
                    "insert into wms.handling_unit (warehouse_id, sscc, kind, location_id) values (%s, %s, 'pallet', %s) returning hu_id",
                    (wh, f"{n * 7919:018}", place),
                ).fetchone()[0]
            if rng.random() < 0.3:
                owner = rng.choice(owners)
            root.execute(
                "insert into wms.quant (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status, quantity, reserved, in_date) "
                "values (%s, %s, %s, %s, %s, %s, %s, %s, 0, now() - make_interval(days => %s)) on conflict do nothing",
                (
                    wh,
                    place,
                    product,
                    lot,
                    hu,
                    owner,
                    rng.choice(STATUSES),
                    rng.choice((0, 1, 5, 5, 30)),
                    rng.randrange(60),
                ),
            )
        root.execute(
            "insert into wms.hold (warehouse_id, target, target_id, reason, op, placed_at) values (%s, 'product', %s, 'recall', %s, now())",
            (wh, products[3], new_op()),
        )
    return ground


FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"sku": "40-"},
    {"sku": "=41-0001"},
    {"sku": ["*-0007", "42-*8"]},
    {"text": "mug 1"},
    {"text": "50%_1"},
    {"bin": "X-0"},
    {"bin": ["=y-001", "z-*5"]},
    {"zone": ["Z1"]},
    {"zone": ["Z1", ""]},
    {"lot": "L0"},
    {"sscc": "19"},
    {"category": ["group 2"]},
    {"category": ["group 2"], "sku": "40-"},
    {"status": ["damaged"]},
    {"status": ["available", "blocked"]},
    {"owner": ["OW1"]},
    {"owner": ["", "OW0"]},
    {"held": True},
    {"held": False},
    {"unit": "loose"},
    {"unit": "unit"},
    {"expiry": ["expired", "week"]},
    {"expiry": ["none"]},
    {"expiry": ["month", "none"]},
    {
        "expires_from": (TODAY + timedelta(3)).isoformat(),
        "expires_to": (TODAY + timedelta(20)).isoformat(),
    },
    {"zone": ["Z0", "Z2"], "status": ["available"], "owner": [""], "unit": "loose", "expiry": ["later"]},
    {"sku": "99-"},
)
BRUTE = """
select q.quant_id, l.code as bin, p.sku, t.expires_on as expiry, q.quantity, q.product_id, q.lot_id, p.name as product, p.category,
       z.code as zone, t.number as lot, h.sscc, o.code as owner, q.status, q.hu_id, q.in_date,
       q.status <> 'available' or l.block_pick or q.product_id in (select target_id from wms.hold where target = 'product') as held
  from wms.quant q join wms.location l using (location_id) join wms.product p using (product_id)
  left join wms.lot t using (lot_id) left join wms.handling_unit h on h.hu_id = q.hu_id left join wms.party o on o.party_id = q.owner_id
  left join wms.zone z on z.zone_id = l.zone_id where q.quantity > 0 and q.warehouse_id = %s
"""


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def like(pattern: str, text: str | None) -> bool:
    """A pattern of the explorer, in Python."""
    if text is None:
        return False
    pattern, text = pattern.upper(), text.upper()
    if pattern.startswith("="):
        return text == pattern[1:]
    if "*" not in pattern:
        return text.startswith(pattern)
    head, *rest = pattern.split("*")
    if not text.startswith(head):
        return False
    at = len(head)
    for part in rest[:-1]:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return text.endswith(rest[-1]) and len(text) - len(rest[-1]) >= at


def bucket(row: Any) -> str:
    if row.expiry is None:
        return "none"
    days = (row.expiry - TODAY).days
    return (
        "expired" if days < 0 else "week" if days < 8 else "month" if days < 31 else "quarter" if days < 92 else "later"
    )


def matches(row: Any, given: dict[str, Any], but: str = "") -> bool:
    """Whether a record is meant by a filter, said once more."""
    tests = {
        "sku": lambda v: any(like(x, row.sku) for x in listed(v)),
        "text": lambda v: all(word.upper() in f"{row.sku} {row.product}".upper() for word in v.split()),
        "bin": lambda v: any(like(x, row.bin) for x in listed(v)),
        "lot": lambda v: any(like(x, row.lot) for x in listed(v)),
        "sscc": lambda v: row.sscc is not None and row.sscc.endswith(v),
        "zone": lambda v: (row.zone or "") in v,
        "category": lambda v: row.category in v,
        "status": lambda v: row.status in v,
        "owner": lambda v: (row.owner or "") in v,
        "held": lambda v: row.held is v,
        "unit": lambda v: (row.hu_id is None) == (v == "loose"),
        "expiry": lambda v: bucket(row) in v,
        "expires_from": lambda v: row.expiry is not None and row.expiry.isoformat() >= v,
        "expires_to": lambda v: row.expiry is not None and row.expiry.isoformat() <= v,
    }
    return all(tests[key](value) for key, value in given.items() if key != but)


def pages(door: Database, warehouse: int, given: dict[str, Any], sort: str, limit: int) -> list[Any]:
    """All pages of a search, as a client asks for them."""
    rows: list[Any] = []
    after = None
    for _ in range(2000):
        page = door.query(
            "stock_page",
            warehouse=warehouse,
            filters=json.dumps(given),
            sort=sort,
            after=after,
            limit=limit,
            deadline=20.0,
        )
        if page and page[-1].quant_id is None:
            stop = page[-1]
            after = json.dumps({"k": stop.k, "m": stop.m, "q": LARGEST if stop.k is not None else stop.m})
            rows += page[:-1]
            continue
        rows += page
        if len(page) < limit:
            return rows
        last = page[-1]
        after = json.dumps({"k": last.k, "m": last.m, "q": last.quant_id})
    raise AssertionError("the pages never end")


@pytest.mark.parametrize("cap", [10_000, 3], ids=["few", "many"])
def test_every_filter_finds_what_brute_force_finds(filled: Ground, cap: int) -> None:
    door = filled.as_("t_supervisor")
    with filled.root() as root:
        walk_even_few(root, cap)
        cursor = root.execute(BRUTE, (filled.wh,))
        every = rows_of(cursor)
    for given in FILTERS:
        wanted = {row.quant_id for row in every if matches(row, given)}
        for sort in ("bin", "-sku", "expiry", "-expiry") if cap == 3 else ("-bin", "sku", "expiry"):
            found = pages(door, filled.wh, given, sort, 37 if sort == "bin" else 140)
            ids = [row.quant_id for row in found]
            assert len(ids) == len(set(ids)), (given, sort)
            assert set(ids) == wanted, (given, sort)
            keys = [{"bin": row.location, "sku": row.sku, "expiry": row.expires_on}[sort.lstrip("-")] for row in found]
            there = [key for key in keys if key is not None]
            assert keys[: len(there)] == there, "what has no date comes last"
            ordered = (
                [one for (one,) in root_sorted(filled, there)] if there and isinstance(there[0], str) else sorted(there)
            )
            assert there == (ordered[::-1] if sort.startswith("-") else ordered), (given, sort)


def rows_of(cursor: Any) -> list[Any]:
    kind = namedtuple("Row", [column.name for column in cursor.description])
    return [kind(*row) for row in cursor.fetchall()]


def root_sorted(filled: Ground, texts: list[str]) -> list[Any]:
    """Texts in the database's own order."""
    with filled.root() as root:
        return root.execute("select x from unnest(%s::text[]) x order by x", (texts,)).fetchall()


def walk_even_few(root: Any, cap: int) -> None:
    """Let the search believe that more than `cap` records are many, so that the walk is what is tested."""
    source = root.execute("select pg_get_functiondef('api.stock_page_v1'::regproc)").fetchone()[0]
    assert ":= 40000" in source
    assert "then 2000" in source
    root.execute(source.replace(":= 40000", f":= {cap}").replace("then 2000", f"then {min(cap, 2000)}"))


def test_orders_of_other_columns_page_through_equals_and_nulls(filled: Ground) -> None:
    door = filled.as_("t_supervisor")
    given = {"bin": "x-"}
    with filled.root() as root:
        wanted = {row.quant_id for row in rows_of(root.execute(BRUTE, (filled.wh,))) if matches(row, given)}
    for sort in (
        "quantity",
        "-quantity",
        "lot",
        "-lot",
        "unit",
        "owner",
        "-received",
        "free",
        "product",
        "status",
        "counted",
    ):
        found = pages(door, filled.wh, given, sort, 11)
        assert {row.quant_id for row in found} == wanted, sort
        assert len(found) == len(wanted), sort
    quantities = [row.quantity for row in pages(door, filled.wh, given, "-quantity", 11)]
    assert quantities == sorted(quantities, reverse=True)


def test_a_walk_that_takes_long_stops_and_goes_on(filled: Ground) -> None:
    door = filled.as_("t_supervisor")
    with filled.root() as root:
        walk_even_few(root, 3)
        for name in ("wms.walk_stock", "wms.undated_stock"):
            source = root.execute("select pg_get_functiondef(%s::regproc)", (name,)).fetchone()[0]
            root.execute(source.replace("150 milliseconds", "0 milliseconds"))
        wanted = {
            row.quant_id for row in rows_of(root.execute(BRUTE, (filled.wh,))) if matches(row, {"owner": ["OW1"]})
        }
    for sort in ("sku", "bin", "-expiry"):
        first = door.query(
            "stock_page", warehouse=filled.wh, filters='{"owner": ["OW1"]}', sort=sort, after=None, limit=200
        )
        assert first[-1].quant_id is None, "it stopped"
        found = pages(door, filled.wh, {"owner": ["OW1"]}, sort, 200)
        assert [row.quant_id for row in found] == list(dict.fromkeys(row.quant_id for row in found))
        assert {row.quant_id for row in found} == wanted


def test_too_many_for_an_order_is_refused_with_the_way_on(filled: Ground) -> None:
    door = filled.as_("t_supervisor")
    with filled.root() as root:
        walk_even_few(root, 3)
    with pytest.raises(Refusal, match="too much stock") as refused:
        pages(door, filled.wh, {}, "quantity", 10)
    assert "sort by bin" in refused.value.next_step


@pytest.mark.parametrize(
    ("given", "sort", "limit"),
    [({"colour": "red"}, "sku", 10), ({"held": "perhaps"}, "sku", 10), ({"expires_from": "soon"}, "sku", 10), ({}, "price", 10),
     ({}, "sku", 0), ({}, "sku", 100_000), ({"text": "x" * 30_000}, "sku", 10)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(filled: Ground, given: dict[str, Any], sort: str, limit: int) -> None:
    with pytest.raises(Refusal) as refused:
        filled.as_("t_supervisor").query(
            "stock_page", warehouse=filled.wh, filters=json.dumps(given), sort=sort, after=None, limit=limit
        )
    assert refused.value.code == "WM422"
    assert refused.value.next_step


def test_a_foreign_warehouse_and_a_counter_see_nothing(filled: Ground) -> None:
    asked = {"filters": "{}", "sort": "sku", "after": None, "limit": 10}
    with pytest.raises(Refusal) as refused:
        filled.as_("t_supervisor").query("stock_page", warehouse=filled.other, **asked)
    assert refused.value.code == "WM403"
    with pytest.raises(Refusal, match="role does not allow"):
        filled.as_("t_counter").query("stock_page", warehouse=filled.wh, **asked)


def test_facets_count_what_all_other_filters_leave(filled: Ground) -> None:
    door = filled.as_("t_supervisor")
    with filled.root() as root:
        every = rows_of(root.execute(BRUTE, (filled.wh,)))
    value_of = {
        "zone": lambda row: row.zone or "",
        "status": lambda row: row.status,
        "category": lambda row: row.category,
        "owner": lambda row: row.owner or "",
        "held": lambda row: "yes" if row.held else "no",
        "unit": lambda row: "loose" if row.hu_id is None else "unit",
        "expiry": bucket,
    }
    for given in FILTERS:
        rows = door.query("stock_facets", warehouse=filled.wh, filters=json.dumps(given))
        assert all(row.exact for row in rows)
        total = next(row for row in rows if row.facet == "all")
        meant = [row for row in every if matches(row, given)]
        assert total.records == len(meant), given
        assert total.on_hand == sum(row.quantity for row in meant)
        for facet, value in value_of.items():
            but = "expires" if facet == "expiry" and "expires_from" in given else facet
            left = {k: v for k, v in given.items() if k != facet and not (but == "expires" and k.startswith("expires"))}
            counted: dict[str, int] = {}
            for row in every:
                if matches(row, left):
                    counted[value(row)] = counted.get(value(row), 0) + 1
            found = {row.value: row.records for row in rows if row.facet == facet and row.records}
            assert found == counted, (given, facet)


def test_held_rows_say_why(filled: Ground) -> None:
    rows = pages(filled.as_("t_supervisor"), filled.wh, {"held": True}, "sku", 500)
    assert any(row.holds == "Recall" for row in rows)
    assert all(row.holds is not None for row in rows)
    assert all(row.holds is None for row in pages(filled.as_("t_supervisor"), filled.wh, {"held": False}, "sku", 500))


def test_saved_views_are_ones_own_or_shared(ground: Ground) -> None:
    mine, other = ground.as_("t_supervisor"), ground.as_("t_auditor")

    def save(door: Database, name: str, shared: bool, op: Any = None) -> int:
        content = {"filters": {"zone": ["A"]}, "sort": "bin"}
        given = {"p_workspace": "inventory", "p_name": name, "p_content": content, "p_shared": shared}
        return int(door.call("save_view_v1", p_op=op or new_op(), p_warehouse=ground.wh, **given)["saved_view_id"])

    def seen(door: Database) -> list[tuple[str, bool]]:
        return [(row.name, row.mine) for row in door.query("saved_views", warehouse=ground.wh, workspace="inventory")]

    op = new_op()
    first = save(mine, "Held", True, op)
    assert save(mine, "Held", True, op) == first, "the same key is answered once"
    save(mine, "Private", False)
    assert save(mine, "Held", True) == first, "a name is replaced"
    assert seen(mine) == [("Held", True), ("Private", True)]
    assert seen(other) == [("Held", False)]
    with pytest.raises(Refusal, match="not one of yours"):
        other.call("drop_view_v1", p_op=new_op(), p_warehouse=ground.wh, p_view=first)
    mine.call("drop_view_v1", p_op=new_op(), p_warehouse=ground.wh, p_view=first)
    assert seen(other) == []
    with pytest.raises(Refusal, match="has a name"):
        save(mine, "  ", False)


def test_an_items_card_days_and_entries_agree_with_the_ledger(ground: Ground) -> None:
    door = ground.as_("t_supervisor")
    sku = next(iter(ground.products))
    places = ("DOCK-1", "PACK-1")
    ground.receive(door, sku, 30, places[0])
    ground.receive(door, sku, 12, places[1])
    asked = {"warehouse": ground.wh, "product": ground.products[sku]}
    card = door.query("item_card", **asked)[0]
    assert (card.on_hand, card.reserved, card.held, card.records, card.bins) == (42, 0, 0, 2, 2)
    days = door.query("item_days", days=5, **asked)
    assert [row.on_hand for row in days] == [0, 0, 0, 0, 42]
    entries = door.query("item_entries", before=None, before_id=None, limit=1, **asked)
    assert [(row.kind, row.delta) for row in entries] == [("receive", 12)]
    more = door.query("item_entries", before=entries[0].posted_at, before_id=entries[0].ledger_id, limit=5, **asked)
    assert [row.delta for row in more] == [30]


def test_no_index_of_a_stock_record_holds_what_a_post_changes(ground: Ground) -> None:
    """Else each post would write every index: updates could not stay in their page (HOT)."""
    with ground.root() as root:
        definitions = [
            row[0]
            for row in root.execute(
                "select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'wms.quant'::regclass"
            ).fetchall()
        ]
    assert len(definitions) >= 7
    changing = ("quantity", "reserved", "row_version", "in_date", "last_counted_at", "weight")
    assert [one for one in definitions if any(name in one for name in changing)] == []
