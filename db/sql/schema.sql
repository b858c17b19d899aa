-- What the migrations build. Written by `python -m db.snapshot`; never edited, never run.

-- tables
table wms.alarm (
  alarm_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  kind text not null,
  priority smallint not null,
  text text not null,
  next_step text not null default ''::text,
  location_id bigint,
  source_key text not null,
  raised_at timestamp with time zone not null default now(),
  raised_by name not null default SESSION_USER,
  acknowledged_at timestamp with time zone,
  acknowledged_by name,
  shelved_until timestamp with time zone,
  shelved_by name,
  shelve_reason text,
  cleared_at timestamp with time zone) row security forced
table wms.app_session (
  login name not null,
  expires_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  revoked boolean not null default false,
  opened_at timestamp with time zone not null default now()) row security forced
table wms.app_user (
  login name not null,
  display_name text not null,
  created_at timestamp with time zone not null default now()) row security forced
table wms.carton_type (
  warehouse_id smallint not null,
  code text not null,
  name text not null,
  length integer not null,
  width integer not null,
  height integer not null,
  max_weight numeric(14,3) not null,
  tare numeric(14,3) not null) row security forced
table wms.epoch (
  only_row boolean not null default true,
  counter integer not null default 1) row security forced
table wms.event (
  event_id bigint not null default nextval('wms.entry_seq'::regclass),
  xid bigint not null default ((pg_current_xact_id())::text)::bigint,
  warehouse_id smallint not null,
  type text not null,
  aggregate_id bigint,
  number text,
  locations bigint[] not null default '{}'::bigint[],
  payload jsonb not null default '{}'::jsonb,
  actor name not null default SESSION_USER,
  occurred_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.fixture (
  fixture_id integer not null generated always as identity,
  warehouse_id smallint not null,
  kind text not null,
  code text not null,
  label text,
  points jsonb not null) row security forced
table wms.handling_unit (
  hu_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  sscc text not null,
  kind text not null,
  parent_id bigint,
  location_id bigint not null,
  order_id bigint,
  carton_type text,
  state text not null default 'active'::text,
  gross_weight numeric(14,3),
  created_at timestamp with time zone not null default now(),
  tare numeric(14,3),
  length integer,
  width integer,
  height integer) row security forced
table wms.lease (
  name text not null,
  holder uuid not null,
  token bigint not null default 1,
  expires_at timestamp with time zone not null,
  last_act timestamp with time zone not null default '-infinity'::timestamp with time zone) row security forced
table wms.ledger (
  posted_at timestamp with time zone not null,
  ledger_id bigint not null default nextval('wms.entry_seq'::regclass),
  xid bigint not null default ((pg_current_xact_id())::text)::bigint,
  op uuid not null,
  line integer not null default 0,
  warehouse_id smallint not null,
  kind text not null,
  product_id bigint not null,
  quantity numeric(18,6) not null,
  from_location_id bigint not null,
  to_location_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  to_hu_id bigint,
  owner_id bigint,
  status text not null,
  to_status text not null,
  from_quant_id bigint,
  from_version bigint,
  from_balance numeric(18,6),
  to_quant_id bigint,
  to_version bigint,
  to_balance numeric(18,6),
  order_line_id bigint,
  reason text,
  document text,
  device text,
  actor name not null default SESSION_USER,
  occurred_at timestamp with time zone,
  weight numeric(18,3),
  undoes bigint) partition by RANGE (posted_at)
table wms.leg (
  n integer,
  side integer,
  quant_id bigint,
  version bigint,
  balance numeric,
  free numeric,
  delta numeric,
  unreserve numeric,
  in_date timestamp with time zone,
  unit boolean,
  class_id integer,
  ok boolean)
table wms.location (
  warehouse_id smallint not null,
  location_id bigint not null generated always as identity,
  code text not null,
  barcode text not null,
  check_digit text,
  kind text not null,
  boundary text,
  zone_id integer,
  rack_id integer,
  column_no integer,
  aisle text,
  bay text,
  level integer,
  "position" text,
  x numeric(12,1),
  y numeric(12,1),
  z numeric(12,1),
  width numeric(12,1),
  depth numeric(12,1),
  height numeric(12,1),
  class_id integer,
  pick_sequence integer,
  block_putaway boolean not null default false,
  block_pick boolean not null default false,
  version integer not null default 1) row security forced
table wms.lot (
  lot_id bigint not null generated always as identity,
  product_id bigint not null,
  kind text not null default 'lot'::text,
  number text not null,
  produced_on date,
  expires_on date,
  best_before date,
  attributes jsonb not null default '{}'::jsonb) row security forced
table wms.movement (
  line integer,
  product_id bigint,
  quantity numeric,
  from_location bigint,
  to_location bigint,
  lot_id bigint,
  hu_id bigint,
  to_hu_id bigint,
  owner_id bigint,
  status text,
  to_status text,
  unreserve numeric,
  order_line_id bigint,
  reason text,
  document text,
  weight numeric,
  in_date timestamp with time zone,
  undoes bigint)
table wms.order_line (
  order_line_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  order_id bigint not null,
  line_no integer not null,
  product_id bigint not null,
  quantity numeric(18,6) not null,
  reserved numeric(18,6) not null default 0,
  picked numeric(18,6) not null default 0,
  packed numeric(18,6) not null default 0,
  shipped numeric(18,6) not null default 0,
  cancelled numeric(18,6) not null default 0,
  lot_id bigint,
  min_remaining_days integer) row security forced
table wms.orders (
  order_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  type text not null default 'outbound'::text,
  number text not null,
  source text not null default 'manual'::text,
  external_ref text,
  status smallint not null default 100,
  priority smallint not null default 5,
  order_date timestamp with time zone not null default now(),
  due_at timestamp with time zone,
  cut_off timestamp with time zone,
  carrier_service text,
  completeness text not null default 'ship_complete'::text,
  short_reason text,
  shipped_at timestamp with time zone,
  entered_by name not null default SESSION_USER,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1,
  party_id bigint,
  instructions text not null default ''::text) row security forced
table wms.party (
  party_id bigint not null generated always as identity,
  kind text not null,
  code text not null,
  name text not null,
  min_remaining_days integer,
  version integer not null default 1) row security forced
table wms.posting (
  op uuid not null,
  actor name not null,
  request_hash bytea not null,
  posted_at timestamp with time zone not null,
  ledger_id bigint,
  answer jsonb) row security forced with (autovacuum_vacuum_insert_scale_factor=0.5)
table wms.product (
  product_id bigint not null generated always as identity,
  sku text not null,
  name text not null,
  description text not null default ''::text,
  category text not null default ''::text,
  tracking text not null default 'none'::text,
  base_uom text not null default 'each'::text,
  weight numeric(14,3),
  length integer,
  width integer,
  height integer,
  volume numeric(18,6) generated always as (((((length)::numeric * (width)::numeric) * (height)::numeric) / (1000000)::numeric)),
  shelf_life_days integer,
  min_remaining_days integer not null default 0,
  abc_class text,
  fragile boolean not null default false,
  temperature_class text,
  version integer not null default 1,
  catch_weight boolean not null default false,
  this_side_up boolean not null default false,
  stack_limit integer,
  hazard_class text) row security forced
table wms.product_barcode (
  barcode text not null,
  product_id bigint not null,
  level text not null default 'each'::text) row security forced
table wms.product_packaging (
  product_id bigint not null,
  level text not null,
  quantity numeric(18,6) not null,
  gtin text,
  length integer,
  width integer,
  height integer,
  gross_weight numeric(14,3),
  shippable boolean not null default false) row security forced
table wms.quant (
  quant_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  location_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  owner_id bigint,
  status text not null default 'available'::text,
  quantity numeric(18,6) not null,
  reserved numeric(18,6) not null default 0,
  in_date timestamp with time zone not null default now(),
  last_counted_at timestamp with time zone,
  row_version bigint not null default 1,
  weight numeric(18,3)) row security forced with (fillfactor=70, autovacuum_vacuum_scale_factor=0.02)
table wms.rack (
  rack_id integer not null generated always as identity,
  warehouse_id smallint not null,
  zone_id integer,
  code text not null,
  x numeric(12,1) not null,
  y numeric(12,1) not null,
  angle numeric(7,3) not null default 0,
  length numeric(12,1) not null,
  depth numeric(12,1) not null,
  height numeric(12,1) not null default 0,
  columns integer not null,
  levels integer not null) row security forced
table wms.reason_code (
  code text not null,
  kind text not null,
  name text not null) row security forced
table wms.reservation (
  reservation_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  order_line_id bigint not null,
  quant_id bigint not null,
  task_id bigint not null,
  quantity numeric(18,6) not null,
  state text not null default 'open'::text,
  rule text not null,
  explanation jsonb not null,
  reserved_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone) row security forced
table wms.state (
  entity text not null,
  rank smallint not null,
  name text not null) row security forced
table wms.station (
  station_id integer not null generated always as identity,
  warehouse_id smallint not null,
  code text not null,
  kind text not null,
  location_id bigint) row security forced
table wms.stock_status (
  status text not null) row security forced
table wms.storage_class (
  class_id integer not null generated always as identity,
  warehouse_id smallint not null,
  code text not null,
  max_weight numeric(14,3),
  max_volume numeric(14,3),
  max_height integer,
  max_handling_units integer,
  product_mixing text not null default 'any'::text,
  lot_mixing text not null default 'any'::text,
  temperature_class text) row security forced
table wms.task (
  task_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  kind text not null,
  state smallint not null default 100,
  priority smallint not null default 5,
  due_at timestamp with time zone,
  from_location_id bigint,
  to_location_id bigint,
  product_id bigint,
  lot_id bigint,
  hu_id bigint,
  quantity numeric(18,6),
  done numeric(18,6) not null default 0,
  order_id bigint,
  order_line_id bigint,
  sequence integer,
  tour_op uuid,
  tour_metres numeric(12,2),
  claimed_by name,
  station text,
  lease_until timestamp with time zone,
  exception_reason text,
  next_step text,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone) row security forced
table wms.user_warehouse (
  login name not null,
  warehouse_id smallint not null) row security forced
table wms.warehouse (
  warehouse_id smallint not null generated always as identity,
  code text not null,
  name text not null,
  address text,
  time_zone text not null,
  storage_profile text not null default 'native'::text,
  version integer not null default 1) row security forced
table wms.zone (
  zone_id integer not null generated always as identity,
  warehouse_id smallint not null,
  code text not null,
  name text not null,
  x numeric(12,1) not null,
  y numeric(12,1) not null,
  width numeric(12,1) not null,
  depth numeric(12,1) not null,
  angle numeric(7,3) not null default 0) row security forced

-- constraints
wms.alarm: alarm_pkey PRIMARY KEY (alarm_id)
wms.alarm: alarm_priority_check CHECK (((priority >= 1) AND (priority <= 3)))
wms.app_session: app_session_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.app_session: app_session_pkey PRIMARY KEY (login)
wms.app_user: app_user_pkey PRIMARY KEY (login)
wms.carton_type: carton_type_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,15}$'::text))
wms.carton_type: carton_type_height_check CHECK ((height > 0))
wms.carton_type: carton_type_length_check CHECK ((length > 0))
wms.carton_type: carton_type_max_weight_check CHECK ((max_weight > (0)::numeric))
wms.carton_type: carton_type_pkey PRIMARY KEY (warehouse_id, code)
wms.carton_type: carton_type_tare_check CHECK ((tare >= (0)::numeric))
wms.carton_type: carton_type_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.carton_type: carton_type_width_check CHECK ((width > 0))
wms.epoch: epoch_only_row_check CHECK (only_row)
wms.epoch: epoch_pkey PRIMARY KEY (only_row)
wms.event: event_pkey PRIMARY KEY (event_id)
wms.event: event_type_check CHECK ((type ~ '^[a-z_]+\.[a-z_]+$'::text))
wms.fixture: fixture_kind_check CHECK ((kind = ANY (ARRAY['wall'::text, 'dock'::text, 'station'::text, 'staging'::text, 'label'::text, 'obstacle'::text])))
wms.fixture: fixture_pkey PRIMARY KEY (fixture_id)
wms.fixture: fixture_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.fixture: fixture_warehouse_id_kind_code_key UNIQUE (warehouse_id, kind, code)
wms.handling_unit: handling_unit_height_check CHECK ((height > 0))
wms.handling_unit: handling_unit_kind_check CHECK ((kind = ANY (ARRAY['pallet'::text, 'carton'::text, 'tote'::text, 'cart'::text])))
wms.handling_unit: handling_unit_length_check CHECK ((length > 0))
wms.handling_unit: handling_unit_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES wms.handling_unit(hu_id)
wms.handling_unit: handling_unit_pkey PRIMARY KEY (hu_id)
wms.handling_unit: handling_unit_sscc_check CHECK ((sscc ~ '^[0-9]{18}$'::text))
wms.handling_unit: handling_unit_sscc_key UNIQUE (sscc)
wms.handling_unit: handling_unit_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'active'::text, 'packed'::text, 'shipped'::text, 'empty'::text])))
wms.handling_unit: handling_unit_tare_check CHECK ((tare >= (0)::numeric))
wms.handling_unit: handling_unit_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.handling_unit: handling_unit_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.handling_unit: handling_unit_width_check CHECK ((width > 0))
wms.lease: lease_pkey PRIMARY KEY (name)
wms.ledger: ledger_pkey PRIMARY KEY (posted_at, ledger_id)
wms.ledger: ledger_quantity_check CHECK ((quantity > (0)::numeric))
wms.location: location_boundary_check CHECK ((boundary = ANY (ARRAY['supplier'::text, 'customer'::text, 'adjustment'::text, 'scrap'::text, 'transit'::text])))
wms.location: location_check CHECK (((kind = 'virtual'::text) = (boundary IS NOT NULL)))
wms.location: location_class_id_fkey FOREIGN KEY (class_id) REFERENCES wms.storage_class(class_id)
wms.location: location_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text))
wms.location: location_kind_check CHECK ((kind = ANY (ARRAY['storage'::text, 'pick'::text, 'receiving'::text, 'quality'::text, 'staging'::text, 'packing'::text, 'dock'::text, 'station'::text, 'virtual'::text])))
wms.location: location_pkey PRIMARY KEY (warehouse_id, location_id)
wms.location: location_rack_id_fkey FOREIGN KEY (rack_id) REFERENCES wms.rack(rack_id)
wms.location: location_warehouse_id_barcode_key UNIQUE (warehouse_id, barcode)
wms.location: location_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.location: location_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.location: location_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES wms.zone(zone_id)
wms.lot: lot_kind_check CHECK ((kind = ANY (ARRAY['lot'::text, 'serial'::text])))
wms.lot: lot_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.lot: lot_pkey PRIMARY KEY (lot_id)
wms.lot: lot_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.lot: lot_product_id_number_key UNIQUE (product_id, number)
wms.order_line: order_line_cancelled_check CHECK ((cancelled >= (0)::numeric))
wms.order_line: order_line_check CHECK ((((reserved + picked) + cancelled) <= quantity))
wms.order_line: order_line_check1 CHECK (((shipped <= packed) AND (packed <= picked)))
wms.order_line: order_line_line_no_check CHECK ((line_no > 0))
wms.order_line: order_line_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES wms.lot(lot_id)
wms.order_line: order_line_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.order_line: order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES wms.orders(order_id)
wms.order_line: order_line_order_id_line_no_key UNIQUE (order_id, line_no)
wms.order_line: order_line_packed_check CHECK ((packed >= (0)::numeric))
wms.order_line: order_line_picked_check CHECK ((picked >= (0)::numeric))
wms.order_line: order_line_pkey PRIMARY KEY (order_line_id)
wms.order_line: order_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.order_line: order_line_quantity_check CHECK ((quantity > (0)::numeric))
wms.order_line: order_line_reserved_check CHECK ((reserved >= (0)::numeric))
wms.order_line: order_line_shipped_check CHECK ((shipped >= (0)::numeric))
wms.orders: orders_completeness_check CHECK ((completeness = ANY (ARRAY['ship_complete'::text, 'partial'::text, 'backorder'::text])))
wms.orders: orders_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.orders: orders_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.orders: orders_pkey PRIMARY KEY (order_id)
wms.orders: orders_priority_check CHECK (((priority >= 1) AND (priority <= 9)))
wms.orders: orders_source_external_ref_key UNIQUE (source, external_ref)
wms.orders: orders_type_check CHECK ((type = ANY (ARRAY['inbound'::text, 'outbound'::text, 'transfer'::text, 'return'::text])))
wms.orders: orders_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.orders: orders_warehouse_id_number_key UNIQUE (warehouse_id, number)
wms.party: party_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text))
wms.party: party_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'customer'::text, 'supplier'::text, 'carrier'::text])))
wms.party: party_kind_code_key UNIQUE (kind, code)
wms.party: party_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.party: party_pkey PRIMARY KEY (party_id)
wms.posting: posting_pkey PRIMARY KEY (op)
wms.product: product_height_check CHECK ((height > 0))
wms.product: product_length_check CHECK ((length > 0))
wms.product: product_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.product: product_pkey PRIMARY KEY (product_id)
wms.product: product_shelf_life_days_check CHECK ((shelf_life_days > 0))
wms.product: product_sku_check CHECK ((sku ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text))
wms.product: product_sku_key UNIQUE (sku)
wms.product: product_stack_limit_check CHECK ((stack_limit > 0))
wms.product: product_tracking_check CHECK ((tracking = ANY (ARRAY['none'::text, 'lot'::text, 'serial'::text])))
wms.product: product_weight_check CHECK ((weight >= (0)::numeric))
wms.product: product_width_check CHECK ((width > 0))
wms.product_barcode: product_barcode_pkey PRIMARY KEY (barcode)
wms.product_barcode: product_barcode_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.product_packaging: product_packaging_gtin_check CHECK ((gtin ~ '^[0-9]{8,14}$'::text))
wms.product_packaging: product_packaging_level_check CHECK ((level = ANY (ARRAY['each'::text, 'inner'::text, 'case'::text, 'layer'::text, 'pallet'::text])))
wms.product_packaging: product_packaging_pkey PRIMARY KEY (product_id, level)
wms.product_packaging: product_packaging_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.product_packaging: product_packaging_quantity_check CHECK ((quantity > (0)::numeric))
wms.quant: quant_key UNIQUE NULLS NOT DISTINCT (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status)
wms.quant: quant_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES wms.party(party_id)
wms.quant: quant_pkey PRIMARY KEY (quant_id)
wms.quant: quant_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.quant: quant_reserved CHECK ((((0)::numeric <= reserved) AND (reserved <= quantity) AND (quantity < 'NaN'::numeric)))
wms.quant: quant_status_fkey FOREIGN KEY (status) REFERENCES wms.stock_status(status)
wms.quant: quant_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.rack: rack_columns_check CHECK (((columns >= 1) AND (columns <= 4096)))
wms.rack: rack_depth_check CHECK ((depth > (0)::numeric))
wms.rack: rack_length_check CHECK ((length > (0)::numeric))
wms.rack: rack_levels_check CHECK (((levels >= 1) AND (levels <= 64)))
wms.rack: rack_pkey PRIMARY KEY (rack_id)
wms.rack: rack_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.rack: rack_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.rack: rack_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES wms.zone(zone_id)
wms.reason_code: reason_code_kind_check CHECK ((kind = ANY (ARRAY['adjust'::text, 'short'::text, 'status'::text, 'cancel'::text, 'shelve'::text])))
wms.reason_code: reason_code_pkey PRIMARY KEY (kind, code)
wms.reservation: reservation_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES wms.order_line(order_line_id)
wms.reservation: reservation_pkey PRIMARY KEY (reservation_id)
wms.reservation: reservation_quantity_check CHECK ((quantity > (0)::numeric))
wms.reservation: reservation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'picked'::text, 'released'::text])))
wms.reservation: reservation_task_id_fkey FOREIGN KEY (task_id) REFERENCES wms.task(task_id)
wms.state: state_entity_check CHECK ((entity = ANY (ARRAY['order'::text, 'task'::text])))
wms.state: state_entity_name_key UNIQUE (entity, name)
wms.state: state_pkey PRIMARY KEY (entity, rank)
wms.station: station_kind_check CHECK ((kind = ANY (ARRAY['packing'::text, 'receiving'::text, 'picking'::text, 'control'::text])))
wms.station: station_pkey PRIMARY KEY (station_id)
wms.station: station_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.station: station_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.station: station_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.stock_status: stock_status_pkey PRIMARY KEY (status)
wms.storage_class: storage_class_lot_mixing_check CHECK ((lot_mixing = ANY (ARRAY['none'::text, 'same'::text, 'any'::text])))
wms.storage_class: storage_class_max_handling_units_check CHECK ((max_handling_units > 0))
wms.storage_class: storage_class_max_height_check CHECK ((max_height > 0))
wms.storage_class: storage_class_max_volume_check CHECK ((max_volume > (0)::numeric))
wms.storage_class: storage_class_max_weight_check CHECK ((max_weight > (0)::numeric))
wms.storage_class: storage_class_pkey PRIMARY KEY (class_id)
wms.storage_class: storage_class_product_mixing_check CHECK ((product_mixing = ANY (ARRAY['none'::text, 'same'::text, 'any'::text])))
wms.storage_class: storage_class_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.storage_class: storage_class_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.task: task_kind_check CHECK ((kind = ANY (ARRAY['receive'::text, 'putaway'::text, 'move'::text, 'replenish'::text, 'pick'::text, 'pack'::text, 'load'::text, 'count'::text, 'quality'::text])))
wms.task: task_pkey PRIMARY KEY (task_id)
wms.user_warehouse: user_warehouse_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.user_warehouse: user_warehouse_pkey PRIMARY KEY (login, warehouse_id)
wms.user_warehouse: user_warehouse_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.warehouse: warehouse_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9 _-]{0,31}$'::text))
wms.warehouse: warehouse_code_key UNIQUE (code)
wms.warehouse: warehouse_pkey PRIMARY KEY (warehouse_id)
wms.warehouse: warehouse_storage_profile_check CHECK ((storage_profile = ANY (ARRAY['native'::text, 'timescale'::text])))
wms.zone: zone_pkey PRIMARY KEY (zone_id)
wms.zone: zone_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.zone: zone_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)

