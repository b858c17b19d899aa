-- The core: master data, stock, orders, work, feed. Reference: db/README.md and the data dictionary there.
-- Types: ids bigint identity, quantities numeric(18,6) in the product's base unit, lengths mm, weights g, times timestamptz.

create schema wms authorization wms_owner;
create schema api authorization wms_owner;
create schema pii authorization wms_owner;
comment on schema wms is 'Tables. Never granted to people.';
comment on schema api is 'Functions and views: the only door.';
comment on schema pii is 'Customer data, enveloped by the client.';

revoke all on schema public from public;
revoke usage on language plpgsql, sql from public;
grant usage on language plpgsql, sql to wms_exec, wms_owner;
grant usage on schema wms to wms_exec;
grant usage on schema wms to r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin;
grant usage on schema api to r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin;

-- the schema's version is read through a view of ours
grant usage on schema public to wms_owner;
grant select on public.alembic_version to wms_owner;

set role wms_owner;

-- ---------------------------------------------------------------- people and places
create table wms.warehouse (
  warehouse_id smallint generated always as identity primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9 _-]{0,31}$'),
  name text not null,
  address text,
  time_zone text not null,
  storage_profile text not null default 'native' check (storage_profile in ('native', 'timescale')),
  version int not null default 1
);

create table wms.app_user (
  login name primary key,
  display_name text not null,
  created_at timestamptz not null default now()
);
create table wms.app_session (              -- who may act now; revoking one row stops every function and view for that login
  login name primary key references wms.app_user,
  expires_at timestamptz not null default 'infinity',
  revoked boolean not null default false,
  opened_at timestamptz not null default now()
);
create table wms.user_warehouse (
  login name not null references wms.app_user,
  warehouse_id smallint not null references wms.warehouse,
  primary key (login, warehouse_id)
);

create table wms.reason_code (
  code text not null,
  kind text not null check (kind in ('adjust', 'short', 'status', 'cancel', 'shelve')),
  name text not null,
  primary key (kind, code)
);

create table wms.storage_class (
  class_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  code text not null,
  max_weight numeric(14, 3) check (max_weight > 0),             -- g
  max_volume numeric(14, 3) check (max_volume > 0),             -- litres
  max_height int check (max_height > 0),                        -- mm
  max_handling_units int check (max_handling_units > 0),
  product_mixing text not null default 'any' check (product_mixing in ('none', 'same', 'any')),
  lot_mixing text not null default 'any' check (lot_mixing in ('none', 'same', 'any')),
  temperature_class text,
  unique (warehouse_id, code)
);

create table wms.zone (
  zone_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  code text not null,
  name text not null,
  x numeric(12, 1) not null, y numeric(12, 1) not null,         -- centre, mm; y grows downwards
  width numeric(12, 1) not null, depth numeric(12, 1) not null,
  angle numeric(7, 3) not null default 0,                       -- degrees, clockwise on the plan
  unique (warehouse_id, code)
);

create table wms.rack (                     -- one row of bins seen from one aisle
  rack_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  zone_id int references wms.zone,
  code text not null,
  x numeric(12, 1) not null, y numeric(12, 1) not null,
  angle numeric(7, 3) not null default 0,
  length numeric(12, 1) not null check (length > 0),
  depth numeric(12, 1) not null check (depth > 0),
  height numeric(12, 1) not null default 0,
  columns int not null check (columns between 1 and 4096),
  levels int not null check (levels between 1 and 64),
  unique (warehouse_id, code)
);

create table wms.carton_type (              -- what parcels are packed in; inner sides
  warehouse_id smallint not null references wms.warehouse,
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,15}$'),
  name text not null,
  length int not null check (length > 0), width int not null check (width > 0), height int not null check (height > 0),
  max_weight numeric(14, 3) not null check (max_weight > 0),
  tare numeric(14, 3) not null check (tare >= 0),
  primary key (warehouse_id, code)
);

