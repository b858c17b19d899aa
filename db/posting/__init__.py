"""One typed function for each writing function of the schema api: what an editor completes and mypy checks.

Each takes the operation key of the act (app.domain.ids.new_op, made once where the person acts), is answered once for
it, and raises what Database.call raises. Names and defaults are those of the SQL without p_ (a test keeps both equal).
"""

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
    "create_hu",
    "create_warehouse",
    "enter_orders",
    "import_cartons",
    "import_layout",
    "import_products",
    "move",
    "move_batch",
    "move_hu",
    "move_hu_batch",
    "pack",
    "pick",
    "pick_batch",
    "raise_alarm",
    "receive",
    "receive_batch",
    "release",
    "reserve",
    "shelve_alarm",
    "ship",
]
