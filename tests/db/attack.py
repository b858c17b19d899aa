"""What somebody with a packer's or a picker's login may try in SQL, and what must come of it.

Each attempt has the answers that are right: an SQLSTATE, "no rows" (it runs and shows nothing of others), or "allowed" with
the reason why PostgreSQL lets everybody do it and what stands against it. {names} are filled in by the test.
"""

from tests.db.attack_floor import ELSEWHERE_WORK
from tests.db.attack_power import MACHINE, POWER
from tests.db.attempt import DENIED, Attempt, denied

WRITING_TABLES = denied(
    (
        "forge a ledger entry",
        "insert into wms.ledger (posted_at, op, warehouse_id, kind, product_id, quantity, from_location_id, "
        "to_location_id, status, to_status) values (now(), gen_random_uuid(), {wh}, 'receive', {product}, 5, 1, {bin}, 'available', 'available')",
    ),
    ("forge into a partition", "insert into wms.ledger_default select * from wms.ledger"),
    ("change the ledger", "update wms.ledger set quantity = 1"),
    ("delete from the ledger", "delete from wms.ledger"),
    ("truncate the ledger", "truncate wms.ledger"),
    ("raise stock", "update wms.quant set quantity = quantity + 100"),
    (
        "make stock",
        "insert into wms.quant (warehouse_id, location_id, product_id, quantity) values ({wh}, {bin}, {product}, 9)",
    ),
    ("delete stock", "delete from wms.quant"),
    (
        "merge into stock",
        "merge into wms.quant q using (values (1)) v(x) on true when matched then update set quantity = 0",
    ),
    ("forge a posting", "insert into wms.posting values (gen_random_uuid(), 't_supervisor', 'x', now(), null, '{{}}')"),
    ("forge an event", "insert into wms.event (warehouse_id, type) values ({wh}, 'order.shipped')"),
    ("lift a revocation", "update wms.app_session set revoked = false"),
    ("prolong the session", "update wms.app_session set expires_at = 'infinity'"),
    ("join another warehouse", "insert into wms.user_warehouse values (session_user, {other})"),
    ("become somebody", "insert into wms.app_user values ('t_ghost', 'Ghost')"),
    ("free a reservation", "update wms.reservation set state = 'released'"),
    ("rewrite a layout that was published", "update wms.layout_version set document = '{{}}'"),
    (
        "forge a layout",
        "insert into wms.layout_version (warehouse_id, version_no, name, document, author, op) "
        "values ({wh}, 9, 'x', '{{}}', 'x', gen_random_uuid())",
    ),
    ("read the drafts behind the views", "select document from wms.layout_draft"),
    ("lead an old address elsewhere", "update wms.location_alias set location_id = {bin}"),
    ("bring a bin back", "update wms.location set retired_at = null"),
    ("take the lease", "update wms.lease set holder = gen_random_uuid()"),
    ("raise the epoch", "update wms.epoch set counter = 99"),
    ("invent a reason", "insert into wms.reason_code values ('mine', 'adjust', 'Mine')"),
    ("pull the counter", "select nextval('wms.entry_seq')"),
    ("set the counter", "select setval('wms.entry_seq', 1)"),
    ("read stock behind the views", "select * from wms.quant"),
    ("read the ledger behind the views", "select * from wms.ledger"),
    ("read a partition", "select * from wms.ledger_default"),
    ("read the sessions", "select * from wms.app_session"),
    ("read the operation keys", "select op from wms.posting"),
    ("lock a table", "begin;; lock table wms.quant in access exclusive mode"),
    ("copy into the ledger", "copy wms.ledger from stdin"),
    ("copy the ledger out", "copy wms.ledger to stdout"),
    ("copy customers out", "copy (select * from wms.orders) to stdout"),
    ("look into the customer schema", "create table pii.mine (x int)"),
)

UPDATING_VIEWS = [
    *denied(
        ("insert through the product view", "insert into api.product (sku, name) values ('X', 'X')"),
        ("update through the product view", "update api.product set sku = 'X'"),
        ("delete through the product view", "delete from api.product"),
        ("lock a view", "begin;; lock table api.product in exclusive mode"),
        ("lock rows through a view", "select * from api.zone for update"),
        ("replace a view", "create or replace view api.zone as select 1 as x"),
    ),
    Attempt("update through the stock view", "update api.stock set quantity = 999", (DENIED, "55000")),
    Attempt("delete through the alarm view", "delete from api.alarm", (DENIED, "55000")),
    Attempt("update the own session through me", "update api.me set expires_at = 'infinity'", (DENIED, "55000")),
]