create table wms.location (
  warehouse_id smallint not null references wms.warehouse,
  location_id bigint generated always as identity,
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  barcode text not null,
  check_digit text,
  kind text not null check (kind in
    ('storage', 'pick', 'receiving', 'quality', 'staging', 'packing', 'dock', 'station', 'virtual')),
  boundary text check (boundary in ('supplier', 'customer', 'adjustment', 'scrap', 'transit')),
  zone_id int references wms.zone,
  rack_id int references wms.rack,
  column_no int, aisle text, bay text, level int, position text,
  x numeric(12, 1), y numeric(12, 1), z numeric(12, 1),
  width numeric(12, 1), depth numeric(12, 1), height numeric(12, 1),
  class_id int references wms.storage_class,
  pick_sequence int,
  block_putaway boolean not null default false,
  block_pick boolean not null default false,
  version int not null default 1,
  primary key (warehouse_id, location_id),
  unique (warehouse_id, code),
  unique (warehouse_id, barcode),
  check ((kind = 'virtual') = (boundary is not null))
);
create unique index location_boundary on wms.location (warehouse_id, boundary) where boundary is not null;
create index location_rack on wms.location (rack_id, column_no, level);

create table wms.fixture (                  -- walls, docks, stations, staging areas: what is drawn and holds no stock itself
  fixture_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  kind text not null check (kind in ('wall', 'dock', 'station', 'staging', 'label', 'obstacle')),
  code text not null,
  label text,
  points jsonb not null,                    -- [[x, y], ...] mm
  unique (warehouse_id, kind, code)
);

create table wms.station (
  station_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  code text not null,
  kind text not null check (kind in ('packing', 'receiving', 'picking', 'control')),
  location_id bigint,
  unique (warehouse_id, code),
  foreign key (warehouse_id, location_id) references wms.location
);

