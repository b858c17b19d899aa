"""The check of the invariants finds each kind of damage that a hand behind the door can do, and nothing where all is well."""

import pytest

from app.domain.errors import Refusal
from app.domain.ids import new_op
from db import check
from tests.db import acts, test_counting_check, test_fillings_check, test_holds_check, test_units_refusals
from tests.db.ground import Ground

# what is done as superuser -> which invariant must notice
FORGED_UNDO = (
    "insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id, status, "
    "to_status, undoes) select posted_at, op, warehouse_id, 'undo', product_id, {quantity}, to_location_id, from_location_id, "
    "to_status, status, ledger_id from (select * from wms.ledger limit 1) g{twice}"
)
DAMAGE = {
    "stock raised": ("update wms.quant set quantity = quantity + 1 where quant_id = (select min(quant_id) from wms.quant where quantity > 0)",
                     "stock equals ledger"),
    "stock deleted": ("delete from wms.quant where reserved = 0 and quantity > 0", "stock equals ledger"),
    "stock invented": ("insert into wms.quant (warehouse_id, location_id, product_id, quantity) select warehouse_id, location_id, "
                       "(select product_id from wms.product where sku = 'P-05'), 4 from wms.location where code = 'A-02-05-2' and "
                       "warehouse_id = {wh}", "stock equals ledger"),
    "ledger entry deleted": ("delete from wms.ledger where ledger_id = (select min(ledger_id) from wms.ledger)", "versions run without a hole"),
    "ledger quantity changed": ("update wms.ledger set quantity = quantity + 1 where ledger_id = (select min(ledger_id) from wms.ledger)",
                                "each balance follows from the last"),
    "balance rewritten": ("update wms.ledger set to_balance = to_balance + 5 where to_balance is not null",
                          "each balance follows from the last"),
    "version rewritten": ("update wms.quant set row_version = row_version + 1 where quantity > 0", "the record stands at its last version"),
    "ledger entry forged": ("insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id, "
                            "status, to_status) select now(), gen_random_uuid(), warehouse_id, kind, product_id, 1, from_location_id, "
                            "to_location_id, status, to_status from wms.ledger limit 1", "each entry has its posting"),
    "posting deleted": ("delete from wms.posting where op in (select op from wms.ledger)", "each entry has its posting"),
    "promise raised": ("update wms.quant set reserved = reserved + 1 where reserved > 0", "reserved equals open reservations"),
    "promise beyond stock": ("alter table wms.quant drop constraint quant_reserved; update wms.quant set reserved = quantity + 1 where reserved > 0",
                             "reserved within quantity"),
    "reservation deleted": ("delete from wms.reservation where state = 'open'", "reserved equals open reservations"),
    "reservation without stock": ("delete from wms.quant where reserved > 0", "a reservation has its stock"),
    "task finished behind the back": ("update wms.task set state = 400 where state < 400", "an open reservation has an open task"),
    "line recounted": ("update wms.order_line set picked = picked + 1, reserved = reserved - 1 where reserved > 0", "order lines equal the ledger"),
    "order shipped by hand": ("update wms.orders set status = 700", "a shipped order is whole or says why not"),
    "a put-back nobody does": ("update wms.order_line set to_unpick = 1 where picked > packed", "what is to be put back has its tasks"),
    "a unit carried off": ("update wms.handling_unit set location_id = (select min(location_id) from wms.location where kind = 'staging')",
                           "a unit's content stands with it"),
    "stock beyond the door": ("update wms.quant set location_id = (select location_id from wms.location where boundary = 'customer' and "
                              "warehouse_id = {wh}) where quant_id = (select max(quant_id) from wms.quant where reserved = 0 and hu_id is null "
                              "and quantity > 0)", "virtual places hold nothing"),
    "a bin taken out with stock in it": ("update wms.location set kind = 'retired', retired_at = now() where code = 'A-01-02-1'",
                                         "bins that are gone hold nothing"),
    "a serial number twice": ("insert into wms.quant (warehouse_id, location_id, product_id, lot_id, quantity) select warehouse_id, "
                              "(select min(location_id) from wms.location where kind = 'staging'), product_id, lot_id, 1 from wms.quant "
                              "where lot_id is not null limit 1", "a serial number is held once"),
    "an undo of more than there was": (FORGED_UNDO.format(quantity="quantity + 1", twice=""), "an undo is the opposite of its entry"),
    "an undo twice": (FORGED_UNDO.format(quantity="quantity", twice=", generate_series(1, 2)"), "an entry is taken back once"),
}  # fmt: skip


