"""Bugs that people really write, put into the database's functions one at a time: each must be found by the model."""

from dataclasses import dataclass

from db import sql_files
from tests.db.ground import Ground


@dataclass(frozen=True, slots=True)
class Mutation:
    """One bug: in this function file this text becomes that."""

    name: str
    file: str
    right: str
    wrong: str
    times: int = 1  # how often the text stands there


MUTATIONS = (
    Mutation(
        "a key may be used for another request",
        "wms.claim_op.sql",
        "if v_old.actor <> session_user or v_old.request_hash <> p_hash then",
        "if v_old.actor <> session_user then",
    ),
    Mutation(
        "a single post that comes again is posted again",
        "wms.claim_op.sql",
        "return (select wms.single_answer(l) from wms.ledger l\n           where l.posted_at = v_old.posted_at and l.ledger_id = v_old.ledger_id);",
        "return null;",
    ),
    Mutation(
        "a move takes what is reserved",
        "api.move_v1.sql",
        "q.quantity - q.reserved >= p_quantity",
        "q.quantity >= p_quantity",
        times=3,
    ),
    Mutation(
        "two lines of a batch on one record count as one",
        "wms.post_lines.sql",
        "select l.quant_id, sum(l.delta) as net",
        "select l.quant_id, max(l.delta) as net",
    ),
    Mutation(
        "held stock is promised",
        "wms.offered.sql",
        "when h.quant_id is not null then 'held'",
        "when false then 'held'",
    ),
    Mutation(
        "the rest of a short pick stays reserved",
        "api.pick_v1.sql",
        "update wms.quant set reserved = reserved - v_rest where quant_id = v_held.quant_id;",
        "null;",
    ),
    Mutation(
        "what is reserved in a unit stays behind when it moves",
        "api.move_hu_v1.sql",
        "v_tasks := wms.carry_reservations(p_op, p_warehouse, p_at, v_holds);",
        "v_tasks := '{}';",
    ),
    Mutation(
        "the later lot goes out first",
        "wms.offered.sql",
        "(row_number() over (order by t.ends_on nulls last,",
        "(row_number() over (order by t.ends_on desc nulls last,",
    ),
    Mutation(
        "an undo leaves the goods in the unit",
        "api.undo_v1.sql",
        "e.to_location_id, e.from_location_id, e.lot_id, e.to_hu_id, e.hu_id,",
        "e.to_location_id, e.from_location_id, e.lot_id, e.to_hu_id, e.to_hu_id,",
    ),
)


def plant(ground: Ground, mutation: Mutation) -> None:
    """Replace the function by the wrong one. ValueError where the right text is not there any more: choose another."""
    text = sql_files.text(f"functions/{mutation.file}")
    if text.count(mutation.right) != mutation.times:
        raise ValueError(f"{mutation.file} says {text.count(mutation.right)} times: {mutation.right}")
    wrong = text.replace(mutation.right, mutation.wrong).replace("\ncreate function", "\ncreate or replace function")
    with ground.root() as root:
        root.execute("grant create on schema wms, api to wms_exec; set role wms_exec; set check_function_bodies = off")
        root.execute(wrong.encode())