-- indexes
CREATE INDEX event_feed ON wms.event USING btree (warehouse_id, xid, event_id)
CREATE INDEX event_time ON wms.event USING btree (warehouse_id, occurred_at)
CREATE INDEX handling_unit_location ON wms.handling_unit USING btree (warehouse_id, location_id) WHERE (state <> 'shipped'::text)
CREATE INDEX handling_unit_order ON wms.handling_unit USING btree (order_id) WHERE (order_id IS NOT NULL)
CREATE INDEX handling_unit_parent ON wms.handling_unit USING btree (parent_id) WHERE (parent_id IS NOT NULL)
CREATE INDEX ledger_feed ON ONLY wms.ledger USING btree (warehouse_id, xid, ledger_id)
CREATE INDEX ledger_from ON ONLY wms.ledger USING btree (warehouse_id, from_location_id, posted_at) WHERE (from_quant_id IS NOT NULL)
CREATE INDEX ledger_hu ON ONLY wms.ledger USING btree (hu_id, posted_at) WHERE (hu_id IS NOT NULL)
CREATE INDEX ledger_product ON ONLY wms.ledger USING btree (warehouse_id, product_id, posted_at)
CREATE INDEX ledger_to ON ONLY wms.ledger USING btree (warehouse_id, to_location_id, posted_at) WHERE (to_quant_id IS NOT NULL)
CREATE INDEX ledger_to_hu ON ONLY wms.ledger USING btree (to_hu_id, posted_at) WHERE (to_hu_id IS NOT NULL)
CREATE INDEX ledger_undoes ON ONLY wms.ledger USING btree (undoes) WHERE (undoes IS NOT NULL)
CREATE INDEX location_rack ON wms.location USING btree (rack_id, column_no, level)
CREATE INDEX order_line_product ON wms.order_line USING btree (product_id)
CREATE INDEX orders_cut_off ON wms.orders USING btree (warehouse_id, cut_off)
CREATE INDEX orders_open ON wms.orders USING btree (warehouse_id, status) WHERE (status < 700)
CREATE INDEX product_barcode_product ON wms.product_barcode USING btree (product_id)
CREATE INDEX quant_hu ON wms.quant USING btree (hu_id) WHERE (hu_id IS NOT NULL)
CREATE INDEX quant_product ON wms.quant USING btree (warehouse_id, product_id)
CREATE INDEX reservation_line ON wms.reservation USING btree (order_line_id)
CREATE INDEX reservation_quant ON wms.reservation USING btree (quant_id) WHERE (state = 'open'::text)
CREATE INDEX task_from ON wms.task USING btree (warehouse_id, from_location_id) WHERE (state < 400)
CREATE INDEX task_open ON wms.task USING btree (warehouse_id, kind, state) WHERE (state < 400)
CREATE INDEX task_order ON wms.task USING btree (order_id)
CREATE UNIQUE INDEX alarm_open ON wms.alarm USING btree (warehouse_id, source_key) WHERE (cleared_at IS NULL)
CREATE UNIQUE INDEX alarm_pkey ON wms.alarm USING btree (alarm_id)
CREATE UNIQUE INDEX app_session_pkey ON wms.app_session USING btree (login)
CREATE UNIQUE INDEX app_user_pkey ON wms.app_user USING btree (login)
CREATE UNIQUE INDEX carton_type_pkey ON wms.carton_type USING btree (warehouse_id, code)
CREATE UNIQUE INDEX epoch_pkey ON wms.epoch USING btree (only_row)
CREATE UNIQUE INDEX event_pkey ON wms.event USING btree (event_id)
CREATE UNIQUE INDEX fixture_pkey ON wms.fixture USING btree (fixture_id)
CREATE UNIQUE INDEX fixture_warehouse_id_kind_code_key ON wms.fixture USING btree (warehouse_id, kind, code)
CREATE UNIQUE INDEX handling_unit_pkey ON wms.handling_unit USING btree (hu_id)
CREATE UNIQUE INDEX handling_unit_sscc_key ON wms.handling_unit USING btree (sscc)
CREATE UNIQUE INDEX lease_pkey ON wms.lease USING btree (name)
CREATE UNIQUE INDEX ledger_pkey ON ONLY wms.ledger USING btree (posted_at, ledger_id)
CREATE UNIQUE INDEX location_boundary ON wms.location USING btree (warehouse_id, boundary) WHERE (boundary IS NOT NULL)
CREATE UNIQUE INDEX location_pkey ON wms.location USING btree (warehouse_id, location_id)
CREATE UNIQUE INDEX location_warehouse_id_barcode_key ON wms.location USING btree (warehouse_id, barcode)
CREATE UNIQUE INDEX location_warehouse_id_code_key ON wms.location USING btree (warehouse_id, code)
CREATE UNIQUE INDEX lot_pkey ON wms.lot USING btree (lot_id)
CREATE UNIQUE INDEX lot_product_id_number_key ON wms.lot USING btree (product_id, number)
CREATE UNIQUE INDEX order_line_order_id_line_no_key ON wms.order_line USING btree (order_id, line_no)
CREATE UNIQUE INDEX order_line_pkey ON wms.order_line USING btree (order_line_id)
CREATE UNIQUE INDEX orders_pkey ON wms.orders USING btree (order_id)
CREATE UNIQUE INDEX orders_source_external_ref_key ON wms.orders USING btree (source, external_ref)
CREATE UNIQUE INDEX orders_warehouse_id_number_key ON wms.orders USING btree (warehouse_id, number)
CREATE UNIQUE INDEX party_kind_code_key ON wms.party USING btree (kind, code)
CREATE UNIQUE INDEX party_pkey ON wms.party USING btree (party_id)
CREATE UNIQUE INDEX posting_pkey ON wms.posting USING btree (op)
CREATE UNIQUE INDEX product_barcode_pkey ON wms.product_barcode USING btree (barcode)
CREATE UNIQUE INDEX product_packaging_pkey ON wms.product_packaging USING btree (product_id, level)
CREATE UNIQUE INDEX product_pkey ON wms.product USING btree (product_id)
CREATE UNIQUE INDEX product_sku_key ON wms.product USING btree (sku)
CREATE UNIQUE INDEX quant_key ON wms.quant USING btree (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status) NULLS NOT DISTINCT
CREATE UNIQUE INDEX quant_pkey ON wms.quant USING btree (quant_id)
CREATE UNIQUE INDEX rack_pkey ON wms.rack USING btree (rack_id)
CREATE UNIQUE INDEX rack_warehouse_id_code_key ON wms.rack USING btree (warehouse_id, code)
CREATE UNIQUE INDEX reason_code_pkey ON wms.reason_code USING btree (kind, code)
CREATE UNIQUE INDEX reservation_pkey ON wms.reservation USING btree (reservation_id)
CREATE UNIQUE INDEX reservation_task ON wms.reservation USING btree (task_id)
CREATE UNIQUE INDEX state_entity_name_key ON wms.state USING btree (entity, name)
CREATE UNIQUE INDEX state_pkey ON wms.state USING btree (entity, rank)
CREATE UNIQUE INDEX station_pkey ON wms.station USING btree (station_id)
CREATE UNIQUE INDEX station_warehouse_id_code_key ON wms.station USING btree (warehouse_id, code)
CREATE UNIQUE INDEX stock_status_pkey ON wms.stock_status USING btree (status)
CREATE UNIQUE INDEX storage_class_pkey ON wms.storage_class USING btree (class_id)
CREATE UNIQUE INDEX storage_class_warehouse_id_code_key ON wms.storage_class USING btree (warehouse_id, code)
CREATE UNIQUE INDEX task_pkey ON wms.task USING btree (task_id)
CREATE UNIQUE INDEX user_warehouse_pkey ON wms.user_warehouse USING btree (login, warehouse_id)
CREATE UNIQUE INDEX warehouse_code_key ON wms.warehouse USING btree (code)
CREATE UNIQUE INDEX warehouse_pkey ON wms.warehouse USING btree (warehouse_id)
CREATE UNIQUE INDEX zone_pkey ON wms.zone USING btree (zone_id)
CREATE UNIQUE INDEX zone_warehouse_id_code_key ON wms.zone USING btree (warehouse_id, code)