HELPERS = denied(
    (
        "write without a check",
        "select wms.book(gen_random_uuid(), {wh}, 'receive', now(), 1, {product}, 5, 1, {bin}, null, null, null, "
        "'available', 'available', 0, null, null, null, null, null, false, true, null)",
    ),
    (
        "post lines without a check",
        "select wms.post_lines(gen_random_uuid(), {wh}, 'receive', now(), array[]::wms.movement[], null, null)",
    ),
    ("keep an answer", "select wms.keep_answer(gen_random_uuid(), '{{}}')"),
    ("claim a key", "select wms.claim_op(gen_random_uuid(), 'x', now(), null)"),
    ("refuse as the system", "select wms.refuse('WM403', 'x', 'y')"),
    ("make partitions", "call wms.make_partitions(400)"),
    ("read the cluster's number", "select wms.system_identity()"),
    ("a supervisor's adjustment", "select api.adjust_v1(gen_random_uuid(), {wh}, {product}, 5, {bin}, 'found')"),
    ("a supervisor's reservation", "select api.reserve_v1(gen_random_uuid(), {wh}, array[1])"),
    ("a supervisor's assignment", "select api.assign_tasks_v1(gen_random_uuid(), {wh}, array[1], 't_picker')"),
    ("a site's hours", "select api.put_site_hours_v1(gen_random_uuid(), {wh}, '06:00', '22:00')"),
    ("a supervisor's limit", "select api.put_work_limit_v1(gen_random_uuid(), {wh}, 't_picker', '{{}}')"),
    ("a supervisor's cancelling", "select api.cancel_tasks_v1(gen_random_uuid(), {wh}, array[1], 'data')"),
    ("a planner's layout", "select api.import_layout_v1(gen_random_uuid(), {wh}, '{{}}')"),
    ("an administrator's warehouse", "select api.create_warehouse_v1(gen_random_uuid(), 'MINE', 'Mine', 'UTC')"),
    (
        "a supervisor's status change",
        "select api.change_status_v1(gen_random_uuid(), {wh}, {product}, 1, {bin}, 'quarantined', 'available', 'cleared')",
    ),
)


def _receive(
    quantity: str, more: str = "", warehouse: str = "{wh}", place: str = "{bin}", product: str = "{product}"
) -> str:
    return f"select api.receive_v1(gen_random_uuid(), {warehouse}, {product}, {quantity}, {place}{more})"