-- ---------------------------------------------------------------- products
create table wms.product (
  product_id bigint generated always as identity primary key,
  sku text not null unique check (sku ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
  name text not null,
  description text not null default '',
  category text not null default '',
  tracking text not null default 'none' check (tracking in ('none', 'lot', 'serial')),
  base_uom text not null default 'each',
  weight numeric(14, 3) check (weight >= 0),                    -- g
  length int check (length > 0), width int check (width > 0), height int check (height > 0),
  volume numeric(18, 6) generated always as                     -- litres; null where a dimension is not known
    ((length::numeric * width * height) / 1000000) stored,
  shelf_life_days int check (shelf_life_days > 0),
  min_remaining_days int not null default 0 check (min_remaining_days >= 0),
  abc_class text,
  fragile boolean not null default false,
  temperature_class text,
  version int not null default 1
);
create table wms.product_packaging (
  product_id bigint not null references wms.product,
  level text not null check (level in ('each', 'inner', 'case', 'layer', 'pallet')),
  quantity numeric(18, 6) not null check (quantity > 0),
  gtin text check (gtin ~ '^[0-9]{8,14}$'),
  length int, width int, height int,
  gross_weight numeric(14, 3),
  primary key (product_id, level)
);
create table wms.product_barcode (
  barcode text primary key,
  product_id bigint not null references wms.product,
  level text not null default 'each'
);
create index product_barcode_product on wms.product_barcode (product_id);

create table wms.lot (
  lot_id bigint generated always as identity primary key,
  product_id bigint not null references wms.product,
  kind text not null default 'lot' check (kind in ('lot', 'serial')),
  number text not null check (length(number) between 1 and 40),
  produced_on date,
  expires_on date,
  unique (product_id, number)
);

-- ---------------------------------------------------------------- stock
create sequence wms.entry_seq as bigint;    -- one order for ledger entries and events
create sequence wms.sscc_seq as bigint;
create sequence wms.number_seq as bigint;

create table wms.handling_unit (
  hu_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  sscc text not null unique check (sscc ~ '^[0-9]{18}$'),
  kind text not null check (kind in ('pallet', 'carton', 'tote', 'cart')),
  parent_id bigint references wms.handling_unit,
  location_id bigint not null,              -- authoritative for its content
  order_id bigint,
  carton_type text,
  state text not null default 'active' check (state in ('planned', 'active', 'packed', 'shipped', 'empty')),
  gross_weight numeric(14, 3),
  created_at timestamptz not null default now(),
  foreign key (warehouse_id, location_id) references wms.location
);
create index handling_unit_location on wms.handling_unit (warehouse_id, location_id) where state <> 'shipped';
create index handling_unit_order on wms.handling_unit (order_id) where order_id is not null;
create index handling_unit_parent on wms.handling_unit (parent_id) where parent_id is not null;

create table wms.stock_status (              -- referenced, not checked: a check is parsed anew at every statement
  status text primary key
);
insert into wms.stock_status values ('available'), ('inspection'), ('quarantined'), ('damaged'), ('expired'), ('blocked');

create table wms.quant (
  quant_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  location_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  owner_id bigint,
  status text not null default 'available' references wms.stock_status,
  quantity numeric(18, 6) not null,
  reserved numeric(18, 6) not null default 0,
  in_date timestamptz not null default now(),
  last_counted_at timestamptz,
  row_version bigint not null default 1,
  constraint quant_key unique nulls not distinct (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status),
  constraint quant_reserved check (0 <= reserved and reserved <= quantity and quantity < 'NaN'),   -- so quantity >= 0
  foreign key (warehouse_id, location_id) references wms.location,
  foreign key (product_id) references wms.product
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index quant_product on wms.quant (warehouse_id, product_id);
create index quant_hu on wms.quant (hu_id) where hu_id is not null;

create table wms.posting (                  -- what was asked once is answered once
  op uuid primary key,
  actor name not null,
  request_hash bytea not null,
  posted_at timestamptz not null,
  ledger_id bigint,                         -- of a single post: its answer is read back from the ledger
  answer jsonb
) with (autovacuum_vacuum_insert_scale_factor = 0.5);

create table wms.ledger (
  posted_at timestamptz not null,
  ledger_id bigint not null default nextval('wms.entry_seq'),
  xid bigint not null default (pg_current_xact_id()::text)::bigint,
  op uuid not null,
  line int not null default 0,
  warehouse_id smallint not null,
  kind text not null,
  product_id bigint not null,
  quantity numeric(18, 6) not null check (quantity > 0),
  from_location_id bigint not null,
  to_location_id bigint not null,
  lot_id bigint,
  hu_id bigint, to_hu_id bigint,
  owner_id bigint,
  status text not null, to_status text not null,
  from_quant_id bigint, from_version bigint, from_balance numeric(18, 6),
  to_quant_id bigint, to_version bigint, to_balance numeric(18, 6),
  order_line_id bigint,
  reason text,
  document text,
  device text,
  actor name not null default session_user,
  occurred_at timestamptz,
  primary key (posted_at, ledger_id)
) partition by range (posted_at);
create table wms.ledger_default partition of wms.ledger default;
create index ledger_feed on wms.ledger (warehouse_id, xid, ledger_id);
create index ledger_product on wms.ledger (warehouse_id, product_id, posted_at);
-- of places that hold stock only: every receipt comes from the one supplier, whose page all would queue for
create index ledger_from on wms.ledger (warehouse_id, from_location_id, posted_at) where from_quant_id is not null;
create index ledger_to on wms.ledger (warehouse_id, to_location_id, posted_at) where to_quant_id is not null;

-- ---------------------------------------------------------------- orders and work
create table wms.state (                    -- the ranks of app/domain/order.py and task.py; a test keeps both equal
  entity text not null check (entity in ('order', 'task')),
  rank smallint not null,
  name text not null,
  primary key (entity, rank),
  unique (entity, name)
);
insert into wms.state values
  ('order', 0, 'draft'), ('order', 100, 'entered'), ('order', 200, 'promised'), ('order', 300, 'released'),
  ('order', 400, 'reserved'), ('order', 500, 'picking'), ('order', 600, 'picked'), ('order', 640, 'packing'),
  ('order', 650, 'packed'), ('order', 670, 'loading'), ('order', 700, 'shipped'), ('order', 800, 'closed'),
  ('order', 900, 'on_hold'), ('order', 910, 'cancelled'),
  ('task', 0, 'planned'), ('task', 100, 'ready'), ('task', 200, 'claimed'), ('task', 300, 'started'),
  ('task', 400, 'done'), ('task', 500, 'cancelled'), ('task', 600, 'exception');

create table wms.orders (
  order_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  type text not null default 'outbound' check (type in ('inbound', 'outbound', 'transfer', 'return')),
  number text not null check (length(number) between 1 and 40),
  source text not null default 'manual',
  external_ref text,
  status smallint not null default 100,
  priority smallint not null default 5 check (priority between 1 and 9),
  order_date timestamptz not null default now(),
  due_at timestamptz,
  cut_off timestamptz,
  carrier_service text,
  completeness text not null default 'ship_complete' check (completeness in ('ship_complete', 'partial', 'backorder')),
  short_reason text,
  shipped_at timestamptz,
  entered_by name not null default session_user,
  entered_at timestamptz not null default now(),
  version int not null default 1,
  unique (warehouse_id, number),
  unique (source, external_ref)
);
create index orders_open on wms.orders (warehouse_id, status) where status < 700;
create index orders_cut_off on wms.orders (warehouse_id, cut_off);

create table wms.order_line (
  order_line_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  order_id bigint not null references wms.orders,
  line_no int not null check (line_no > 0),
  product_id bigint not null references wms.product,
  quantity numeric(18, 6) not null check (quantity > 0),
  reserved numeric(18, 6) not null default 0 check (reserved >= 0),
  picked numeric(18, 6) not null default 0 check (picked >= 0),
  packed numeric(18, 6) not null default 0 check (packed >= 0),
  shipped numeric(18, 6) not null default 0 check (shipped >= 0),
  cancelled numeric(18, 6) not null default 0 check (cancelled >= 0),
  unique (order_id, line_no),
  check (reserved + picked + cancelled <= quantity),
  check (shipped <= packed and packed <= picked)
);
create index order_line_product on wms.order_line (product_id);

create table wms.task (
  task_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  kind text not null check (kind in ('receive', 'putaway', 'move', 'replenish', 'pick', 'pack', 'load', 'count', 'quality')),
  state smallint not null default 100,
  priority smallint not null default 5,
  due_at timestamptz,
  from_location_id bigint, to_location_id bigint,
  product_id bigint, lot_id bigint, hu_id bigint,
  quantity numeric(18, 6), done numeric(18, 6) not null default 0,
  order_id bigint, order_line_id bigint,
  sequence int,
  tour_op uuid, tour_metres numeric(12, 2),
  claimed_by name, station text, lease_until timestamptz,
  exception_reason text, next_step text,
  created_at timestamptz not null default now(), finished_at timestamptz
);
create index task_open on wms.task (warehouse_id, kind, state) where state < 400;
create index task_order on wms.task (order_id);
create index task_from on wms.task (warehouse_id, from_location_id) where state < 400;

create table wms.reservation (
  reservation_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  order_line_id bigint not null references wms.order_line,
  quant_id bigint not null,
  task_id bigint not null references wms.task,
  quantity numeric(18, 6) not null check (quantity > 0),
  state text not null default 'open' check (state in ('open', 'picked', 'released')),
  rule text not null,
  explanation jsonb not null,
  reserved_at timestamptz not null default now(),
  closed_at timestamptz
);
create index reservation_line on wms.reservation (order_line_id);
create index reservation_quant on wms.reservation (quant_id) where state = 'open';
create unique index reservation_task on wms.reservation (task_id);

create table wms.event (
  event_id bigint primary key default nextval('wms.entry_seq'),
  xid bigint not null default (pg_current_xact_id()::text)::bigint,
  warehouse_id smallint not null,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$'),
  aggregate_id bigint,
  number text,
  locations bigint[] not null default '{}',   -- bins whose facts changed without a ledger entry
  payload jsonb not null default '{}',
  actor name not null default session_user,
  occurred_at timestamptz not null default clock_timestamp()
);
create index event_feed on wms.event (warehouse_id, xid, event_id);
create index event_time on wms.event (warehouse_id, occurred_at);

create table wms.alarm (
  alarm_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  kind text not null,
  priority smallint not null check (priority between 1 and 3),
  text text not null,
  next_step text not null default '',
  location_id bigint,
  source_key text not null,
  raised_at timestamptz not null default now(),
  raised_by name not null default session_user,
  acknowledged_at timestamptz, acknowledged_by name,
  shelved_until timestamptz, shelved_by name, shelve_reason text,
  cleared_at timestamptz
);
create unique index alarm_open on wms.alarm (warehouse_id, source_key) where cleared_at is null;

create table wms.lease (                    -- who does a job that one must do; the token fences those who lost it
  name text primary key,
  holder uuid not null,
  token bigint not null default 1,
  expires_at timestamptz not null,
  last_act timestamptz not null default '-infinity'
);
create table wms.epoch (                    -- xids of one epoch never compare with those of another
  only_row boolean primary key default true check (only_row),
  counter int not null default 1
);
insert into wms.epoch default values;

create type wms.movement as (
  line int, product_id bigint, quantity numeric, from_location bigint, to_location bigint, lot_id bigint,
  hu_id bigint, to_hu_id bigint, owner_id bigint, status text, to_status text, unreserve numeric,
  order_line_id bigint, reason text, document text
);
create type wms.leg as (                    -- one side of a movement (0 takes, 1 adds) and its stock record as it will be
  n int, side int, quant_id bigint, version bigint, balance numeric, free numeric, delta numeric, unreserve numeric,
  in_date timestamptz, unit boolean, class_id int, ok boolean
);

-- ---------------------------------------------------------------- append only, whoever asks
create function wms.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The ledger is append-only.' using errcode = 'WM403',
    hint = 'Post a compensating movement instead.';
end $$;
create trigger ledger_append_only before update or delete on wms.ledger
  for each row execute function wms.refuse_change();
create trigger ledger_no_truncate before truncate on wms.ledger
  for each statement execute function wms.refuse_change();

-- ---------------------------------------------------------------- what the function owner may do
grant select, insert, update on
  wms.warehouse, wms.storage_class, wms.zone,
  wms.rack, wms.location, wms.fixture, wms.carton_type, wms.station, wms.product, wms.product_packaging, wms.product_barcode, wms.lot,
  wms.handling_unit, wms.posting, wms.orders, wms.order_line, wms.task, wms.reservation, wms.alarm, wms.lease to wms_exec;
grant select, insert, update, delete on wms.quant to wms_exec;   -- delete: an emptied row of a handling unit
grant select, insert on wms.ledger, wms.event to wms_exec;
grant select on wms.state, wms.epoch, wms.stock_status, wms.reason_code, wms.app_user, wms.app_session to wms_exec;
grant select, insert on wms.user_warehouse to wms_exec;           -- who makes a warehouse may act in it
grant delete on wms.product_packaging, wms.product_barcode to wms_exec;
grant usage on sequence wms.entry_seq, wms.sscc_seq, wms.number_seq to wms_exec;

reset role;
-- helpers that only definer functions call live in wms, api functions in api: both belong to wms_exec
grant create on schema wms, api to wms_exec;

-- Monthly partitions of the ledger, this month and p_ahead more. Called at every migration and by maintenance.
create procedure wms.make_partitions(p_ahead int) language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_from date;
begin
  for v_month in 0 .. p_ahead loop
    v_from := date_trunc('month', now() at time zone 'UTC')::date + make_interval(months => v_month);
    if to_regclass(format('wms.ledger_%s', to_char(v_from, 'YYYYMM'))) is null then
      execute format('create table wms.ledger_%s partition of wms.ledger for values from (%L) to (%L)', to_char(v_from, 'YYYYMM'),
                     v_from || ' 00:00+00', (v_from + interval '1 month')::date || ' 00:00+00');
      execute format('alter table wms.ledger_%s owner to wms_owner', to_char(v_from, 'YYYYMM'));
    end if;
  end loop;
end $$;
revoke execute on procedure wms.make_partitions(int) from public;
