"""One typed function for each writing function of the schema api: what an editor completes and mypy checks.

Each takes the operation key of the act (app.domain.ids.new_op, made once where the person acts), is answered once for
it, and raises what Database.call raises. Names and defaults are those of the SQL without p_ (a test keeps both equal).
"""

from db.posting.holds import (
    correct_lot,
    expire_lots,
    move_lot,
    place_hold,
    place_hold_batch,
    put_party,
    release_hold,
    release_hold_batch,
)
from db.posting.orders import claim_tasks, close_short, enter_orders, pack, pick, pick_batch, release, reserve, ship
from db.posting.stock import (
    adjust,
    adjust_batch,
    change_status,
    change_status_batch,
    create_hu,
    move,
    move_batch,
    move_hu,
    move_hu_batch,
    receive,
    receive_batch,
)
from db.posting.upkeep import (
    acknowledge_alarm,
    clear_alarm,
    create_warehouse,
    import_cartons,
    import_layout,
    import_products,
    raise_alarm,
    shelve_alarm,
)

__all__ = [
    "acknowledge_alarm",
    "adjust",
    "adjust_batch",
    "change_status",
    "change_status_batch",
    "claim_tasks",
    "clear_alarm",
    "close_short",
    "correct_lot",
    "create_hu",
    "create_warehouse",
    "enter_orders",
    "expire_lots",
    "import_cartons",
    "import_layout",
    "import_products",
    "move",
    "move_batch",
    "move_hu",
    "move_hu_batch",
    "move_lot",
    "pack",
    "pick",
    "pick_batch",
    "place_hold",
    "place_hold_batch",
    "put_party",
    "raise_alarm",
    "receive",
    "receive_batch",
    "release",
    "release_hold",
    "release_hold_batch",
    "reserve",
    "shelve_alarm",
    "ship",
]
