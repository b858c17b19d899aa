"""Somebody else's work named in one's own warehouse: batches, tasks, deliveries, receipts, orders and bins of another."""

from tests.db.attempt import DENIED, Attempt

_OP = "gen_random_uuid(), {wh}"
_LINE = '\'[{{"task": {other_task}, "quantity": 1}}]\''
_LOAD = '\'[{{"hu": {other_hu}, "choices": [{{"to": {bin}, "explanation": {{}}}}]}}]\''
_CALLS = {
    "claim their batch": "claim_batch_v1(" + _OP + ", {other_batch})",
    "leave their batch": "leave_batch_v1(" + _OP + ", {other_batch})",
    "pick at their stop": "pick_stop_v1(" + _OP + ", {other_batch}, " + _LINE + ", {tote})",
    "enter their pick list": "enter_picks_v1(" + _OP + ", {other_batch}, " + _LINE + ", {bin})",
    "set their totes down": "drop_batch_v1(" + _OP + ", {other_batch}, {bin})",
    "send a substitute in their batch": "substitute_v1(" + _OP + ", {other_batch}, {other_line}, {product})",
    "take their orders": "take_batch_v1(" + _OP + ", array[{other_order}]::bigint[])",
    "pick their task among others": "pick_batch_v1("
    + _OP
    + ', \'[{{"task": {other_task}, "quantity": 1, "to_hu": {tote}}}]\')',
    "put their goods away": "put_away_v1(" + _OP + ", {other_task}, {bin})",
    "send their goods elsewhere": "redirect_putaway_v1(" + _OP + ", {other_task}, {bin}, 'occupied')",
    "plan their unit": "propose_putaway_v1(" + _OP + ", " + _LOAD + ")",
    "put their goods back": "put_back_v1(" + _OP + ", {other_task}, 1)",
    "do their task": "do_task_v1(" + _OP + ", {other_task}, 1)",
    "do their moves": "do_moves_v1(" + _OP + ", array[{other_task}]::bigint[])",
    "call for their face": "call_replenish_v1(" + _OP + ", {other_bin})",
    "look into their bin": "confirm_empty_v1(" + _OP + ", {other_bin}, true)",
    "take their delivery in": "receive_inbound_v1(" + _OP + ", {other_inbound}, {product}, 1, {bin})",
    "take their unit in": "receive_unit_v1(" + _OP + ", {other_inbound}, '340123450000000017', {bin})",
    "send their receipt on": "cross_dock_v1(" + _OP + ", {other_receipt})",
    "a picture of their receipt": "put_receipt_photo_v1(" + _OP + ", {other_receipt}, 'aGk=')",
    "pack their order": "pack_v1("
    + _OP
    + ', {other_order}, {tote}, \'[{{"order_line": {other_line}, "quantity": 1, "from_hu": {other_hu}}}]\')',
    "ship their order": "ship_v1(" + _OP + ", array[{other_order}]::bigint[])",
    "merge their unit": "merge_hu_v1(" + _OP + ", {other_hu}, {tote})",
    "merge into their unit": "merge_hu_v1(" + _OP + ", {tote}, {other_hu})",
    "take back their act": "undo_v1(" + _OP + ", '{elsewhere_op}', 'mistake')",
}
_SEEN = {
    "their batch's picks": "batch_tasks_v1({wh}, {other_batch})",
    "their batch's totes": "batch_totes_v1({wh}, {other_batch})",
    "their delivery's lines": "inbound_lines_v1({wh}, {other_inbound})",
    "their receipts": "receipts_v1({wh}, {other_inbound})",
    "their unit's content": "hu_content_v1({wh}, {other_hu})",
    "their task": "task_job_v1({wh}, array[{other_task}]::bigint[])",
}

ELSEWHERE_WORK = [Attempt(what, f"select api.{call}", ("WM404", DENIED)) for what, call in _CALLS.items()] + [
    Attempt(f"see {what}", f"select * from api.{call}", ("no rows", DENIED)) for what, call in _SEEN.items()
]