VALUES = [
    Attempt("receive into another warehouse", _receive("5", warehouse="{other}"), ("WM403",)),
    Attempt("receive into another's bin", _receive("5", place="{other_bin}"), ("WM404",)),
    Attempt("receive into the customer", _receive("5", place="{customer}"), ("WM422",)),
    Attempt("receive less than nothing", _receive("-5"), ("WM422",)),
    Attempt("receive nothing", _receive("0"), ("WM422",)),
    Attempt("receive NaN", _receive("'NaN'"), ("WM422",)),
    Attempt("receive Infinity", _receive("'Infinity'"), ("WM422",)),
    Attempt("receive minus Infinity", _receive("'-Infinity'"), ("WM422",)),
    Attempt("receive 2^62", _receive("4611686018427387904"), ("WM422",)),
    Attempt("receive a millionth of a millionth", _receive("0.000000000001"), ("WM422",)),
    Attempt("receive null", _receive("null"), ("WM422",)),
    Attempt("receive an unknown product", _receive("1", product="999999"), ("WM404",)),
    Attempt("receive a null product", _receive("1", product="null"), ("WM404",)),
    Attempt("receive with an invented status", _receive("1", ", p_status => 'mine'"), ("WM422",)),
    Attempt("receive with a null status", _receive("1", ", p_status => null"), ("WM422",)),
    Attempt("receive with a false SSCC", _receive("1", ", p_sscc => '123'"), ("WM422",)),
    Attempt("receive with a lot that has none", _receive("1", ", p_lot => 'L'"), ("WM422",)),
    Attempt("receive a document of a megabyte", _receive("1", ", p_document => repeat('x', 1000000)"), ("WM422",)),
    Attempt("no operation key", "select api.receive_v1(null, {wh}, {product}, 1, {bin})", ("WM422",)),
    Attempt("use somebody's key", "select api.receive_v1('{their_op}', {wh}, {product}, 1, {bin})", ("WM409",)),
    Attempt("use one's own key for more", "select api.receive_v1('{my_op}', {wh}, {product}, 99, {bin})", ("WM409",)),
    Attempt(
        "move more than there is",
        "select api.move_v1(gen_random_uuid(), {wh}, {product}, 1e6, {bin}, {bin2})",
        ("WM451",),
    ),
    Attempt(
        "move less than nothing",
        "select api.move_v1(gen_random_uuid(), {wh}, {product}, -1, {bin}, {bin2})",
        ("WM422",),
    ),
    Attempt(
        "move to another warehouse",
        "select api.move_v1(gen_random_uuid(), {wh}, {product}, 1, {bin}, {other_bin})",
        ("WM404",),
    ),
    Attempt(
        "move to the scrap", "select api.move_v1(gen_random_uuid(), {wh}, {product}, 1, {bin}, {customer})", ("WM422",)
    ),
    Attempt(
        "move as a ship",
        "select api.move_v1(gen_random_uuid(), {wh}, {product}, 1, {bin}, {bin2}, p_kind => 'ship')",
        ("WM422",),
    ),
    Attempt(
        "move as nothing",
        "select api.move_v1(gen_random_uuid(), {wh}, {product}, 1, {bin}, {bin2}, p_kind => null)",
        ("WM422",),
    ),
    Attempt("move another's unit", "select api.move_hu_v1(gen_random_uuid(), {wh}, {other_hu}, {bin})", ("WM404",)),
    Attempt(
        "a unit in another's bin", "select api.create_hu_v1(gen_random_uuid(), {wh}, 'tote', {other_bin})", ("WM404",)
    ),
    Attempt(
        "a unit inside another's",
        "select api.create_hu_v1(gen_random_uuid(), {wh}, 'tote', {bin}, p_parent => {other_hu})",
        ("WM404",),
    ),
    Attempt("pick another's task", "select api.pick_v1(gen_random_uuid(), {wh}, {other_task}, 1, {tote})", ("WM404",)),
    Attempt(
        "claim another's task",
        "select api.claim_tasks_v1(gen_random_uuid(), {wh}, array[{other_task}])",
        ("WM404", "WM455"),
    ),
    Attempt(
        "a batch with another's bin",
        "select api.receive_batch_v1(gen_random_uuid(), {wh}, "
        '\'[{{"product": {product}, "quantity": 1, "location": {other_bin}}}]\')',
        ("WM404",),
    ),
    Attempt(
        "a batch of NaN",
        "select api.receive_batch_v1(gen_random_uuid(), {wh}, "
        '\'[{{"product": {product}, "quantity": "NaN", "location": {bin}}}]\')',
        ("WM422",),
    ),
    Attempt(
        "a batch that is none",
        "select api.receive_batch_v1(gen_random_uuid(), {wh}, '{{\"a\": 1}}')",
        ("22023", "WM422"),
    ),
    Attempt("a batch of nothing", "select api.receive_batch_v1(gen_random_uuid(), {wh}, '[]')", ("WM422",)),
    Attempt("a batch of null", "select api.receive_batch_v1(gen_random_uuid(), {wh}, null)", ("WM422",)),
    Attempt(
        "a batch of 5,001",
        "select api.receive_batch_v1(gen_random_uuid(), {wh}, (select jsonb_agg(jsonb_build_object('product', "
        "{product}, 'quantity', 1, 'location', {bin})) from generate_series(1, 5001)))",
        ("WM422",),
    ),
    Attempt(
        "a batch of invented status",
        "select api.receive_batch_v1(gen_random_uuid(), {wh}, "
        '\'[{{"product": {product}, "quantity": 1, "location": {bin}, "status": "mine"}}]\')',
        ("WM422", "23503"),
    ),
    Attempt(
        "text for a number", "select api.receive_v1(gen_random_uuid(), {wh}, {product}, 'many', {bin})", ("22P02",)
    ),
    Attempt(
        "a warehouse out of range", "select api.receive_v1(gen_random_uuid(), 100000, {product}, 1, {bin})", ("WM403",)
    ),
]