@pytest.fixture
def busy(ground: Ground) -> Ground:
    """Stock in bins, units and totes; a serial number; an order half picked."""
    supervisor = ground.as_("t_supervisor")
    ground.receive(supervisor, "CUP", 9, "A-01-01-1")
    ground.receive(supervisor, "P-00", 5, "A-01-02-1")
    ground.receive(supervisor, "PHONE", 1, "A-01-03-1", p_lot="SN-1")
    acts.move(ground, supervisor, "CUP", 3, "A-01-01-1", "B-01-01-1")
    order = acts.order(ground, "K-1", {"CUP": 2, "P-00": 3})
    made = acts.reserve(ground, supervisor, order)["reservations"]
    tote = acts.unit(ground, supervisor)
    first = next(row for row in made if row["product_id"] == ground.products["CUP"])
    supervisor.call(
        "pick_v1", p_op=new_op(), p_warehouse=ground.wh, p_task=first["task_id"], p_quantity=2, p_to_hu=tote
    )
    assert ground.violations() == []
    return ground


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_found(busy: Ground, what: str) -> None:
    statement, invariant = DAMAGE[what]
    with busy.root() as root:
        root.execute("set session_replication_role = replica")  # past the triggers and references
        for part in statement.format(wh=busy.wh).split("; "):
            assert root.execute(part).rowcount != 0, "the damage must hit something"
    found = {row[0] for row in busy.violations()}
    assert invariant in found
    assert {violation.invariant for violation in check.run(busy.url())} == found


def test_every_invariant_has_its_damage(ground: Ground) -> None:
    with ground.root() as root:
        texts = root.execute(
            "select p.prosrc from pg_proc p where p.pronamespace = 'wms'::regnamespace and p.proname like 'check\\_%' "
            "and p.proretset"
        ).fetchall()
    named = {part.split("'")[0] for (text,) in texts for part in text.replace("''", "\u2019").split("(select '")[1:]}
    broken = {invariant for _, invariant in (DAMAGE | test_holds_check.DAMAGE | test_counting_check.DAMAGE).values()}
    broken |= {invariant for _, invariant in test_fillings_check.DAMAGE.values()}
    broken |= {invariant for invariant, _ in test_units_refusals.BREAKS.values()}
    missing = {name.replace("\u2019", "'") for name in named} - broken
    assert missing == set(), "an invariant that nothing breaks may never find anything"


def test_the_check_for_people_and_for_the_superuser(busy: Ground) -> None:
    assert check.run(busy.url("t_auditor")) == []
    assert check.run(busy.url()) == []
    with busy.root() as root:
        root.execute("update wms.quant set quantity = quantity + 1 where quantity > 0 and reserved = 0")
    for login in ("t_auditor", None):
        violations = check.run(busy.url(login))
        assert str(violations[0]).startswith("MAIN: stock equals ledger: location ")
    with pytest.raises(Refusal, match="role does not allow"):
        check.run(busy.url("t_picker"))


def test_the_append_only_trigger_stands_even_against_the_owner(busy: Ground) -> None:
    import psycopg

    for statement in ("update wms.ledger set quantity = 1", "delete from wms.ledger", "truncate wms.ledger"):
        with busy.root() as root, pytest.raises(psycopg.Error, match="append-only") as refused:
            root.execute(statement)
        assert refused.value.sqlstate == "WM403"