-- policies
wms.alarm: p_exec for all to wms_exec using (true) check (true)
wms.alarm: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.app_session: p_exec for all to wms_exec using (true) check (true)
wms.app_session: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.app_user: p_exec for all to wms_exec using (true) check (true)
wms.app_user: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.carton_type: p_exec for all to wms_exec using (true) check (true)
wms.carton_type: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.epoch: p_exec for all to wms_exec using (true) check (true)
wms.epoch: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.event: p_exec for all to wms_exec using (true) check (true)
wms.event: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.fixture: p_exec for all to wms_exec using (true) check (true)
wms.fixture: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.handling_unit: p_exec for all to wms_exec using (true) check (true)
wms.handling_unit: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.lease: p_exec for all to wms_exec using (true) check (true)
wms.lease: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.location: p_exec for all to wms_exec using (true) check (true)
wms.location: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.lot: p_exec for all to wms_exec using (true) check (true)
wms.lot: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.order_line: p_exec for all to wms_exec using (true) check (true)
wms.order_line: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.orders: p_exec for all to wms_exec using (true) check (true)
wms.orders: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.party: p_exec for all to wms_exec using (true) check (true)
wms.party: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.posting: p_exec for all to wms_exec using (true) check (true)
wms.posting: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.product: p_exec for all to wms_exec using (true) check (true)
wms.product: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.product_barcode: p_exec for all to wms_exec using (true) check (true)
wms.product_barcode: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.product_packaging: p_exec for all to wms_exec using (true) check (true)
wms.product_packaging: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.quant: p_exec for all to wms_exec using (true) check (true)
wms.quant: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.rack: p_exec for all to wms_exec using (true) check (true)
wms.rack: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.reason_code: p_exec for all to wms_exec using (true) check (true)
wms.reason_code: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.reservation: p_exec for all to wms_exec using (true) check (true)
wms.reservation: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.state: p_exec for all to wms_exec using (true) check (true)
wms.state: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.station: p_exec for all to wms_exec using (true) check (true)
wms.station: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.stock_status: p_exec for all to wms_exec using (true) check (true)
wms.stock_status: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.storage_class: p_exec for all to wms_exec using (true) check (true)
wms.storage_class: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.task: p_exec for all to wms_exec using (true) check (true)
wms.task: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.user_warehouse: p_exec for all to wms_exec using (true) check (true)
wms.user_warehouse: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.warehouse: p_exec for all to wms_exec using (true) check (true)
wms.warehouse: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.zone: p_exec for all to wms_exec using (true) check (true)
wms.zone: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()