SEEING = [
    Attempt(f"see others through api.{view}", f"select * from api.{view} where warehouse_id = {{other}}", ("no rows",))
    for view in (
        "alarm",
        "carton_type",
        "event",
        "fixture",
        "handling_unit",
        "ledger",
        "location",
        "my_warehouse",
        "order_line",
        "orders",
        "rack",
        "reservation",
        "station",
        "stock",
        "task",
        "transaction_log",
        "zone",
    )
] + [
    Attempt(
        "a cheap leaky function does not run first",
        "select * from api.stock where warehouse_id = {other} and 1 / (quantity - quantity) > 0",
        ("no rows",),
    ),
    Attempt(
        "an error probe on quantity",
        "select * from api.ledger where warehouse_id = {other} and 1 / (quantity::int - 7) > 0",
        ("no rows",),
    ),
    Attempt(
        "an error probe by cast",
        "select * from api.orders where warehouse_id = {other} and number::int > 0",
        ("no rows",),
    ),
    Attempt(
        "an error probe by a case",
        "select count(*) from api.location where warehouse_id = {other} and "
        "case when code like 'A%' then 1 / (length(code) - length(code)) > 0 else true end having count(*) > 0",
        ("no rows",),
    ),
    Attempt("count others", "select 1 from api.ledger where warehouse_id <> {wh}", ("no rows",)),
    Attempt("see others by a set operation", "select warehouse_id from api.stock except select {wh}", ("no rows",)),
    Attempt(
        "see others by row security off",
        "set row_security = off;; select * from api.stock where warehouse_id <> {wh}",
        ("no rows", DENIED),
    ),
    Attempt(
        "forge the actor by a setting",
        "set app.actor = 't_supervisor';; select set_config('wms.actor', 't_supervisor', false);; "
        "select actor from api.ledger where actor = 't_forged'",
        ("no rows",),
    ),
    Attempt("another's feed", "select api.feed_v1({other}, null, 0, 0)", ("WM403",)),
    Attempt("another's bins", "select * from api.bin_facts_v1({other})", ("WM403",)),
    Attempt("another's bin by id", "select * from api.bin_facts_v1({wh}, array[{other_bin}])", ("no rows",)),
    Attempt("another's pack job", "select * from api.pack_job_v1({wh}, {other_hu})", ("no rows",)),
    Attempt("another's picks", "select * from api.open_picks_v1({wh}, array[{other_order}])", ("no rows",)),
    Attempt(
        "a poisoned path",
        "set search_path = pg_temp, public;; select warehouse_id from api.stock where warehouse_id <> {wh}",
        ("no rows",),
    ),
]

ALLOWED = [
    Attempt(
        "no time limit",
        "set statement_timeout = 0",
        ("allowed",),
        "no control of ours: functions set their own lock_timeout",
    ),
    Attempt(
        "no idle limit",
        "set idle_in_transaction_session_timeout = 0",
        ("allowed",),
        "an administrator's watchdog ends idle holders",
    ),
    Attempt(
        "much memory",
        "set work_mem = '1GB'",
        ("allowed",),
        "bulk reading is inherent to direct SQL; the machine's limits hold",
    ),
    Attempt(
        "own settings kept",
        "alter role current_user set work_mem = '64MB'",
        ("allowed",),
        "reset when the login is renewed",
    ),
    Attempt(
        "own password",
        "alter role current_user password 'only-for-tests'",
        ("allowed",),
        "the login is the person's; renewal replaces it",
    ),
    Attempt(
        "generous with one's own tables",
        "alter default privileges grant all on tables to public",
        ("allowed",),
        "may make none",
    ),
    Attempt("listen", "listen stillage_wake", ("allowed",), "a wake-up carries nothing"),
    Attempt(
        "a forged wake-up",
        "notify stillage_wake, 'x'",
        ("allowed",),
        "a wake-up only makes readers look under their own rights",
    ),
    Attempt(
        "sources of functions",
        "select pg_get_functiondef('api.ship_v1'::regproc)",
        ("allowed",),
        "no secret is in them",
    ),
    Attempt("names of logins", "select rolname from pg_roles", ("allowed",), "no secret; names are the firm's choice"),
    Attempt(
        "names of databases",
        "select datname from pg_database",
        ("allowed",),
        "no secret; connect is granted one by one",
    ),
    Attempt(
        "who is connected",
        "select usename, application_name from pg_stat_activity",
        ("allowed",),
        "no person's data is in them",
    ),
    Attempt(
        "own rows out", "copy (select * from api.stock) to stdout", ("allowed",), "the rows that are theirs to read"
    ),
    Attempt(
        "a cursor",
        "begin;; declare c cursor for select * from api.stock;; fetch 1 from c;; rollback",
        ("allowed",),
        "the same rows",
    ),
    Attempt("a prepared statement", "prepare p as select 1", ("allowed",), "needed"),
    Attempt(
        "the window's edge",
        "select pg_snapshot_xmin(pg_current_snapshot())",
        ("allowed",),
        "a number without meaning outside",
    ),
    Attempt("own place in the tree", "select api.feed_v1({wh}, null, 0, 0)", ("allowed",), "needed"),
]

ATTEMPTS: tuple[Attempt, ...] = (
    *WRITING_TABLES,
    *UPDATING_VIEWS,
    *POWER,
    *MACHINE,
    *HELPERS,
    *VALUES,
    *SEEING,
    *ELSEWHERE_WORK,
    *ALLOWED,
)