-- triggers
CREATE TRIGGER ledger_append_only BEFORE DELETE OR UPDATE ON wms.ledger FOR EACH ROW EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON wms.ledger FOR EACH STATEMENT EXECUTE FUNCTION wms.refuse_change()

-- views
view api.alarm owner wms_owner with (security_barrier=true)
 SELECT a.alarm_id,
    a.warehouse_id,
    a.kind,
    a.priority,
    a.text,
    a.next_step,
    a.location_id,
    a.source_key,
    a.raised_at,
    a.raised_by,
    a.acknowledged_at,
    a.acknowledged_by,
    a.shelved_until,
    a.shelved_by,
    a.shelve_reason,
    a.cleared_at,
    l.code AS location,
    COALESCE(u.display_name, (a.acknowledged_by)::text) AS acknowledged_person
   FROM ((wms.alarm a
     LEFT JOIN wms.location l ON (((l.warehouse_id = a.warehouse_id) AND (l.location_id = a.location_id))))
     LEFT JOIN wms.app_user u ON ((u.login = a.acknowledged_by)))
  WHERE (a.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.carton_type owner wms_owner with (security_barrier=true)
 SELECT warehouse_id,
    code,
    name,
    length,
    width,
    height,
    max_weight,
    tare
   FROM wms.carton_type
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.event owner wms_owner with (security_barrier=true)
 SELECT e.event_id,
    e.xid,
    e.warehouse_id,
    e.type,
    e.aggregate_id,
    e.number,
    e.locations,
    e.payload,
    e.actor,
    e.occurred_at,
    COALESCE(u.display_name, (e.actor)::text) AS person
   FROM (wms.event e
     LEFT JOIN wms.app_user u ON ((u.login = e.actor)))
  WHERE (e.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.fixture owner wms_owner with (security_barrier=true)
 SELECT fixture_id,
    warehouse_id,
    kind,
    code,
    label,
    points
   FROM wms.fixture
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.handling_unit owner wms_owner with (security_barrier=true)
 SELECT h.hu_id,
    h.warehouse_id,
    h.sscc,
    h.kind,
    h.parent_id,
    h.location_id,
    h.order_id,
    h.carton_type,
    h.state,
    h.gross_weight,
    h.created_at,
    h.tare,
    h.length,
    h.width,
    h.height,
    l.code AS location_code
   FROM (wms.handling_unit h
     JOIN wms.location l ON (((l.warehouse_id = h.warehouse_id) AND (l.location_id = h.location_id))))
  WHERE (h.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.ledger owner wms_owner with (security_barrier=true)
 SELECT g.posted_at,
    g.ledger_id,
    g.xid,
    g.op,
    g.line,
    g.warehouse_id,
    g.kind,
    g.product_id,
    g.quantity,
    g.from_location_id,
    g.to_location_id,
    g.lot_id,
    g.hu_id,
    g.to_hu_id,
    g.owner_id,
    g.status,
    g.to_status,
    g.from_quant_id,
    g.from_version,
    g.from_balance,
    g.to_quant_id,
    g.to_version,
    g.to_balance,
    g.order_line_id,
    g.reason,
    g.document,
    g.device,
    g.actor,
    g.occurred_at,
    g.weight,
    g.undoes,
    p.sku,
    p.name AS product,
    f.code AS from_code,
    e.code AS to_code,
    t.number AS lot,
    COALESCE(u.display_name, (g.actor)::text) AS person
   FROM (((((wms.ledger g
     JOIN wms.product p ON ((p.product_id = g.product_id)))
     JOIN wms.location f ON (((f.warehouse_id = g.warehouse_id) AND (f.location_id = g.from_location_id))))
     JOIN wms.location e ON (((e.warehouse_id = g.warehouse_id) AND (e.location_id = g.to_location_id))))
     LEFT JOIN wms.lot t ON ((t.lot_id = g.lot_id)))
     LEFT JOIN wms.app_user u ON ((u.login = g.actor)))
  WHERE (g.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.location owner wms_owner with (security_barrier=true)
 SELECT l.warehouse_id,
    l.location_id,
    l.code,
    l.barcode,
    l.check_digit,
    l.kind,
    l.boundary,
    l.zone_id,
    l.rack_id,
    l.column_no,
    l.aisle,
    l.bay,
    l.level,
    l."position",
    l.x,
    l.y,
    l.z,
    l.width,
    l.depth,
    l.height,
    l.class_id,
    l.pick_sequence,
    l.block_putaway,
    l.block_pick,
    l.version,
    z.code AS zone_code,
    z.name AS zone_name,
    c.code AS class_code,
    c.max_weight,
    c.max_volume
   FROM ((wms.location l
     LEFT JOIN wms.zone z ON ((z.zone_id = l.zone_id)))
     LEFT JOIN wms.storage_class c ON ((c.class_id = l.class_id)))
  WHERE (l.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.lot owner wms_owner with (security_barrier=true)
 SELECT lot_id,
    product_id,
    kind,
    number,
    produced_on,
    expires_on,
    best_before,
    attributes
   FROM wms.lot
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.me owner wms_owner with (security_barrier=true)
 SELECT u.login,
    u.display_name,
    s.expires_at
   FROM (wms.app_user u
     JOIN wms.app_session s ON ((s.login = u.login)))
  WHERE ((u.login = SESSION_USER) AND (cardinality(wms.my_warehouses()) > 0));
view api.my_warehouse owner wms_owner with (security_barrier=true)
 SELECT warehouse_id,
    code,
    name,
    time_zone,
    address,
    version
   FROM wms.warehouse w
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.order_line owner wms_owner with (security_barrier=true)
 SELECT l.order_line_id,
    l.warehouse_id,
    l.order_id,
    l.line_no,
    l.product_id,
    l.quantity,
    l.reserved,
    l.picked,
    l.packed,
    l.shipped,
    l.cancelled,
    l.lot_id,
    l.min_remaining_days,
    p.sku,
    p.name AS product,
    o.number
   FROM ((wms.order_line l
     JOIN wms.product p ON ((p.product_id = l.product_id)))
     JOIN wms.orders o ON ((o.order_id = l.order_id)))
  WHERE (l.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.orders owner wms_owner with (security_barrier=true)
 SELECT o.order_id,
    o.warehouse_id,
    o.type,
    o.number,
    o.source,
    o.external_ref,
    o.status,
    o.priority,
    o.order_date,
    o.due_at,
    o.cut_off,
    o.carrier_service,
    o.completeness,
    o.short_reason,
    o.shipped_at,
    o.entered_by,
    o.entered_at,
    o.version,
    o.party_id,
    o.instructions,
    s.name AS state,
    x.lines,
    x.ordered,
    x.reserved,
    x.picked,
    x.packed,
    x.shipped,
    x.cancelled
   FROM ((wms.orders o
     JOIN wms.state s ON (((s.entity = 'order'::text) AND (s.rank = o.status))))
     CROSS JOIN LATERAL ( SELECT (count(*))::integer AS lines,
            sum(l.quantity) AS ordered,
            sum(l.reserved) AS reserved,
            sum(l.picked) AS picked,
            sum(l.packed) AS packed,
            sum(l.shipped) AS shipped,
            sum(l.cancelled) AS cancelled
           FROM wms.order_line l
          WHERE (l.order_id = o.order_id)) x)
  WHERE (o.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.product owner wms_owner with (security_barrier=true)
 SELECT product_id,
    sku,
    name,
    description,
    category,
    tracking,
    base_uom,
    weight,
    length,
    width,
    height,
    volume,
    shelf_life_days,
    min_remaining_days,
    abc_class,
    fragile,
    temperature_class,
    version,
    catch_weight,
    this_side_up,
    stack_limit,
    hazard_class
   FROM wms.product
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.product_barcode owner wms_owner with (security_barrier=true)
 SELECT barcode,
    product_id,
    level
   FROM wms.product_barcode
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.product_packaging owner wms_owner with (security_barrier=true)
 SELECT product_id,
    level,
    quantity,
    gtin,
    length,
    width,
    height,
    gross_weight,
    shippable
   FROM wms.product_packaging
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.rack owner wms_owner with (security_barrier=true)
 SELECT rack_id,
    warehouse_id,
    zone_id,
    code,
    x,
    y,
    angle,
    length,
    depth,
    height,
    columns,
    levels
   FROM wms.rack
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.reason_code owner wms_owner with (security_barrier=true)
 SELECT code,
    kind,
    name
   FROM wms.reason_code
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.reservation owner wms_owner with (security_barrier=true)
 SELECT r.reservation_id,
    r.warehouse_id,
    r.order_line_id,
    r.quant_id,
    r.task_id,
    r.quantity,
    r.state,
    r.rule,
    r.explanation,
    r.reserved_at,
    r.closed_at,
    l.order_id
   FROM (wms.reservation r
     JOIN wms.order_line l ON ((l.order_line_id = r.order_line_id)))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.schema_version owner wms_owner with (security_barrier=true)
 SELECT version_num
   FROM public.alembic_version
  WHERE (( SELECT wms.my_warehouses() AS my_warehouses) IS NOT NULL);
view api.state owner wms_owner with (security_barrier=true)
 SELECT entity,
    rank,
    name
   FROM wms.state
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.station owner wms_owner with (security_barrier=true)
 SELECT station_id,
    warehouse_id,
    code,
    kind,
    location_id
   FROM wms.station
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.stock owner wms_owner with (security_barrier=true)
 SELECT q.quant_id,
    q.warehouse_id,
    q.location_id,
    l.code AS location,
    l.kind AS location_kind,
    q.product_id,
    p.sku,
    p.name AS product,
    q.lot_id,
    t.number AS lot,
    t.expires_on,
    q.hu_id,
    h.sscc,
    q.owner_id,
    q.status,
    q.quantity,
    q.reserved,
    (q.quantity - q.reserved) AS free,
    q.in_date,
    q.last_counted_at,
    q.row_version
   FROM ((((wms.quant q
     JOIN wms.location l ON (((l.warehouse_id = q.warehouse_id) AND (l.location_id = q.location_id))))
     JOIN wms.product p ON ((p.product_id = q.product_id)))
     LEFT JOIN wms.lot t ON ((t.lot_id = q.lot_id)))
     LEFT JOIN wms.handling_unit h ON ((h.hu_id = q.hu_id)))
  WHERE ((q.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[])) AND (q.quantity > (0)::numeric));
view api.task owner wms_owner with (security_barrier=true)
 SELECT t.task_id,
    t.warehouse_id,
    t.kind,
    t.state,
    t.priority,
    t.due_at,
    t.from_location_id,
    t.to_location_id,
    t.product_id,
    t.lot_id,
    t.hu_id,
    t.quantity,
    t.done,
    t.order_id,
    t.order_line_id,
    t.sequence,
    t.tour_op,
    t.tour_metres,
    t.claimed_by,
    t.station,
    t.lease_until,
    t.exception_reason,
    t.next_step,
    t.created_at,
    t.finished_at,
    s.name AS state_name,
    p.sku,
    p.name AS product,
    f.code AS from_code,
    o.number AS order_number,
    COALESCE(u.display_name, (t.claimed_by)::text) AS person
   FROM (((((wms.task t
     JOIN wms.state s ON (((s.entity = 'task'::text) AND (s.rank = t.state))))
     LEFT JOIN wms.product p ON ((p.product_id = t.product_id)))
     LEFT JOIN wms.location f ON (((f.warehouse_id = t.warehouse_id) AND (f.location_id = t.from_location_id))))
     LEFT JOIN wms.orders o ON ((o.order_id = t.order_id)))
     LEFT JOIN wms.app_user u ON ((u.login = t.claimed_by)))
  WHERE (t.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.transaction_log owner wms_owner with (security_barrier=true)
 SELECT g.ledger_id AS transaction_id,
    s.side,
    g.warehouse_id,
    s.quant_id AS item_id,
    p.sku AS product_sku,
    s.delta AS quantity_change,
    s.location_id,
    g.kind AS transaction_type,
    g.posted_at AS "timestamp",
    g.actor AS user_id
   FROM ((wms.ledger g
     JOIN wms.product p ON ((p.product_id = g.product_id)))
     CROSS JOIN LATERAL ( VALUES (0,g.from_quant_id,(- g.quantity),g.from_location_id), (1,g.to_quant_id,g.quantity,g.to_location_id)) s(side, quant_id, delta, location_id))
  WHERE ((s.quant_id IS NOT NULL) AND (g.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[])));
view api.zone owner wms_owner with (security_barrier=true)
 SELECT zone_id,
    warehouse_id,
    code,
    name,
    x,
    y,
    width,
    depth,
    angle
   FROM wms.zone
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));

-- functions
api.acknowledge_alarm_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 25c09fac85efa73b0016b1ceca942819
api.adjust_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 11ef32b2d45e02d2e12b8ec5f8d6663b
api.adjust_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body ae3b1a24137581a01bb3e0b9b1329c3a
api.bin_facts_v1(integer,bigint[]) returns TABLE(location_id bigint, on_hand double precision, reserved double precision, held double precision, fill double precision, quants integer, picks_hour integer, expires_on date, in_date timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 3c12fd26d26b8ca3f09a25a0c925e529
api.change_status_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 92de88b057f33863ddb7f5d63f81b338
api.change_status_v1(uuid,integer,bigint,numeric,bigint,text,text,text,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body c71925b9e0a28bbdd845b4135027aff7
api.check_v1(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body b93bbaba423dc4601627e6c578668596
api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body fd20001cfc9c83e2a58ef7292fdd7109
api.clear_alarm_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 663cfb95169089113507b3c5c4a09336
api.close_short_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body b44442ae48435d88da523e59612e3cfd
api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 124a1211a057448e8463dc6962fc0851
api.create_warehouse_v1(uuid,text,text,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body dd08f97b2141ca7ddc494bc1e18dd58c
api.enter_orders_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 8582e770d5a4b13bd8d11992abfb690d
api.feed_v1(integer,text,bigint,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 842461d0effd869309258a7dcc2455c6
api.import_cartons_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body a657025a73b38288466ed0ec59b6653c
api.import_layout_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body f5fda6eff637696bcf8a46e9ae92c420
api.import_products_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 4260e6c6dacd723030d1e1f65694a052
api.item_of_scan_v1(integer,text[]) returns TABLE(product_id bigint, sku text, name text, units numeric, tracking text, has_expiry boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body fbedd03dddda0909da293ec301fc53fc
api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body a285802b7e6042f71736b11d736aa9c7
api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; plan_cache_mode=force_custom_plan) body a40f9c075f598edc1ebf9a74620385f0
api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body ea91e1f26d82a1636877f0c63f4e8853
api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 09f9be29aa5f8dbce7dd0907c5b40f0e
api.open_picks_v1(integer,bigint[]) returns TABLE(task_id bigint, order_id bigint, order_number text, product_id bigint, sku text, product text, quantity numeric, from_location_id bigint, from_code text, barcode text, check_digit text, x double precision, y double precision, aisle text, zone_code text, racked boolean, lot text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c4fb6b6717ab1146daf9f16aa6730357
api.pack_job_v1(integer,bigint) returns TABLE(order_id bigint, number text, sscc text, order_line_id bigint, product_id bigint, sku text, name text, weight numeric, lot_id bigint, lot text, quantity numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 9d4e9576681e1c41795d88c7abb78dc3
api.pack_v1(uuid,integer,bigint,bigint,jsonb,numeric,boolean,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 5f62393a84a5bcbae498fe6dcb650198
api.pick_batch_v1(uuid,integer,jsonb,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 29e16ebb69a77d7304a1788e482baec4
api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 2d6d2d1707ee0d804ef3cda1880a9ea7
api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 5b9819e6f75e875e7f455ce18dd2dbbb
api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 6124b3c828f2df2e0881225bd6d848c6
api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 933ac35911974c003f5ff205a335690e
api.release_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 32f88b6b013c6e55b8b7eb955af7a6db
api.reserve_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 22e93af81faee29225f70ab1939eaf92
api.shelve_alarm_v1(uuid,integer,bigint,timestamp with time zone,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 24210b352d6a592f5344098535a3b0f1
api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 090051f3850f3dff7e390e7657fa02dd
api.unit_of_scan_v1(integer,text) returns TABLE(hu_id bigint, sscc text, kind text, state text, location_id bigint, location_code text, location_kind text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body d8f08d95f3984ca8b6099fe39a8a7f1a
api.wake_v1(integer,uuid,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=1s) body 17656658ce099ab7ce5cfac908abe88d
wms.allocate(integer,bigint[]) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 00d4dade2b65fddd212430a9934fd991
wms.authorise(integer) returns void owner wms_exec settings () body 5520a02eba44c5d07c1939b341643528
wms.authorise_person() returns void owner wms_exec settings () body b58af2a5fce7538ea97ee2a8b553ce34
wms.begin_pick(integer,bigint,numeric,bigint,text) returns record owner wms_exec settings () body 682de75396277429a4f2d3800c282f98
wms.book(uuid,integer,text,timestamp with time zone,bigint,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,numeric,bigint,text,text,text,timestamp with time zone,boolean,boolean,integer) returns jsonb owner wms_exec settings () body dbaac2a0b4d5f4f8b822b95be5a2d86c
wms.boundary(integer,text) returns bigint owner wms_exec settings () body b904e720325d1f0ee83f781206c6b869
wms.carton_content(integer,bigint[]) returns TABLE(n integer, product_id bigint, quantity numeric, location_id bigint, lot_id bigint, hu_id bigint, status text, order_line_id bigint, number text) owner wms_exec settings () body b74f7c73a2e723634b8d6a0fcd426800
wms.change_alarm(integer,bigint,text,timestamp with time zone,text) returns jsonb owner wms_exec settings () body 781399eadc2e2255c70d3a44a4ba4222
wms.check_balances(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 31a1df41092d3f4e4b13bfed9bda34fd
wms.check_capacity(integer,bigint[]) returns void owner wms_exec settings () body d59bcfea2da7323e484d3f13695234ee
wms.check_evidence(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 14377ee566c0ab178c9d3a7346a7a502
wms.check_known_status(text) returns void owner wms_exec settings () body bbd28ccb0de45a38cdf853b17b186cc0
wms.check_layout(integer,jsonb) returns void owner wms_exec settings () body 5f100b48c34bed85a9ba1decceb98217
wms.check_lines(integer,wms.movement[]) returns void owner wms_exec settings () body 60246e3801b801f94ab3ff3d5034f365
wms.check_lot(bigint,bigint) returns void owner wms_exec settings () body d6d479a142fcff433483690448b69395
wms.check_move(integer,text,bigint,bigint,bigint,bigint) returns void owner wms_exec settings () body 94874f56dfcd4ff8bcce98e837090e3e
wms.check_orders(integer,jsonb) returns void owner wms_exec settings () body c5411427380db069b44127cb4df1b311
wms.check_orders_kept(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 17eadc70abfadac7688a081c251b8b57
wms.check_pack(bigint,jsonb) returns void owner wms_exec settings () body 23a8999956fe275b160241292ec59944
wms.check_place(integer,bigint,bigint) returns record owner wms_exec settings () body a47fe6798afc1c315d160cb11ca8152a
wms.check_products(jsonb) returns void owner wms_exec settings () body 3e31fa8e82d333b04ee985435fa60647
wms.check_promises(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body c2ee30116ef8ceb1e00b9adccac725d9
wms.check_quantity(numeric) returns void owner wms_exec settings () body e85c99ff6b0f9c7cf8ebf5254a7284d5
wms.check_reason(text,text) returns void owner wms_exec settings () body c13626704f4d5818a5288a01099786ce
wms.check_sayable(boolean,text,text) returns void owner wms_exec settings () body 3411add7947e55fd1ba1d3fed885f3f4
wms.check_serials(integer,bigint[]) returns void owner wms_exec settings () body 534ecb0688fc059269b5d5b8144ad0d6
wms.check_status(text,text) returns void owner wms_exec settings () body a88cb55b35da1dd351ced08c681dcf6f
wms.check_unit_moves(integer,jsonb,text,bigint[]) returns void owner wms_exec settings () body cda22cecb109176697bf73968e258800
wms.claim_op(uuid,text,timestamp with time zone,bigint) returns jsonb owner wms_exec settings () body 8ab365992632c2ea840f53dda1d0e5d8
wms.end_pick(integer,bigint,numeric,text) returns void owner wms_exec settings () body 6e01c7eae15f86cc0c2ef72daf7dcca8
wms.find_hu(integer,text,text,bigint) returns bigint owner wms_exec settings () body 2b9646d8efd4c7c4712923b8248e162f
wms.find_lot(bigint,text,date,numeric,text) returns bigint owner wms_exec settings () body 8beecf64ff2104dad66e7070d0307249
wms.find_lots(jsonb) returns void owner wms_exec settings () body 8242d571f9c4010cbf486d28897437d7
wms.find_units(integer,jsonb) returns void owner wms_exec settings () body 188127ab7978221b0cb3b19336b66f5f
wms.hold_legs(integer,wms.movement[],bigint[],integer[]) returns wms.leg[] owner wms_exec settings () body 46ba5abb47c0353e4b39e70127d25893
wms.keep_answer(uuid,jsonb) returns jsonb owner wms_exec settings () body 35a0ae9831922cccee602779a3a9bc10
wms.legs(wms.movement[]) returns TABLE(n integer, side integer, product_id bigint, loc bigint, lot_id bigint, hu bigint, status text, delta numeric, unreserve numeric) owner wms_exec settings () body ead0818a8e5af568cf5468918920e96d
wms.lock_order(integer,bigint,integer,integer) returns wms.orders owner wms_exec settings () body e9eab9bbfda018f59124c67fda910b09
wms.make_partitions(integer) returns  owner stillage_root settings (search_path=pg_catalog, pg_temp) body 92a44b4895ab5da846f59ca3a827b08a
wms.make_records(integer,timestamp with time zone,wms.movement[],bigint[]) returns void owner wms_exec settings () body bcebe9a39beadbc0f5f98307c34c0c5e
wms.my_warehouses() returns integer[] owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 9152f2566647ad27d681cb1229f579ea
wms.next_sscc() returns text owner wms_exec settings () body caf40eb5314df876bbd3de1e70c205e3
wms.open_need(bigint[]) returns TABLE(turn bigint, order_id bigint, order_line_id bigint, product_id bigint, need numeric) owner wms_exec settings () body e8355a72f71a036e10a7371ea13c7d0c
wms.post_lines(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns bigint owner wms_exec settings () body e25ac7d6faf9a11a86540af03e042d60
wms.post_one(uuid,integer,text,timestamp with time zone,bigint,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,numeric,bigint,text,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body a709798030e245b1fa8902b92e2b0457
wms.put_packaging(jsonb) returns void owner wms_exec settings () body c79f128e217ff7dfae1df96eeefeb1ce
wms.refuse(text,text,text,jsonb) returns void owner wms_exec settings () body e65d4921c9b8a29479f32f6579e4c8c0
wms.refuse_change() returns trigger owner wms_owner settings (search_path=pg_catalog, pg_temp) body fb1a2e96d1dc7c5070fa733b9f034025
wms.refuse_short(integer,bigint,bigint,numeric,integer) returns void owner wms_exec settings () body eb1be0c3a0e7f6914e075bba5f7e93a4
wms.settle_picked(bigint[]) returns void owner wms_exec settings () body b72c37498336e6377d56c51318e04ac4
wms.settle_reserved(integer,bigint[]) returns jsonb owner wms_exec settings () body ff9deadc517de3b3f4ea24343a71cd39
wms.single_answer(wms.ledger) returns jsonb owner wms_exec settings () body f999aa95b9f8de2927744994146f57ad
wms.sscc_check_digit(text) returns integer owner wms_exec settings () body 18d952ad032b6fb18f688f7a2833bfdd
wms.sscc_is_valid(text) returns boolean owner wms_exec settings () body efcedc2f0091c1295bcb6e97a4e87fff
wms.system_identity() returns text owner wms_exec settings () body 1d153ca15427391872f0c451aaaa74de
wms.unit_tree(integer,bigint) returns bigint[] owner wms_exec settings () body 50b3d0b847cb87d07faa4cdeb80e5caa
wms.unreserve(integer,bigint[]) returns numeric owner wms_exec settings () body 88c712037a661fb05f6a311bbc18fb38

-- grants
DELETE, INSERT, SELECT, UPDATE on wms.product_barcode to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.product_packaging to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.quant to wms_exec
EXECUTE on api.acknowledge_alarm_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.adjust_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.adjust_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_admin
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_auditor
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_integration
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_packer
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_picker
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_planner
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.change_status_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.change_status_v1(uuid,integer,bigint,numeric,bigint,text,text,text,bigint,bigint,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.check_v1(integer) to r_admin
EXECUTE on api.check_v1(integer) to r_auditor
EXECUTE on api.check_v1(integer) to r_supervisor
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_packer
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_picker
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_supervisor
EXECUTE on api.clear_alarm_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.close_short_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_packer
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_picker
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_supervisor
EXECUTE on api.create_warehouse_v1(uuid,text,text,text,text) to r_admin
EXECUTE on api.enter_orders_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.enter_orders_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_admin
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_auditor
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_integration
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_packer
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_picker
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_planner
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_supervisor
EXECUTE on api.import_cartons_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_cartons_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.import_layout_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_layout_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_admin
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_auditor
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_integration
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_packer
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_picker
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_planner
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_supervisor
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_admin
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_auditor
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_integration
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_packer
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_picker
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_planner
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.pack_job_v1(integer,bigint) to r_admin
EXECUTE on api.pack_job_v1(integer,bigint) to r_auditor
EXECUTE on api.pack_job_v1(integer,bigint) to r_integration
EXECUTE on api.pack_job_v1(integer,bigint) to r_packer
EXECUTE on api.pack_job_v1(integer,bigint) to r_picker
EXECUTE on api.pack_job_v1(integer,bigint) to r_planner
EXECUTE on api.pack_job_v1(integer,bigint) to r_supervisor
EXECUTE on api.pack_v1(uuid,integer,bigint,bigint,jsonb,numeric,boolean,text,timestamp with time zone) to r_packer
EXECUTE on api.pack_v1(uuid,integer,bigint,bigint,jsonb,numeric,boolean,text,timestamp with time zone) to r_supervisor
EXECUTE on api.pick_batch_v1(uuid,integer,jsonb,text,timestamp with time zone) to r_packer
EXECUTE on api.pick_batch_v1(uuid,integer,jsonb,text,timestamp with time zone) to r_picker
EXECUTE on api.pick_batch_v1(uuid,integer,jsonb,text,timestamp with time zone) to r_supervisor
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone) to r_packer
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone) to r_picker
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_integration
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_packer
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_picker
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_supervisor
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_packer
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_picker
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.release_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.reserve_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.shelve_alarm_v1(uuid,integer,bigint,timestamp with time zone,text) to r_supervisor
EXECUTE on api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.unit_of_scan_v1(integer,text) to r_admin
EXECUTE on api.unit_of_scan_v1(integer,text) to r_auditor
EXECUTE on api.unit_of_scan_v1(integer,text) to r_integration
EXECUTE on api.unit_of_scan_v1(integer,text) to r_packer
EXECUTE on api.unit_of_scan_v1(integer,text) to r_picker
EXECUTE on api.unit_of_scan_v1(integer,text) to r_planner
EXECUTE on api.unit_of_scan_v1(integer,text) to r_supervisor
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_admin
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_auditor
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_integration
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_packer
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_picker
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_planner
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_supervisor
EXECUTE on wms.my_warehouses() to r_admin
EXECUTE on wms.my_warehouses() to r_auditor
EXECUTE on wms.my_warehouses() to r_counter
EXECUTE on wms.my_warehouses() to r_integration
EXECUTE on wms.my_warehouses() to r_packer
EXECUTE on wms.my_warehouses() to r_picker
EXECUTE on wms.my_warehouses() to r_planner
EXECUTE on wms.my_warehouses() to r_supervisor
EXECUTE on wms.my_warehouses() to wms_owner
INSERT, SELECT on wms.event to wms_exec
INSERT, SELECT on wms.ledger to wms_exec
INSERT, SELECT on wms.user_warehouse to wms_exec
INSERT, SELECT, UPDATE on wms.alarm to wms_exec
INSERT, SELECT, UPDATE on wms.carton_type to wms_exec
INSERT, SELECT, UPDATE on wms.fixture to wms_exec
INSERT, SELECT, UPDATE on wms.handling_unit to wms_exec
INSERT, SELECT, UPDATE on wms.lease to wms_exec
INSERT, SELECT, UPDATE on wms.location to wms_exec
INSERT, SELECT, UPDATE on wms.lot to wms_exec
INSERT, SELECT, UPDATE on wms.order_line to wms_exec
INSERT, SELECT, UPDATE on wms.orders to wms_exec
INSERT, SELECT, UPDATE on wms.party to wms_exec
INSERT, SELECT, UPDATE on wms.posting to wms_exec
INSERT, SELECT, UPDATE on wms.product to wms_exec
INSERT, SELECT, UPDATE on wms.rack to wms_exec
INSERT, SELECT, UPDATE on wms.reservation to wms_exec
INSERT, SELECT, UPDATE on wms.station to wms_exec
INSERT, SELECT, UPDATE on wms.storage_class to wms_exec
INSERT, SELECT, UPDATE on wms.task to wms_exec
INSERT, SELECT, UPDATE on wms.warehouse to wms_exec
INSERT, SELECT, UPDATE on wms.zone to wms_exec
SELECT on api.alarm to r_admin
SELECT on api.alarm to r_auditor
SELECT on api.alarm to r_integration
SELECT on api.alarm to r_packer
SELECT on api.alarm to r_picker
SELECT on api.alarm to r_planner
SELECT on api.alarm to r_supervisor
SELECT on api.carton_type to r_admin
SELECT on api.carton_type to r_auditor
SELECT on api.carton_type to r_integration
SELECT on api.carton_type to r_packer
SELECT on api.carton_type to r_picker
SELECT on api.carton_type to r_planner
SELECT on api.carton_type to r_supervisor
SELECT on api.event to r_admin
SELECT on api.event to r_auditor
SELECT on api.event to r_integration
SELECT on api.event to r_packer
SELECT on api.event to r_picker
SELECT on api.event to r_planner
SELECT on api.event to r_supervisor
SELECT on api.fixture to r_admin
SELECT on api.fixture to r_auditor
SELECT on api.fixture to r_integration
SELECT on api.fixture to r_packer
SELECT on api.fixture to r_picker
SELECT on api.fixture to r_planner
SELECT on api.fixture to r_supervisor
SELECT on api.handling_unit to r_admin
SELECT on api.handling_unit to r_auditor
SELECT on api.handling_unit to r_integration
SELECT on api.handling_unit to r_packer
SELECT on api.handling_unit to r_picker
SELECT on api.handling_unit to r_planner
SELECT on api.handling_unit to r_supervisor
SELECT on api.ledger to r_admin
SELECT on api.ledger to r_auditor
SELECT on api.ledger to r_integration
SELECT on api.ledger to r_packer
SELECT on api.ledger to r_picker
SELECT on api.ledger to r_planner
SELECT on api.ledger to r_supervisor
SELECT on api.location to r_admin
SELECT on api.location to r_auditor
SELECT on api.location to r_integration
SELECT on api.location to r_packer
SELECT on api.location to r_picker
SELECT on api.location to r_planner
SELECT on api.location to r_supervisor
SELECT on api.lot to r_admin
SELECT on api.lot to r_auditor
SELECT on api.lot to r_integration
SELECT on api.lot to r_packer
SELECT on api.lot to r_picker
SELECT on api.lot to r_planner
SELECT on api.lot to r_supervisor
SELECT on api.me to r_admin
SELECT on api.me to r_auditor
SELECT on api.me to r_integration
SELECT on api.me to r_packer
SELECT on api.me to r_picker
SELECT on api.me to r_planner
SELECT on api.me to r_supervisor
SELECT on api.my_warehouse to r_admin
SELECT on api.my_warehouse to r_auditor
SELECT on api.my_warehouse to r_integration
SELECT on api.my_warehouse to r_packer
SELECT on api.my_warehouse to r_picker
SELECT on api.my_warehouse to r_planner
SELECT on api.my_warehouse to r_supervisor
SELECT on api.order_line to r_admin
SELECT on api.order_line to r_auditor
SELECT on api.order_line to r_integration
SELECT on api.order_line to r_packer
SELECT on api.order_line to r_picker
SELECT on api.order_line to r_planner
SELECT on api.order_line to r_supervisor
SELECT on api.orders to r_admin
SELECT on api.orders to r_auditor
SELECT on api.orders to r_integration
SELECT on api.orders to r_packer
SELECT on api.orders to r_picker
SELECT on api.orders to r_planner
SELECT on api.orders to r_supervisor
SELECT on api.product to r_admin
SELECT on api.product to r_auditor
SELECT on api.product to r_integration
SELECT on api.product to r_packer
SELECT on api.product to r_picker
SELECT on api.product to r_planner
SELECT on api.product to r_supervisor
SELECT on api.product_barcode to r_admin
SELECT on api.product_barcode to r_auditor
SELECT on api.product_barcode to r_integration
SELECT on api.product_barcode to r_packer
SELECT on api.product_barcode to r_picker
SELECT on api.product_barcode to r_planner
SELECT on api.product_barcode to r_supervisor
SELECT on api.product_packaging to r_admin
SELECT on api.product_packaging to r_auditor
SELECT on api.product_packaging to r_integration
SELECT on api.product_packaging to r_packer
SELECT on api.product_packaging to r_picker
SELECT on api.product_packaging to r_planner
SELECT on api.product_packaging to r_supervisor
SELECT on api.rack to r_admin
SELECT on api.rack to r_auditor
SELECT on api.rack to r_integration
SELECT on api.rack to r_packer
SELECT on api.rack to r_picker
SELECT on api.rack to r_planner
SELECT on api.rack to r_supervisor
SELECT on api.reason_code to r_admin
SELECT on api.reason_code to r_auditor
SELECT on api.reason_code to r_integration
SELECT on api.reason_code to r_packer
SELECT on api.reason_code to r_picker
SELECT on api.reason_code to r_planner
SELECT on api.reason_code to r_supervisor
SELECT on api.reservation to r_admin
SELECT on api.reservation to r_auditor
SELECT on api.reservation to r_integration
SELECT on api.reservation to r_packer
SELECT on api.reservation to r_picker
SELECT on api.reservation to r_planner
SELECT on api.reservation to r_supervisor
SELECT on api.schema_version to r_admin
SELECT on api.schema_version to r_auditor
SELECT on api.schema_version to r_integration
SELECT on api.schema_version to r_packer
SELECT on api.schema_version to r_picker
SELECT on api.schema_version to r_planner
SELECT on api.schema_version to r_supervisor
SELECT on api.state to r_admin
SELECT on api.state to r_auditor
SELECT on api.state to r_integration
SELECT on api.state to r_packer
SELECT on api.state to r_picker
SELECT on api.state to r_planner
SELECT on api.state to r_supervisor
SELECT on api.station to r_admin
SELECT on api.station to r_auditor
SELECT on api.station to r_integration
SELECT on api.station to r_packer
SELECT on api.station to r_picker
SELECT on api.station to r_planner
SELECT on api.station to r_supervisor
SELECT on api.stock to r_admin
SELECT on api.stock to r_auditor
SELECT on api.stock to r_integration
SELECT on api.stock to r_packer
SELECT on api.stock to r_picker
SELECT on api.stock to r_planner
SELECT on api.stock to r_supervisor
SELECT on api.task to r_admin
SELECT on api.task to r_auditor
SELECT on api.task to r_integration
SELECT on api.task to r_packer
SELECT on api.task to r_picker
SELECT on api.task to r_planner
SELECT on api.task to r_supervisor
SELECT on api.transaction_log to r_admin
SELECT on api.transaction_log to r_auditor
SELECT on api.transaction_log to r_integration
SELECT on api.transaction_log to r_packer
SELECT on api.transaction_log to r_picker
SELECT on api.transaction_log to r_planner
SELECT on api.transaction_log to r_supervisor
SELECT on api.zone to r_admin
SELECT on api.zone to r_auditor
SELECT on api.zone to r_integration
SELECT on api.zone to r_packer
SELECT on api.zone to r_picker
SELECT on api.zone to r_planner
SELECT on api.zone to r_supervisor
SELECT on wms.app_session to wms_exec
SELECT on wms.app_user to wms_exec
SELECT on wms.epoch to wms_exec
SELECT on wms.reason_code to wms_exec
SELECT on wms.state to wms_exec
SELECT on wms.stock_status to wms_exec
USAGE on schema api to r_admin
USAGE on schema api to r_auditor
USAGE on schema api to r_counter
USAGE on schema api to r_integration
USAGE on schema api to r_packer
USAGE on schema api to r_picker
USAGE on schema api to r_planner
USAGE on schema api to r_supervisor
USAGE on schema public to wms_owner
USAGE on schema wms to r_admin
USAGE on schema wms to r_auditor
USAGE on schema wms to r_counter
USAGE on schema wms to r_integration
USAGE on schema wms to r_packer
USAGE on schema wms to r_picker
USAGE on schema wms to r_planner
USAGE on schema wms to r_supervisor
USAGE on schema wms to wms_exec
USAGE on wms.entry_seq to wms_exec
USAGE on wms.number_seq to wms_exec
USAGE on wms.sscc_seq to wms_exec
