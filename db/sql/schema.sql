-- What the migrations build. Written by `python -m db.snapshot`; never edited, never run.

-- tables
table wms.adjustment_request (
  request_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  op uuid not null,
  kind text not null,
  lines jsonb not null,
  quantity numeric(18,6) not null,
  value numeric(20,2),
  reason text not null,
  document text,
  device text,
  state text not null default 'pending'::text,
  requested_by name not null default SESSION_USER,
  requested_at timestamp with time zone not null,
  decided_by name,
  decided_at timestamp with time zone,
  decision_op uuid,
  note text) row security forced
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
table wms.allocation_note (
  warehouse_id smallint not null,
  order_line_id bigint not null,
  kind text not null,
  quantity numeric(18,6) not null,
  explanation jsonb not null,
  made_at timestamp with time zone not null default clock_timestamp(),
  made_by name not null default SESSION_USER,
  closed_at timestamp with time zone) row security forced
table wms.allocation_rule (
  rule_id integer not null generated always as identity,
  warehouse_id smallint not null,
  sequence integer not null,
  name text not null,
  active boolean not null default true,
  order_type text,
  party_id bigint,
  category text,
  strategy text not null default 'fefo'::text,
  zones integer[] not null default '{}'::integer[],
  zone_policy text not null default 'exhaust'::text,
  other_zones boolean not null default true,
  pack_policy text not null default 'break'::text,
  pack_level text,
  min_remaining_days integer,
  version integer not null default 1,
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default now()) row security forced
table wms.app_session (
  login name not null,
  expires_at timestamp with time zone not null default 'infinity'::timestamp with time zone,
  revoked boolean not null default false,
  opened_at timestamp with time zone not null default now()) row security forced
table wms.app_user (
  login name not null,
  display_name text not null,
  created_at timestamp with time zone not null default now()) row security forced
table wms.approval_limit (
  role text not null,
  kind text not null,
  max_quantity numeric(18,6),
  max_value numeric(18,2),
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default now()) row security forced
table wms.awarded (
  n integer,
  quant_id bigint,
  quantity numeric,
  choice integer,
  candidates integer,
  stage text,
  ahead integer)
table wms.batch (
  batch_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  wave_id bigint,
  mode text not null,
  zone_id bigint,
  cart bigint,
  tour_metres numeric(12,2),
  s_shape_metres numeric(12,2),
  tour jsonb,
  made_at timestamp with time zone not null default now(),
  cancelled_at timestamp with time zone,
  channel_id integer) row security forced
table wms.batch_tote (
  batch_id bigint not null,
  hu_id bigint not null,
  warehouse_id smallint not null,
  slot integer,
  order_id bigint,
  put_at timestamp with time zone not null default clock_timestamp(),
  full_at timestamp with time zone,
  dropped_at timestamp with time zone,
  dropped_to bigint) row security forced
table wms.booking (
  n integer,
  choice integer,
  order_id bigint,
  order_line_id bigint,
  product_id bigint,
  quant_id bigint,
  location_id bigint,
  lot_id bigint,
  hu_id bigint,
  quantity numeric,
  rule text,
  explanation jsonb)
table wms.cart_slot (
  batch_id bigint not null,
  slot integer not null,
  order_id bigint not null,
  hu_id bigint) row security forced
table wms.carton_type (
  warehouse_id smallint not null,
  code text not null,
  name text not null,
  length integer not null,
  width integer not null,
  height integer not null,
  max_weight numeric(14,3) not null,
  tare numeric(14,3) not null) row security forced
table wms.channel_run (
  run_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  channel_id integer not null,
  why text not null,
  due_at timestamp with time zone not null,
  outcome text not null,
  wave_id bigint,
  orders integer not null default 0,
  said text,
  ran_at timestamp with time zone not null default clock_timestamp(),
  ran_by name not null default SESSION_USER) row security forced
table wms.check_run (
  warehouse_id smallint not null,
  run_id uuid not null,
  kind text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  looked_at bigint not null,
  found integer not null,
  by name not null default SESSION_USER) row security forced
table wms.classed (
  n integer,
  c integer,
  pass integer,
  need numeric,
  whole numeric)
table wms.count (
  count_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  plan_id bigint not null,
  run integer not null,
  location_id bigint not null,
  state text not null default 'open'::text,
  assigned_to name,
  claimed_by name,
  station text,
  lease_until timestamp with time zone,
  round_id bigint,
  flags text[] not null default '{}'::text[],
  decided_by name,
  decided_at timestamp with time zone,
  reason text,
  posted_at timestamp with time zone,
  made_at timestamp with time zone not null default now()) row security forced
table wms.count_expectation (
  expectation_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  round_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  lot_number text,
  hu_id bigint,
  expected numeric(18,6) not null,
  counted numeric(18,6) not null,
  difference numeric(19,6) generated always as ((counted - expected)),
  records integer not null,
  moved boolean not null) row security forced
table wms.count_item (
  n integer,
  location text,
  sku text,
  lot text,
  sscc text,
  quantity_text text,
  quantity numeric,
  location_id bigint,
  product_id bigint,
  tracking text,
  lot_id bigint,
  hu_id bigint)
table wms.count_line (
  line_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  round_id bigint not null,
  product_id bigint,
  lot_id bigint,
  lot_number text,
  hu_id bigint,
  unit_at bigint,
  quantity numeric(18,6),
  placed boolean not null default true,
  device text,
  entered_at timestamp with time zone not null default clock_timestamp(),
  occurred_at timestamp with time zone,
  taken_back_at timestamp with time zone) row security forced
table wms.count_plan (
  plan_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  name text not null,
  kind text not null,
  rule jsonb not null default '{}'::jsonb,
  every_days integer,
  next_on date,
  tolerance numeric(18,6) not null default 0,
  tolerance_share numeric(7,6) not null default 0,
  auto_post boolean not null default true,
  run integer not null default 0,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  version integer not null default 1) row security forced
table wms.count_position (
  warehouse_id smallint not null,
  round_id bigint not null,
  line_id bigint not null,
  quant_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  balance numeric(18,6) not null,
  row_version bigint not null) row security forced
table wms.count_round (
  round_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  count_id bigint not null,
  round integer not null,
  person name not null default SESSION_USER,
  imported boolean not null default false,
  started_at timestamp with time zone not null default clock_timestamp(),
  closed_at timestamp with time zone,
  left_at timestamp with time zone) row security forced
table wms.count_walk (
  warehouse_id smallint not null,
  way text not null,
  metres numeric(6,1),
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.demand_class (
  c integer,
  pass integer,
  product_id bigint,
  owner_id bigint,
  lot_id bigint,
  ends_from date,
  rule_id integer,
  strategy text,
  zones integer[],
  zone_policy text,
  other_zones boolean,
  pack_policy text,
  pack numeric)
table wms.dock_appointment (
  appointment_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  dock_id bigint not null,
  inbound_id bigint,
  carrier text not null default ''::text,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  state text not null default 'booked'::text,
  note text not null default ''::text,
  arrived_at timestamp with time zone,
  docked_at timestamp with time zone,
  done_at timestamp with time zone,
  booked_by name not null default SESSION_USER,
  version integer not null default 1) row security forced
table wms.epoch (
  only_row boolean not null default true,
  counter integer not null default 1,
  entry_from bigint not null default '-9223372036854775808'::bigint) row security forced
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
table wms.finding (
  finding_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  invariant text not null,
  subject text not null,
  expected text not null,
  found text not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  gone_at timestamp with time zone,
  repair text) row security forced
table wms.fixed_bin (
  warehouse_id smallint not null,
  product_id bigint not null,
  location_id bigint not null,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default clock_timestamp()) row security forced
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
table wms.hazard_book (
  warehouse_id smallint not null,
  version integer not null,
  far boolean not null,
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.hazard_rule (
  warehouse_id smallint not null,
  one text not null,
  other text not null,
  rule text not null,
  metres numeric(6,1)) row security forced
table wms.hold (
  hold_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  target text not null,
  target_id bigint not null,
  reason text not null,
  note text not null default ''::text,
  op uuid not null,
  placed_by name not null default SESSION_USER,
  placed_at timestamp with time zone not null,
  released_by name,
  released_at timestamp with time zone,
  release_note text,
  emptied_by uuid,
  since timestamp with time zone,
  was text) row security forced
table wms.hu_label (
  warehouse_id smallint not null,
  sscc text not null,
  hu_id bigint not null,
  reason text,
  retired_at timestamp with time zone not null default clock_timestamp(),
  retired_by name not null default SESSION_USER) row security forced
table wms.inbound (
  inbound_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  kind text not null,
  number text not null,
  source text not null default 'manual'::text,
  external_ref text,
  party_id bigint,
  expected_at timestamp with time zone,
  state smallint not null default 200,
  blind boolean not null default false,
  note text not null default ''::text,
  arrived_at timestamp with time zone,
  started_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_by name,
  close_reason text,
  report jsonb,
  entered_by name not null default SESSION_USER,
  entered_at timestamp with time zone not null default now(),
  version integer not null default 1) row security forced
table wms.inbound_change (
  change_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  inbound_id bigint not null,
  version integer not null,
  what jsonb not null,
  note text not null default ''::text,
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.inbound_line (
  inbound_line_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  inbound_id bigint not null,
  line_no integer not null,
  product_id bigint not null,
  quantity numeric(18,6) not null,
  lot text,
  expires_on date,
  sscc text,
  received numeric(18,6) not null default 0,
  damaged numeric(18,6) not null default 0) row security forced
table wms.installation (
  only_one boolean not null default true,
  installation_id uuid not null default gen_random_uuid(),
  known_as text,
  made_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.job (
  warehouse_id smallint not null,
  name text not null,
  holder uuid not null,
  state text not null,
  ran_at timestamp with time zone,
  took_ms integer,
  runs bigint not null default 0,
  failures integer not null default 0,
  problem text,
  detail jsonb not null default '{}'::jsonb,
  beat_at timestamp with time zone not null) row security forced
table wms.kit (
  product_id bigint not null,
  revision integer not null default 1,
  active boolean not null default true,
  changed_at timestamp with time zone not null default clock_timestamp(),
  changed_by name not null default SESSION_USER) row security forced
table wms.kit_line (
  product_id bigint not null,
  revision integer not null,
  component_id bigint not null,
  quantity numeric(18,6) not null) row security forced
table wms.layout_draft (
  draft_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  name text not null,
  base_no integer not null,
  document text not null,
  row_version integer not null default 1,
  state text not null default 'draft'::text,
  restores integer,
  note text not null default ''::text,
  author name not null default SESSION_USER,
  made_at timestamp with time zone not null default clock_timestamp(),
  saved_by name not null default SESSION_USER,
  saved_at timestamp with time zone not null default clock_timestamp(),
  reviewer name,
  reviewed_at timestamp with time zone,
  review_note text not null default ''::text,
  kept jsonb) row security forced
table wms.layout_exit (
  code text,
  key text,
  to_code text,
  location_id bigint,
  to_id bigint)
table wms.layout_row (
  n integer,
  was text,
  key text,
  code text,
  check_digit text,
  kind text,
  zone text,
  rack text,
  col integer,
  aisle text,
  bay text,
  level integer,
  "position" text,
  x numeric,
  y numeric,
  z numeric,
  width numeric,
  depth numeric,
  height numeric,
  class text,
  pick_sequence integer,
  location_id bigint,
  old_code text,
  old_barcode text,
  live boolean)
table wms.layout_rule (
  warehouse_id smallint not null,
  review boolean not null default false,
  changed_at timestamp with time zone not null default clock_timestamp(),
  changed_by name not null default SESSION_USER) row security forced
table wms.layout_stand (
  code text,
  new_code text,
  records integer,
  quantity numeric,
  reserved numeric,
  units integer,
  picks integer,
  putaways integer,
  replenishments integer,
  counts integer,
  others integer,
  begun integer,
  holds integer,
  labels integer,
  reason text,
  next_step text)
table wms.layout_underlay (
  warehouse_id smallint not null,
  floor_id text not null,
  name text not null,
  lying jsonb not null,
  picture bytea not null,
  changed_at timestamp with time zone not null default clock_timestamp(),
  changed_by name not null default SESSION_USER) row security forced
table wms.layout_version (
  warehouse_id smallint not null,
  version_no integer not null,
  name text not null,
  document text not null,
  note text not null default ''::text,
  summary text not null default ''::text,
  counts jsonb not null default '{}'::jsonb,
  restores integer,
  draft_id bigint,
  author name not null,
  reviewer name,
  op uuid not null,
  published_by name not null default SESSION_USER,
  published_at timestamp with time zone not null default clock_timestamp(),
  kept_before jsonb) row security forced
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
  ok boolean,
  weighed boolean)
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
  version integer not null default 1,
  last_counted_at timestamp with time zone,
  retired_at timestamp with time zone,
  drawn_as text) row security forced
table wms.location_alias (
  warehouse_id smallint not null,
  barcode text not null,
  location_id bigint not null,
  version_no integer not null,
  until timestamp with time zone not null) row security forced
table wms.lot (
  lot_id bigint not null generated always as identity,
  product_id bigint not null,
  kind text not null default 'lot'::text,
  number text not null,
  produced_on date,
  expires_on date,
  version integer not null default 1,
  best_before date,
  attributes jsonb not null default '{}'::jsonb) row security forced
table wms.lot_origin (
  lot_id bigint not null,
  from_lot_id bigint not null,
  quantity numeric(18,6) not null,
  op uuid not null,
  made_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.mass_line (
  n integer,
  line integer,
  product_id bigint,
  sku text,
  tracking text,
  factor numeric,
  quantity numeric,
  from_id bigint,
  from_code text,
  from_blocked boolean,
  to_id bigint,
  to_code text,
  to_blocked boolean,
  to_class integer,
  lot_id bigint,
  hu_id bigint,
  hu_place bigint,
  to_hu_id bigint,
  to_hu_place bigint,
  owner_id bigint,
  to_owner_id bigint,
  status text,
  to_status text,
  reason text,
  given jsonb,
  by_barcode text)
table wms.matching (
  lines wms.classed[],
  rest wms.offered[],
  takes wms.awarded[],
  multi bigint[])
table wms.move_plan (
  plan_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  not_before timestamp with time zone not null,
  metres_a_day numeric(12,2) not null default 0,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default now(),
  cancelled_at timestamp with time zone) row security forced
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
table wms.offered (
  quant_id bigint,
  location_id bigint,
  product_id bigint,
  owner_id bigint,
  lot_id bigint,
  hu_id bigint,
  free numeric,
  ends_on date,
  in_date timestamp with time zone,
  zone_id integer,
  code text,
  kind text,
  walk integer,
  pallet boolean,
  base integer,
  why text,
  fact text)
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
  instructions text not null default ''::text,
  kit_id bigint,
  kit_quantity numeric(18,6),
  to_unpick numeric(18,6) not null default 0,
  to_unpack numeric(18,6) not null default 0,
  lot_id bigint,
  min_remaining_days integer,
  promised numeric(18,6) not null default 0,
  promised_stock numeric(18,6) not null default 0,
  promised_on date,
  substitutes bigint) row security forced
table wms.order_take (
  n integer,
  order_id bigint,
  order_line_id bigint,
  product_id bigint,
  kind text,
  quantity numeric,
  reservation_id bigint,
  task_id bigint,
  lot_id bigint,
  hu_id bigint)
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
  value_added text[] not null default '{}'::text[],
  back_order_of bigint,
  held_status smallint,
  held_reason text,
  held_note text not null default ''::text,
  held_by name,
  held_at timestamp with time zone,
  party_id bigint,
  instructions text not null default ''::text,
  owner_id bigint,
  wave_id bigint) row security forced
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
table wms.printed_label (
  warehouse_id smallint not null,
  code text not null,
  carrier text not null,
  way text not null,
  times integer not null default 1,
  printed_at timestamp with time zone not null default clock_timestamp(),
  printed_by name not null default SESSION_USER) row security forced
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
  unit_value numeric(14,4),
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
table wms.putaway_rule (
  warehouse_id smallint not null,
  "position" integer not null,
  name text not null,
  strategy text not null,
  active boolean not null default true,
  goods jsonb not null default '{}'::jsonb,
  zones text[] not null default '{}'::text[],
  kinds text[] not null default '{}'::text[],
  classes text[] not null default '{}'::text[],
  metres numeric(8,1),
  version integer not null,
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default clock_timestamp()) row security forced
table wms.qc_check (
  qc_check_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  qc_plan_id bigint not null,
  op uuid not null,
  task_id bigint not null,
  product_id bigint not null,
  location_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  quantity numeric(18,6) not null,
  sample numeric(18,6) not null,
  accept numeric(18,6) not null,
  defects numeric(18,6),
  state text not null default 'open'::text,
  decided_by name,
  decided_at timestamp with time zone,
  note text not null default ''::text) row security forced
table wms.qc_plan (
  qc_plan_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  turn integer not null,
  name text not null,
  product_id bigint,
  category text,
  party_id bigint,
  every_nth integer not null default 1,
  rule text not null,
  amount numeric(18,6),
  accept numeric(18,6) not null default 0,
  action text not null default 'inspection'::text,
  active boolean not null default true,
  version integer not null default 1) row security forced
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
table wms.receipt (
  receipt_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  inbound_id bigint not null,
  inbound_line_id bigint,
  op uuid not null,
  product_id bigint not null,
  quantity numeric(18,6) not null,
  lot_id bigint,
  hu_id bigint,
  location_id bigint not null,
  status text not null,
  weight numeric(18,3),
  reason text,
  disposition text,
  note text not null default ''::text,
  received_by name not null default SESSION_USER,
  received_at timestamp with time zone not null,
  undone_op uuid,
  undone_at timestamp with time zone) row security forced
table wms.receipt_photo (
  photo_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  receipt_id bigint not null,
  picture bytea not null,
  taken_by name not null default SESSION_USER,
  taken_at timestamp with time zone not null default now()) row security forced
table wms.release_channel (
  channel_id integer not null generated always as identity,
  warehouse_id smallint not null,
  sequence integer not null,
  name text not null,
  state text not null default 'locked'::text,
  wakes_at timestamp with time zone,
  way text not null default 'wave'::text,
  services text[] not null default '{}'::text[],
  priority_from smallint not null default 1,
  priority_to smallint not null default 9,
  most_lines integer,
  horizon_minutes integer,
  open_lines integer,
  mode text not null default 'cluster'::text,
  slots integer not null default 8,
  litres numeric(12,3),
  kilograms numeric(12,3),
  short text not null default 'leave'::text,
  version integer not null default 1,
  changed_by name not null default SESSION_USER,
  changed_at timestamp with time zone not null default now(),
  at_times time without time zone[] not null default '{}'::time without time zone[],
  before_cut_off integer,
  fill_lines integer,
  clock_from timestamp with time zone not null default now()) row security forced
table wms.replenish_rule (
  rule_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  product_id bigint not null,
  location_id bigint not null,
  min_quantity numeric(18,6) not null,
  max_quantity numeric(18,6) not null,
  pack numeric(18,6),
  active boolean not null default true,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default now(),
  version integer not null default 1) row security forced
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
table wms.saved_view (
  saved_view_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  workspace text not null,
  login name not null,
  name text not null,
  shared boolean not null default false,
  content jsonb not null,
  version integer not null default 1) row security forced
table wms.seal_block (
  warehouse_id smallint not null,
  block_no bigint not null,
  form smallint not null,
  epoch text not null,
  entry_from bigint not null,
  prev_hash bytea not null,
  xid_from bigint not null,
  xid_to bigint not null,
  n bigint not null,
  merkle_root bytea not null,
  block_hash bytea not null,
  key_id text not null,
  signature bytea not null,
  sealed_at timestamp with time zone not null,
  marks bytea not null) row security forced
table wms.seal_key (
  warehouse_id smallint not null,
  key_id text not null,
  public_key bytea not null,
  name text not null,
  registered_at timestamp with time zone not null default clock_timestamp(),
  registered_by name not null default SESSION_USER) row security forced
table wms.site_hours (
  warehouse_id smallint not null,
  opens time without time zone not null,
  closes time without time zone not null,
  set_by name not null default SESSION_USER,
  set_at timestamp with time zone not null default now()) row security forced
table wms.sscc_prefix (
  warehouse_id smallint not null,
  extension smallint not null,
  company_prefix text not null,
  since bigint not null,
  changed_at timestamp with time zone not null default clock_timestamp(),
  changed_by name not null default SESSION_USER) row security forced
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
table wms.stock_row (
  quant_id bigint,
  k text,
  m bigint,
  location_id bigint,
  location text,
  zone text,
  product_id bigint,
  sku text,
  product text,
  category text,
  uom text,
  lot_id bigint,
  lot text,
  expires_on date,
  hu_id bigint,
  sscc text,
  owner_id bigint,
  owner text,
  status text,
  blocked boolean,
  holds text,
  quantity numeric,
  reserved numeric,
  free numeric,
  in_date timestamp with time zone,
  last_counted_at timestamp with time zone)
table wms.stock_search (
  warehouse integer,
  products bigint[],
  categories text[],
  zones integer[],
  bins text[],
  lots text[],
  units text[],
  statuses text[],
  owners bigint[],
  own boolean,
  held boolean,
  loose boolean,
  expiry datemultirange,
  undated boolean,
  counted_before timestamp with time zone,
  received tstzrange,
  hold_quants bigint[],
  hold_lots bigint[],
  hold_products bigint[],
  hold_places bigint[],
  hold_units bigint[])
table wms.stock_snapshot (
  snapshot_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  at timestamp with time zone not null,
  xid bigint not null,
  ledger_id bigint not null,
  records bigint not null) row security forced
table wms.stock_snapshot_row (
  snapshot_id bigint not null,
  location_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  owner_id bigint,
  quantity numeric(18,6) not null,
  warehouse_id smallint not null,
  status text not null) row security forced with (autovacuum_vacuum_insert_scale_factor=0.5)
table wms.stock_status (
  status text not null) row security forced
table wms.stock_watermark (
  warehouse_id smallint not null,
  epoch text not null,
  xid bigint not null default 0,
  ledger_id bigint not null default 0,
  entries bigint not null default 0,
  newest timestamp with time zone not null default '-infinity'::timestamp with time zone,
  moved_at timestamp with time zone not null default now()) row security forced
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
  temperature_class text,
  hazard_classes text[],
  kept_by name,
  kept_at timestamp with time zone,
  kept_no integer) row security forced
table wms.substitute_rule (
  rule_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  product_id bigint not null,
  substitute_id bigint not null,
  ratio numeric(12,6) not null default 1,
  party_id bigint,
  rank integer not null default 1,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  ended_by name) row security forced
table wms.taken (
  quant_id bigint,
  version bigint,
  balance numeric,
  in_date timestamp with time zone,
  weight numeric)
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
  finished_at timestamp with time zone,
  plan_id bigint,
  not_before timestamp with time zone,
  exchange integer,
  rule_id bigint,
  held_reason text,
  held_by name,
  held_until timestamp with time zone,
  assigned_by name,
  exception_owner name,
  settlement text,
  wave_id bigint,
  batch_id bigint,
  explanation jsonb) row security forced
table wms.user_warehouse (
  login name not null,
  warehouse_id smallint not null) row security forced
table wms.value_added (
  code text not null,
  name text not null) row security forced
table wms.wanted (
  n integer,
  order_id bigint,
  order_line_id bigint,
  product_id bigint,
  owner_id bigint,
  lot_id bigint,
  least_on date,
  need numeric,
  rule_id integer,
  rule text,
  strategy text,
  zones integer[],
  zone_policy text,
  other_zones boolean,
  pack_policy text,
  pack numeric,
  shadow boolean)
table wms.warehouse (
  warehouse_id smallint not null generated always as identity,
  code text not null,
  name text not null,
  address text,
  time_zone text not null,
  storage_profile text not null default 'native'::text,
  version integer not null default 1) row security forced
table wms.warehouse_gln (
  warehouse_id smallint not null,
  gln text not null,
  changed_at timestamp with time zone not null default clock_timestamp(),
  changed_by name not null default SESSION_USER) row security forced
table wms.wave (
  wave_id bigint not null generated always as identity,
  warehouse_id smallint not null,
  number text not null,
  state text not null default 'planned'::text,
  policy jsonb not null default '{}'::jsonb,
  preflight jsonb,
  made_by name not null default SESSION_USER,
  made_at timestamp with time zone not null default now(),
  released_by name,
  released_at timestamp with time zone,
  version integer not null default 1,
  channel_id integer) row security forced
table wms.work_limit (
  warehouse_id smallint not null,
  login name not null,
  kinds text[],
  zones text[],
  set_by name not null default SESSION_USER,
  set_at timestamp with time zone not null default now()) row security forced
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
wms.adjustment_request: adjustment_request_check CHECK (((state = 'pending'::text) = (decided_by IS NULL)))
wms.adjustment_request: adjustment_request_kind_check CHECK ((kind = ANY (ARRAY['adjust'::text, 'scrap'::text])))
wms.adjustment_request: adjustment_request_note_check CHECK ((length(note) <= 400))
wms.adjustment_request: adjustment_request_op_key UNIQUE (op)
wms.adjustment_request: adjustment_request_pkey PRIMARY KEY (request_id)
wms.adjustment_request: adjustment_request_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'withdrawn'::text])))
wms.adjustment_request: adjustment_request_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.alarm: alarm_pkey PRIMARY KEY (alarm_id)
wms.alarm: alarm_priority_check CHECK (((priority >= 1) AND (priority <= 3)))
wms.allocation_note: allocation_note_kind_check CHECK ((kind = ANY (ARRAY['short'::text, 'promise'::text, 'lost'::text])))
wms.allocation_note: allocation_note_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES wms.order_line(order_line_id)
wms.allocation_note: allocation_note_pkey PRIMARY KEY (order_line_id, kind)
wms.allocation_rule: allocation_rule_check CHECK (((pack_policy = 'break'::text) OR (pack_level IS NOT NULL)))
wms.allocation_rule: allocation_rule_check1 CHECK ((other_zones OR (cardinality(zones) > 0)))
wms.allocation_rule: allocation_rule_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.allocation_rule: allocation_rule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
wms.allocation_rule: allocation_rule_order_type_check CHECK ((order_type = ANY (ARRAY['outbound'::text, 'transfer'::text, 'return'::text])))
wms.allocation_rule: allocation_rule_pack_level_check CHECK ((pack_level = ANY (ARRAY['inner'::text, 'case'::text, 'layer'::text, 'pallet'::text])))
wms.allocation_rule: allocation_rule_pack_policy_check CHECK ((pack_policy = ANY (ARRAY['break'::text, 'prefer'::text, 'only'::text])))
wms.allocation_rule: allocation_rule_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.allocation_rule: allocation_rule_pkey PRIMARY KEY (rule_id)
wms.allocation_rule: allocation_rule_sequence_check CHECK (((sequence >= 1) AND (sequence <= 9999)))
wms.allocation_rule: allocation_rule_strategy_check CHECK ((strategy = ANY (ARRAY['fefo'::text, 'fifo'::text, 'lifo'::text, 'closest'::text, 'least_packages'::text, 'whole_pallet_first'::text])))
wms.allocation_rule: allocation_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.allocation_rule: allocation_rule_warehouse_id_sequence_key UNIQUE (warehouse_id, sequence)
wms.allocation_rule: allocation_rule_zone_policy_check CHECK ((zone_policy = ANY (ARRAY['exhaust'::text, 'mix'::text])))
wms.app_session: app_session_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.app_session: app_session_pkey PRIMARY KEY (login)
wms.app_user: app_user_pkey PRIMARY KEY (login)
wms.approval_limit: approval_limit_kind_check CHECK ((kind = ANY (ARRAY['adjust'::text, 'scrap'::text, 'count'::text])))
wms.approval_limit: approval_limit_max_quantity_check CHECK ((max_quantity >= (0)::numeric))
wms.approval_limit: approval_limit_max_value_check CHECK ((max_value >= (0)::numeric))
wms.approval_limit: approval_limit_pkey PRIMARY KEY (role, kind)
wms.approval_limit: approval_limit_role_check CHECK ((role = ANY (ARRAY['r_picker'::text, 'r_packer'::text, 'r_supervisor'::text, 'r_planner'::text, 'r_admin'::text])))
wms.batch: batch_cart_fkey FOREIGN KEY (cart) REFERENCES wms.handling_unit(hu_id)
wms.batch: batch_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES wms.release_channel(channel_id)
wms.batch: batch_mode_check CHECK ((mode = ANY (ARRAY['discrete'::text, 'batch'::text, 'cluster'::text, 'zone'::text])))
wms.batch: batch_pkey PRIMARY KEY (batch_id)
wms.batch: batch_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.batch: batch_wave_id_fkey FOREIGN KEY (wave_id) REFERENCES wms.wave(wave_id)
wms.batch_tote: batch_tote_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES wms.batch(batch_id)
wms.batch_tote: batch_tote_hu_id_fkey FOREIGN KEY (hu_id) REFERENCES wms.handling_unit(hu_id)
wms.batch_tote: batch_tote_order_id_fkey FOREIGN KEY (order_id) REFERENCES wms.orders(order_id)
wms.batch_tote: batch_tote_pkey PRIMARY KEY (batch_id, hu_id)
wms.cart_slot: cart_slot_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES wms.batch(batch_id)
wms.cart_slot: cart_slot_batch_id_order_id_key UNIQUE (batch_id, order_id)
wms.cart_slot: cart_slot_hu_id_fkey FOREIGN KEY (hu_id) REFERENCES wms.handling_unit(hu_id)
wms.cart_slot: cart_slot_order_id_fkey FOREIGN KEY (order_id) REFERENCES wms.orders(order_id)
wms.cart_slot: cart_slot_pkey PRIMARY KEY (batch_id, slot)
wms.cart_slot: cart_slot_slot_check CHECK ((slot > 0))
wms.carton_type: carton_type_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,15}$'::text))
wms.carton_type: carton_type_height_check CHECK ((height > 0))
wms.carton_type: carton_type_length_check CHECK ((length > 0))
wms.carton_type: carton_type_max_weight_check CHECK ((max_weight > (0)::numeric))
wms.carton_type: carton_type_pkey PRIMARY KEY (warehouse_id, code)
wms.carton_type: carton_type_tare_check CHECK ((tare >= (0)::numeric))
wms.carton_type: carton_type_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.carton_type: carton_type_width_check CHECK ((width > 0))
wms.channel_run: channel_run_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES wms.release_channel(channel_id)
wms.channel_run: channel_run_channel_id_why_due_at_key UNIQUE (channel_id, why, due_at)
wms.channel_run: channel_run_check CHECK (((outcome = 'released'::text) = (wave_id IS NOT NULL)))
wms.channel_run: channel_run_outcome_check CHECK ((outcome = ANY (ARRAY['released'::text, 'nothing'::text, 'missed'::text])))
wms.channel_run: channel_run_pkey PRIMARY KEY (run_id)
wms.channel_run: channel_run_said_check CHECK (((length(said) >= 1) AND (length(said) <= 500)))
wms.channel_run: channel_run_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.channel_run: channel_run_wave_id_fkey FOREIGN KEY (wave_id) REFERENCES wms.wave(wave_id)
wms.channel_run: channel_run_why_check CHECK ((why = ANY (ARRAY['time'::text, 'cut_off'::text, 'fill'::text, 'hand'::text])))
wms.check_run: check_run_kind_check CHECK ((kind = ANY (ARRAY['sample'::text, 'full'::text, 'seals'::text])))
wms.check_run: check_run_pkey PRIMARY KEY (warehouse_id, run_id)
wms.check_run: check_run_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.count: count_pkey PRIMARY KEY (count_id)
wms.count: count_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES wms.count_plan(plan_id)
wms.count: count_state_check CHECK ((state = ANY (ARRAY['open'::text, 'counted'::text, 'recount'::text, 'review'::text, 'approved'::text, 'posted'::text, 'cancelled'::text])))
wms.count: count_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.count_expectation: count_expectation_pkey PRIMARY KEY (expectation_id)
wms.count_line: count_line_pkey PRIMARY KEY (line_id)
wms.count_plan: count_plan_every_days_check CHECK (((every_days >= 1) AND (every_days <= 3660)))
wms.count_plan: count_plan_kind_check CHECK ((kind = ANY (ARRAY['abc'::text, 'turnover'::text, 'accuracy'::text, 'zero'::text, 'demand'::text, 'import'::text])))
wms.count_plan: count_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
wms.count_plan: count_plan_pkey PRIMARY KEY (plan_id)
wms.count_plan: count_plan_tolerance_check CHECK (((tolerance >= (0)::numeric) AND (tolerance < 'NaN'::numeric)))
wms.count_plan: count_plan_tolerance_share_check CHECK (((tolerance_share >= (0)::numeric) AND (tolerance_share <= (1)::numeric)))
wms.count_plan: count_plan_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.count_position: count_position_pkey PRIMARY KEY (round_id, line_id, quant_id)
wms.count_round: count_round_count_id_fkey FOREIGN KEY (count_id) REFERENCES wms.count(count_id)
wms.count_round: count_round_count_id_round_key UNIQUE (count_id, round)
wms.count_round: count_round_pkey PRIMARY KEY (round_id)
wms.count_round: count_round_round_check CHECK ((round > 0))
wms.count_walk: count_walk_check CHECK (((metres IS NOT NULL) = (way = 'metres'::text)))
wms.count_walk: count_walk_metres_check CHECK (((metres >= 0.5) AND (metres <= (1000)::numeric)))
wms.count_walk: count_walk_pkey PRIMARY KEY (warehouse_id)
wms.count_walk: count_walk_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.count_walk: count_walk_way_check CHECK ((way = ANY (ARRAY['off'::text, 'aisle'::text, 'metres'::text])))
wms.dock_appointment: dock_appointment_carrier_check CHECK ((length(carrier) <= 80))
wms.dock_appointment: dock_appointment_check CHECK ((starts_at < ends_at))
wms.dock_appointment: dock_appointment_inbound_id_fkey FOREIGN KEY (inbound_id) REFERENCES wms.inbound(inbound_id)
wms.dock_appointment: dock_appointment_note_check CHECK ((length(note) <= 400))
wms.dock_appointment: dock_appointment_pkey PRIMARY KEY (appointment_id)
wms.dock_appointment: dock_appointment_state_check CHECK ((state = ANY (ARRAY['booked'::text, 'arrived'::text, 'docked'::text, 'done'::text, 'no_show'::text, 'cancelled'::text])))
wms.dock_appointment: dock_appointment_warehouse_id_dock_id_fkey FOREIGN KEY (warehouse_id, dock_id) REFERENCES wms.location(warehouse_id, location_id)
wms.dock_appointment: dock_appointment_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.epoch: epoch_only_row_check CHECK (only_row)
wms.epoch: epoch_pkey PRIMARY KEY (only_row)
wms.event: event_pkey PRIMARY KEY (event_id)
wms.event: event_type_check CHECK ((type ~ '^[a-z_]+\.[a-z_]+$'::text))
wms.finding: finding_pkey PRIMARY KEY (finding_id)
wms.finding: finding_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.fixed_bin: fixed_bin_pkey PRIMARY KEY (warehouse_id, product_id, location_id)
wms.fixed_bin: fixed_bin_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.fixed_bin: fixed_bin_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
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
wms.hazard_book: hazard_book_pkey PRIMARY KEY (warehouse_id)
wms.hazard_book: hazard_book_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.hazard_rule: hazard_rule_check CHECK (((one COLLATE "C") < (other COLLATE "C")))
wms.hazard_rule: hazard_rule_check1 CHECK (((metres IS NULL) OR (rule = 'apart'::text)))
wms.hazard_rule: hazard_rule_metres_check CHECK ((metres > (0)::numeric))
wms.hazard_rule: hazard_rule_one_check CHECK (((length(one) >= 1) AND (length(one) <= 40)))
wms.hazard_rule: hazard_rule_other_check CHECK (((length(other) >= 1) AND (length(other) <= 40)))
wms.hazard_rule: hazard_rule_pkey PRIMARY KEY (warehouse_id, one, other)
wms.hazard_rule: hazard_rule_rule_check CHECK ((rule = ANY (ARRAY['together'::text, 'apart'::text, 'never'::text])))
wms.hazard_rule: hazard_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.hold: hold_check CHECK (((released_at IS NULL) = (released_by IS NULL)))
wms.hold: hold_note_check CHECK ((length(note) <= 400))
wms.hold: hold_pkey PRIMARY KEY (hold_id)
wms.hold: hold_release_note_check CHECK ((length(release_note) <= 400))
wms.hold: hold_target_check CHECK ((target = ANY (ARRAY['quant'::text, 'lot'::text, 'hu'::text, 'location'::text, 'product'::text])))
wms.hold: hold_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.hu_label: hu_label_hu_id_fkey FOREIGN KEY (hu_id) REFERENCES wms.handling_unit(hu_id)
wms.hu_label: hu_label_pkey PRIMARY KEY (sscc)
wms.hu_label: hu_label_sscc_check CHECK ((sscc ~ '^[0-9]{18}$'::text))
wms.hu_label: hu_label_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.inbound: inbound_kind_check CHECK ((kind = ANY (ARRAY['order'::text, 'asn'::text, 'return'::text, 'transfer'::text])))
wms.inbound: inbound_note_check CHECK ((length(note) <= 400))
wms.inbound: inbound_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.inbound: inbound_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.inbound: inbound_pkey PRIMARY KEY (inbound_id)
wms.inbound: inbound_source_external_ref_key UNIQUE (source, external_ref)
wms.inbound: inbound_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.inbound: inbound_warehouse_id_number_key UNIQUE (warehouse_id, number)
wms.inbound_change: inbound_change_inbound_id_fkey FOREIGN KEY (inbound_id) REFERENCES wms.inbound(inbound_id)
wms.inbound_change: inbound_change_inbound_id_version_key UNIQUE (inbound_id, version)
wms.inbound_change: inbound_change_note_check CHECK ((length(note) <= 400))
wms.inbound_change: inbound_change_pkey PRIMARY KEY (change_id)
wms.inbound_change: inbound_change_version_check CHECK ((version > 1))
wms.inbound_change: inbound_change_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.inbound_line: inbound_line_check CHECK (((damaged >= (0)::numeric) AND (damaged <= received)))
wms.inbound_line: inbound_line_inbound_id_fkey FOREIGN KEY (inbound_id) REFERENCES wms.inbound(inbound_id)
wms.inbound_line: inbound_line_inbound_id_line_no_key UNIQUE (inbound_id, line_no)
wms.inbound_line: inbound_line_line_no_check CHECK ((line_no > 0))
wms.inbound_line: inbound_line_lot_check CHECK (((length(lot) >= 1) AND (length(lot) <= 40)))
wms.inbound_line: inbound_line_pkey PRIMARY KEY (inbound_line_id)
wms.inbound_line: inbound_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.inbound_line: inbound_line_quantity_check CHECK ((quantity >= (0)::numeric))
wms.inbound_line: inbound_line_received_check CHECK ((received >= (0)::numeric))
wms.inbound_line: inbound_line_sscc_check CHECK ((sscc ~ '^[0-9]{18}$'::text))
wms.inbound_line: inbound_line_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.installation: installation_only_one_check CHECK (only_one)
wms.installation: installation_pkey PRIMARY KEY (only_one)
wms.job: job_pkey PRIMARY KEY (warehouse_id, name)
wms.job: job_state_check CHECK ((state = ANY (ARRAY['ok'::text, 'failing'::text, 'waiting'::text])))
wms.job: job_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.kit: kit_pkey PRIMARY KEY (product_id)
wms.kit: kit_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.kit: kit_revision_check CHECK ((revision > 0))
wms.kit_line: kit_line_check CHECK ((component_id <> product_id))
wms.kit_line: kit_line_component_id_fkey FOREIGN KEY (component_id) REFERENCES wms.product(product_id)
wms.kit_line: kit_line_pkey PRIMARY KEY (product_id, revision, component_id)
wms.kit_line: kit_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.kit(product_id)
wms.kit_line: kit_line_quantity_check CHECK ((quantity > (0)::numeric))
wms.layout_draft: layout_draft_base_no_check CHECK ((base_no >= 0))
wms.layout_draft: layout_draft_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
wms.layout_draft: layout_draft_note_check CHECK ((length(note) <= 400))
wms.layout_draft: layout_draft_pkey PRIMARY KEY (draft_id)
wms.layout_draft: layout_draft_review_note_check CHECK ((length(review_note) <= 400))
wms.layout_draft: layout_draft_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'review'::text, 'approved'::text, 'published'::text])))
wms.layout_draft: layout_draft_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.layout_rule: layout_rule_pkey PRIMARY KEY (warehouse_id)
wms.layout_rule: layout_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.layout_underlay: layout_underlay_floor_id_check CHECK (((length(floor_id) >= 1) AND (length(floor_id) <= 80)))
wms.layout_underlay: layout_underlay_lying_check CHECK ((length((lying)::text) <= 1000))
wms.layout_underlay: layout_underlay_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
wms.layout_underlay: layout_underlay_picture_check CHECK ((length(picture) <= 8000000))
wms.layout_underlay: layout_underlay_pkey PRIMARY KEY (warehouse_id, floor_id)
wms.layout_underlay: layout_underlay_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.layout_version: layout_version_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
wms.layout_version: layout_version_note_check CHECK ((length(note) <= 400))
wms.layout_version: layout_version_pkey PRIMARY KEY (warehouse_id, version_no)
wms.layout_version: layout_version_summary_check CHECK ((length(summary) <= 400))
wms.layout_version: layout_version_version_no_check CHECK ((version_no > 0))
wms.layout_version: layout_version_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.lease: lease_pkey PRIMARY KEY (name)
wms.ledger: ledger_pkey PRIMARY KEY (posted_at, ledger_id)
wms.location: location_boundary_check CHECK ((boundary = ANY (ARRAY['supplier'::text, 'customer'::text, 'adjustment'::text, 'scrap'::text, 'transit'::text])))
wms.location: location_check CHECK (((kind = 'virtual'::text) = (boundary IS NOT NULL)))
wms.location: location_check1 CHECK (((kind = 'retired'::text) = (retired_at IS NOT NULL)))
wms.location: location_class_id_fkey FOREIGN KEY (class_id) REFERENCES wms.storage_class(class_id)
wms.location: location_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text))
wms.location: location_kind_check CHECK ((kind = ANY (ARRAY['storage'::text, 'pick'::text, 'receiving'::text, 'quality'::text, 'staging'::text, 'packing'::text, 'dock'::text, 'station'::text, 'virtual'::text, 'retired'::text])))
wms.location: location_pkey PRIMARY KEY (warehouse_id, location_id)
wms.location: location_rack_id_fkey FOREIGN KEY (rack_id) REFERENCES wms.rack(rack_id)
wms.location: location_warehouse_id_barcode_key UNIQUE (warehouse_id, barcode)
wms.location: location_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.location: location_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.location: location_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES wms.zone(zone_id)
wms.location_alias: location_alias_pkey PRIMARY KEY (warehouse_id, barcode)
wms.location_alias: location_alias_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.lot: lot_check CHECK ((produced_on <= expires_on))
wms.lot: lot_kind_check CHECK ((kind = ANY (ARRAY['lot'::text, 'serial'::text])))
wms.lot: lot_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.lot: lot_pkey PRIMARY KEY (lot_id)
wms.lot: lot_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.lot: lot_product_id_number_key UNIQUE (product_id, number)
wms.lot_origin: lot_origin_from_lot_id_fkey FOREIGN KEY (from_lot_id) REFERENCES wms.lot(lot_id)
wms.lot_origin: lot_origin_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES wms.lot(lot_id)
wms.lot_origin: lot_origin_pkey PRIMARY KEY (lot_id, from_lot_id, op)
wms.lot_origin: lot_origin_quantity_check CHECK ((quantity > (0)::numeric))
wms.move_plan: move_plan_pkey PRIMARY KEY (plan_id)
wms.move_plan: move_plan_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.order_line: order_line_back CHECK ((((0)::numeric <= to_unpick) AND ((0)::numeric <= to_unpack) AND (to_unpack <= packed) AND (to_unpick <= (picked - packed))))
wms.order_line: order_line_cancelled_check CHECK ((cancelled >= (0)::numeric))
wms.order_line: order_line_check CHECK ((((reserved + picked) + cancelled) <= quantity))
wms.order_line: order_line_check1 CHECK (((shipped <= packed) AND (packed <= picked)))
wms.order_line: order_line_kit_id_fkey FOREIGN KEY (kit_id) REFERENCES wms.product(product_id)
wms.order_line: order_line_line_no_check CHECK ((line_no > 0))
wms.order_line: order_line_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES wms.lot(lot_id)
wms.order_line: order_line_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.order_line: order_line_order_id_fkey FOREIGN KEY (order_id) REFERENCES wms.orders(order_id)
wms.order_line: order_line_order_id_line_no_key UNIQUE (order_id, line_no)
wms.order_line: order_line_packed_check CHECK ((packed >= (0)::numeric))
wms.order_line: order_line_picked_check CHECK ((picked >= (0)::numeric))
wms.order_line: order_line_pkey PRIMARY KEY (order_line_id)
wms.order_line: order_line_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.order_line: order_line_promised_check CHECK ((promised >= (0)::numeric))
wms.order_line: order_line_promised_stock_check CHECK ((promised_stock >= (0)::numeric))
wms.order_line: order_line_quantity_check CHECK ((quantity > (0)::numeric))
wms.order_line: order_line_reserved_check CHECK ((reserved >= (0)::numeric))
wms.order_line: order_line_shipped_check CHECK ((shipped >= (0)::numeric))
wms.order_line: order_line_substitutes_fkey FOREIGN KEY (substitutes) REFERENCES wms.order_line(order_line_id)
wms.orders: orders_back_order_of_fkey FOREIGN KEY (back_order_of) REFERENCES wms.orders(order_id)
wms.orders: orders_completeness_check CHECK ((completeness = ANY (ARRAY['ship_complete'::text, 'partial'::text, 'backorder'::text])))
wms.orders: orders_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.orders: orders_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES wms.party(party_id)
wms.orders: orders_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.orders: orders_pkey PRIMARY KEY (order_id)
wms.orders: orders_priority_check CHECK (((priority >= 1) AND (priority <= 9)))
wms.orders: orders_source_external_ref_key UNIQUE (source, external_ref)
wms.orders: orders_type_check CHECK ((type = ANY (ARRAY['inbound'::text, 'outbound'::text, 'transfer'::text, 'return'::text])))
wms.orders: orders_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.orders: orders_warehouse_id_number_key UNIQUE (warehouse_id, number)
wms.orders: orders_wave_id_fkey FOREIGN KEY (wave_id) REFERENCES wms.wave(wave_id)
wms.party: party_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text))
wms.party: party_kind_check CHECK ((kind = ANY (ARRAY['owner'::text, 'customer'::text, 'supplier'::text, 'carrier'::text])))
wms.party: party_kind_code_key UNIQUE (kind, code)
wms.party: party_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.party: party_pkey PRIMARY KEY (party_id)
wms.posting: posting_pkey PRIMARY KEY (op)
wms.printed_label: printed_label_carrier_check CHECK ((carrier = ANY (ARRAY['code128'::text, 'datamatrix'::text, 'gs1_128'::text, 'gs1_datamatrix'::text])))
wms.printed_label: printed_label_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'::text))
wms.printed_label: printed_label_pkey PRIMARY KEY (warehouse_id, code)
wms.printed_label: printed_label_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.printed_label: printed_label_way_check CHECK ((way = ANY (ARRAY['sheet'::text, 'printer'::text])))
wms.product: product_height_check CHECK ((height > 0))
wms.product: product_length_check CHECK ((length > 0))
wms.product: product_min_remaining_days_check CHECK ((min_remaining_days >= 0))
wms.product: product_pkey PRIMARY KEY (product_id)
wms.product: product_shelf_life_days_check CHECK ((shelf_life_days > 0))
wms.product: product_sku_check CHECK ((sku ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'::text))
wms.product: product_sku_key UNIQUE (sku)
wms.product: product_stack_limit_check CHECK ((stack_limit > 0))
wms.product: product_tracking_check CHECK ((tracking = ANY (ARRAY['none'::text, 'lot'::text, 'serial'::text])))
wms.product: product_unit_value_check CHECK ((unit_value >= (0)::numeric))
wms.product: product_weight_check CHECK ((weight >= (0)::numeric))
wms.product: product_width_check CHECK ((width > 0))
wms.product_barcode: product_barcode_pkey PRIMARY KEY (barcode)
wms.product_barcode: product_barcode_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.product_packaging: product_packaging_gtin_check CHECK ((gtin ~ '^[0-9]{8,14}$'::text))
wms.product_packaging: product_packaging_level_check CHECK ((level = ANY (ARRAY['each'::text, 'inner'::text, 'case'::text, 'layer'::text, 'pallet'::text])))
wms.product_packaging: product_packaging_pkey PRIMARY KEY (product_id, level)
wms.product_packaging: product_packaging_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.product_packaging: product_packaging_quantity_check CHECK ((quantity > (0)::numeric))
wms.putaway_rule: putaway_rule_metres_check CHECK ((metres > (0)::numeric))
wms.putaway_rule: putaway_rule_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
wms.putaway_rule: putaway_rule_pkey PRIMARY KEY (warehouse_id, "position")
wms.putaway_rule: putaway_rule_position_check CHECK ((("position" >= 1) AND ("position" <= 100)))
wms.putaway_rule: putaway_rule_strategy_check CHECK ((strategy = ANY (ARRAY['fixed'::text, 'existing'::text, 'near_pick'::text, 'zone'::text, 'empty'::text, 'bulk'::text, 'overflow'::text])))
wms.putaway_rule: putaway_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.qc_check: qc_check_note_check CHECK ((length(note) <= 400))
wms.qc_check: qc_check_pkey PRIMARY KEY (qc_check_id)
wms.qc_check: qc_check_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.qc_check: qc_check_qc_plan_id_fkey FOREIGN KEY (qc_plan_id) REFERENCES wms.qc_plan(qc_plan_id)
wms.qc_check: qc_check_state_check CHECK ((state = ANY (ARRAY['open'::text, 'passed'::text, 'failed'::text, 'cancelled'::text])))
wms.qc_check: qc_check_task_id_fkey FOREIGN KEY (task_id) REFERENCES wms.task(task_id)
wms.qc_check: qc_check_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.qc_plan: qc_plan_accept_check CHECK ((accept >= (0)::numeric))
wms.qc_plan: qc_plan_action_check CHECK ((action = ANY (ARRAY['inspection'::text, 'hold'::text])))
wms.qc_plan: qc_plan_amount_check CHECK ((amount > (0)::numeric))
wms.qc_plan: qc_plan_check CHECK (((rule = ANY (ARRAY['share'::text, 'count'::text])) = (amount IS NOT NULL)))
wms.qc_plan: qc_plan_check1 CHECK (((rule <> 'share'::text) OR (amount <= (1)::numeric)))
wms.qc_plan: qc_plan_every_nth_check CHECK (((every_nth >= 1) AND (every_nth <= 1000)))
wms.qc_plan: qc_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80)))
wms.qc_plan: qc_plan_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.qc_plan: qc_plan_pkey PRIMARY KEY (qc_plan_id)
wms.qc_plan: qc_plan_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.qc_plan: qc_plan_rule_check CHECK ((rule = ANY (ARRAY['all'::text, 'share'::text, 'iso2859'::text, 'count'::text])))
wms.qc_plan: qc_plan_turn_check CHECK (((turn >= 1) AND (turn <= 9999)))
wms.qc_plan: qc_plan_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.qc_plan: qc_plan_warehouse_id_name_key UNIQUE (warehouse_id, name)
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
wms.reason_code: reason_code_kind_check CHECK ((kind ~ '^[a-z_]{2,20}$'::text))
wms.reason_code: reason_code_pkey PRIMARY KEY (kind, code)
wms.receipt: receipt_disposition_check CHECK ((disposition = ANY (ARRAY['restock'::text, 'inspect'::text, 'repair'::text, 'vendor'::text, 'scrap'::text])))
wms.receipt: receipt_hu_id_fkey FOREIGN KEY (hu_id) REFERENCES wms.handling_unit(hu_id)
wms.receipt: receipt_inbound_id_fkey FOREIGN KEY (inbound_id) REFERENCES wms.inbound(inbound_id)
wms.receipt: receipt_inbound_line_id_fkey FOREIGN KEY (inbound_line_id) REFERENCES wms.inbound_line(inbound_line_id)
wms.receipt: receipt_lot_id_fkey FOREIGN KEY (lot_id) REFERENCES wms.lot(lot_id)
wms.receipt: receipt_note_check CHECK ((length(note) <= 400))
wms.receipt: receipt_pkey PRIMARY KEY (receipt_id)
wms.receipt: receipt_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.receipt: receipt_quantity_check CHECK ((quantity > (0)::numeric))
wms.receipt: receipt_status_fkey FOREIGN KEY (status) REFERENCES wms.stock_status(status)
wms.receipt: receipt_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.receipt: receipt_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.receipt_photo: receipt_photo_picture_check CHECK ((length(picture) <= 4000000))
wms.receipt_photo: receipt_photo_pkey PRIMARY KEY (photo_id)
wms.receipt_photo: receipt_photo_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES wms.receipt(receipt_id)
wms.receipt_photo: receipt_photo_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.release_channel: release_channel_before_cut_off_check CHECK (((before_cut_off >= 1) AND (before_cut_off <= 10080)))
wms.release_channel: release_channel_check CHECK ((priority_from <= priority_to))
wms.release_channel: release_channel_check1 CHECK (((state = 'asleep'::text) OR (wakes_at IS NULL)))
wms.release_channel: release_channel_fill_lines_check CHECK ((fill_lines > 0))
wms.release_channel: release_channel_horizon_minutes_check CHECK ((horizon_minutes > 0))
wms.release_channel: release_channel_kilograms_check CHECK ((kilograms > (0)::numeric))
wms.release_channel: release_channel_litres_check CHECK ((litres > (0)::numeric))
wms.release_channel: release_channel_mode_check CHECK ((mode = ANY (ARRAY['discrete'::text, 'batch'::text, 'cluster'::text, 'zone'::text])))
wms.release_channel: release_channel_most_lines_check CHECK ((most_lines > 0))
wms.release_channel: release_channel_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
wms.release_channel: release_channel_open_lines_check CHECK ((open_lines > 0))
wms.release_channel: release_channel_pkey PRIMARY KEY (channel_id)
wms.release_channel: release_channel_priority_from_check CHECK (((priority_from >= 1) AND (priority_from <= 9)))
wms.release_channel: release_channel_priority_to_check CHECK (((priority_to >= 1) AND (priority_to <= 9)))
wms.release_channel: release_channel_sequence_check CHECK (((sequence >= 1) AND (sequence <= 9999)))
wms.release_channel: release_channel_short_check CHECK ((short = ANY (ARRAY['leave'::text, 'take'::text])))
wms.release_channel: release_channel_slots_check CHECK (((slots >= 1) AND (slots <= 100)))
wms.release_channel: release_channel_state_check CHECK ((state = ANY (ARRAY['open'::text, 'locked'::text, 'asleep'::text])))
wms.release_channel: release_channel_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.release_channel: release_channel_warehouse_id_name_key UNIQUE (warehouse_id, name)
wms.release_channel: release_channel_warehouse_id_sequence_key UNIQUE (warehouse_id, sequence)
wms.release_channel: release_channel_way_check CHECK ((way = ANY (ARRAY['stream'::text, 'wave'::text])))
wms.replenish_rule: replenish_rule_check CHECK ((max_quantity > min_quantity))
wms.replenish_rule: replenish_rule_max_quantity_check CHECK ((max_quantity < 'NaN'::numeric))
wms.replenish_rule: replenish_rule_min_quantity_check CHECK ((min_quantity >= (0)::numeric))
wms.replenish_rule: replenish_rule_pack_check CHECK ((pack > (0)::numeric))
wms.replenish_rule: replenish_rule_pkey PRIMARY KEY (rule_id)
wms.replenish_rule: replenish_rule_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.replenish_rule: replenish_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.replenish_rule: replenish_rule_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.replenish_rule: replenish_rule_warehouse_id_product_id_location_id_key UNIQUE (warehouse_id, product_id, location_id)
wms.reservation: reservation_order_line_id_fkey FOREIGN KEY (order_line_id) REFERENCES wms.order_line(order_line_id)
wms.reservation: reservation_pkey PRIMARY KEY (reservation_id)
wms.reservation: reservation_quantity_check CHECK ((quantity > (0)::numeric))
wms.reservation: reservation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'picked'::text, 'released'::text])))
wms.reservation: reservation_task_id_fkey FOREIGN KEY (task_id) REFERENCES wms.task(task_id)
wms.saved_view: saved_view_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.saved_view: saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
wms.saved_view: saved_view_pkey PRIMARY KEY (saved_view_id)
wms.saved_view: saved_view_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.saved_view: saved_view_warehouse_id_workspace_login_name_key UNIQUE (warehouse_id, workspace, login, name)
wms.saved_view: saved_view_workspace_check CHECK ((workspace ~ '^[a-z_]{1,30}$'::text))
wms.seal_block: seal_block_block_hash_check CHECK ((length(block_hash) = 32))
wms.seal_block: seal_block_block_no_check CHECK ((block_no > 0))
wms.seal_block: seal_block_check CHECK ((xid_to > xid_from))
wms.seal_block: seal_block_check1 CHECK ((length(marks) = (8 * n)))
wms.seal_block: seal_block_merkle_root_check CHECK ((length(merkle_root) = 32))
wms.seal_block: seal_block_n_check CHECK ((n >= 0))
wms.seal_block: seal_block_pkey PRIMARY KEY (warehouse_id, block_no)
wms.seal_block: seal_block_prev_hash_check CHECK ((length(prev_hash) = 32))
wms.seal_block: seal_block_signature_check CHECK ((length(signature) = 64))
wms.seal_block: seal_block_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.seal_block: seal_block_warehouse_id_key_id_fkey FOREIGN KEY (warehouse_id, key_id) REFERENCES wms.seal_key(warehouse_id, key_id)
wms.seal_key: seal_key_key_id_check CHECK ((key_id ~ '^[0-9a-f]{16}$'::text))
wms.seal_key: seal_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
wms.seal_key: seal_key_pkey PRIMARY KEY (warehouse_id, key_id)
wms.seal_key: seal_key_public_key_check CHECK ((length(public_key) = 32))
wms.seal_key: seal_key_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.site_hours: site_hours_pkey PRIMARY KEY (warehouse_id)
wms.site_hours: site_hours_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.sscc_prefix: sscc_prefix_company_prefix_check CHECK ((company_prefix ~ '^[0-9]{4,12}$'::text))
wms.sscc_prefix: sscc_prefix_extension_check CHECK (((extension >= 0) AND (extension <= 9)))
wms.sscc_prefix: sscc_prefix_pkey PRIMARY KEY (warehouse_id)
wms.sscc_prefix: sscc_prefix_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.state: state_entity_check CHECK ((entity = ANY (ARRAY['order'::text, 'task'::text])))
wms.state: state_entity_name_key UNIQUE (entity, name)
wms.state: state_pkey PRIMARY KEY (entity, rank)
wms.station: station_kind_check CHECK ((kind = ANY (ARRAY['packing'::text, 'receiving'::text, 'picking'::text, 'control'::text])))
wms.station: station_pkey PRIMARY KEY (station_id)
wms.station: station_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.station: station_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.station: station_warehouse_id_location_id_fkey FOREIGN KEY (warehouse_id, location_id) REFERENCES wms.location(warehouse_id, location_id)
wms.stock_snapshot: stock_snapshot_pkey PRIMARY KEY (snapshot_id)
wms.stock_snapshot: stock_snapshot_warehouse_id_at_key UNIQUE (warehouse_id, at)
wms.stock_snapshot: stock_snapshot_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.stock_status: stock_status_pkey PRIMARY KEY (status)
wms.stock_watermark: stock_watermark_pkey PRIMARY KEY (warehouse_id)
wms.stock_watermark: stock_watermark_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.storage_class: storage_class_lot_mixing_check CHECK ((lot_mixing = ANY (ARRAY['none'::text, 'same'::text, 'any'::text])))
wms.storage_class: storage_class_max_handling_units_check CHECK ((max_handling_units > 0))
wms.storage_class: storage_class_max_height_check CHECK ((max_height > 0))
wms.storage_class: storage_class_max_volume_check CHECK ((max_volume > (0)::numeric))
wms.storage_class: storage_class_max_weight_check CHECK ((max_weight > (0)::numeric))
wms.storage_class: storage_class_pkey PRIMARY KEY (class_id)
wms.storage_class: storage_class_product_mixing_check CHECK ((product_mixing = ANY (ARRAY['none'::text, 'same'::text, 'any'::text])))
wms.storage_class: storage_class_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.storage_class: storage_class_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.substitute_rule: substitute_rule_check CHECK ((product_id <> substitute_id))
wms.substitute_rule: substitute_rule_party_id_fkey FOREIGN KEY (party_id) REFERENCES wms.party(party_id)
wms.substitute_rule: substitute_rule_pkey PRIMARY KEY (rule_id)
wms.substitute_rule: substitute_rule_product_id_fkey FOREIGN KEY (product_id) REFERENCES wms.product(product_id)
wms.substitute_rule: substitute_rule_rank_check CHECK (((rank >= 1) AND (rank <= 99)))
wms.substitute_rule: substitute_rule_ratio_check CHECK (((ratio > (0)::numeric) AND (ratio < 'NaN'::numeric)))
wms.substitute_rule: substitute_rule_substitute_id_fkey FOREIGN KEY (substitute_id) REFERENCES wms.product(product_id)
wms.substitute_rule: substitute_rule_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.task: task_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES wms.batch(batch_id)
wms.task: task_kind_check CHECK ((kind = ANY (ARRAY['receive'::text, 'putaway'::text, 'move'::text, 'replenish'::text, 'pick'::text, 'pack'::text, 'load'::text, 'count'::text, 'quality'::text])))
wms.task: task_pkey PRIMARY KEY (task_id)
wms.task: task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES wms.move_plan(plan_id)
wms.task: task_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES wms.replenish_rule(rule_id)
wms.task: task_wave_id_fkey FOREIGN KEY (wave_id) REFERENCES wms.wave(wave_id)
wms.user_warehouse: user_warehouse_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.user_warehouse: user_warehouse_pkey PRIMARY KEY (login, warehouse_id)
wms.user_warehouse: user_warehouse_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.value_added: value_added_code_check CHECK ((code ~ '^[a-z][a-z_]{1,29}$'::text))
wms.value_added: value_added_pkey PRIMARY KEY (code)
wms.warehouse: warehouse_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9 _-]{0,31}$'::text))
wms.warehouse: warehouse_code_key UNIQUE (code)
wms.warehouse: warehouse_pkey PRIMARY KEY (warehouse_id)
wms.warehouse: warehouse_storage_profile_check CHECK ((storage_profile = ANY (ARRAY['native'::text, 'timescale'::text])))
wms.warehouse_gln: warehouse_gln_gln_check CHECK ((gln ~ '^[0-9]{13}$'::text))
wms.warehouse_gln: warehouse_gln_pkey PRIMARY KEY (warehouse_id)
wms.warehouse_gln: warehouse_gln_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.wave: wave_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES wms.release_channel(channel_id)
wms.wave: wave_number_check CHECK (((length(number) >= 1) AND (length(number) <= 40)))
wms.wave: wave_pkey PRIMARY KEY (wave_id)
wms.wave: wave_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'released'::text, 'done'::text, 'cancelled'::text])))
wms.wave: wave_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.wave: wave_warehouse_id_number_key UNIQUE (warehouse_id, number)
wms.work_limit: work_limit_login_fkey FOREIGN KEY (login) REFERENCES wms.app_user(login)
wms.work_limit: work_limit_pkey PRIMARY KEY (warehouse_id, login)
wms.work_limit: work_limit_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)
wms.zone: zone_pkey PRIMARY KEY (zone_id)
wms.zone: zone_warehouse_id_code_key UNIQUE (warehouse_id, code)
wms.zone: zone_warehouse_id_fkey FOREIGN KEY (warehouse_id) REFERENCES wms.warehouse(warehouse_id)

-- indexes
CREATE INDEX adjustment_request_open ON wms.adjustment_request USING btree (warehouse_id, request_id) WHERE (state = 'pending'::text)
CREATE INDEX adjustment_request_time ON wms.adjustment_request USING btree (warehouse_id, requested_at)
CREATE INDEX batch_channel ON wms.batch USING btree (channel_id) WHERE (channel_id IS NOT NULL)
CREATE INDEX batch_of_wave ON wms.batch USING btree (wave_id) WHERE (wave_id IS NOT NULL)
CREATE INDEX batch_tote_order ON wms.batch_tote USING btree (order_id) WHERE (order_id IS NOT NULL)
CREATE INDEX cart_slot_order ON wms.cart_slot USING btree (order_id)
CREATE INDEX channel_run_last ON wms.channel_run USING btree (channel_id, run_id)
CREATE INDEX check_run_time ON wms.check_run USING btree (warehouse_id, finished_at DESC)
CREATE INDEX count_done ON wms.count USING btree (warehouse_id, posted_at) WHERE (state = 'posted'::text)
CREATE INDEX count_expectation_round ON wms.count_expectation USING btree (round_id)
CREATE INDEX count_line_round ON wms.count_line USING btree (round_id)
CREATE INDEX count_plan_run ON wms.count USING btree (plan_id, run, state)
CREATE INDEX count_round_person ON wms.count_round USING btree (warehouse_id, person, closed_at) WHERE (closed_at IS NOT NULL)
CREATE INDEX dock_appointment_inbound ON wms.dock_appointment USING btree (inbound_id) WHERE (inbound_id IS NOT NULL)
CREATE INDEX dock_appointment_time ON wms.dock_appointment USING btree (warehouse_id, dock_id, starts_at)
CREATE INDEX event_feed ON wms.event USING btree (warehouse_id, xid, event_id)
CREATE INDEX event_of_order ON wms.event USING btree (aggregate_id, event_id) WHERE (type ~~ 'order.%'::text)
CREATE INDEX event_time ON wms.event USING btree (warehouse_id, occurred_at)
CREATE INDEX event_unit ON wms.event USING btree (aggregate_id, event_id) WHERE (type ~~ 'hu.%'::text)
CREATE INDEX handling_unit_ends ON wms.handling_unit USING btree (reverse(sscc) text_pattern_ops)
CREATE INDEX handling_unit_location ON wms.handling_unit USING btree (warehouse_id, location_id) WHERE (state <> 'shipped'::text)
CREATE INDEX handling_unit_order ON wms.handling_unit USING btree (order_id) WHERE (order_id IS NOT NULL)
CREATE INDEX handling_unit_parent ON wms.handling_unit USING btree (parent_id) WHERE (parent_id IS NOT NULL)
CREATE INDEX hold_emptied ON wms.hold USING btree (emptied_by) WHERE (emptied_by IS NOT NULL)
CREATE INDEX hold_history ON wms.hold USING btree (warehouse_id, placed_at)
CREATE INDEX hold_open ON wms.hold USING btree (warehouse_id, target, target_id) WHERE (released_at IS NULL)
CREATE INDEX hu_label_unit ON wms.hu_label USING btree (hu_id, retired_at)
CREATE INDEX inbound_all ON wms.inbound USING btree (warehouse_id, inbound_id)
CREATE INDEX inbound_line_product ON wms.inbound_line USING btree (product_id)
CREATE INDEX inbound_line_sscc ON wms.inbound_line USING btree (sscc) WHERE (sscc IS NOT NULL)
CREATE INDEX inbound_open ON wms.inbound USING btree (warehouse_id, expected_at, inbound_id) WHERE (state < 700)
CREATE INDEX kit_line_component ON wms.kit_line USING btree (component_id)
CREATE INDEX ledger_feed ON ONLY wms.ledger USING btree (warehouse_id, xid, ledger_id)
CREATE INDEX ledger_from ON ONLY wms.ledger USING btree (warehouse_id, from_location_id, posted_at) WHERE (from_quant_id IS NOT NULL)
CREATE INDEX ledger_hu ON ONLY wms.ledger USING btree (hu_id, posted_at) WHERE (hu_id IS NOT NULL)
CREATE INDEX ledger_product ON ONLY wms.ledger USING btree (warehouse_id, product_id, posted_at)
CREATE INDEX ledger_to ON ONLY wms.ledger USING btree (warehouse_id, to_location_id, posted_at) WHERE (to_quant_id IS NOT NULL)
CREATE INDEX ledger_to_hu ON ONLY wms.ledger USING btree (to_hu_id, posted_at) WHERE (to_hu_id IS NOT NULL)
CREATE INDEX ledger_undoes ON ONLY wms.ledger USING btree (undoes) WHERE (undoes IS NOT NULL)
CREATE INDEX location_rack ON wms.location USING btree (rack_id, column_no, level)
CREATE INDEX location_search ON wms.location USING btree (warehouse_id, upper(code) text_pattern_ops)
CREATE INDEX location_zone ON wms.location USING btree (warehouse_id, zone_id, code)
CREATE INDEX lot_expiry ON wms.lot USING btree (expires_on, lot_id) WHERE (expires_on IS NOT NULL)
CREATE INDEX lot_origin_from ON wms.lot_origin USING btree (from_lot_id)
CREATE INDEX lot_search ON wms.lot USING btree (upper(number) text_pattern_ops)
CREATE INDEX move_plan_of ON wms.move_plan USING btree (warehouse_id, plan_id)
CREATE INDEX order_line_missing ON wms.order_line USING btree (warehouse_id, order_id) WHERE ((((quantity - cancelled) - reserved) - picked) > (0)::numeric)
CREATE INDEX order_line_product ON wms.order_line USING btree (product_id)
CREATE INDEX order_line_promised ON wms.order_line USING btree (product_id) WHERE (promised > (0)::numeric)
CREATE INDEX orders_back ON wms.orders USING btree (back_order_of) WHERE (back_order_of IS NOT NULL)
CREATE INDEX orders_by_cut_off ON wms.orders USING btree (warehouse_id, COALESCE(cut_off, 'infinity'::timestamp with time zone), priority, order_id) WHERE ((status < 700) OR (status = 900))
CREATE INDEX orders_cut_off ON wms.orders USING btree (warehouse_id, cut_off)
CREATE INDEX orders_newest ON wms.orders USING btree (warehouse_id, order_id)
CREATE INDEX orders_open ON wms.orders USING btree (warehouse_id, status) WHERE (status < 700)
CREATE INDEX orders_wave ON wms.orders USING btree (wave_id) WHERE (wave_id IS NOT NULL)
CREATE INDEX product_barcode_product ON wms.product_barcode USING btree (product_id)
CREATE INDEX product_hazard ON wms.product USING btree (hazard_class) WHERE (hazard_class IS NOT NULL)
CREATE INDEX qc_check_op ON wms.qc_check USING btree (op)
CREATE INDEX qc_check_open ON wms.qc_check USING btree (warehouse_id, qc_check_id) WHERE (state = 'open'::text)
CREATE INDEX qc_check_product ON wms.qc_check USING btree (qc_plan_id, product_id)
CREATE INDEX quant_abnormal ON wms.quant USING btree (warehouse_id, status, location_id, product_id, quant_id) WHERE (status <> 'available'::text)
CREATE INDEX quant_hu ON wms.quant USING btree (hu_id) WHERE (hu_id IS NOT NULL)
CREATE INDEX quant_lot ON wms.quant USING btree (warehouse_id, lot_id, location_id, product_id, quant_id) WHERE (lot_id IS NOT NULL)
CREATE INDEX quant_owner ON wms.quant USING btree (warehouse_id, owner_id, location_id, product_id, quant_id) WHERE (owner_id IS NOT NULL)
CREATE INDEX quant_product ON wms.quant USING btree (warehouse_id, product_id, location_id, quant_id)
CREATE INDEX receipt_of ON wms.receipt USING btree (inbound_id, receipt_id)
CREATE INDEX receipt_op ON wms.receipt USING btree (op)
CREATE INDEX receipt_photo_of ON wms.receipt_photo USING btree (receipt_id)
CREATE INDEX reservation_line ON wms.reservation USING btree (order_line_id)
CREATE INDEX reservation_quant ON wms.reservation USING btree (quant_id) WHERE (state = 'open'::text)
CREATE INDEX stock_snapshot_row_hu ON wms.stock_snapshot_row USING btree (snapshot_id, hu_id) WHERE (hu_id IS NOT NULL)
CREATE INDEX stock_snapshot_row_location ON wms.stock_snapshot_row USING btree (snapshot_id, location_id)
CREATE INDEX stock_snapshot_row_product ON wms.stock_snapshot_row USING btree (snapshot_id, product_id)
CREATE INDEX task_back ON wms.task USING btree (order_line_id) WHERE ((kind = 'move'::text) AND (order_line_id IS NOT NULL))
CREATE INDEX task_batch ON wms.task USING btree (batch_id) WHERE (batch_id IS NOT NULL)
CREATE INDEX task_bringing ON wms.task USING btree (warehouse_id, to_location_id) WHERE ((state < 400) AND (to_location_id IS NOT NULL))
CREATE INDEX task_doubt ON wms.task USING btree (warehouse_id) WHERE ((state = 600) AND (explanation ? 'doubt'::text))
CREATE INDEX task_exception ON wms.task USING btree (warehouse_id) WHERE (state = 600)
CREATE INDEX task_from ON wms.task USING btree (warehouse_id, from_location_id) WHERE (state < 400)
CREATE INDEX task_open ON wms.task USING btree (warehouse_id, kind, state) WHERE (state < 400)
CREATE INDEX task_order ON wms.task USING btree (order_id)
CREATE INDEX task_person ON wms.task USING btree (warehouse_id, claimed_by, finished_at DESC) WHERE (claimed_by IS NOT NULL)
CREATE INDEX task_picks ON wms.task USING btree (warehouse_id, order_id) WHERE ((kind = 'pick'::text) AND (state < 400))
CREATE INDEX task_plan ON wms.task USING btree (plan_id) WHERE (plan_id IS NOT NULL)
CREATE INDEX task_to ON wms.task USING btree (warehouse_id, to_location_id) WHERE (state < 400)
CREATE INDEX task_turn ON wms.task USING btree (warehouse_id, priority, due_at, created_at, task_id) WHERE (state < 300)
CREATE INDEX task_unit ON wms.task USING btree (hu_id) WHERE ((state < 400) AND (hu_id IS NOT NULL))
CREATE INDEX task_wave ON wms.task USING btree (wave_id) WHERE (wave_id IS NOT NULL)
CREATE INDEX wave_of ON wms.wave USING btree (warehouse_id, wave_id)
CREATE UNIQUE INDEX adjustment_request_op_key ON wms.adjustment_request USING btree (op)
CREATE UNIQUE INDEX adjustment_request_pkey ON wms.adjustment_request USING btree (request_id)
CREATE UNIQUE INDEX alarm_open ON wms.alarm USING btree (warehouse_id, source_key) WHERE (cleared_at IS NULL)
CREATE UNIQUE INDEX alarm_pkey ON wms.alarm USING btree (alarm_id)
CREATE UNIQUE INDEX allocation_note_pkey ON wms.allocation_note USING btree (order_line_id, kind)
CREATE UNIQUE INDEX allocation_rule_pkey ON wms.allocation_rule USING btree (rule_id)
CREATE UNIQUE INDEX allocation_rule_warehouse_id_sequence_key ON wms.allocation_rule USING btree (warehouse_id, sequence)
CREATE UNIQUE INDEX app_session_pkey ON wms.app_session USING btree (login)
CREATE UNIQUE INDEX app_user_pkey ON wms.app_user USING btree (login)
CREATE UNIQUE INDEX approval_limit_pkey ON wms.approval_limit USING btree (role, kind)
CREATE UNIQUE INDEX batch_pkey ON wms.batch USING btree (batch_id)
CREATE UNIQUE INDEX batch_tote_on_cart ON wms.batch_tote USING btree (hu_id) WHERE (dropped_at IS NULL)
CREATE UNIQUE INDEX batch_tote_pkey ON wms.batch_tote USING btree (batch_id, hu_id)
CREATE UNIQUE INDEX cart_slot_batch_id_order_id_key ON wms.cart_slot USING btree (batch_id, order_id)
CREATE UNIQUE INDEX cart_slot_pkey ON wms.cart_slot USING btree (batch_id, slot)
CREATE UNIQUE INDEX carton_type_pkey ON wms.carton_type USING btree (warehouse_id, code)
CREATE UNIQUE INDEX channel_run_channel_id_why_due_at_key ON wms.channel_run USING btree (channel_id, why, due_at)
CREATE UNIQUE INDEX channel_run_pkey ON wms.channel_run USING btree (run_id)
CREATE UNIQUE INDEX check_run_pkey ON wms.check_run USING btree (warehouse_id, run_id)
CREATE UNIQUE INDEX count_active ON wms.count USING btree (warehouse_id, location_id) WHERE (state = ANY (ARRAY['open'::text, 'counted'::text, 'recount'::text, 'review'::text, 'approved'::text]))
CREATE UNIQUE INDEX count_expectation_pkey ON wms.count_expectation USING btree (expectation_id)
CREATE UNIQUE INDEX count_line_pkey ON wms.count_line USING btree (line_id)
CREATE UNIQUE INDEX count_pkey ON wms.count USING btree (count_id)
CREATE UNIQUE INDEX count_plan_name ON wms.count_plan USING btree (warehouse_id, lower(name)) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX count_plan_pkey ON wms.count_plan USING btree (plan_id)
CREATE UNIQUE INDEX count_position_pkey ON wms.count_position USING btree (round_id, line_id, quant_id)
CREATE UNIQUE INDEX count_round_count_id_round_key ON wms.count_round USING btree (count_id, round)
CREATE UNIQUE INDEX count_round_pkey ON wms.count_round USING btree (round_id)
CREATE UNIQUE INDEX count_walk_pkey ON wms.count_walk USING btree (warehouse_id)
CREATE UNIQUE INDEX dock_appointment_pkey ON wms.dock_appointment USING btree (appointment_id)
CREATE UNIQUE INDEX epoch_pkey ON wms.epoch USING btree (only_row)
CREATE UNIQUE INDEX event_pkey ON wms.event USING btree (event_id)
CREATE UNIQUE INDEX finding_open ON wms.finding USING btree (warehouse_id, invariant, subject) WHERE (gone_at IS NULL)
CREATE UNIQUE INDEX finding_pkey ON wms.finding USING btree (finding_id)
CREATE UNIQUE INDEX fixed_bin_pkey ON wms.fixed_bin USING btree (warehouse_id, product_id, location_id)
CREATE UNIQUE INDEX fixture_pkey ON wms.fixture USING btree (fixture_id)
CREATE UNIQUE INDEX fixture_warehouse_id_kind_code_key ON wms.fixture USING btree (warehouse_id, kind, code)
CREATE UNIQUE INDEX handling_unit_pkey ON wms.handling_unit USING btree (hu_id)
CREATE UNIQUE INDEX handling_unit_sscc_key ON wms.handling_unit USING btree (sscc)
CREATE UNIQUE INDEX hazard_book_pkey ON wms.hazard_book USING btree (warehouse_id)
CREATE UNIQUE INDEX hazard_rule_pkey ON wms.hazard_rule USING btree (warehouse_id, one, other)
CREATE UNIQUE INDEX hold_pkey ON wms.hold USING btree (hold_id)
CREATE UNIQUE INDEX hu_label_pkey ON wms.hu_label USING btree (sscc)
CREATE UNIQUE INDEX inbound_change_inbound_id_version_key ON wms.inbound_change USING btree (inbound_id, version)
CREATE UNIQUE INDEX inbound_change_pkey ON wms.inbound_change USING btree (change_id)
CREATE UNIQUE INDEX inbound_line_inbound_id_line_no_key ON wms.inbound_line USING btree (inbound_id, line_no)
CREATE UNIQUE INDEX inbound_line_pkey ON wms.inbound_line USING btree (inbound_line_id)
CREATE UNIQUE INDEX inbound_pkey ON wms.inbound USING btree (inbound_id)
CREATE UNIQUE INDEX inbound_source_external_ref_key ON wms.inbound USING btree (source, external_ref)
CREATE UNIQUE INDEX inbound_warehouse_id_number_key ON wms.inbound USING btree (warehouse_id, number)
CREATE UNIQUE INDEX installation_pkey ON wms.installation USING btree (only_one)
CREATE UNIQUE INDEX job_pkey ON wms.job USING btree (warehouse_id, name)
CREATE UNIQUE INDEX kit_line_pkey ON wms.kit_line USING btree (product_id, revision, component_id)
CREATE UNIQUE INDEX kit_pkey ON wms.kit USING btree (product_id)
CREATE UNIQUE INDEX layout_draft_name ON wms.layout_draft USING btree (warehouse_id, lower(name)) WHERE (state <> 'published'::text)
CREATE UNIQUE INDEX layout_draft_pkey ON wms.layout_draft USING btree (draft_id)
CREATE UNIQUE INDEX layout_rule_pkey ON wms.layout_rule USING btree (warehouse_id)
CREATE UNIQUE INDEX layout_underlay_pkey ON wms.layout_underlay USING btree (warehouse_id, floor_id)
CREATE UNIQUE INDEX layout_version_pkey ON wms.layout_version USING btree (warehouse_id, version_no)
CREATE UNIQUE INDEX lease_pkey ON wms.lease USING btree (name)
CREATE UNIQUE INDEX ledger_pkey ON ONLY wms.ledger USING btree (posted_at, ledger_id)
CREATE UNIQUE INDEX location_alias_pkey ON wms.location_alias USING btree (warehouse_id, barcode)
CREATE UNIQUE INDEX location_boundary ON wms.location USING btree (warehouse_id, boundary) WHERE (boundary IS NOT NULL)
CREATE UNIQUE INDEX location_drawn ON wms.location USING btree (warehouse_id, drawn_as) WHERE (drawn_as IS NOT NULL)
CREATE UNIQUE INDEX location_key ON wms.location USING btree (warehouse_id, location_id)
CREATE UNIQUE INDEX location_pkey ON wms.location USING btree (warehouse_id, location_id)
CREATE UNIQUE INDEX location_warehouse_id_barcode_key ON wms.location USING btree (warehouse_id, barcode)
CREATE UNIQUE INDEX location_warehouse_id_code_key ON wms.location USING btree (warehouse_id, code)
CREATE UNIQUE INDEX lot_origin_pkey ON wms.lot_origin USING btree (lot_id, from_lot_id, op)
CREATE UNIQUE INDEX lot_pkey ON wms.lot USING btree (lot_id)
CREATE UNIQUE INDEX lot_product_id_number_key ON wms.lot USING btree (product_id, number)
CREATE UNIQUE INDEX move_plan_pkey ON wms.move_plan USING btree (plan_id)
CREATE UNIQUE INDEX order_line_order_id_line_no_key ON wms.order_line USING btree (order_id, line_no)
CREATE UNIQUE INDEX order_line_pkey ON wms.order_line USING btree (order_line_id)
CREATE UNIQUE INDEX orders_pkey ON wms.orders USING btree (order_id)
CREATE UNIQUE INDEX orders_source_external_ref_key ON wms.orders USING btree (source, external_ref)
CREATE UNIQUE INDEX orders_warehouse_id_number_key ON wms.orders USING btree (warehouse_id, number)
CREATE UNIQUE INDEX party_kind_code_key ON wms.party USING btree (kind, code)
CREATE UNIQUE INDEX party_pkey ON wms.party USING btree (party_id)
CREATE UNIQUE INDEX posting_pkey ON wms.posting USING btree (op)
CREATE UNIQUE INDEX printed_label_pkey ON wms.printed_label USING btree (warehouse_id, code)
CREATE UNIQUE INDEX product_barcode_pkey ON wms.product_barcode USING btree (barcode)
CREATE UNIQUE INDEX product_packaging_gtin ON wms.product_packaging USING btree (lpad(gtin, 14, '0'::text)) WHERE (gtin IS NOT NULL)
CREATE UNIQUE INDEX product_packaging_pkey ON wms.product_packaging USING btree (product_id, level)
CREATE UNIQUE INDEX product_pkey ON wms.product USING btree (product_id)
CREATE UNIQUE INDEX product_sku_key ON wms.product USING btree (sku)
CREATE UNIQUE INDEX putaway_rule_pkey ON wms.putaway_rule USING btree (warehouse_id, "position")
CREATE UNIQUE INDEX qc_check_pkey ON wms.qc_check USING btree (qc_check_id)
CREATE UNIQUE INDEX qc_plan_pkey ON wms.qc_plan USING btree (qc_plan_id)
CREATE UNIQUE INDEX qc_plan_warehouse_id_name_key ON wms.qc_plan USING btree (warehouse_id, name)
CREATE UNIQUE INDEX quant_key ON wms.quant USING btree (warehouse_id, location_id, product_id, COALESCE(lot_id, (0)::bigint), COALESCE(hu_id, (0)::bigint), COALESCE(owner_id, (0)::bigint), status)
CREATE UNIQUE INDEX quant_pkey ON wms.quant USING btree (quant_id)
CREATE UNIQUE INDEX rack_pkey ON wms.rack USING btree (rack_id)
CREATE UNIQUE INDEX rack_warehouse_id_code_key ON wms.rack USING btree (warehouse_id, code)
CREATE UNIQUE INDEX reason_code_pkey ON wms.reason_code USING btree (kind, code)
CREATE UNIQUE INDEX receipt_photo_pkey ON wms.receipt_photo USING btree (photo_id)
CREATE UNIQUE INDEX receipt_pkey ON wms.receipt USING btree (receipt_id)
CREATE UNIQUE INDEX release_channel_pkey ON wms.release_channel USING btree (channel_id)
CREATE UNIQUE INDEX release_channel_warehouse_id_name_key ON wms.release_channel USING btree (warehouse_id, name)
CREATE UNIQUE INDEX release_channel_warehouse_id_sequence_key ON wms.release_channel USING btree (warehouse_id, sequence)
CREATE UNIQUE INDEX replenish_rule_pkey ON wms.replenish_rule USING btree (rule_id)
CREATE UNIQUE INDEX replenish_rule_warehouse_id_product_id_location_id_key ON wms.replenish_rule USING btree (warehouse_id, product_id, location_id)
CREATE UNIQUE INDEX reservation_pkey ON wms.reservation USING btree (reservation_id)
CREATE UNIQUE INDEX reservation_task ON wms.reservation USING btree (task_id)
CREATE UNIQUE INDEX saved_view_pkey ON wms.saved_view USING btree (saved_view_id)
CREATE UNIQUE INDEX saved_view_warehouse_id_workspace_login_name_key ON wms.saved_view USING btree (warehouse_id, workspace, login, name)
CREATE UNIQUE INDEX seal_block_pkey ON wms.seal_block USING btree (warehouse_id, block_no)
CREATE UNIQUE INDEX seal_key_pkey ON wms.seal_key USING btree (warehouse_id, key_id)
CREATE UNIQUE INDEX site_hours_pkey ON wms.site_hours USING btree (warehouse_id)
CREATE UNIQUE INDEX sscc_prefix_pkey ON wms.sscc_prefix USING btree (warehouse_id)
CREATE UNIQUE INDEX state_entity_name_key ON wms.state USING btree (entity, name)
CREATE UNIQUE INDEX state_pkey ON wms.state USING btree (entity, rank)
CREATE UNIQUE INDEX station_pkey ON wms.station USING btree (station_id)
CREATE UNIQUE INDEX station_warehouse_id_code_key ON wms.station USING btree (warehouse_id, code)
CREATE UNIQUE INDEX stock_snapshot_pkey ON wms.stock_snapshot USING btree (snapshot_id)
CREATE UNIQUE INDEX stock_snapshot_warehouse_id_at_key ON wms.stock_snapshot USING btree (warehouse_id, at)
CREATE UNIQUE INDEX stock_status_pkey ON wms.stock_status USING btree (status)
CREATE UNIQUE INDEX stock_watermark_pkey ON wms.stock_watermark USING btree (warehouse_id)
CREATE UNIQUE INDEX storage_class_pkey ON wms.storage_class USING btree (class_id)
CREATE UNIQUE INDEX storage_class_warehouse_id_code_key ON wms.storage_class USING btree (warehouse_id, code)
CREATE UNIQUE INDEX substitute_rule_one ON wms.substitute_rule USING btree (warehouse_id, product_id, substitute_id, COALESCE(party_id, (0)::bigint)) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX substitute_rule_pkey ON wms.substitute_rule USING btree (rule_id)
CREATE UNIQUE INDEX task_pkey ON wms.task USING btree (task_id)
CREATE UNIQUE INDEX user_warehouse_pkey ON wms.user_warehouse USING btree (login, warehouse_id)
CREATE UNIQUE INDEX value_added_pkey ON wms.value_added USING btree (code)
CREATE UNIQUE INDEX warehouse_code_key ON wms.warehouse USING btree (code)
CREATE UNIQUE INDEX warehouse_gln_pkey ON wms.warehouse_gln USING btree (warehouse_id)
CREATE UNIQUE INDEX warehouse_pkey ON wms.warehouse USING btree (warehouse_id)
CREATE UNIQUE INDEX wave_pkey ON wms.wave USING btree (wave_id)
CREATE UNIQUE INDEX wave_warehouse_id_number_key ON wms.wave USING btree (warehouse_id, number)
CREATE UNIQUE INDEX work_limit_pkey ON wms.work_limit USING btree (warehouse_id, login)
CREATE UNIQUE INDEX zone_pkey ON wms.zone USING btree (zone_id)
CREATE UNIQUE INDEX zone_warehouse_id_code_key ON wms.zone USING btree (warehouse_id, code)

-- policies
wms.adjustment_request: p_exec for all to wms_exec using (true) check (true)
wms.adjustment_request: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.alarm: p_exec for all to wms_exec using (true) check (true)
wms.alarm: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.allocation_note: p_exec for all to wms_exec using (true) check (true)
wms.allocation_note: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.allocation_rule: p_exec for all to wms_exec using (true) check (true)
wms.allocation_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.app_session: p_exec for all to wms_exec using (true) check (true)
wms.app_session: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.app_user: p_exec for all to wms_exec using (true) check (true)
wms.app_user: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.approval_limit: p_exec for all to wms_exec using (true) check (true)
wms.approval_limit: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.batch: p_exec for all to wms_exec using (true) check (true)
wms.batch: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.batch_tote: p_exec for all to wms_exec using (true) check (true)
wms.batch_tote: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.cart_slot: p_exec for all to wms_exec using (true) check (true)
wms.cart_slot: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.carton_type: p_exec for all to wms_exec using (true) check (true)
wms.carton_type: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.channel_run: p_exec for all to wms_exec using (true) check (true)
wms.channel_run: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.check_run: p_exec for all to wms_exec using (true) check (true)
wms.check_run: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count: p_exec for all to wms_exec using (true) check (true)
wms.count: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_expectation: p_exec for all to wms_exec using (true) check (true)
wms.count_expectation: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_line: p_exec for all to wms_exec using (true) check (true)
wms.count_line: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_plan: p_exec for all to wms_exec using (true) check (true)
wms.count_plan: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_position: p_exec for all to wms_exec using (true) check (true)
wms.count_position: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_round: p_exec for all to wms_exec using (true) check (true)
wms.count_round: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.count_walk: p_exec for all to wms_exec using (true) check (true)
wms.count_walk: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.dock_appointment: p_exec for all to wms_exec using (true) check (true)
wms.dock_appointment: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.epoch: p_exec for all to wms_exec using (true) check (true)
wms.epoch: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.event: p_exec for all to wms_exec using (true) check (true)
wms.event: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.finding: p_exec for all to wms_exec using (true) check (true)
wms.finding: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.fixed_bin: p_exec for all to wms_exec using (true) check (true)
wms.fixed_bin: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.fixture: p_exec for all to wms_exec using (true) check (true)
wms.fixture: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.handling_unit: p_exec for all to wms_exec using (true) check (true)
wms.handling_unit: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.hazard_book: p_exec for all to wms_exec using (true) check (true)
wms.hazard_book: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.hazard_rule: p_exec for all to wms_exec using (true) check (true)
wms.hazard_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.hold: p_exec for all to wms_exec using (true) check (true)
wms.hold: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.hu_label: p_exec for all to wms_exec using (true) check (true)
wms.hu_label: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.inbound: p_exec for all to wms_exec using (true) check (true)
wms.inbound: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.inbound_change: p_exec for all to wms_exec using (true) check (true)
wms.inbound_change: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.inbound_line: p_exec for all to wms_exec using (true) check (true)
wms.inbound_line: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.installation: p_exec for all to wms_exec using (true) check (true)
wms.installation: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.job: p_exec for all to wms_exec using (true) check (true)
wms.job: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.kit: p_exec for all to wms_exec using (true) check (true)
wms.kit: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.kit_line: p_exec for all to wms_exec using (true) check (true)
wms.kit_line: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.layout_draft: p_exec for all to wms_exec using (true) check (true)
wms.layout_draft: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.layout_rule: p_exec for all to wms_exec using (true) check (true)
wms.layout_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.layout_underlay: p_exec for all to wms_exec using (true) check (true)
wms.layout_underlay: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.layout_version: p_exec for all to wms_exec using (true) check (true)
wms.layout_version: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.lease: p_exec for all to wms_exec using (true) check (true)
wms.lease: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.location: p_exec for all to wms_exec using (true) check (true)
wms.location: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.location_alias: p_exec for all to wms_exec using (true) check (true)
wms.location_alias: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.lot: p_exec for all to wms_exec using (true) check (true)
wms.lot: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.lot_origin: p_exec for all to wms_exec using (true) check (true)
wms.lot_origin: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.move_plan: p_exec for all to wms_exec using (true) check (true)
wms.move_plan: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.order_line: p_exec for all to wms_exec using (true) check (true)
wms.order_line: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.orders: p_exec for all to wms_exec using (true) check (true)
wms.orders: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.party: p_exec for all to wms_exec using (true) check (true)
wms.party: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.posting: p_exec for all to wms_exec using (true) check (true)
wms.posting: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.printed_label: p_exec for all to wms_exec using (true) check (true)
wms.printed_label: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.product: p_exec for all to wms_exec using (true) check (true)
wms.product: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.product_barcode: p_exec for all to wms_exec using (true) check (true)
wms.product_barcode: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.product_packaging: p_exec for all to wms_exec using (true) check (true)
wms.product_packaging: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.putaway_rule: p_exec for all to wms_exec using (true) check (true)
wms.putaway_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.qc_check: p_exec for all to wms_exec using (true) check (true)
wms.qc_check: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.qc_plan: p_exec for all to wms_exec using (true) check (true)
wms.qc_plan: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.quant: p_exec for all to wms_exec using (true) check (true)
wms.quant: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.rack: p_exec for all to wms_exec using (true) check (true)
wms.rack: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.reason_code: p_exec for all to wms_exec using (true) check (true)
wms.reason_code: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.receipt: p_exec for all to wms_exec using (true) check (true)
wms.receipt: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.receipt_photo: p_exec for all to wms_exec using (true) check (true)
wms.receipt_photo: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.release_channel: p_exec for all to wms_exec using (true) check (true)
wms.release_channel: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.replenish_rule: p_exec for all to wms_exec using (true) check (true)
wms.replenish_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.reservation: p_exec for all to wms_exec using (true) check (true)
wms.reservation: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.saved_view: p_exec for all to wms_exec using (true) check (true)
wms.saved_view: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.seal_block: p_exec for all to wms_exec using (true) check (true)
wms.seal_block: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.seal_key: p_exec for all to wms_exec using (true) check (true)
wms.seal_key: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.site_hours: p_exec for all to wms_exec using (true) check (true)
wms.site_hours: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.sscc_prefix: p_exec for all to wms_exec using (true) check (true)
wms.sscc_prefix: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.state: p_exec for all to wms_exec using (true) check (true)
wms.state: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.station: p_exec for all to wms_exec using (true) check (true)
wms.station: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.stock_snapshot: p_exec for all to wms_exec using (true) check (true)
wms.stock_snapshot: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.stock_snapshot_row: p_exec for all to wms_exec using (true) check (true)
wms.stock_snapshot_row: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.stock_status: p_exec for all to wms_exec using (true) check (true)
wms.stock_status: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.stock_watermark: p_exec for all to wms_exec using (true) check (true)
wms.stock_watermark: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.storage_class: p_exec for all to wms_exec using (true) check (true)
wms.storage_class: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.substitute_rule: p_exec for all to wms_exec using (true) check (true)
wms.substitute_rule: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.task: p_exec for all to wms_exec using (true) check (true)
wms.task: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.user_warehouse: p_exec for all to wms_exec using (true) check (true)
wms.user_warehouse: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.value_added: p_exec for all to wms_exec using (true) check (true)
wms.value_added: p_read for select to wms_owner using ((cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0)) check ()
wms.warehouse: p_exec for all to wms_exec using (true) check (true)
wms.warehouse: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.warehouse_gln: p_exec for all to wms_exec using (true) check (true)
wms.warehouse_gln: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.wave: p_exec for all to wms_exec using (true) check (true)
wms.wave: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.work_limit: p_exec for all to wms_exec using (true) check (true)
wms.work_limit: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()
wms.zone: p_exec for all to wms_exec using (true) check (true)
wms.zone: p_read for select to wms_owner using ((warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]))) check ()

-- triggers
CREATE TRIGGER layout_version_append_only BEFORE DELETE OR UPDATE ON wms.layout_version FOR EACH ROW EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER layout_version_no_truncate BEFORE TRUNCATE ON wms.layout_version FOR EACH STATEMENT EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER ledger_append_only BEFORE DELETE OR UPDATE ON wms.ledger FOR EACH ROW EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON wms.ledger FOR EACH STATEMENT EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER seal_block_append_only BEFORE DELETE OR UPDATE ON wms.seal_block FOR EACH ROW EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER seal_block_no_truncate BEFORE TRUNCATE ON wms.seal_block FOR EACH STATEMENT EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER seal_key_append_only BEFORE DELETE OR UPDATE ON wms.seal_key FOR EACH ROW EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER seal_key_no_truncate BEFORE TRUNCATE ON wms.seal_key FOR EACH STATEMENT EXECUTE FUNCTION wms.refuse_change()
CREATE TRIGGER still_there AFTER INSERT ON wms.quant FOR EACH ROW EXECUTE FUNCTION wms.refuse_retired()
CREATE TRIGGER still_there AFTER INSERT OR UPDATE OF location_id ON wms.handling_unit FOR EACH ROW EXECUTE FUNCTION wms.refuse_retired()

-- views
view api.adjustment_request owner wms_owner with (security_barrier=true)
 SELECT r.request_id,
    r.warehouse_id,
    r.kind,
    r.state,
    r.quantity,
    r.value,
    r.reason,
    c.name AS reason_name,
    r.document,
    jsonb_array_length(r.lines) AS lines,
    r.requested_by,
    COALESCE(q.display_name, (r.requested_by)::text) AS requester,
    r.requested_at,
    r.decided_by,
    COALESCE(d.display_name, (r.decided_by)::text) AS decider,
    r.decided_at,
    r.decision_op,
    r.note,
    (r.requested_by = SESSION_USER) AS mine
   FROM (((wms.adjustment_request r
     LEFT JOIN wms.app_user q ON ((q.login = r.requested_by)))
     LEFT JOIN wms.app_user d ON ((d.login = r.decided_by)))
     LEFT JOIN wms.reason_code c ON (((c.kind = r.kind) AND (c.code = r.reason))))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.adjustment_request_line owner wms_owner with (security_barrier=true)
 SELECT r.request_id,
    r.warehouse_id,
    (e.n)::integer AS line,
    p.sku,
    p.name AS product,
    x.delta,
    l.code AS location,
    t.number AS lot,
    h.sscc,
    COALESCE(x.status, 'available'::text) AS status,
    o.code AS owner,
    COALESCE(x.reason, r.reason) AS reason,
    (x.delta * p.unit_value) AS value,
    q.quantity AS on_hand
   FROM ((((((((wms.adjustment_request r
     CROSS JOIN LATERAL jsonb_array_elements(r.lines) WITH ORDINALITY e(value, n))
     CROSS JOIN LATERAL jsonb_to_record(e.value) x(product bigint, delta numeric, location bigint, lot bigint, hu bigint, status text, owner bigint, reason text))
     JOIN wms.product p ON ((p.product_id = x.product)))
     JOIN wms.location l ON (((l.warehouse_id = r.warehouse_id) AND (l.location_id = x.location))))
     LEFT JOIN wms.lot t ON ((t.lot_id = x.lot)))
     LEFT JOIN wms.handling_unit h ON ((h.hu_id = x.hu)))
     LEFT JOIN wms.party o ON ((o.party_id = x.owner)))
     LEFT JOIN wms.quant q ON (((q.warehouse_id = r.warehouse_id) AND (q.location_id = x.location) AND (q.product_id = x.product) AND (NOT (q.lot_id IS DISTINCT FROM x.lot)) AND (NOT (q.hu_id IS DISTINCT FROM x.hu)) AND (NOT (q.owner_id IS DISTINCT FROM x.owner)) AND (q.status = COALESCE(x.status, 'available'::text)))))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.allocation_note owner wms_owner with (security_barrier=true)
 SELECT n.warehouse_id,
    n.order_line_id,
    n.kind,
    n.quantity,
    n.explanation,
    n.made_at,
    n.made_by,
    n.closed_at,
    l.order_id,
    l.line_no,
    o.number,
    p.sku,
    COALESCE(u.display_name, (n.made_by)::text) AS person
   FROM ((((wms.allocation_note n
     JOIN wms.order_line l ON ((l.order_line_id = n.order_line_id)))
     JOIN wms.orders o ON ((o.order_id = l.order_id)))
     JOIN wms.product p ON ((p.product_id = l.product_id)))
     LEFT JOIN wms.app_user u ON ((u.login = n.made_by)))
  WHERE (n.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.allocation_rule owner wms_owner with (security_barrier=true)
 SELECT r.rule_id,
    r.warehouse_id,
    r.sequence,
    r.name,
    r.active,
    r.order_type,
    r.party_id,
    r.category,
    r.strategy,
    r.zones,
    r.zone_policy,
    r.other_zones,
    r.pack_policy,
    r.pack_level,
    r.min_remaining_days,
    r.version,
    r.changed_by,
    r.changed_at,
    p.code AS customer,
    p.name AS customer_name,
    ARRAY( SELECT z.code
           FROM (unnest(r.zones) WITH ORDINALITY a(id, n)
             JOIN wms.zone z ON ((z.zone_id = a.id)))
          ORDER BY a.n) AS zone_codes
   FROM (wms.allocation_rule r
     LEFT JOIN wms.party p ON ((p.party_id = r.party_id)))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.approval_limit owner wms_owner with (security_barrier=true)
 SELECT a.role,
    a.kind,
    a.max_quantity,
    a.max_value,
    a.changed_at,
    COALESCE(u.display_name, (a.changed_by)::text) AS changed_by
   FROM (wms.approval_limit a
     LEFT JOIN wms.app_user u ON ((u.login = a.changed_by)))
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.batch owner wms_owner with (security_barrier=true)
 SELECT b.batch_id,
    b.warehouse_id,
    b.wave_id,
    b.mode,
    b.zone_id,
    b.cart,
    b.tour_metres,
    b.s_shape_metres,
    b.tour,
    b.made_at,
    b.cancelled_at,
    b.channel_id,
    z.code AS zone_code
   FROM (wms.batch b
     LEFT JOIN wms.zone z ON ((z.zone_id = b.zone_id)))
  WHERE (b.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.cart_slot owner wms_owner with (security_barrier=true)
 SELECT s.batch_id,
    s.slot,
    s.order_id,
    s.hu_id,
    b.warehouse_id,
    o.number,
    h.sscc
   FROM (((wms.cart_slot s
     JOIN wms.batch b ON ((b.batch_id = s.batch_id)))
     JOIN wms.orders o ON ((o.order_id = s.order_id)))
     LEFT JOIN wms.handling_unit h ON ((h.hu_id = s.hu_id)))
  WHERE (b.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.channel_run owner wms_owner with (security_barrier=true)
 SELECT r.run_id,
    r.warehouse_id,
    r.channel_id,
    r.why,
    r.due_at,
    r.outcome,
    r.wave_id,
    r.orders,
    r.said,
    r.ran_at,
    r.ran_by,
    w.number,
    COALESCE(u.display_name, (r.ran_by)::text) AS person
   FROM ((wms.channel_run r
     LEFT JOIN wms.wave w ON ((w.wave_id = r.wave_id)))
     LEFT JOIN wms.app_user u ON ((u.login = r.ran_by)))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.check_run owner wms_owner with (security_barrier=true)
 SELECT warehouse_id,
    run_id,
    kind,
    started_at,
    finished_at,
    looked_at,
    found,
    by
   FROM wms.check_run
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
view api.finding owner wms_owner with (security_barrier=true)
 SELECT finding_id,
    warehouse_id,
    invariant,
    subject,
    expected,
    found,
    first_seen_at,
    last_seen_at,
    gone_at,
    repair
   FROM wms.finding
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.hold owner wms_owner with (security_barrier=true)
 SELECT h.hold_id,
    h.warehouse_id,
    h.target,
    h.target_id,
    h.reason,
    h.note,
    h.op,
    h.placed_by,
    h.placed_at,
    h.released_by,
    h.released_at,
    h.release_note,
    h.emptied_by,
    h.since,
    h.was,
    (h.released_at IS NULL) AS open,
        CASE h.target
            WHEN 'lot'::text THEN t.number
            WHEN 'product'::text THEN p.sku
            WHEN 'hu'::text THEN u.sscc
            WHEN 'location'::text THEN l.code
            ELSE COALESCE(ql.code, h.was)
        END AS subject,
    COALESCE(p.sku, tp.sku, qp.sku) AS sku,
    COALESCE(p.name, tp.name, qp.name) AS product,
    COALESCE(r.name, h.reason) AS reason_name,
    COALESCE(b.display_name, (h.placed_by)::text) AS placed_person,
    COALESCE(e.display_name, (h.released_by)::text) AS released_person
   FROM (((((((((((wms.hold h
     LEFT JOIN wms.reason_code r ON (((r.kind = 'hold'::text) AND (r.code = h.reason))))
     LEFT JOIN wms.lot t ON (((h.target = 'lot'::text) AND (t.lot_id = h.target_id))))
     LEFT JOIN wms.product tp ON ((tp.product_id = t.product_id)))
     LEFT JOIN wms.product p ON (((h.target = 'product'::text) AND (p.product_id = h.target_id))))
     LEFT JOIN wms.handling_unit u ON (((h.target = 'hu'::text) AND (u.hu_id = h.target_id))))
     LEFT JOIN wms.location l ON (((h.target = 'location'::text) AND (l.warehouse_id = h.warehouse_id) AND (l.location_id = h.target_id))))
     LEFT JOIN wms.quant q ON (((h.target = 'quant'::text) AND (q.quant_id = h.target_id))))
     LEFT JOIN wms.location ql ON (((ql.warehouse_id = q.warehouse_id) AND (ql.location_id = q.location_id))))
     LEFT JOIN wms.product qp ON ((qp.product_id = q.product_id)))
     LEFT JOIN wms.app_user b ON ((b.login = h.placed_by)))
     LEFT JOIN wms.app_user e ON ((e.login = h.released_by)))
  WHERE (h.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.hu_label owner wms_owner with (security_barrier=true)
 SELECT b.warehouse_id,
    b.sscc,
    b.hu_id,
    h.sscc AS now,
    b.reason,
    b.retired_at,
    COALESCE(u.display_name, (b.retired_by)::text) AS person
   FROM ((wms.hu_label b
     JOIN wms.handling_unit h ON ((h.hu_id = b.hu_id)))
     LEFT JOIN wms.app_user u ON ((u.login = b.retired_by)))
  WHERE (b.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.job owner wms_owner with (security_barrier=true)
 SELECT j.warehouse_id,
    j.name,
    j.holder,
    j.state,
    j.ran_at,
    j.took_ms,
    j.runs,
    j.failures,
    j.problem,
    j.detail,
    j.beat_at,
    l.token,
    l.holder AS leader,
    l.expires_at,
    (l.expires_at > now()) AS led
   FROM (wms.job j
     LEFT JOIN wms.lease l ON ((l.name = ('daemon:'::text || j.warehouse_id))))
  WHERE (j.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.kit owner wms_owner with (security_barrier=true)
 SELECT k.product_id,
    p.sku,
    p.name AS product,
    k.revision,
    k.active,
    k.changed_at,
    COALESCE(u.display_name, (k.changed_by)::text) AS person
   FROM ((wms.kit k
     JOIN wms.product p ON ((p.product_id = k.product_id)))
     LEFT JOIN wms.app_user u ON ((u.login = k.changed_by)))
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.kit_line owner wms_owner with (security_barrier=true)
 SELECT l.product_id,
    l.revision,
    l.component_id,
    p.sku,
    p.name AS component,
    p.tracking,
    l.quantity
   FROM (wms.kit_line l
     JOIN wms.product p ON ((p.product_id = l.component_id)))
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.layout_draft owner wms_owner with (security_barrier=true)
 SELECT d.draft_id,
    d.warehouse_id,
    d.name,
    d.base_no,
    d.document,
    d.row_version,
    d.state,
    d.restores,
    d.note,
    d.author,
    d.made_at,
    d.saved_by,
    d.saved_at,
    d.reviewer,
    d.reviewed_at,
    d.review_note,
    d.kept,
    COALESCE(a.display_name, (d.author)::text) AS author_name,
    COALESCE(s.display_name, (d.saved_by)::text) AS saved_name,
    COALESCE(r.display_name, (d.reviewer)::text) AS reviewer_name,
    (d.author = SESSION_USER) AS mine,
    (d.base_no <> COALESCE(( SELECT max(v.version_no) AS max
           FROM wms.layout_version v
          WHERE (v.warehouse_id = d.warehouse_id)), 0)) AS stale,
    (EXISTS ( SELECT
           FROM wms.storage_class c
          WHERE ((c.warehouse_id = d.warehouse_id) AND (to_jsonb(c.hazard_classes) IS DISTINCT FROM NULLIF((d.kept -> c.code), 'null'::jsonb))))) AS said_since
   FROM (((wms.layout_draft d
     LEFT JOIN wms.app_user a ON ((a.login = d.author)))
     LEFT JOIN wms.app_user s ON ((s.login = d.saved_by)))
     LEFT JOIN wms.app_user r ON ((r.login = d.reviewer)))
  WHERE (d.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.layout_rule owner wms_owner with (security_barrier=true)
 SELECT r.warehouse_id,
    r.review,
    r.changed_at,
    COALESCE(u.display_name, (r.changed_by)::text) AS person
   FROM (wms.layout_rule r
     LEFT JOIN wms.app_user u ON ((u.login = r.changed_by)))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.layout_underlay owner wms_owner with (security_barrier=true)
 SELECT u.warehouse_id,
    u.floor_id,
    u.name,
    u.lying,
    u.picture,
    u.changed_at,
    COALESCE(p.display_name, (u.changed_by)::text) AS person
   FROM (wms.layout_underlay u
     LEFT JOIN wms.app_user p ON ((p.login = u.changed_by)))
  WHERE (u.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.layout_version owner wms_owner with (security_barrier=true)
 SELECT v.warehouse_id,
    v.version_no,
    v.name,
    v.document,
    v.note,
    v.summary,
    v.counts,
    v.restores,
    v.draft_id,
    v.author,
    v.reviewer,
    v.op,
    v.published_by,
    v.published_at,
    v.kept_before,
    COALESCE(( SELECT n.kept_before
           FROM wms.layout_version n
          WHERE ((n.warehouse_id = v.warehouse_id) AND (n.version_no = (v.version_no + 1)))), ( SELECT COALESCE(jsonb_object_agg(c.code, to_jsonb(c.hazard_classes)), '{}'::jsonb) AS "coalesce"
           FROM wms.storage_class c
          WHERE (c.warehouse_id = v.warehouse_id))) AS kept,
    COALESCE(u.display_name, (v.published_by)::text) AS publisher,
    COALESCE(a.display_name, (v.author)::text) AS author_name,
    COALESCE(r.display_name, (v.reviewer)::text) AS reviewer_name
   FROM (((wms.layout_version v
     LEFT JOIN wms.app_user u ON ((u.login = v.published_by)))
     LEFT JOIN wms.app_user a ON ((a.login = v.author)))
     LEFT JOIN wms.app_user r ON ((r.login = v.reviewer)))
  WHERE (v.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.ledger_entry owner wms_owner with (security_barrier=true)
 SELECT xid,
    ledger_id,
    posted_at,
    op,
    line,
    warehouse_id,
    kind,
    product_id,
    quantity,
    from_location_id,
    to_location_id,
    lot_id,
    hu_id,
    to_hu_id,
    owner_id,
    status,
    to_status,
    from_quant_id,
    from_version,
    from_balance,
    to_quant_id,
    to_version,
    to_balance,
    order_line_id,
    reason,
    document,
    device,
    actor,
    occurred_at,
    weight,
    undoes
   FROM wms.ledger g
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
    l.last_counted_at,
    l.retired_at,
    l.drawn_as,
    z.code AS zone_code,
    z.name AS zone_name,
    c.code AS class_code,
    c.max_weight,
    c.max_volume
   FROM ((wms.location l
     LEFT JOIN wms.zone z ON ((z.zone_id = l.zone_id)))
     LEFT JOIN wms.storage_class c ON ((c.class_id = l.class_id)))
  WHERE (l.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.location_alias owner wms_owner with (security_barrier=true)
 SELECT a.warehouse_id,
    a.barcode,
    a.location_id,
    a.version_no,
    a.until,
    l.code,
    l.kind
   FROM (wms.location_alias a
     JOIN wms.location l ON (((l.warehouse_id = a.warehouse_id) AND (l.location_id = a.location_id))))
  WHERE ((a.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[])) AND (a.until > now()) AND (l.kind <> 'retired'::text) AND (NOT (EXISTS ( SELECT
           FROM wms.location o
          WHERE ((o.warehouse_id = a.warehouse_id) AND (o.code = a.barcode))))) AND (NOT (EXISTS ( SELECT
           FROM wms.location o
          WHERE ((o.warehouse_id = a.warehouse_id) AND (o.barcode = a.barcode))))));
view api.lot owner wms_owner with (security_barrier=true)
 SELECT lot_id,
    product_id,
    kind,
    number,
    produced_on,
    expires_on,
    version,
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
    l.instructions,
    l.kit_id,
    l.kit_quantity,
    l.to_unpick,
    l.to_unpack,
    l.lot_id,
    l.min_remaining_days,
    l.promised,
    l.promised_stock,
    l.promised_on,
    l.substitutes,
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
    o.value_added,
    o.back_order_of,
    o.held_status,
    o.held_reason,
    o.held_note,
    o.held_by,
    o.held_at,
    o.party_id,
    o.instructions,
    o.owner_id,
    o.wave_id,
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
view api.party owner wms_owner with (security_barrier=true)
 SELECT party_id,
    kind,
    code,
    name,
    min_remaining_days,
    version
   FROM wms.party
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.printed_label owner wms_owner with (security_barrier=true)
 SELECT p.warehouse_id,
    p.code,
    p.carrier,
    p.way,
    p.times,
    p.printed_at,
    COALESCE(u.display_name, (p.printed_by)::text) AS person
   FROM (wms.printed_label p
     LEFT JOIN wms.app_user u ON ((u.login = p.printed_by)))
  WHERE (p.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
    unit_value,
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
view api.release_channel owner wms_owner with (security_barrier=true)
 SELECT c.channel_id,
    c.warehouse_id,
    c.sequence,
    c.name,
    c.state,
    c.wakes_at,
    c.way,
    c.services,
    c.priority_from,
    c.priority_to,
    c.most_lines,
    c.horizon_minutes,
    c.open_lines,
    c.mode,
    c.slots,
    c.litres,
    c.kilograms,
    c.short,
    c.version,
    c.changed_by,
    c.changed_at,
    c.at_times,
    c.before_cut_off,
    c.fill_lines,
    c.clock_from,
    COALESCE(u.display_name, (c.changed_by)::text) AS person,
    (COALESCE(k.tasks, (0)::bigint))::integer AS on_floor,
        CASE
            WHEN ((c.state = 'asleep'::text) AND (c.wakes_at <= now())) THEN 'open'::text
            WHEN ((c.state = 'open'::text) AND (c.open_lines IS NOT NULL) AND (COALESCE(k.tasks, (0)::bigint) >= c.open_lines)) THEN 'full'::text
            ELSE c.state
        END AS stands,
    r.why AS last_why,
    r.due_at AS last_due,
    r.outcome AS last_outcome,
    r.orders AS last_orders,
    r.said AS last_said,
    r.ran_at AS last_at,
    r.wave_id AS last_wave,
    w.number AS last_number,
    x.time_ran,
    x.cut_off_ran,
    x.fill_ran
   FROM (((((wms.release_channel c
     LEFT JOIN LATERAL ( SELECT r_1.run_id,
            r_1.warehouse_id,
            r_1.channel_id,
            r_1.why,
            r_1.due_at,
            r_1.outcome,
            r_1.wave_id,
            r_1.orders,
            r_1.said,
            r_1.ran_at,
            r_1.ran_by
           FROM wms.channel_run r_1
          WHERE (r_1.channel_id = c.channel_id)
          ORDER BY r_1.run_id DESC
         LIMIT 1) r ON (true))
     LEFT JOIN wms.wave w ON ((w.wave_id = r.wave_id)))
     LEFT JOIN LATERAL ( SELECT max(r_1.due_at) FILTER (WHERE (r_1.why = 'time'::text)) AS time_ran,
            max(r_1.due_at) FILTER (WHERE (r_1.why = 'cut_off'::text)) AS cut_off_ran,
            max(r_1.due_at) FILTER (WHERE (r_1.why = 'fill'::text)) AS fill_ran
           FROM wms.channel_run r_1
          WHERE ((r_1.channel_id = c.channel_id) AND (r_1.due_at > (now() - '3 days'::interval)))) x ON (true))
     LEFT JOIN wms.app_user u ON ((u.login = c.changed_by)))
     LEFT JOIN LATERAL ( SELECT count(*) AS tasks
           FROM (wms.batch b
             JOIN wms.task t ON (((t.batch_id = b.batch_id) AND (t.state < 400))))
          WHERE (b.channel_id = c.channel_id)) k ON (true))
  WHERE (c.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.saved_view owner wms_owner with (security_barrier=true)
 SELECT v.saved_view_id,
    v.warehouse_id,
    v.workspace,
    v.login,
    COALESCE(u.display_name, (v.login)::text) AS person,
    v.name,
    v.shared,
    v.content,
    (v.login = SESSION_USER) AS mine
   FROM (wms.saved_view v
     LEFT JOIN wms.app_user u ON ((u.login = v.login)))
  WHERE ((v.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[])) AND (v.shared OR (v.login = SESSION_USER)));
view api.schema_version owner wms_owner with (security_barrier=true)
 SELECT version_num
   FROM public.alembic_version
  WHERE (( SELECT wms.my_warehouses() AS my_warehouses) IS NOT NULL);
view api.seal_block owner wms_owner with (security_barrier=true)
 SELECT warehouse_id,
    block_no,
    form,
    epoch,
    entry_from,
    prev_hash,
    xid_from,
    xid_to,
    n,
    merkle_root,
    block_hash,
    key_id,
    signature,
    sealed_at,
    marks
   FROM wms.seal_block
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.seal_key owner wms_owner with (security_barrier=true)
 SELECT k.warehouse_id,
    k.key_id,
    k.public_key,
    k.name,
    k.registered_at,
    k.registered_by,
    COALESCE(u.display_name, (k.registered_by)::text) AS person
   FROM (wms.seal_key k
     LEFT JOIN wms.app_user u ON ((u.login = k.registered_by)))
  WHERE (k.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
view api.storage_class owner wms_owner with (security_barrier=true)
 SELECT class_id,
    warehouse_id,
    code,
    max_weight,
    max_volume,
    max_height,
    max_handling_units,
    product_mixing,
    lot_mixing,
    temperature_class,
    hazard_classes,
    kept_by,
    kept_at,
    kept_no
   FROM wms.storage_class
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.substitute_rule owner wms_owner with (security_barrier=true)
 SELECT r.rule_id,
    r.warehouse_id,
    r.product_id,
    p.sku,
    p.name AS product,
    r.substitute_id,
    s.sku AS substitute_sku,
    s.name AS substitute,
    r.ratio,
    r.party_id,
    y.code AS customer,
    r.rank,
    r.made_at,
    COALESCE(u.display_name, (r.made_by)::text) AS made_by,
    r.ended_at,
    COALESCE(e.display_name, (r.ended_by)::text) AS ended_by
   FROM (((((wms.substitute_rule r
     JOIN wms.product p ON ((p.product_id = r.product_id)))
     JOIN wms.product s ON ((s.product_id = r.substitute_id)))
     LEFT JOIN wms.party y ON ((y.party_id = r.party_id)))
     LEFT JOIN wms.app_user u ON ((u.login = r.made_by)))
     LEFT JOIN wms.app_user e ON ((e.login = r.ended_by)))
  WHERE (r.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
    t.plan_id,
    t.not_before,
    t.exchange,
    t.rule_id,
    t.held_reason,
    t.held_by,
    t.held_until,
    t.assigned_by,
    t.exception_owner,
    t.settlement,
    t.wave_id,
    t.batch_id,
    t.explanation,
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
view api.value_added owner wms_owner with (security_barrier=true)
 SELECT code,
    name
   FROM wms.value_added v
  WHERE (cardinality(( SELECT wms.my_warehouses() AS my_warehouses)) > 0);
view api.warehouse_gln owner wms_owner with (security_barrier=true)
 SELECT g.warehouse_id,
    g.gln,
    g.changed_at,
    COALESCE(u.display_name, (g.changed_by)::text) AS person
   FROM (wms.warehouse_gln g
     LEFT JOIN wms.app_user u ON ((u.login = g.changed_by)))
  WHERE (g.warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
view api.wave owner wms_owner with (security_barrier=true)
 SELECT wave_id,
    warehouse_id,
    number,
    state,
    policy,
    preflight,
    made_by,
    made_at,
    released_by,
    released_at,
    version,
    channel_id
   FROM wms.wave w
  WHERE (warehouse_id = ANY (( SELECT wms.my_warehouses() AS my_warehouses)::integer[]));
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
api.adjust_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 711b586a40acb65b8b5b4081c3e29f9c
api.adjust_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone,bigint,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body e371f004176337ee4b5e9c74c004f840
api.adopt_layout_v1(uuid,integer,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body d89b42bb94fe45552f83c7ec7f5d98a0
api.approve_counts_v1(uuid,integer,bigint[],text,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 8dd84b95153a2e102c37f55daa1931c3
api.assign_counts_v1(uuid,integer,bigint[],text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 0aeebd4458e793594bcdb57e7cf6a7ba
api.assign_tasks_v1(uuid,integer,bigint[],text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body 961ea1474a050b147902530c21a527fd
api.back_order_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 4c1f9ee6a84b91f82b8d6b0f09e501a6
api.batch_tasks_v1(integer,bigint) returns TABLE(task_id bigint, mode text, order_id bigint, order_number text, order_line_id bigint, product_id bigint, sku text, product text, tracking text, quantity numeric, from_location_id bigint, from_code text, barcode text, check_digit text, x double precision, y double precision, z double precision, aisle text, zone_code text, racked boolean, pick_sequence integer, lot_id bigint, lot text, hu_id bigint, sscc text, slot integer, tote_id bigint, tote_code text, sequence integer, explanation jsonb, state integer, claimed_by text, lease_until timestamp with time zone, customer_id bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body bd8365d6a55e1f166d9f3e79e2ba6d20
api.batch_totes_v1(integer,bigint) returns TABLE(hu_id bigint, sscc text, slot integer, order_id bigint, order_number text, is_full boolean, location_id bigint, location_code text, gathered_at text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c0ae22fe16e5ee664a96edf183a53370
api.batches_v1(integer) returns TABLE(batch_id bigint, mode text, zone_code text, wave_id bigint, wave text, orders integer, tasks integer, open integer, done integer, short integer, totes integer, priority integer, due_at timestamp with time zone, claimed_by text, person text, station text, lease_until timestamp with time zone, live boolean, mine boolean, tour_metres double precision, s_shape_metres double precision, made_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 76bca6b79795e5e378e2c1aab15b93b8
api.beat_v1(integer,uuid,bigint,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 004808b42b3b78ba3d2eb7a9078edf36
api.bin_facts_v1(integer,bigint[]) returns TABLE(location_id bigint, on_hand double precision, reserved double precision, held double precision, fill double precision, quants integer, picks_hour integer, expires_on date, in_date timestamp with time zone, counted_at timestamp with time zone, tasks integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body bc1828be08484f5d4fd424154d1ba64f
api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) returns TABLE(posted_at timestamp with time zone, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric, from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint, status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; plan_cache_mode=force_generic_plan) body 8176da7ce54f36a9247b969c77928895
api.book_dock_v1(uuid,integer,bigint,timestamp with time zone,timestamp with time zone,bigint,text,text,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 3e5b02a3d3dde6e4ae3b7bcaf6f7de31
api.call_replenish_v1(uuid,integer,bigint,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body 0d5c0da3512d6a3cae1bca7e0405a063
api.cancel_inbound_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body f93110a6476b892864c6396fe3652d42
api.cancel_moves_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body e50933b04b72d1b713999abf3ca6b975
api.cancel_putaway_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body fbcdb0c7edf795f8bba1b6d221c60ee8
api.cancel_tasks_v1(uuid,integer,bigint[],text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body d16f2830baf717d9f781c716e738f691
api.cancel_wave_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 342b85e5239047656a35e231b540bbac
api.change_inbound_v1(uuid,integer,bigint,integer,jsonb,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body a05e82655f871db604e5fd23b58febb4
api.change_orders_v1(uuid,integer,bigint[],jsonb,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body d9687bb5c093a96677feeef3ccb90577
api.change_owner_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 06e64146c41c8c2bbdc4af204b264e9f
api.change_status_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; plan_cache_mode=force_custom_plan) body c72cc89bfd24f880f49a7c8ff0f0867a
api.change_status_v1(uuid,integer,bigint,numeric,bigint,text,text,text,bigint,bigint,text,text,timestamp with time zone,bigint,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 3a581b2cbf0af68b1f99c9989618f2f7
api.check_counts_v1(integer,jsonb) returns TABLE("row" integer, field text, what text, next_step text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 3ad2b00b6135903bfbf6ed0f99fd056b
api.check_inbound_v1(integer,jsonb) returns TABLE(number text, "row" integer, line integer, field text, what text, next_step text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 1acccb5c3ed0f0cb813ce8225ca48975
api.check_mass_v1(integer,text,jsonb,text) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 96b8b9256326597ef6db773d5f6ab9d9
api.check_orders_v1(integer,jsonb) returns TABLE(number text, line_no integer, problem text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body e769883d45893b08027a9d42f5c4a7fb
api.check_publish_v1(integer,jsonb,text[]) returns SETOF wms.layout_stand owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body 0bc34fe12f5ec36132ad8134607041b7
api.check_sample_v1(integer,integer,integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 3e2741021f6152a48c0ba7c6d906b70c
api.check_v1(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body dd7cb4473691a4e7ebd189606c3e7ce9
api.claim_batch_v1(uuid,integer,bigint,text,bigint[],numeric,text,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body c469af478698b81f0c3cdc49a4787edc
api.claim_count_v1(uuid,integer,bigint,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; client_min_messages=error) body d61a57f6e4799e8c410ce8edb815b2f0
api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body a2f4cf11067f4a7679ade739db543242
api.clear_alarm_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 663cfb95169089113507b3c5c4a09336
api.close_count_v1(uuid,integer,bigint,boolean,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; client_min_messages=error) body a778525e4f790522ee5909f66d39fed4
api.close_hu_v1(uuid,integer,bigint,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 39bca714d55c6658adc0787140d0c344
api.close_inbound_v1(uuid,integer,bigint,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 93daf81e049ac52c85a97cbc8ae360df
api.close_short_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body ae78cd51c420027356a3f40a5900be47
api.confirm_empty_v1(uuid,integer,bigint,boolean,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body dca6ee42c8c67a2f38968692434832e1
api.correct_lot_v1(uuid,integer,bigint,jsonb,text,integer,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body ba83ea6cf04e2f9036caba0764a626a0
api.count_accuracy_v1(integer,text,integer,integer) returns TABLE(key text, label text, bins integer, counted integer, "right" integer, ira numeric, units numeric, more numeric, less numeric, value numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 551042d07e76435319b686ef592fb3ca
api.count_item_v1(integer,text[]) returns TABLE(product_id bigint, sku text, name text, units numeric, tracking text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 06ad2f7c993f2f1b126e559873ed659d
api.count_places_v1(integer) returns TABLE(location_id bigint, code text, barcode text, kind text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 951901548f55630890a5914fc00fe968
api.count_plans_v1(integer) returns TABLE(plan_id bigint, name text, kind text, rule jsonb, every_days integer, next_on date, run integer, tolerance numeric, tolerance_share numeric, auto_post boolean, bins integer, waiting integer, counting integer, recount integer, review integer, done integer, right_share numeric, made_at timestamp with time zone, ended boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 4427d4cee97c115495887898ca633192
api.count_review_v1(integer,bigint) returns TABLE(round integer, person text, closed_at timestamp with time zone, empty boolean, product_id bigint, sku text, name text, lot text, unit text, expected numeric, counted numeric, difference numeric, value numeric, moved boolean, records integer, on_hand numeric, reserved numeric, booked_at text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 76e483f7d517bf34e5108af0d834c2e5
api.count_unit_v1(integer,text) returns TABLE(hu_id bigint, sscc text, kind text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 697a760bb12a77fb667a9e8d5175e041
api.count_walk_v1(integer) returns TABLE(way text, metres double precision, person text, changed_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body bd1ac6e58f6e87ab0e7e7d1798c98f9b
api.counters_v1(integer) returns TABLE(login text, name text, assigned integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c97ccb5e24f22cb2a1620a59767d1df3
api.counts_v1(integer,bigint,text[],bigint,integer) returns TABLE(count_id bigint, plan_id bigint, plan text, location_id bigint, location text, zone text, state text, round integer, person text, assigned_to text, counting boolean, flags text[], lines integer, more numeric, less numeric, value numeric, closed_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 0f9f9cc4d0254af2ee725f13635cfc9f
api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body a4cfe0a64baa99e3d1581c2baa332b67
api.create_warehouse_v1(uuid,text,text,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body dd08f97b2141ca7ddc494bc1e18dd58c
api.cross_dock_v1(uuid,integer,bigint,bigint,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 43c797f675fa9e92d4dac3ed035ba479
api.decide_adjustment_v1(uuid,integer,bigint,text,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body ac6ed828f039c644550af448a07afce1
api.decide_quality_v1(uuid,integer,bigint,numeric,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 8c20f4ba6336088df1c52b7316b9514f
api.define_kit_v1(uuid,integer,bigint,jsonb,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 0d94a05870f3298e1bf6cf4f474a1a10
api.delete_draft_v1(uuid,integer,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body a9e9a99ee56abd2c9afa71177e916cfd
api.demand_review_v1(uuid,integer,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body e42dbcb07c72e4bd3fe62eafd165f6c2
api.do_moves_v1(uuid,integer,bigint[],text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 3c28e2d51ce363bdf70739c6b3914185
api.do_task_v1(uuid,integer,bigint,numeric,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 3bb3fd2d0de7edf54dfd3c787a7df447
api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) returns TABLE(appointment_id bigint, dock_id bigint, dock text, inbound_id bigint, number text, party text, carrier text, starts_at timestamp with time zone, ends_at timestamp with time zone, state text, late boolean, arrived_at timestamp with time zone, docked_at timestamp with time zone, done_at timestamp with time zone, lines integer, received_share numeric, note text, version integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body b0350720ed72dd1b304edef172b55aca
api.dock_to_stock_v1(integer,timestamp with time zone) returns TABLE(receipts integer, stored integer, median_minutes numeric, p90_minutes numeric, waiting integer, waiting_units numeric, oldest_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body a908714cee8476bd0d7b0e9c2a5396e1
api.docks_v1(integer) returns TABLE(dock_id bigint, code text, kind text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 4832000b7fc1f9358154fa75f32483e2
api.drop_batch_v1(uuid,integer,bigint,bigint,bigint[],text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body df4ec90e7a61b727ad622d5ad3aeda6e
api.drop_underlay_v1(uuid,integer,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 854ec2ca78f94836e3a90ce2f5811557
api.drop_view_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 833c8d472a1c39a8551f2ad0f447a54a
api.end_plan_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body cd6589ab7b1fbde3061aa279c13395ca
api.enter_count_v1(uuid,integer,bigint,bigint,numeric,text,bigint,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; client_min_messages=error) body 61dcae0777f64ae49e8393d61d8cfa6e
api.enter_inbound_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body e40cc1eb2e9db667d52bc3fba7014529
api.enter_orders_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 36d700d60cb7eadb1e86df2ae7406767
api.enter_picks_v1(uuid,integer,bigint,jsonb,bigint,jsonb,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body aca89311b5618736ebfe354a65345ed1
api.expire_lots_v1(uuid,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; plan_cache_mode=force_custom_plan) body c06cbefb903a6aec676baa8b329fbe6b
api.feed_v1(integer,text,bigint,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 842461d0effd869309258a7dcc2455c6
api.floor_at_v1(integer,timestamp with time zone,bigint[]) returns TABLE(location_id bigint, on_hand double precision, reserved double precision, held double precision, fill double precision, quants integer, picks_hour integer, expires_on date, in_date timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; work_mem=64MB; enable_nestloop=off; enable_mergejoin=off; enable_hashagg=off) body 68228b81d98ea299dee5cf951ff6dba0
api.free_claims_v1(integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 84e0ac97f73fbb95d491e90e0298fe4a
api.gathering_v1(integer) returns TABLE(order_id bigint, number text, priority integer, cut_off timestamp with time zone, place text, totes integer, complete boolean, waits_for jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body cd0e6ca16f85d4710b2def797f020316
api.hazard_rules_v1(integer) returns TABLE(one text, other text, rule text, metres double precision) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body cfa272fce29a0a9844d5d3a11254bb89
api.hazard_storage_v1(integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body a60d86ae1bc706f95cbe13be3a5eb58d
api.held_stock_v1(integer,bigint[],bigint,bigint,integer) returns TABLE(hold_id bigint, target text, reason text, placed_at timestamp with time zone, person text, note text, quant_id bigint, location_id bigint, location text, product_id bigint, sku text, lot_id bigint, lot text, expires_on date, hu_id bigint, sscc text, status text, quantity numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 6fdd794a64295c496133c98a14bb1112
api.held_v1(integer,bigint) returns bigint owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 43ce96d2acd82bea1ecf4292f5ae257f
api.hold_orders_v1(uuid,integer,bigint[],text,text,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body f49d6ec7c7186609495739ca26f1396f
api.hold_tasks_v1(uuid,integer,bigint[],text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body ffaa18d8d31b45f92f625ea9b5191e17
api.holds_covering_v1(integer,bigint[]) returns TABLE(hold_id bigint, target text, reason text, note text, placed_at timestamp with time zone, person text, records bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; enable_seqscan=off) body f0992592aff0b937edb162925892b196
api.hu_content_v1(integer,bigint) returns TABLE(hu_id bigint, parent_id bigint, depth integer, sscc text, kind text, state text, location_id bigint, location text, carton_type text, tare numeric, gross_weight numeric, length integer, width integer, height integer, order_id bigint, order_number text, quant_id bigint, product_id bigint, sku text, product text, lot_id bigint, lot text, expires_on date, owner_id bigint, owner text, status text, quantity numeric, reserved numeric, weight numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body bc97bb150feaf2375ea0caaf1fd16638
api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) returns TABLE(at timestamp with time zone, entry_id bigint, source text, kind text, product_id bigint, sku text, lot text, quantity numeric, from_code text, to_code text, from_sscc text, to_sscc text, status text, to_status text, reason text, document text, device text, person text, payload jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body 64ffa46b7f5f85f87a798e8a6d6f05f1
api.import_cartons_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body a657025a73b38288466ed0ec59b6653c
api.import_counts_v1(uuid,integer,text,jsonb,numeric,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 1a45dcbabf2ce6d142f2c4f4f9e721d9
api.import_layout_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB) body 126ef7c83c282d72bde977605150d318
api.import_products_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body f39dde0a8fb463f2dbddd52ee2fff574
api.inbound_changes_v1(integer,bigint) returns TABLE(version integer, what jsonb, note text, person text, changed_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 90f0fafa4ca07b237b5599394bacf101
api.inbound_lines_v1(integer,bigint) returns TABLE(inbound_line_id bigint, line_no integer, product_id bigint, sku text, name text, tracking text, quantity numeric, lot text, expires_on date, sscc text, received numeric, damaged numeric, short numeric, over numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body ab5b61fee6dbbc3f3ffe5295b1f1462b
api.inbound_page_v1(integer,text,text,bigint,integer,bigint) returns TABLE(inbound_id bigint, number text, kind text, state smallint, party text, expected_at timestamp with time zone, dock text, lines integer, announced numeric, received numeric, damaged numeric, over numeric, blind boolean, late boolean, checks integer, note text, closed_at timestamp with time zone, person text, version integer, place bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body 3a50020e53e2e15e2cf61a29adc72339
api.inbound_report_v1(integer,bigint) returns TABLE(number text, state smallint, closed_at timestamp with time zone, person text, reason text, report jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body d4504fe533cc6b5347641ef2eff09045
api.installation_v1(integer) returns TABLE(installation text, known_as text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body bdb504d6758ad9374c7d7389f8c8b278
api.item_card_v1(integer,bigint) returns TABLE(product_id bigint, sku text, product text, category text, uom text, weight numeric, gtin text, on_hand numeric, reserved numeric, held numeric, wanted numeric, records bigint, bins bigint, lots bigint, units bigint, unit_value numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; enable_seqscan=off) body a35abebda56d96505d3baaf6c5faf9d6
api.item_days_v1(integer,bigint,integer) returns TABLE(day date, on_hand numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; enable_seqscan=off) body 81fd7432b009481f5c0c2eddd7077de2
api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) returns TABLE(ledger_id bigint, posted_at timestamp with time zone, kind text, quantity numeric, delta numeric, from_code text, to_code text, lot text, status text, to_status text, reason text, document text, order_id bigint, order_number text, person text, undoes bigint, op uuid) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; enable_seqscan=off) body fd974ef5bc2dfa289927c9bf83b06d76
api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) returns TABLE(posted_at timestamp with time zone, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric, from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint, status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; plan_cache_mode=force_generic_plan) body abd390ca694105de518c45b3093c6e97
api.item_of_scan_v1(integer,text[]) returns TABLE(product_id bigint, sku text, name text, units numeric, tracking text, has_expiry boolean, catch_weight boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body f0a5d082189c958080cdc548dcdba13b
api.kit_v1(uuid,integer,bigint,numeric,bigint,text,date,bigint,jsonb,bigint,text,text,timestamp with time zone,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 7159108d80fb8f95f1552b33d68be531
api.labels_printed_v1(uuid,integer,jsonb,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body f24a12e71932c76a2fae7e893ca82d3f
api.layout_no_v1(integer) returns integer owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 2c943d88ee212358e5cd073c5d547199
api.layout_stamp_v1(integer) returns TABLE(version_no integer, parts bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 94550e66f382125e9e310e51c6daef68
api.lead_shift_v1(integer,uuid,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=1s) body a7bba79fcc7e8e579dbb3e85d7296af3
api.lead_v1(integer,uuid,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=1s) body 1dd353e9e18db15b72e757b3a17f87af
api.leave_batch_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body d57be0532831a0764e5d6e9535c53005
api.ledger_begins_v1(integer) returns timestamp with time zone owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 1aabce7dd7bb58f7ce6000f52f9a5948
api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) returns TABLE(step integer, entries integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off) body c061b554b051cb42d6187b43dfcb5915
api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) returns TABLE(posted_at timestamp with time zone, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric, from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint, status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; plan_cache_mode=force_generic_plan) body 5cc8a7781f48fc80eb174caceed46ed2
api.lot_trace_v1(integer,bigint,text) returns TABLE(kind text, depth integer, lot_id bigint, lot text, product_id bigint, sku text, quantity numeric, at timestamp with time zone, document text, party text, location_id bigint, location text, hu_id bigint, sscc text, status text, order_id bigint, order_number text, from_lot_id bigint, from_lot text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body 072a73cb4cf55349921a6320d639d24a
api.make_draft_v1(uuid,integer,text,text,integer,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body db29de1418a6d74675c72d7dd4039906
api.make_partitions_v1(integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 9e593dfb5e4b7dbd39cb03c4392e0fb9
api.measure_hu_v1(uuid,integer,bigint,numeric,numeric,integer,integer,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 35e16299807d8b00bb3e714d615d37fe
api.merge_hu_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 87c14ffe4764edb6589b5413b63f4c00
api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body a4cc34870a4faeb45997411c0b81b8da
api.move_bin_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 2dd9a13cbd6e739e692940861b745ea7
api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; plan_cache_mode=force_custom_plan) body 4d7124f2cfa5e7c4174a07e805c02f4d
api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 1ea9bbc016c7212bef0d31c9b662d844
api.move_lot_v1(uuid,integer,numeric,bigint,bigint,text,text,date,bigint,text,bigint,boolean,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 7c4126a0ffb61389b31b8979b347280b
api.move_plans_v1(integer) returns TABLE(plan_id bigint, made_at timestamp with time zone, person text, not_before timestamp with time zone, metres_a_day double precision, open integer, begun integer, done integer, cancelled integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body a589d852cb6af7606a60c804ede66129
api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone,bigint,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; plan_cache_mode=force_generic_plan) body 67758f7d1f9c4b3f69e88e8a7d4fcb5e
api.my_counts_v1(integer,bigint,integer) returns TABLE(sequence bigint, count_id bigint, location_id bigint, location text, zone text, mine boolean, begun boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 6978de4e1d847ae2224555d08951abc0
api.nest_hu_v1(uuid,integer,bigint,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body f9f9ca1f8196eefee5332732a755f3b0
api.next_task_v1(uuid,integer,bigint,jsonb,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; plan_cache_mode=force_custom_plan) body 5f143a693d3cd4686a41d2a9f2e7f042
api.on_time_risk_v1(integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; plan_cache_mode=force_custom_plan; work_mem=64MB) body 68aae4c51217595d69cf9558887a02b2
api.open_picks_v1(integer,bigint[]) returns TABLE(task_id bigint, order_id bigint, order_number text, product_id bigint, sku text, product text, quantity numeric, from_location_id bigint, from_code text, barcode text, check_digit text, x double precision, y double precision, aisle text, zone_code text, racked boolean, lot text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c4fb6b6717ab1146daf9f16aa6730357
api.order_card_v1(integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off) body e92ce8f27884f4f8a551d723049b6daa
api.order_facets_v1(integer,jsonb) returns TABLE(facet text, value text, orders integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; jit=off) body 790d2728174cf4264f89f217b4ca3d90
api.order_history_v1(integer,bigint,timestamp with time zone,integer) returns TABLE(at timestamp with time zone, id bigint, what text, person text, sku text, quantity numeric, "from" text, "to" text, reason text, payload jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off) body 7b96ba6c898abe96772d5c257b6b9b0a
api.orders_at_risk_v1(integer,integer) returns TABLE(order_id bigint, number text, cut_off timestamp with time zone, carrier_service text, picks bigint, ready_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; plan_cache_mode=force_custom_plan; work_mem=64MB) body c01e1fd472c2b0b42304af9956061495
api.orders_page_v1(integer,jsonb,text,jsonb,integer) returns TABLE(order_id bigint, number text, status smallint, state text, "group" text, priority smallint, cut_off timestamp with time zone, due_at timestamp with time zone, carrier_service text, completeness text, customer text, customer_name text, lines integer, ordered numeric, missing numeric, reserved numeric, picked numeric, packed numeric, shipped numeric, cancelled numeric, to_put_back numeric, promised boolean, promised_on date, version integer, held_reason text, short_reason text, value_added text[], back_order_of bigint, wave text, source text, external_ref text, entered_at timestamp with time zone, shipped_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; jit=off) body c90df31ff6adaa808be6c32f94273f94
api.own_exceptions_v1(uuid,integer,bigint[],text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 7e9a876849421db8c208d19b053f5f1e
api.pack_job_v1(integer,bigint) returns TABLE(order_id bigint, number text, sscc text, order_line_id bigint, product_id bigint, sku text, name text, weight numeric, lot_id bigint, lot text, quantity numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body b87c89f8d10934733f6feae0d1f0a907
api.pack_v1(uuid,integer,bigint,bigint,jsonb,numeric,boolean,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body c4a9af5e43107144e31e159c4b9a9665
api.pick_batch_v1(uuid,integer,jsonb,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 74f6c385c3ecbfd35694449f7623db7a
api.pick_stop_v1(uuid,integer,bigint,jsonb,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 5c6c64fc736e501b94b2ee7bf61a47a0
api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body ffb3059f95b365d3d8f53b00a1296a36
api.place_hold_batch_v1(uuid,integer,jsonb,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 5929b8398cdebb676bf3c27913f0c4c3
api.place_hold_v1(uuid,integer,text,bigint,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 33c8d5816610aade1ed39778eda8e43d
api.plan_counts_v1(uuid,integer,text,text,jsonb,bigint[],integer,numeric,numeric,boolean,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body fc8762fe50faf7057b1e59775a221bd8
api.plan_moves_v1(uuid,integer,jsonb,timestamp with time zone,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 2aabfc60d0c2f97f92c18ae696efd85c
api.post_counts_v1(uuid,integer,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 7340c7149b03b118431ba5282540caef
api.post_mass_v1(uuid,integer,text,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=20s) body 8e7f7bea10bfe6ae4a460d8d659e24c6
api.preview_hold_v1(integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 56e8447027a365244b68f1ccec23f525
api.preview_orders_v1(integer,bigint[],jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 9bcdc2f70a5ec63af2d4af84e5f97812
api.promise_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB) body 67bc269a6a5e0c0c5950f3b167398a73
api.promises_on_v1(integer,bigint[]) returns TABLE(quant_id bigint, order_id bigint, order_number text, line_no integer, sku text, location text, quantity numeric, task_state text, person text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; enable_seqscan=off) body 898a569bcf346e3ccdcf8f4e87690884
api.propose_putaway_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body d3bb5b8dd389964019c290aebd907cf6
api.publish_layout_v1(uuid,integer,bigint,integer,jsonb,text,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=20s; work_mem=64MB) body b7a69592fe6738bf7625f9db12d6e618
api.put_allocation_rule_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 4b22985e3c49bb9cf85645c9c90e566c
api.put_away_v1(uuid,integer,bigint,bigint,numeric,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 081a2c9278176da579196e4560fabd8e
api.put_back_v1(uuid,integer,bigint,numeric,bigint,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body ced9bdd7430167e0a6c67fe476d91a87
api.put_backs_v1(integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 799241a3e985e8152c2e427668ed0fb7
api.put_hazard_rules_v1(uuid,integer,jsonb,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 4589bdd36d16653afcda5ce02af5089e
api.put_party_v1(uuid,integer,text,text,text,integer,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 531e99d1472afd9558289e19c4f89c6e
api.put_putaway_rules_v1(uuid,integer,jsonb,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body c8a69c289e10782737c0ed3d79b4f2fd
api.put_qc_plan_v1(uuid,integer,text,integer,text,numeric,bigint,text,bigint,integer,numeric,text,boolean,bigint,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 5d288d89112aadbef77bdb80141cd7ce
api.put_receipt_photo_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body bf7927ae50ccbc3b62f9ac36ff41b967
api.put_release_channel_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body be752d0afde0335da6df94814e5798c4
api.put_replenish_rule_v1(uuid,integer,bigint,bigint,numeric,numeric,numeric,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 296ffa41f907d2f0bcfff9158995af26
api.put_site_hours_v1(uuid,integer,time without time zone,time without time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body cfc659aa31ad1074540223430c1d10dd
api.put_substitute_rule_v1(uuid,integer,bigint,bigint,numeric,bigint,integer,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 8f205351e042e71157dc3033155dc94f
api.put_underlay_v1(uuid,integer,text,text,jsonb,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body f8690959780b77d2650d50e940bf4f9f
api.put_work_limit_v1(uuid,integer,text,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body fb8ebb63fcec0645af32ffdc57adc64a
api.putaway_contents_v1(integer,bigint) returns TABLE(location json, product json, lot json, weight json, volume json, units json, hazard json) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 7c965f1999c383a48e210ec890579dac
api.putaway_homes_v1(integer,bigint[]) returns TABLE(product_id bigint, sku text, product text, location_id bigint, code text, fixed boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body a10930f6329bc80535f2c79c53b3b3c3
api.putaway_loads_v1(integer,bigint[],bigint[],bigint) returns TABLE(hu_id bigint, quant_id bigint, sscc text, unit_kind text, at_id bigint, at_code text, at_kind text, x double precision, y double precision, height integer, product_id bigint, sku text, product text, lot_id bigint, lot text, status text, quantity double precision, weight double precision, volume double precision, units integer, length integer, width integer, piece_height integer, upright boolean, category text, abc_class text, temperature_class text, hazard_class text, step double precision, since timestamp with time zone, task_id bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body f6795990bcd32974017b35f683dac8f3
api.putaway_places_v1(integer) returns TABLE(location_id bigint, code text, kind text, zone_code text, aisle text, racked boolean, level integer, x double precision, y double precision, z double precision, width double precision, depth double precision, height double precision, class_code text, max_weight double precision, max_volume double precision, max_height integer, max_units integer, product_mixing text, lot_mixing text, temperature_class text, hazards text[], pick_sequence integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body c08e245c999670c8222178c8b4b09b66
api.putaway_rules_v1(integer) returns TABLE("position" integer, name text, strategy text, active boolean, goods jsonb, zones text[], kinds text[], classes text[], metres double precision, version integer, person text, changed_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 1d7b4e18c333aef7b36647c3549e1ae2
api.putaway_tasks_v1(integer,integer) returns TABLE(task_id bigint, state integer, state_name text, priority integer, hu_id bigint, sscc text, unit_kind text, product_id bigint, sku text, product text, lot text, quantity double precision, done double precision, from_id bigint, from_code text, to_id bigint, to_code text, person text, explanation jsonb, created_at timestamp with time zone, finished_at timestamp with time zone, stale boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body a31add5f787641b946ea863863338e01
api.qc_checks_v1(integer,boolean) returns TABLE(check_id bigint, plan text, sku text, name text, lot text, sscc text, location text, quantity numeric, sample numeric, accept numeric, state text, defects numeric, person text, came_at timestamp with time zone, decided_at timestamp with time zone, number text, note text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 7b088ff7833be6932c8ccf969e7a25a8
api.qc_plans_v1(integer) returns TABLE(qc_plan_id bigint, turn integer, name text, product_id bigint, sku text, category text, party_id bigint, party text, every_nth integer, rule text, amount numeric, accept numeric, action text, active boolean, version integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 4ae5755a90fa3fb0cf59345df1f2aa51
api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 5b9819e6f75e875e7f455ce18dd2dbbb
api.reallocate_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB; plan_cache_mode=force_custom_plan) body dbb702c14a689d3d65b6645b884324d9
api.rebuild_order_line_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 970ee3a0074006cd8ea429a428ead208
api.rebuild_reserved_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 781619be49a9c91daf5c42ca3d6f2af5
api.rebuild_stock_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 9ce5a085e9c10ed345122dd46a2d522c
api.receipt_photo_v1(integer,bigint) returns TABLE(picture text, taken_at timestamp with time zone, person text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c0c22ffc98a8f5eaca869f2f1b7fd80f
api.receipts_v1(integer,bigint,integer) returns TABLE(receipt_id bigint, op uuid, line_no integer, product_id bigint, sku text, name text, quantity numeric, lot text, expires_on date, sscc text, location_id bigint, location text, status text, weight numeric, reason text, reason_name text, disposition text, note text, person text, mine boolean, received_at timestamp with time zone, undone_at timestamp with time zone, photos bigint[]) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body f0fc5b5460b1437913d6fd257e30e50d
api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 4e832b2d9f30174e9b31616647bb9934
api.receive_inbound_v1(uuid,integer,bigint,bigint,numeric,bigint,text,date,text,text,text,numeric,text,boolean,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 6ab52086240197512723b6489f807da0
api.receive_unit_v1(uuid,integer,bigint,text,bigint,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 1a5e5b71175c6236f0584f0330cfb1ca
api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone,bigint,numeric,date) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; plan_cache_mode=force_generic_plan) body 40fbbae2bb3346a421252d8d4581596e
api.record_check_v1(integer,bigint,uuid,text,timestamp with time zone,bigint,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 45af95fd24dc0bd0be2faa65a38f23cc
api.recount_v1(uuid,integer,bigint[],text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 159773955a314f330cf5b6104c04722d
api.redirect_putaway_v1(uuid,integer,bigint,bigint,text,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 95b4a932c558969a3783f204ab073c66
api.register_seal_key_v1(uuid,integer,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body bb43efeb5dfe495e94c123cbc6104c5c
api.relabel_hu_v1(uuid,integer,bigint,text,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 64faa2addd52fcf68d2ece9fbebca327
api.release_hold_batch_v1(uuid,integer,bigint[],text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 8f29a69c548690e97201792bb0c1ff19
api.release_hold_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 08730e674c169fd57c6f4c144c083457
api.release_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 863e7c9f46fdb7692ce288ac7d5d3988
api.release_wave_v1(uuid,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB) body eaca8de2f2b004867aa6e041a1dc2ca0
api.rename_draft_v1(uuid,integer,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body f920c2cc97945c2ba8fd38c60049a75b
api.reopen_hu_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 2f3de30a3f19731134006b2a18084b75
api.reopen_inbound_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body d48b91b37db5f2e0ec32e954fcdfcee2
api.repair_plan_v1(integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 4fc95c7354b32c30cae422bde22050eb
api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) returns TABLE(posted_at timestamp with time zone, ledger_id bigint, kind text, product_id bigint, lot_id bigint, owner_id bigint, quantity numeric, from_location_id bigint, hu_id bigint, status text, to_location_id bigint, to_hu_id bigint, to_status text, undoes bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off) body 6eb104133fcdeab7bd367e95d9aea9f1
api.replenish_rules_v1(integer) returns TABLE(rule_id bigint, product_id bigint, sku text, product text, location_id bigint, face text, zone text, min_quantity double precision, max_quantity double precision, pack double precision, active boolean, on_face double precision, free double precision, incoming double precision, waiting double precision, waiting_lines integer, cut_off timestamp with time zone, reserve double precision, task_id bigint, task_state text, trouble text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body 3234d054c6b2f139e8dcacd6c7a990b1
api.replenish_v1(uuid,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body f58764d22ec3450e0f7a59226009b427
api.request_review_v1(uuid,integer,bigint,integer,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 1c143009ee3599b3ae42889cea18609e
api.reserve_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB) body 8533eb3ad2a3b972c28e23ab3d2c71c8
api.resume_orders_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 81165538ea184d2bf939b42a03c9207b
api.resume_tasks_v1(uuid,integer,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body ad487ddfd88dbd150dfb56baad8d8ea6
api.review_draft_v1(uuid,integer,bigint,integer,boolean,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body f931ed1a95129e53c518867d796214f2
api.run_channel_v1(uuid,integer,jsonb,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s; work_mem=64MB) body 6d950494e3a05f1b0664a4a8d1bdd971
api.run_counts_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 9373892b9438dc43ecebea2d169b7b64
api.save_draft_v1(uuid,integer,bigint,integer,text,integer,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 94c8db3426bda9736bd121a9f4ef18dd
api.save_view_v1(uuid,integer,text,text,jsonb,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body d7c99ff95f28a26282146e23519e79de
api.scrap_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 8729bb0012d04def6fafe9d981e650ae
api.seal_v1(integer,bigint,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 2921b6314ba5b8fee88cb7f3fcbe6344
api.seal_window_v1(integer,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c9ae1074dbc93df380fb6fa2f33edaef
api.set_appointment_v1(uuid,integer,bigint,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body b8110150dc52267f10dfa592d9a243a0
api.set_approval_limit_v1(uuid,integer,text,text,numeric,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 29717b2e2e5736d0b29350467911655e
api.set_count_walk_v1(uuid,integer,text,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 4c237cb5dbd65b3e622d0606eb64fac5
api.set_fixed_bins_v1(uuid,integer,bigint,bigint[]) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body d31983c4aea528114e20a3d26e442e7e
api.set_gln_v1(uuid,integer,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 35732b5bb95afbb960067a2de2c45964
api.set_hazard_storage_v1(uuid,integer,text,jsonb) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 2b4c733b06472467c9fd47ba8860e744
api.set_priority_v1(uuid,integer,bigint[],integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s; plan_cache_mode=force_custom_plan) body 001b54592625b2c6f3c4dfa56aacee35
api.set_sscc_prefix_v1(uuid,integer,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 73877e880f1215c4b76ffefd33de67a7
api.settle_exceptions_v1(uuid,integer,bigint[],text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body eaf4a3c0a02fac7743cccad0b7924503
api.shelve_alarm_v1(uuid,integer,bigint,timestamp with time zone,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 24210b352d6a592f5344098535a3b0f1
api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body 153eea2269161d49e4fac96f8ed17b41
api.site_hours_v1(integer) returns TABLE(opens time without time zone, closes time without time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body ff7988c981612e8fc9fc517f403b3c69
api.slotting_faces_v1(integer) returns TABLE(location_id bigint, code text, zone_code text, aisle text, racked boolean, x double precision, y double precision, z double precision, width double precision, depth double precision, height double precision, blocked boolean, class_code text, max_weight double precision, max_volume double precision, max_height integer, mixing text, temperature_class text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body 71a1c677070e99029f681fa652be838c
api.slotting_stock_v1(integer) returns TABLE(product_id bigint, location_id bigint, quantity double precision, reserved double precision, loose boolean, held boolean, planned boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error) body b564d876d4e8bdd5d41e8f3d93fc5690
api.slotting_walks_v1(integer,timestamp with time zone,timestamp with time zone) returns TABLE(walk text, day date, products bigint[]) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; client_min_messages=error; plan_cache_mode=force_custom_plan) body 4a2d45148aa3e97fda248a9fe797967a
api.split_hu_v1(uuid,integer,bigint,jsonb,bigint,text,text,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 62947ee6e4f3edd5e44d89de2bb626a2
api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) returns TABLE(location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint, status text, quantity numeric) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; work_mem=64MB; enable_mergejoin=off; enable_hashagg=off) body d71a598844f6c04e5014af7e41f0b9c6
api.stock_facets_v1(integer,jsonb) returns TABLE(facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; work_mem=32MB; enable_seqscan=off; enable_hashjoin=off; enable_mergejoin=off; join_collapse_limit=1) body ef695f94f038e792124e3c0a3e86f561
api.stock_page_v1(integer,jsonb,text,jsonb,integer) returns SETOF wms.stock_row owner wms_exec definer settings (search_path=pg_catalog, pg_temp; jit=off; work_mem=32MB; enable_seqscan=off; enable_hashjoin=off; enable_mergejoin=off; join_collapse_limit=1) body 924483ab63a1dce75743887dd3b8d36c
api.substitute_v1(uuid,integer,bigint,bigint,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 6cddccc58db747b35f0acc151b963047
api.take_back_count_v1(uuid,integer,bigint,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; client_min_messages=error) body cd285be4dd22b23d0168cd3c05c4aa60
api.take_batch_v1(uuid,integer,bigint[],text,text,integer,text,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body d5fd6698ecc4505252d7bfa889346657
api.take_snapshot_v1(integer,integer,integer) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s; enable_nestloop=off; jit=off; enable_hashagg=off; work_mem=64MB) body 993b538ebeae5541dfc785986c23fe71
api.task_job_v1(integer,bigint[]) returns TABLE(task_id bigint, kind text, state integer, plan_id bigint, product_id bigint, sku text, product text, quantity numeric, lot_id bigint, lot text, hu_id bigint, sscc text, from_id bigint, from_code text, from_kind text, from_digit text, to_id bigint, to_code text, to_kind text, to_digit text, units text, exchange integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body c535bab6d44eaaf3ce20925af06ae4a7
api.teach_code_v1(uuid,integer,text,bigint,text) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 11946e4190566b9d071e97fa96da1f12
api.undo_preview_v1(integer,uuid) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 8c009cbdfb1bca8ab5dcb1a418203582
api.undo_v1(uuid,integer,uuid,text,text,timestamp with time zone) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=10s) body b735ed6ad7ba0b3f5bad51f4c83d5b2b
api.unit_by_label_v1(integer,text) returns TABLE(hu_id bigint, sscc text, was text, kind text, state text, location_id bigint, location_code text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body ffe173852327d9d50026f424ba3cd199
api.unit_of_scan_v1(integer,text) returns TABLE(hu_id bigint, sscc text, kind text, state text, location_id bigint, location_code text, location_kind text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 2a2956011e30764bf4dc915cbfe2c7a9
api.unkit_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,text,jsonb,bigint,integer,bigint,text,text,timestamp with time zone,numeric) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=5s) body 543eb5ee7a53eb3d8b39d8ce139300b2
api.unnest_hu_v1(uuid,integer,bigint) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 842d0415c10c9cb56dbf33aa3202dbde
api.wake_v1(integer,uuid,boolean) returns jsonb owner wms_exec definer settings (search_path=pg_catalog, pg_temp; lock_timeout=1s) body 17656658ce099ab7ce5cfac908abe88d
api.wave_batches_v1(integer,bigint) returns TABLE(batch_id bigint, mode text, zone text, orders integer, tasks integer, done integer, gone integer, exceptions integer, open integer, person text, claimed_until timestamp with time zone, metres double precision, s_shape double precision, cut_off timestamp with time zone, priority integer, made_at timestamp with time zone, cancelled boolean, numbers text) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; client_min_messages=error) body 38946366b8c2e0e04e37e155d1560ebd
api.wave_candidates_v1(integer,integer) returns TABLE(order_id bigint, number text, status integer, status_name text, priority integer, cut_off timestamp with time zone, due_at timestamp with time zone, carrier_service text, customer text, completeness text, lines integer, pieces double precision, missing_lines integer, channel_id integer, channel text, channel_state text, entered_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; client_min_messages=error) body 97d1107aba49d0ff8d0ba2029b386cb1
api.wave_choice_v1(integer,bigint[],text) returns TABLE(what text, order_id bigint, order_line_id bigint, product_id bigint, location_id bigint, code text, kind text, zone_id bigint, quantity double precision, litres double precision, grams double precision) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; work_mem=64MB; plan_cache_mode=force_custom_plan; enable_nestloop=off; client_min_messages=error) body 5f60d7d0f85257926f7d7eccef602821
api.waves_v1(integer,integer) returns TABLE(wave_id bigint, number text, state text, channel text, policy jsonb, preflight jsonb, person text, released_at timestamp with time zone, orders integer, batches integer, begun integer, finished integer, tasks integer, done integer, gone integer, exceptions integer, people integer, metres double precision, metres_done double precision, cut_off timestamp with time zone, last_at timestamp with time zone) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; client_min_messages=error) body 48992c596c2b4ad994299d36b4b49cc3
api.why_reserved_v1(integer,bigint,bigint) returns TABLE(order_line_id bigint, order_id bigint, number text, line_no integer, quant_id bigint, bin text, quantity numeric, verdict text, said text, explanation jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 6eaf8cf245683b31aaddf1f1a233372d
api.work_board_v1(integer,integer) returns TABLE(key text, kind text, tasks bigint[], state text, lines integer, done integer, quantity double precision, priority integer, due_at timestamp with time zone, since timestamp with time zone, not_before timestamp with time zone, login text, person text, given boolean, lease_until timestamp with time zone, held text, held_by text, batch_id bigint, batch_mode text, wave text, order_id bigint, order_number text, orders integer, carrier text, sku text, product text, from_code text, to_code text, zones text[], metres double precision, stops jsonb, why jsonb) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; work_mem=64MB) body 811d56d4b1c7ab17f4d3f43910d5abbe
api.work_exceptions_v1(integer) returns TABLE(task_id bigint, kind text, reason text, reason_name text, next_step text, owner text, owner_name text, priority integer, due_at timestamp with time zone, since timestamp with time zone, by_person text, sku text, product text, product_id bigint, asked double precision, done double precision, from_id bigint, from_code text, to_code text, order_id bigint, order_number text, order_state integer, waiting double precision) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; work_mem=64MB) body 76afe3a8daa6bf2bbd62cfcab19931bd
api.work_people_v1(integer) returns TABLE(login text, person text, kinds text[], only_kinds text[], only_zones text[], lines_hour integer, busy_minutes double precision, lines_day integer, last_at timestamp with time zone, location_id bigint, code text, x double precision, y double precision, open integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; work_mem=64MB) body f07d0fe6f4ca859b7138c4379f2a3f40
api.work_starts_v1(integer,bigint) returns TABLE(location_id bigint, code text, stands boolean) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan) body f22e9121ca448582aa1654035412ff9c
api.work_totals_v1(integer) returns TABLE(pieces integer, tasks integer, held integer, later integer, late integer, replenish integer, exceptions integer) owner wms_exec definer settings (search_path=pg_catalog, pg_temp; plan_cache_mode=force_custom_plan; work_mem=64MB) body 6775fd98b87dcf8bdedc04e6859f4bc0
wms.act_words(integer,uuid) returns jsonb owner wms_exec settings () body d592663c3857b1a2026c7903fab3a3eb
wms.add_lines(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns bigint owner wms_exec settings (enable_hashjoin=off; enable_mergejoin=off; enable_seqscan=off; enable_material=off) body ca971613ab418a3d15186883b65e84d4
wms.add_lines_to(integer,bigint,jsonb) returns void owner wms_exec settings () body cdacffbb1b4b2119b578af687d44810c
wms.alarm_broken(integer,text,text,text,jsonb) returns void owner wms_exec settings () body fd88aa03b7a11358992f33ec7b66d881
wms.ask_approval(uuid,integer,text,jsonb,numeric,numeric,text,text,text) returns jsonb owner wms_exec settings () body 3e585b8ec0f611db88c5d97d9f18f603
wms.ask_count(integer,bigint[],text) returns void owner wms_exec settings () body c81b18741f7415e13d2d7fa5fbd3b435
wms.ask_quality(uuid,integer,wms.qc_plan,bigint,numeric,bigint,bigint,bigint) returns jsonb owner wms_exec settings () body 6d3f00d34c8d22fe99af3776aacde11c
wms.authorise(integer) returns void owner wms_exec settings () body 5520a02eba44c5d07c1939b341643528
wms.authorise_person() returns void owner wms_exec settings () body b58af2a5fce7538ea97ee2a8b553ce34
wms.batch_problem(jsonb) returns boolean owner wms_exec settings () body 606fe40a521f7407c5b1bc5e3eb5a2b7
wms.begin_pick(integer,bigint,numeric,bigint,text) returns record owner wms_exec settings () body 228c98ade02a478dfd3a1d3b9efc2050
wms.begin_round(integer,wms.count) returns wms.count_round owner wms_exec settings () body 6600a32192c9cfc06caffea0b601f442
wms.begin_task(integer,bigint,numeric,text) returns wms.task owner wms_exec settings () body a2960c33846e20fe25482ddf562a1a37
wms.bin_before(integer,bigint,bigint,bigint) returns bigint owner wms_exec settings () body 7860f3e0f34e336ad8026909242d88ee
wms.bin_picked_from(integer,bigint,bigint,bigint) returns bigint owner wms_exec settings () body 4fb66efa66476ab4d3102b1c7517e963
wms.bind_tote(integer,wms.batch,bigint,bigint,bigint[]) returns void owner wms_exec settings () body 977a3d87fcde82cec498a4dc8b8c3f77
wms.bins_to_count(integer,text,jsonb) returns bigint[] owner wms_exec settings () body cf837e34edef69877cad0ddeb35b6e5d
wms.bins_to_look_at(integer,bigint[]) returns jsonb owner wms_exec settings () body 5e570a0c981f49a23019b764f71d3377
wms.block_json(wms.seal_block) returns jsonb owner wms_exec settings () body 9d5e74cea054c7ecf4631c7c9b0b2604
wms.book(uuid,integer,text,timestamp with time zone,bigint,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,numeric,bigint,text,text,text,timestamp with time zone,boolean,boolean,integer,bigint,numeric,timestamp with time zone,bigint,integer) returns jsonb owner wms_exec settings () body 1c77d2ba458ec0abde849473cb844245
wms.book_each(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone,bigint[]) returns bigint owner wms_exec settings () body fd4253c0125f42e9848b870cbbba042b
wms.book_receipt(uuid,integer,timestamp with time zone,bigint,integer,wms.inbound,bigint,numeric,bigint,bigint,bigint,text,text,numeric,text,timestamp with time zone) returns jsonb owner wms_exec settings () body bb06e86cf4bfce9698afd7a1d01c33d2
wms.book_reservations(integer,bigint[],wms.booking[]) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 4ec930cdb3ee93e8bf4697c659fbfe49
wms.booked(integer,bigint,bigint,bigint,bigint,bigint,text) returns TABLE(quantity numeric, weight numeric, version bigint, quant_id bigint, since timestamp with time zone) owner wms_exec settings () body 923d25a3bbe85a289fbe7aee5441076e
wms.booked_lines(integer) returns TABLE(order_line_id bigint, picked numeric, packed numeric, shipped numeric) owner wms_exec settings () body d93d0419cf96fb4c97aa9c900da97634
wms.boundary(integer,text) returns bigint owner wms_exec settings () body b904e720325d1f0ee83f781206c6b869
wms.break_for_counts(integer,jsonb) returns numeric owner wms_exec settings () body bebf3a23ca9450818f0c4e59d2349f1e
wms.break_promises(integer,bigint[],numeric[],text) returns void owner wms_exec settings () body 9c3884bc5b7ee8a42602483202fd6f20
wms.bring_found_units(uuid,integer,bigint[],timestamp with time zone) returns bigint owner wms_exec settings () body 7e706b0766df1f22112012beb03675b5
wms.called(name) returns text owner wms_exec settings () body efb52682d72919ccfdbacd26fbf34f1d
wms.card_lines(bigint) returns jsonb owner wms_exec settings () body 775cdaddd9178aec91bbf1756ba5f6a4
wms.card_put_back(integer,bigint) returns jsonb owner wms_exec settings () body 4137b275041f87e9f343cb722406738d
wms.card_reserved(integer,bigint) returns jsonb owner wms_exec settings () body 0e3e04cf1bd9e680f3411b3826f695b1
wms.carry_hold(integer,bigint,text,bigint,bigint,numeric) returns void owner wms_exec settings () body ebdb57749a8d2809936ea9f08aa2ed02
wms.carry_reservations(uuid,integer,timestamp with time zone,boolean) returns bigint[] owner wms_exec settings () body 7ac74d60ce115a1e21ccc0ec1daa03d2
wms.carton_content(integer,bigint[]) returns TABLE(n integer, product_id bigint, quantity numeric, location_id bigint, lot_id bigint, hu_id bigint, status text, order_line_id bigint, number text, owner_id bigint) owner wms_exec settings () body ff3040168beaab74ca794107d8a5be68
wms.change_alarm(integer,bigint,text,timestamp with time zone,text) returns jsonb owner wms_exec settings () body 781399eadc2e2255c70d3a44a4ba4222
wms.change_head(wms.orders,jsonb,smallint,text,boolean) returns void owner wms_exec settings () body 5a9752ff582a25ecea42d5cc64b7e300
wms.change_holds() returns void owner wms_exec settings () body f4d29ddf301afabdd6764c6f4a11eacb
wms.change_objection(wms.orders) returns jsonb owner wms_exec settings () body 4f50e3545c42abb7ac4c203c136bc97a
wms.change_order(integer,bigint,jsonb,text) returns jsonb owner wms_exec settings () body 01c41e9e3e305174e363830f1c6b264b
wms.change_problems(bigint[],jsonb) returns jsonb owner wms_exec settings () body 9416d1e6f82ab3480e28b58ac5a649a5
wms.change_putaway(integer,wms.task,bigint,text,jsonb,boolean) returns void owner wms_exec settings () body c235a2f163dc747f99508a9f9bfe93dc
wms.change_seen(integer,bigint[],jsonb) returns text owner wms_exec settings () body 9cffa6b137bfaddd006066dc8fd59f3e
wms.change_serials(wms.task,wms.quant,wms.quant,bigint) returns void owner wms_exec settings () body 3e7cac011c8709ddcc6b7f9fa3fd0648
wms.change_takes(integer,bigint,jsonb) returns SETOF wms.order_take owner wms_exec settings () body 310f63e087fac886750e6a1d50a74d87
wms.changed_lines(wms.inbound,jsonb) returns jsonb owner wms_exec settings () body e584602cf1781e9798fadcd79ea40db8
wms.changed_lot(wms.lot,jsonb) returns wms.lot owner wms_exec settings () body 1e976997996e11b9e50d973f38ab3ad7
wms.channel_limits(wms.release_channel) returns text owner wms_exec settings () body 2d3cf42a9a5d46ff63acba4331ef0c9d
wms.channel_problem(jsonb) returns text owner wms_exec settings () body 50841e5c0f3885974762297faf7906ba
wms.check_appointment(integer,bigint,timestamp with time zone,timestamp with time zone,bigint,text,text) returns void owner wms_exec settings () body 57a5d1bc51c55910f50b3911b3234800
wms.check_back_into(integer,uuid) returns void owner wms_exec settings () body c0fc424c7f38c740cb15257657ccf289
wms.check_balances(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 5e7cf35f9a0b91998f0a8a1e6214850a
wms.check_base(integer,integer) returns void owner wms_exec settings () body 3494e2a438eabbd2fed368b64460e737
wms.check_batch_free(bigint) returns void owner wms_exec settings () body 9d46889e6751b9ac077fb8931eb6fc74
wms.check_bin_free(integer,bigint[],bigint) returns void owner wms_exec settings () body bcdaad83449e079a3d1ef4f512357621
wms.check_capacity(integer,bigint[]) returns void owner wms_exec settings () body d59bcfea2da7323e484d3f13695234ee
wms.check_carrying(integer,bigint[],bigint[]) returns void owner wms_exec settings () body d73966bcb578b06d0a3ddc3901770290
wms.check_change(bigint[],jsonb) returns void owner wms_exec settings () body 64c9fd21674639a69730da2cd03aeda7
wms.check_changes(integer,jsonb,wms.layout_row[],wms.layout_exit[]) returns void owner wms_exec settings (plan_cache_mode=force_custom_plan) body 975d7cdb6145a01dc0920545c90e1b32
wms.check_counter(integer,text) returns void owner wms_exec settings () body 602fc73aa964d3261d33a0426cedcd74
wms.check_counts(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 80cce5f754dc4820b87c9b1e5c246c61
wms.check_decision(wms.adjustment_request,text,text) returns void owner wms_exec settings () body d75b1cb8731760e6e53fccd86fd17646
wms.check_disposition(wms.inbound,text) returns void owner wms_exec settings () body 3a1c5f2e656af23e5035ce5b9d88ce00
wms.check_draft_name(integer,bigint,text) returns void owner wms_exec settings () body b34ac65ccecfe695ec2cf69dec227dd8
wms.check_drawing(text) returns void owner wms_exec settings () body ead58d229d52d5f0ab6f2d0176de3fb9
wms.check_drop(integer,wms.location,bigint[],bigint[]) returns void owner wms_exec settings () body 8b8caba465884fe45dcc865d78e64491
wms.check_entering(integer,bigint) returns void owner wms_exec settings () body de8696176b9d0c8ef75012871083b2de
wms.check_entry(integer,bigint,numeric,text,bigint,text) returns bigint owner wms_exec settings () body 693d827a2958d05c22b0c2baa0754dec
wms.check_entry(jsonb,jsonb) returns void owner wms_exec settings () body e70d87799a700f5497c966c8b06676a5
wms.check_evidence(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 14377ee566c0ab178c9d3a7346a7a502
wms.check_fillings(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 7bac33875647562269931c8962a90d4c
wms.check_hazard_moves(uuid,integer,timestamp with time zone) returns void owner wms_exec settings () body d4bc9446fde258e5eef19e95eff51b42
wms.check_held(integer,bigint[],text,text) returns void owner wms_exec settings () body aea5dadfd55ab1ddf4216798e86f665e
wms.check_holds(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 23ae2c41000e98bcf82bc99970f77c30
wms.check_kept(integer,wms.layout_draft) returns void owner wms_exec settings () body 8ff22d13d396d773e3188fb0ca4f87d1
wms.check_kinds(jsonb) returns void owner wms_exec settings () body 1cdc3bd63607e57eda1076d4702a1b96
wms.check_kit_lines(bigint,jsonb) returns void owner wms_exec settings () body e27f3f1ee96b4735d1614c997d8a8a7e
wms.check_kit_place(integer,bigint,bigint) returns void owner wms_exec settings () body 23a87c577d24a464bcc55ac16b314f53
wms.check_known_status(text) returns void owner wms_exec settings () body bbd28ccb0de45a38cdf853b17b186cc0
wms.check_label(text) returns void owner wms_exec settings () body 914ea875e772cbff60715c80030cb71b
wms.check_layout(integer,jsonb) returns void owner wms_exec settings () body 5f100b48c34bed85a9ba1decceb98217
wms.check_lease(integer,bigint) returns void owner wms_exec settings () body a9759baf3528bb6fc546437e05a089d3
wms.check_leaving(integer,bigint[]) returns void owner wms_exec settings () body 5674d5726ab2bc790282b65f096fb4b7
wms.check_leaving(integer,wms.handling_unit) returns void owner wms_exec settings () body 257aec80d6ad6a1cff1f47ae50110ee2
wms.check_levels(jsonb) returns void owner wms_exec settings () body 19d4d748852f291f0b58b5e947dedde6
wms.check_lines(integer,wms.movement[]) returns void owner wms_exec settings () body f75a129ee0394ae6720912367aa48d31
wms.check_lot(bigint,bigint) returns void owner wms_exec settings () body d6d479a142fcff433483690448b69395
wms.check_lot_free(integer,bigint) returns void owner wms_exec settings () body 95699219329ef90cefb243af07d19253
wms.check_lot_says(text,date,date,date) returns void owner wms_exec settings () body 7cb294cd66426335ddf0401d69871c46
wms.check_mass_kind(text,jsonb) returns void owner wms_exec settings () body 6c127c2d5fb9bf9e04e1717ba45251f2
wms.check_may_move(integer,bigint[],bigint[]) returns void owner wms_exec settings () body fcabe86a48f111883fd4890df0aad703
wms.check_merge(integer,wms.handling_unit,wms.handling_unit) returns void owner wms_exec settings () body 30fadbdc70be8ca3161794d893272712
wms.check_moment(timestamp with time zone) returns void owner wms_exec settings () body 0112ef53170a561567c6fc4cd5502af3
wms.check_move(integer,text,bigint,bigint,bigint,bigint) returns void owner wms_exec settings () body 6b74609a3a0c80878bddf6e9f78151a7
wms.check_moves(integer,jsonb,timestamp with time zone,numeric) returns void owner wms_exec settings () body d068ff28555b9783855275e1fd7b9041
wms.check_nesting(wms.handling_unit,wms.handling_unit) returns void owner wms_exec settings () body 6c60a3dd163d0426d7fb752836b68baa
wms.check_new_record(bigint,bigint,bigint,text,numeric,numeric,boolean) returns void owner wms_exec settings () body 5f67d03d23b19538f71264d9fc18e76a
wms.check_new_unit(integer,text,bigint,text) returns void owner wms_exec settings () body 4a33fe49db473f41563682392be460d3
wms.check_no_orders(wms.handling_unit) returns void owner wms_exec settings () body a6c80e54e0836beaa4231cc2e515f890
wms.check_no_put_back(wms.handling_unit) returns void owner wms_exec settings () body 695552bb60803c844d746c66e6d62894
wms.check_not_expired(bigint[],text) returns void owner wms_exec settings () body 68d4912ca6ce1e6083f49a0c724dcec2
wms.check_not_held(integer,bigint) returns void owner wms_exec settings () body a28934edb093870f8e643dc9691714ff
wms.check_not_picked(wms.handling_unit) returns void owner wms_exec settings () body b4a45e280cd50c57eaf4a5d760f918a3
wms.check_note(text) returns void owner wms_exec settings () body 41ddeb2485cdea7d6b2a5c21a8cce0f6
wms.check_orders(integer,jsonb) returns void owner wms_exec settings () body 1f5f147a8045c6b4af8df65acc7538be
wms.check_orders_kept(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 6115684369a5ca39584a081e9b8fa654
wms.check_pack(bigint,jsonb) returns void owner wms_exec settings () body a459abaa26f337ca00094758095d9668
wms.check_packed_from(wms.orders,bigint,wms.movement[]) returns void owner wms_exec settings () body 203b55a690603f07b028089beea75236
wms.check_page(integer) returns void owner wms_exec settings () body a40e8bc9316defe14854a0a77192c719
wms.check_parked(integer,bigint[],bigint[]) returns void owner wms_exec settings () body eccabdce1d37140e3569d5999a6166da
wms.check_parts(bigint,numeric,integer,wms.movement[]) returns void owner wms_exec settings () body fd0a52f4908abca4c4ce86f9d0a888ca
wms.check_party(text,text,text,integer) returns void owner wms_exec settings () body ee25ef3136d5c224111253a84f3021c6
wms.check_place(integer,bigint,bigint) returns record owner wms_exec settings () body a47fe6798afc1c315d160cb11ca8152a
wms.check_place_unheld(integer,bigint[]) returns void owner wms_exec settings () body bf89f0b47eee5110fa0792d020db6a22
wms.check_plan(integer,text,text,jsonb,bigint[],numeric,numeric) returns void owner wms_exec settings () body 4553452ff338d26c9b04f771a784cfb8
wms.check_product(integer,bigint) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body 7a9d8d5ce6f637736c3a872d53be6e0a
wms.check_products(jsonb) returns void owner wms_exec settings () body e9e885602ca353a2fe1a0bce229aad45
wms.check_promises(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body c2ee30116ef8ceb1e00b9adccac725d9
wms.check_publish_request(jsonb,text,text,integer) returns void owner wms_exec settings () body 048cc5ff205a82996a213111cde5f0a4
wms.check_put_back(integer,wms.task,numeric,bigint) returns void owner wms_exec settings () body 8d5a870a32cca379a692bdd373d9d5c7
wms.check_put_back_done(integer,bigint[]) returns void owner wms_exec settings () body c38d704a9b1b20fb861d2901af33d321
wms.check_putaway(integer,bigint,bigint,numeric,bigint,bigint) returns void owner wms_exec settings () body 94f66e9e603d302a0bb61a72c99d1d54
wms.check_putaway_loads(jsonb) returns void owner wms_exec settings () body 0a1e10ec38f62632696d00b8c5b07daf
wms.check_qc_plan(text,integer,text,numeric,bigint,bigint,integer,numeric,text) returns void owner wms_exec settings () body abdea706aa7439a32a78dd5caf3cad92
wms.check_quantity(numeric) returns void owner wms_exec settings () body e85c99ff6b0f9c7cf8ebf5254a7284d5
wms.check_reason(text,text) returns void owner wms_exec settings () body c13626704f4d5818a5288a01099786ce
wms.check_released(integer,bigint[]) returns void owner wms_exec settings () body 80fa20cc6040d4b9a74f9f4ecccdae1a
wms.check_retracking(jsonb) returns void owner wms_exec settings () body d276eea95c7a6041fb8aa28379351d57
wms.check_rule(integer,bigint,bigint,numeric,numeric,numeric) returns void owner wms_exec settings () body 09b955b3eaaa23ef70f1b8dc76836a08
wms.check_run(jsonb,jsonb) returns void owner wms_exec settings () body d710e146c5d0bd517373409992d7b0d6
wms.check_sayable(boolean,text,text) returns void owner wms_exec settings () body 3411add7947e55fd1ba1d3fed885f3f4
wms.check_sellable(wms.product,wms.lot) returns void owner wms_exec settings () body bd5b57ae910660760fbf335762edca14
wms.check_serials(integer,bigint[]) returns void owner wms_exec settings () body 534ecb0688fc059269b5d5b8144ad0d6
wms.check_shelf_life(bigint,bigint) returns void owner wms_exec settings () body c963cbd63fc23c91826e65a52d6948e1
wms.check_spoken(bigint[]) returns void owner wms_exec settings () body a3a1f296c4a700323d45d485bdd9ef63
wms.check_stands(integer,wms.layout_row[],wms.layout_exit[]) returns void owner wms_exec settings (plan_cache_mode=force_custom_plan) body 2c7862c0a6ba956b84a1956bcbc4aacc
wms.check_status(text,text) returns void owner wms_exec settings () body a88cb55b35da1dd351ced08c681dcf6f
wms.check_stays(integer,wms.movement[]) returns void owner wms_exec settings () body ff634a4c5cefb5f1cd263a5483e8f3d7
wms.check_there(integer,wms.movement[]) returns void owner wms_exec settings () body a22807f2fadb40c14e5458cab3a8d7c0
wms.check_together(wms.handling_unit,wms.handling_unit) returns void owner wms_exec settings () body 0f3d67492a2c44a0c363cfd9bb2e6c2c
wms.check_tote(integer,wms.task,bigint) returns void owner wms_exec settings () body bb9149cf02f8b4a548706d901238a6bf
wms.check_tote_free(wms.handling_unit,bigint) returns void owner wms_exec settings () body 525a59b06e077729a4c1f56f10838698
wms.check_undo(integer,uuid) returns void owner wms_exec settings () body 10b9a0b1fb14c24d73adfb51a3635373
wms.check_undone(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body d4c59b6b2fb73ded89554c3c1962ed55
wms.check_unit_moves(integer,text,bigint[],bigint[],bigint[],boolean) returns void owner wms_exec settings () body e28682c82bffb22fa2e3b09b1916319b
wms.check_unit_weight(numeric) returns void owner wms_exec settings () body 26a2f85034642fd9c025cdd645563dce
wms.check_units(integer) returns TABLE(invariant text, subject text, expected text, found text) owner wms_exec settings () body d03602073ca8f993a72b4bb047a3e710
wms.check_wave(integer,jsonb) returns bigint[] owner wms_exec settings () body 719cf3c5848d70bdb01951a295b4446c
wms.check_weight(bigint,numeric) returns numeric owner wms_exec settings () body 1b0bc56bd8fb3d4733f62938647a4527
wms.check_whole_unheld(integer,bigint,bigint,bigint,bigint,text,bigint) returns void owner wms_exec settings () body b62db13ccc253de1336d9a04f0454231
wms.check_why(text) returns void owner wms_exec settings () body a49b0b2a00f1e757721197c7726fa21e
wms.check_worker(integer,text,bigint[],timestamp with time zone) returns void owner wms_exec settings () body d3e57bb87c201c2eb3020f4f1294eb2d
wms.choose_parts(integer,bigint,numeric,integer,bigint,bigint) returns wms.movement[] owner wms_exec settings () body a01954bd76d14d31448a33241a9bb152
wms.choose_victims(integer,bigint,integer) returns bigint[] owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 7d8084eac4e839cdef46180fb3c2e187
wms.claim_op(uuid,text,timestamp with time zone,bigint) returns jsonb owner wms_exec settings () body 225492da92fdfea919fb86fb4a2c3366
wms.correct(uuid,integer,text,timestamp with time zone,bigint,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone,bigint,numeric) returns jsonb owner wms_exec settings () body 1f30f74c10145113ed53f39adbfba432
wms.correct_many(uuid,integer,text,timestamp with time zone,jsonb,text,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body 0fddb175f79b2876501e093012669e8b
wms.correction_size(integer,text,bigint[],numeric[]) returns record owner wms_exec settings () body 3867e3153d2a03abd43717f161fd9590
wms.corrections(integer,text,jsonb,text,text) returns wms.movement[] owner wms_exec settings () body cf51b54df2a09ed3f1a579ab13e1a8ab
wms.count_facets(wms.stock_search,bigint[],numeric) returns TABLE(facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint) owner wms_exec settings () body 8e94e1707789a3d88e0bc46c1319ff0e
wms.count_movements(integer,bigint[],text) returns wms.movement[] owner wms_exec settings () body bc21c59bd57a3a8d5167f918c535ccd7
wms.count_on_the_way(integer,bigint,jsonb,text,integer,boolean) returns jsonb owner wms_exec settings () body 8031837ff6d82d6838bc439021d9f96c
wms.count_problem(text,text,text,text,text,text,integer) returns record owner wms_exec settings () body ef9ec4e03bcb6feb55f5fa521d0769c6
wms.count_problems(integer,wms.count_item[]) returns TABLE(n integer, field text, what text, next_step text) owner wms_exec settings () body be071e7a3e9c679d1f9d129a224a1965
wms.count_stock(wms.stock_search,bigint[]) returns record owner wms_exec settings () body 2b7e0c340722314f5d7fac0515c6b120
wms.counted_last(integer,name) returns boolean owner wms_exec settings () body 7e374bc1ed8a97502822b6097e00f68c
wms.crossing(integer,wms.receipt) returns wms.quant owner wms_exec settings () body d4e6fad4f0c412c79ff8f809fc34ceb6
wms.cut_snapshot(integer,wms.stock_snapshot,timestamp with time zone,bigint,bigint) returns void owner wms_exec settings () body ac2a0b15bc16a14b5a0a523e84865269
wms.day_of(text) returns date owner wms_exec settings () body 633763100d9373d2248f4bd0c43b6948
wms.decide_rounds(integer,bigint[]) returns void owner wms_exec settings () body a2ff4b0c437176275cf0e6329cf1ca38
wms.differences(integer,bigint[]) returns TABLE(count_id bigint, bin bigint, loc bigint, product_id bigint, lot_id bigint, lot_number text, hu_id bigint, difference numeric, gone boolean) owner wms_exec settings () body b1e37dec1a363ee277f170fdad9b485d
wms.doubt_of(bigint,numeric,text) returns jsonb owner wms_exec settings () body ab8ec6fddf1cde831e510f01ffdf6c29
wms.draft_to_publish(integer,bigint,integer,integer) returns wms.layout_draft owner wms_exec settings () body 883f01d59925a7dd225439cc62009105
wms.emptied_in(uuid,integer,timestamp with time zone) returns TABLE(target text, id bigint, kind text, product_id bigint, location_id bigint, next bigint, moved numeric) owner wms_exec settings () body 0722c81e899462021146b9d4b70be60e
wms.empty_bins(uuid,integer,timestamp with time zone,wms.layout_exit[],boolean,integer) returns integer owner wms_exec settings () body f1e2d9ccee61dac9c983a2599b3a0b34
wms.end_hold(uuid,integer,bigint,text,text,bigint) returns void owner wms_exec settings () body c9d337cda7f67e30796475edb71b6cfc
wms.end_pick(integer,bigint,numeric,text) returns void owner wms_exec settings () body c2c458f16d46c5eda4d3dce2ae371b15
wms.end_task(integer,wms.task,numeric,text) returns void owner wms_exec settings () body daa62d91951205eb543817bd4843d84b
wms.enter_unit(integer,bigint,bigint) returns void owner wms_exec settings () body bcf03f8bdf4318a45b35bb879fbe98b8
wms.entries_of(integer,uuid) returns SETOF wms.ledger owner wms_exec settings () body 7887212c4fc2a818c90525a4bd70e7b2
wms.exchange_lines(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone,bigint[],integer[]) returns bigint owner wms_exec settings () body 943bb726875a443dc06ac91fc39214e0
wms.exits_led(integer,wms.layout_exit[]) returns wms.layout_exit[] owner wms_exec settings () body 8ea35a457998475769741238e37c24c7
wms.expired_records(integer) returns bigint[] owner wms_exec settings () body 032408bb6e35e0a263bee6cc301e5f4c
wms.expiry_buckets(date) returns TABLE(name text, days daterange) owner wms_exec settings () body f2ef8f7e7a3acaa14609b7c076c6f386
wms.expiry_case() returns text owner wms_exec settings () body 7c480d5290c2831ae7f2b25a8b34f66c
wms.explain_rejected(wms.wanted[],wms.offered[]) returns TABLE(n integer, rejected jsonb) owner wms_exec settings (enable_nestloop=off) body 149dd896a4a1dd690e1158d3f1d88fbc
wms.explain_takers(wms.wanted[],wms.awarded[]) returns TABLE(product_id bigint, takers bigint, first_takers jsonb) owner wms_exec settings (enable_nestloop=off) body b251d9f9174650e34796d5fd377f323f
wms.explained(wms.wanted[],wms.offered[],wms.awarded[]) returns wms.booking[] owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 37995e8a15936e5f0c3c3671b05a00d3
wms.faces(integer,boolean) returns TABLE(rule_id bigint, product_id bigint, location_id bigint, min_quantity numeric, max_quantity numeric, pack numeric, on_face numeric, free numeric, incoming numeric, room numeric, waiting numeric, lines integer, priority integer, cut_off timestamp with time zone, by_min numeric, by_order numeric) owner wms_exec settings () body 0fb27d047ad2fcdaa1724ff85000331a
wms.facet_values(integer) returns TABLE(facet text, value text, label text) owner wms_exec settings () body 4a11e0c4d5d38e335af794ff813f7070
wms.facts_of_rounds(integer,bigint[]) returns TABLE(round_id bigint, location_id bigint, started_at timestamp with time zone, imported boolean, product_id bigint, lot_id bigint, lot_number text, hu_id bigint, line_id bigint, own_line bigint, quant_id bigint, balance numeric, row_version bigint, entered numeric) owner wms_exec settings () body 809af85af8962f1e08e28f15c18dd762
wms.fence_breaking() returns void owner wms_exec settings () body 7ca55e5af2e45246e08fb9838bdb2a38
wms.fence_holds(integer) returns boolean owner wms_exec settings () body 5b36ef9c6ccb5c00051c4abad3dd4445
wms.fence_promises() returns void owner wms_exec settings () body eaae34c840bd6fdc734cccbe1b1de15f
wms.fence_promises_and_moves(integer) returns void owner wms_exec settings () body af647e14d8e65b628de940359b1a62e4
wms.filled_since(bigint) returns timestamp with time zone owner wms_exec settings () body 5ca896c120ed581a3965e7ae389bb8ee
wms.find_hu(integer,text,text,bigint) returns bigint owner wms_exec settings () body fe854043131aca25436d56231d56be72
wms.find_lot(bigint,text,date,numeric,text,date) returns bigint owner wms_exec settings () body 7941ed778bb8b1a2496f8a7b0473bd7f
wms.find_lots(jsonb) returns void owner wms_exec settings () body da886804264b2e6cfadcc1b6ba54cf00
wms.find_units(integer,jsonb) returns void owner wms_exec settings () body 188127ab7978221b0cb3b19336b66f5f
wms.foretell_cut_offs(integer,double precision,double precision) returns TABLE(cut_off timestamp with time zone, carrier_service text, orders bigint, picks bigint, misses bigint, late bigint, unknown bigint, ready_at timestamp with time zone, first_miss text) owner wms_exec settings () body c9f21443fa5c69d2471c427a43464acd
wms.foretell_orders(integer,double precision,double precision) returns TABLE(turn bigint, order_id bigint, number text, cut_off timestamp with time zone, carrier_service text, picks bigint, ready_at timestamp with time zone, misses boolean) owner wms_exec settings () body 6d98d3de10122f3de67436cfbe480104
wms.forget_labels(integer,wms.layout_row[],wms.layout_exit[],timestamp with time zone) returns void owner wms_exec settings () body 3a1c3919f15f1e61369936b173f8c6ae
wms.forget_snapshots(integer) returns wms.stock_watermark owner wms_exec settings () body c4808a1f298b64d81f473a646f9fa7fb
wms.found_units(bigint[]) returns TABLE(count_id bigint, hu_id bigint) owner wms_exec settings () body 162810504b9bd81ece1cc4ab5de7b145
wms.free_cartons(bigint[]) returns void owner wms_exec settings () body cc0f49ac91baaa72c1f79eb5884692bd
wms.free_codes(integer,wms.layout_row[],wms.layout_exit[]) returns void owner wms_exec settings () body ac05e01fc4cbcdfc2fc85d36d256be5a
wms.free_pieces(integer,name,integer) returns TABLE(sort text, id bigint, exchange integer) owner wms_exec settings () body 58f81dd15e51c416f0ce4c915cc79e48
wms.gathered_totes(integer,bigint[]) returns TABLE(order_id bigint, hu_id bigint, location_id bigint) owner wms_exec settings () body 67d01ae5ff77931953d0f68172676305
wms.give_batch(uuid,integer,wms.batch,bigint[],numeric,text,bigint,integer) returns jsonb owner wms_exec settings () body b62439f5a14e84867e9481b449ee73b4
wms.give_up(integer,wms.orders,wms.order_take[],text) returns bigint[] owner wms_exec settings () body 13545118aa50aa6d8cd2d612b14ad7fc
wms.gone_from_list(jsonb,jsonb) returns jsonb owner wms_exec settings () body 0ff4fcf27729821677d9782fab2143a0
wms.group_of(wms.stock_search,text,text,bigint) returns bigint[] owner wms_exec settings () body fd51256d9241d8fd16945b6332f97389
wms.groups_of_part(wms.stock_search,text,text,bigint[],bigint) returns record owner wms_exec settings () body ad846b927db4f853661a87cc132e2473
wms.gtin_is_valid(text) returns boolean owner wms_exec settings () body 59b80184134d0ef589284781e99c7c90
wms.gtin_spellings(text) returns text[] owner wms_exec settings () body 9d1be958e2f551e54ee5ec1956ba0c98
wms.had_pieces(integer,name) returns TABLE(sort text, id bigint, exchange integer) owner wms_exec settings () body bca73444376a4ec5eadf8e77379bd39b
wms.hazard_conflicts(integer,text[],bigint[],bigint) returns TABLE(location_id bigint, what text) owner wms_exec settings () body 9f3adbbffa7e1efcbdb654f15b0463db
wms.hazard_names(jsonb) returns text[] owner wms_exec settings () body d233227a5c381b155185666accbc99cd
wms.hazard_places(integer) returns TABLE(class_id integer, hazards text[]) owner wms_exec settings () body bef2bd5e14908a72cea9f080d01a1cb5
wms.hazards_in(integer,jsonb) returns text[] owner wms_exec settings () body f7824aaa2ef1ae61033842174272cad9
wms.hazards_lying(integer,text[],bigint) returns TABLE(location_id bigint, hazard_class text) owner wms_exec settings () body 7c68fc1d90a570435f652ff72dfd713d
wms.hazards_of(integer,bigint[],bigint[]) returns text[] owner wms_exec settings () body 8955f37a07a5173b66fde9298fe18ba8
wms.hazards_of_task(bigint) returns text[] owner wms_exec settings () body e702c2a0e0b8a5e65b493f1ba9cbd9e9
wms.held_condition() returns text owner wms_exec settings () body 6354129d858d948ac9b4bf90360b5145
wms.held_inbound(integer,bigint) returns wms.inbound owner wms_exec settings () body 171ac0ccade696572209bd6f73f64001
wms.hidden_from_me() returns boolean owner wms_exec settings () body ffe16aebf06b26187267238f641d19e7
wms.history(integer,bigint,bigint,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) returns TABLE(posted_at timestamp with time zone, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric, from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint, status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint) owner wms_exec settings () body 05db0bebf8f0c84f740fe1a17a9bd52a
wms.hold_again(uuid,integer,timestamp with time zone,uuid) returns void owner wms_exec settings () body 01c5594fe3a040dd6a17090abd16b98a
wms.hold_content(bigint[]) returns void owner wms_exec settings () body 9609ce6af73961b25dd190131dacc070
wms.hold_draft(integer,bigint,integer) returns wms.layout_draft owner wms_exec settings () body 44ada87d0cf1640400e1f639d5a67a07
wms.hold_entry(integer,jsonb,jsonb) returns void owner wms_exec settings (plan_cache_mode=force_custom_plan) body 9d000e9bbb47249c2184d860a60a0d5e
wms.hold_exits(integer,wms.layout_exit[]) returns void owner wms_exec settings () body ffb02ba0b53c32570f7d3885012824ac
wms.hold_hazards(integer,text[]) returns void owner wms_exec settings () body df6e74eab0d1d0f889e1fccdd9cdd30e
wms.hold_hazards_now(integer,text[]) returns void owner wms_exec settings () body 1de67b64dbf03d27a6a353ea12276c00
wms.hold_incoming(uuid,integer,wms.qc_plan,bigint) returns text owner wms_exec settings () body 67733f133b6ef962d8f1ab9ff17b59be
wms.hold_layout(integer) returns integer owner wms_exec settings () body 26a2dd69ab63fcc3b692402e2bfc34a2
wms.hold_legs(integer,wms.movement[],bigint[],integer[]) returns wms.leg[] owner wms_exec settings () body e8d1e53781fc52a19f9a908aa40388c8
wms.hold_lines(integer,wms.movement[]) returns void owner wms_exec settings () body 6f37326bd3c373c19c2407e715bd02cc
wms.hold_name(integer,text,bigint) returns text owner wms_exec settings () body 5bf1bf557c7a111a9ebb6436824f0aab
wms.hold_products(integer,bigint[],bigint[]) returns void owner wms_exec settings (plan_cache_mode=force_custom_plan) body a6b740e1f22b1aa8cde04c8b95fccc93
wms.hold_putaway(integer,bigint) returns wms.task owner wms_exec settings () body ab84405f07393e186b16d2b10548fb3c
wms.hold_putaway_loads(integer,jsonb) returns void owner wms_exec settings () body 71f7df7531a70901585f6670e8d5839b
wms.hold_receipts(integer,uuid) returns void owner wms_exec settings () body 3f151eae7244cf16856c1887d8d57022
wms.hold_record(integer,bigint,bigint,bigint,bigint,bigint,text) returns wms.quant owner wms_exec settings () body da74ce0836cd7f3f2f43c8577697a753
wms.hold_siblings(integer,bigint[]) returns void owner wms_exec settings () body 7d565766897a66f778a34169413d95b8
wms.hold_targets(jsonb) returns record owner wms_exec settings () body ccafbfef98a997acd19a4589bcd1fcac
wms.hold_undone(integer,uuid) returns void owner wms_exec settings () body d5faca6ff96908ae44414d4defd8db1e
wms.hold_units(integer,bigint[]) returns bigint[] owner wms_exec settings () body 2f160abfa1852d3a35a28dd4d2d865ab
wms.hold_waiting(integer,bigint,bigint) returns record owner wms_exec settings () body 3d6485b73af6befa6a8354318660dbab
wms.holder_of(bigint) returns text owner wms_exec settings () body 6bb01c6a83582640c01233e5caf03be4
wms.holder_of_batch(bigint) returns TABLE(claimed_by name, person text, lease_until timestamp with time zone) owner wms_exec settings () body fbbb2c8933c6c1f09b947691096aa556
wms.holds_of(integer,wms.quant) returns SETOF wms.hold owner wms_exec settings () body d7e8cab3d0c0870b6567a48f8ce006a9
wms.holds_on(integer) returns TABLE(quant_id bigint, hold_id bigint, target text) owner wms_exec settings () body f45c2a564d405ff6f0259c8ccdc07bbd
wms.ids_of(jsonb) returns bigint[] owner wms_exec settings () body 582f0a5113bda03031cc41aa9d78e4ed
wms.in_packs(numeric,numeric,numeric) returns numeric owner wms_exec settings () body aec96f35b64fa6297851a241442e3699
wms.in_whole(text,numeric) returns numeric owner wms_exec settings () body 64c419be18e0badd27de7332710412f4
wms.inbound_given(jsonb) returns TABLE(n bigint, number text, kind text, source text, external_ref text, party text, expected_at text, blind text, note text, lines jsonb) owner wms_exec settings () body 3d8911d0ab573d9bbfddb04cfb3cbc2f
wms.inbound_items(jsonb) returns TABLE(delivery bigint, place bigint, number text, "row" integer, line_no integer, line_text text, sku text, product_id bigint, tracking text, quantity numeric, quantity_text text, lot text, expires_on text, sscc text) owner wms_exec settings () body 8a62c7c76e7f81ca1c09ff0144eafff2
wms.inbound_line_problems(jsonb) returns TABLE(n bigint, place bigint, number text, "row" integer, line integer, field text, what text, next_step text) owner wms_exec settings () body 7548bd04a6de9b8d3ad0599ffd214b83
wms.inbound_party(text) returns text owner wms_exec settings () body 0afa9591b94eec4123cd3f8f52c60bcb
wms.inbound_problems(integer,jsonb) returns TABLE(number text, "row" integer, line integer, field text, what text, next_step text) owner wms_exec settings () body 4d57d545a3a18edef8fb2199229bccf5
wms.inbound_report(bigint) returns jsonb owner wms_exec settings () body b9a8a6969620b5e256ba60504f8be002
wms.inbound_state(smallint) returns text owner wms_exec settings () body e6ffbac7b505cdb2a9486830a0566bad
wms.inspected(integer,wms.qc_check,text) returns wms.movement[] owner wms_exec settings () body 809feb0f6a5909713cd79b512fa23f5b
wms.is_between(jsonb,numeric,numeric) returns boolean owner wms_exec settings () body c1ec63389f575eda5c9a42f78256c8e2
wms.is_put_back(integer,bigint) returns boolean owner wms_exec settings () body 447a062b54dba0e938e6c43f7fdf731d
wms.join_batch(integer,wms.batch,bigint[],jsonb) returns record owner wms_exec settings () body a7efa228e186814dce0ef8bd887aa6d3
wms.judge_rounds(integer,bigint[]) returns void owner wms_exec settings () body eb3906965aa21d21cab364f8addae6a9
wms.keep_answer(uuid,jsonb) returns jsonb owner wms_exec settings () body 35a0ae9831922cccee602779a3a9bc10
wms.keep_promises(integer,bigint[],wms.wanted[],wms.offered[],wms.awarded[]) returns void owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 982b505de190253ee0f53f7697572353
wms.keep_run(wms.release_channel,text,timestamp with time zone,jsonb,jsonb) returns void owner wms_exec settings () body 7d6c261aacce54e54dc45e03dad46986
wms.kept_now(integer) returns jsonb owner wms_exec settings () body 25af736e66ef9c94914f3dbbd181b16c
wms.kit_revision(bigint,integer,boolean) returns integer owner wms_exec settings () body 7b4017c4964ce028ca85aa0e7a73adb4
wms.kit_supply(integer,bigint,bigint,bigint) returns TABLE(lot_id bigint, hu_id bigint, free numeric, upto numeric) owner wms_exec settings () body 426f20b4e1976efe9f8fc5ad76f476d4
wms.last_place(integer,name) returns bigint owner wms_exec settings () body be8f8079a5eff070e7975c40318779f9
wms.layout_exits(integer,jsonb,wms.layout_row[]) returns wms.layout_exit[] owner wms_exec settings (plan_cache_mode=force_custom_plan) body 78dc54ff49887791b3fc75ebf037cabb
wms.layout_reason(text,boolean,integer,integer,integer,integer,integer,integer) returns text[] owner wms_exec settings () body 3c23822045333fc3e546bdcc18976a58
wms.layout_rows(integer,jsonb) returns wms.layout_row[] owner wms_exec settings (plan_cache_mode=force_custom_plan) body 79ed6c1ae6200163bbdb24902986521e
wms.layout_stands(integer,bigint[],text[],text[],text[],text[]) returns SETOF wms.layout_stand owner wms_exec settings () body 71fefcfc82a36b6ffdc73b8411cf79c4
wms.least_harm(bigint[],numeric[]) returns record owner wms_exec settings () body 3a0fa1e1d0d536901fe2c5dd6bd052a5
wms.leave_short(integer,bigint[]) returns bigint[] owner wms_exec settings () body 463babd630547763910f0bb6ac4fdf89
wms.ledger_epoch() returns text owner wms_exec settings () body d326cf03cb56723faf537c4bdb088757
wms.left_out(integer,name,jsonb) returns jsonb owner wms_exec settings () body be9272c5dfc5b09394c3e22ecd8a79ab
wms.leg_text(text,text,boolean) returns text owner wms_exec settings () body c51a2a518ff152a17f0e67ed04bf6bf4
wms.legs(wms.movement[]) returns TABLE(n integer, side integer, product_id bigint, loc bigint, lot_id bigint, hu bigint, owner_id bigint, status text, delta numeric, unreserve numeric, in_date timestamp with time zone) owner wms_exec settings () body fdd1fbe8e39b3f2b42366103c20a6b97
wms.level_rank(text) returns integer owner wms_exec settings () body bce2966e7589eb56d80561d636a5861c
wms.levels_of(jsonb) returns TABLE(sku text, base_uom text, level text, quantity numeric, gtin text, length integer, width integer, height integer, gross_weight numeric, shippable boolean) owner wms_exec settings () body 5827d868e91d00b15bfb401a2c5e9ab7
wms.line_changes(bigint,jsonb) returns TABLE(n integer, line_no integer, order_line_id bigint, product_id bigint, sku text, quantity numeric, want numeric, instructions text, given jsonb) owner wms_exec settings () body 69cc768f1a7dd9f53832386258bca708
wms.line_facts(bigint) returns numeric[] owner wms_exec settings () body 1981190ea94ca7514652e5b9a7bf7dab
wms.lines_in(jsonb) returns integer owner wms_exec settings () body de80f2337bc7defb0d14767994762b3e
wms.lines_of_round(bigint) returns jsonb owner wms_exec settings () body ffa04ccfe9cde0b756c6de5f9a0c3289
wms.list_broken(integer,bigint[],numeric[],bigint[]) returns jsonb owner wms_exec settings () body 71e810844d49f0302ae6b674c328bb6c
wms.list_picked(integer,bigint[]) returns jsonb owner wms_exec settings () body 0fe669304c7ed9794bc2f8d1b998c12c
wms.load_height(integer,bigint) returns integer owner wms_exec settings () body dd69f1a4140eecd1ce69713ff630009d
wms.lock_batch(integer,bigint) returns wms.batch owner wms_exec settings () body 519adfb980fffb4ae0fae0ee568cab6c
wms.lock_booked(wms.booking[]) returns void owner wms_exec settings (plan_cache_mode=force_custom_plan) body 4c64adbcd958f5b6e5f9b570a908cdd6
wms.lock_exceptions(integer,bigint[]) returns void owner wms_exec settings () body 8c7b59cc7fdbc25217f57db6b4123e7b
wms.lock_for_reallocation(integer,bigint) returns wms.orders owner wms_exec settings (plan_cache_mode=force_custom_plan) body c626a82cd4a8727f7faf63da2598b823
wms.lock_open_orders(integer,bigint[]) returns void owner wms_exec settings () body b43344fffacf845491812b9e30684681
wms.lock_order(integer,bigint,integer,integer) returns wms.orders owner wms_exec settings () body e9eab9bbfda018f59124c67fda910b09
wms.lock_promises(bigint[]) returns void owner wms_exec settings () body 26955f6dbc5b718c78b1b6091f3565e1
wms.lock_stop(integer,bigint,jsonb) returns jsonb owner wms_exec settings () body fc8db8d09f79a6d53fb8bc1085d3157a
wms.lock_to_change(integer,bigint[]) returns void owner wms_exec settings () body 419caae94040c33ee9833ba157176914
wms.lock_trees(integer,bigint[]) returns void owner wms_exec settings () body 63adcd3cfdbf8114e511222b4657c237
wms.lock_units(bigint[]) returns void owner wms_exec settings () body 8e784ba60fb1ad595d8a93c1a65c028d
wms.lock_work(integer,bigint[],integer,integer) returns bigint[] owner wms_exec settings () body ba05cf33423254690d80ff60c4488e9f
wms.lot_family(bigint,text) returns TABLE(lot_id bigint, depth integer) owner wms_exec settings () body 16e2fa03939054878195014a18b03a68
wms.lot_instead(wms.lot,text,date,numeric,text) returns bigint owner wms_exec settings () body 45fe0ba9223d680e5855a15a7f973ef6
wms.make_back_order(integer,wms.orders) returns jsonb owner wms_exec settings () body 9520942e122cdeef0602f4bb4fe87673
wms.make_batch(uuid,integer,bigint[],text,bigint,text,integer) returns jsonb owner wms_exec settings () body a17c7ea473afb814bbd7f36209c29ac8
wms.make_found_lots(integer,bigint[]) returns void owner wms_exec settings () body dbe9b72499007f565c77556da7860506
wms.make_kits(uuid,integer,timestamp with time zone,bigint,numeric,integer,bigint,text,date,bigint,wms.movement[],text,text,timestamp with time zone,numeric) returns jsonb owner wms_exec settings () body 75669ee4c860776d736a47c7b4dd2a2a
wms.make_partitions(integer) returns  owner wms_owner definer settings (search_path=pg_catalog, pg_temp; lock_timeout=3s) body 54a464f6ff452828f2f8f428e62d4f89
wms.make_records(integer,timestamp with time zone,wms.movement[],bigint[]) returns void owner wms_exec settings () body 1c3b75a2baa9f8d0d0db37137969e3c6
wms.make_room(integer,bigint[],numeric[],boolean,text) returns jsonb owner wms_exec settings () body b9b6c0327ba06bd33e2a97d924974151
wms.makes_records(integer,wms.movement[],bigint[]) returns boolean owner wms_exec settings () body e2e3a8d22655cb45a2d588dc6875bbb3
wms.mark_counted(integer,bigint[],bigint) returns void owner wms_exec settings () body 921125f57ad6476c244b5e28d82e100f
wms.mass_corrections(text,wms.mass_line[],text) returns jsonb owner wms_exec settings () body 8643f29ff01d421ad9e4957e975e6bdb
wms.mass_doubled(integer,wms.mass_line[]) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec settings () body 4ab086e81e0ef8abd7eddb13a06be387
wms.mass_lacks(integer,wms.movement[]) returns TABLE(n integer, product_id bigint, location_id bigint, quantity numeric, free numeric, on_hand numeric, reserved numeric) owner wms_exec settings () body 594ba5e4a9dbce72f3fa19a8e653e02d
wms.mass_lines(integer,jsonb) returns wms.mass_line[] owner wms_exec settings (plan_cache_mode=force_custom_plan) body 6f43276caedd36f79d8cd699c0967be7
wms.mass_misfits(integer,text,wms.mass_line[],text) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec settings () body 6ee6ec173a4aab19005d102f4f6e9666
wms.mass_moves(integer,text,wms.mass_line[],text,text) returns wms.movement[] owner wms_exec settings () body d3694bb5f342ed06653eeb5f5bd73353
wms.mass_overfull(integer,wms.mass_line[],wms.movement[]) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec settings () body c21e3a3bdafccd8afa7de71b039074d2
wms.mass_problems(integer,text,wms.mass_line[],text) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec settings (plan_cache_mode=force_custom_plan) body 26f0350bdd6896e0938d05da712f6a6d
wms.mass_short(integer,wms.mass_line[],wms.movement[]) returns TABLE(line integer, field text, code text, problem text, next_step text) owner wms_exec settings () body 6d0179a6dc521c8d8431db0a38b08b7b
wms.mass_whole(wms.mass_line,text) returns boolean owner wms_exec settings () body 0c2401eb9bebb5d3d726c926704e97a7
wms.match(wms.wanted[],wms.offered[]) returns wms.awarded[] owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body b4a3f0266e4414846c7b94dac5c1a2ef
wms.match_apply(wms.matching,wms.awarded[],boolean) returns wms.matching owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 537d719480d1602a329927a36240eab1
wms.match_class_of(wms.wanted[],wms.demand_class[]) returns TABLE(n integer, c integer) owner wms_exec settings (enable_nestloop=off) body 52b4872a6730dd14dd68ff0bc17d3b1c
wms.match_classes(wms.wanted[],wms.offered[]) returns record owner wms_exec settings (enable_nestloop=off) body e6e85d4f89a4d0f886d546e7f6bfe6cb
wms.match_cut(wms.demand_class[],wms.classed[],wms.offered[]) returns wms.classed[] owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 91d3fc943fc276a5bc123cde79f5e916
wms.match_fewest(wms.demand_class[],wms.matching) returns wms.awarded[] owner wms_exec settings (enable_nestloop=off) body 2e0e5749f58d40ebafebfa32bfc155ec
wms.match_pallets(wms.demand_class[],wms.matching) returns wms.demand_class[] owner wms_exec settings (enable_nestloop=off) body a909d5038a01aedd39d391d4d8cb8366
wms.match_pass(wms.demand_class[],wms.matching) returns wms.matching owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body e5e01192dcaa518221633ff86dd292ac
wms.match_shift(wms.demand_class[],wms.matching,wms.wanted[],wms.offered[]) returns wms.matching owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body bfa6ae651986fca1bfa9b8806897163e
wms.match_step(wms.demand_class[],wms.matching,text) returns wms.awarded[] owner wms_exec settings (enable_nestloop=off) body 13974b6b804cb0d5db155d8fdb1a3384
wms.matching_plan(integer,wms.inbound,bigint) returns wms.qc_plan owner wms_exec settings () body 17c296e420725cc4ac743e24bafe688a
wms.may_do(name) returns text[] owner wms_exec settings () body 312a5c65acae6338d8830b4098cc9ad7
wms.moment_of(text) returns timestamp with time zone owner wms_exec settings () body 53a9a7462851188223d7d4c22ee574b4
wms.move_any(uuid,text,timestamp with time zone,bigint,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone,bigint,numeric) returns jsonb owner wms_exec settings () body 975c07f222913d98795f867fc33dbd46
wms.move_units(uuid,integer,text,timestamp with time zone,bigint[],bigint[],boolean,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body f34b93b5c74d4c68ab756ae648527232
wms.my_round(integer,bigint) returns record owner wms_exec settings () body 592079fa72c57ae845946cbef575e53d
wms.my_warehouses() returns integer[] owner wms_exec definer settings (search_path=pg_catalog, pg_temp) body 9152f2566647ad27d681cb1229f579ea
wms.named_parts(integer,bigint,numeric,integer,bigint,bigint,jsonb) returns wms.movement[] owner wms_exec settings () body 986b4ed0c358b2829a97206f65019d14
wms.needed_days(bigint) returns integer owner wms_exec settings () body 8c00a0eb53b4d7ec9046f9fa6fea3409
wms.needed_days_of(bigint[]) returns TABLE(order_line_id bigint, days integer) owner wms_exec settings () body 02b07df6ad0c9c063426f0ebcbe0694e
wms.next_batch(integer,text) returns bigint owner wms_exec settings () body 5460c908e1da6b6fe69063ad709e5e88
wms.next_sscc(integer) returns text owner wms_exec settings () body 676325d587284952772f75682fb0ccd4
wms.no_facet(wms.stock_search) returns wms.stock_search owner wms_exec settings () body dee22464abd022affe55a2a4895ce67e
wms.note_lost(integer,wms.orders,jsonb,jsonb) returns jsonb owner wms_exec settings () body 2d4d29773fa3d01d33b37c557649561c
wms.note_short(integer,bigint[],wms.wanted[],wms.offered[],wms.awarded[]) returns void owner wms_exec settings (enable_nestloop=off; plan_cache_mode=force_custom_plan) body 6f0a5f163671500de5fdab22b1765809
wms.obstacles(integer,bigint[]) returns jsonb owner wms_exec settings () body 3629b1c6dba0bec3a1d6d2b98ade128d
wms.offered(integer,bigint[]) returns wms.offered[] owner wms_exec settings (plan_cache_mode=force_custom_plan) body e5e7f1716e7e92b92613288cb195d658
wms.offered_to_promise(integer,bigint[]) returns wms.offered[] owner wms_exec settings () body deefc8bfb60d78b70631053bd6b4e6ba
wms.only_facet(wms.stock_search,text) returns wms.stock_search owner wms_exec settings () body 61e36f82fdf039a807bb1be7476145e8
wms.open_by_cut_off(integer) returns TABLE(cut_off timestamp with time zone, carrier_service text, held boolean, priority smallint, orders bigint, picks bigint, first bigint, last bigint) owner wms_exec settings (enable_nestloop=off) body cca27ad0317e409b1fe141ab16743a88
wms.open_inbound(integer,bigint) returns wms.inbound owner wms_exec settings () body e12fa5ea4e0ba4b78fe9abeab797374b
wms.open_need(bigint[]) returns TABLE(turn bigint, order_id bigint, order_line_id bigint, product_id bigint, need numeric) owner wms_exec settings () body e8355a72f71a036e10a7371ea13c7d0c
wms.open_picks(integer,bigint) returns bigint owner wms_exec settings () body c2031889a35f432c4ebb32447f92ebca
wms.open_unit(integer,bigint) returns wms.handling_unit owner wms_exec settings () body d96a53f57dbf9806ee81cd34453369ae
wms.open_work(integer,name) returns TABLE(key text, kind text, tasks bigint[], batch_id bigint, order_id bigint, priority integer, due_at timestamp with time zone, since timestamp with time zone, places bigint[], mine boolean, given boolean, why_not text) owner wms_exec settings () body 705d2c663a45c1e5a8a3e4b8b1509214
wms.opposite(integer,uuid,text) returns wms.movement[] owner wms_exec settings () body a40e3b2de05268376d239ed44d345996
wms.order_content(integer,bigint) returns TABLE(order_line_id bigint, product_id bigint, lot_id bigint, hu_id bigint, quantity numeric, packed boolean) owner wms_exec settings () body 84669ddb048ca2a2d73d5f5c12b6cd03
wms.order_filter(jsonb) returns text owner wms_exec settings () body de5059e445a1c1a3c71d09d2472a70c7
wms.order_group(integer) returns text owner wms_exec settings () body bf61e614ef44392addc65e25348f84b3
wms.order_problems(integer,jsonb) returns jsonb owner wms_exec settings () body 685514f502be6164d4da7586bc384183
wms.order_row(bigint) returns TABLE(order_id bigint, number text, status smallint, state text, "group" text, priority smallint, cut_off timestamp with time zone, due_at timestamp with time zone, carrier_service text, completeness text, customer text, customer_name text, lines integer, ordered numeric, missing numeric, reserved numeric, picked numeric, packed numeric, shipped numeric, cancelled numeric, to_put_back numeric, promised boolean, promised_on date, version integer, held_reason text, short_reason text, value_added text[], back_order_of bigint, wave text, source text, external_ref text, entered_at timestamp with time zone, shipped_at timestamp with time zone) owner wms_exec settings () body 3abb2d9bcc8de09a65ddd2e5d8551802
wms.order_stands(bigint,integer) returns smallint owner wms_exec settings () body 10842ee231404c285a272ff59a65b950
wms.order_takes(integer,bigint,bigint[],numeric[]) returns SETOF wms.order_take owner wms_exec settings () body 7624c30a0fec92f16bfb3dd1c61c1f7c
wms.orders_to_pick(integer,bigint[],bigint,integer) returns bigint[] owner wms_exec settings () body 2addac32a3e1b26b01f574a6d526a86b
wms.part(jsonb,text) returns jsonb owner wms_exec settings () body 466e562f98b9ef6afab09594a280d340
wms.part_from_rest(integer,bigint[]) returns jsonb owner wms_exec settings () body 476f587788a3522ac0c41afa0e261404
wms.part_ids(wms.stock_search,text) returns bigint[] owner wms_exec settings (enable_seqscan=off) body da753c4ceede8fe12e2dd1f5946ea0d7
wms.part_op(uuid,integer,timestamp with time zone) returns uuid owner wms_exec settings () body 8c32ff8f5852f24796782d44a04b4aee
wms.part_records(wms.stock_search,text,integer) returns bigint[] owner wms_exec settings (enable_seqscan=off; enable_hashjoin=off; enable_mergejoin=off) body 7aad986c9acbffe533b8818ca3833d4e
wms.parts_found(bigint,bigint,bigint,bigint,text,jsonb) returns wms.movement[] owner wms_exec settings () body f7f87968a94238ffc1d9b4c8b48b534f
wms.parts_of_kit(bigint,numeric,integer,bigint,bigint,bigint,bigint,bigint,text) returns wms.movement[] owner wms_exec settings () body 152676f7f8e46bcf2dbb2afa62cc9be7
wms.past_code(text,bigint) returns text owner wms_exec settings () body 648793cc19f79b771a82de39ce17ccc4
wms.pattern_end(text) returns text owner wms_exec settings () body 8edc9ca8cc0441d6c0ccfed80a89be25
wms.pattern_start(text) returns text owner wms_exec settings () body b3205a349b6dd232af41c61a8b91875b
wms.patterns(jsonb) returns text[] owner wms_exec settings () body 2419f9869d79ef6a7e8bc354d7f08b68
wms.pick_again(uuid,integer,timestamp with time zone,uuid) returns jsonb owner wms_exec settings () body ec98a22da08941bae29dc874f7f18dcd
wms.pick_lines(uuid,integer,wms.batch,timestamp with time zone,jsonb,jsonb,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body 898e904d66f9a82374c9ba41ce2b0708
wms.pick_stock(wms.stock_search,bigint[],text,jsonb,integer) returns SETOF wms.stock_row owner wms_exec settings () body 75e72f32ac5a23e01a02a4c6667365b4
wms.picked_in(bigint[]) returns TABLE(quant_id bigint, order_line_id bigint, quantity numeric) owner wms_exec settings () body 2d47904f91f19fb2c3dbfde1d3635b7b
wms.piece_of(bigint,text,bigint,bigint,integer,bigint) returns TABLE(sort text, id bigint, exchange integer) owner wms_exec settings () body 3928cbb6be1bd2c3fbdf550a8cc102e6
wms.place_holds(uuid,integer,text[],bigint[],text,text) returns jsonb owner wms_exec settings () body 290e03418657cc48ca258de62e84b125
wms.plain_pattern(text) returns text owner wms_exec settings () body d795b24dabcef04e4ac7d53202322bd2
wms.plan_putaway(integer,bigint,bigint,numeric,integer,jsonb) returns jsonb owner wms_exec settings () body 3fa655bd2300dcb757a0ebe9bf52d783
wms.post_corrections(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns jsonb owner wms_exec settings () body 88430721a4c85b86639c5b11c83394e2
wms.post_counts(uuid,integer,bigint[],text,boolean) returns jsonb owner wms_exec settings () body 91fe70d63344c7b868d2dc8446327cd6
wms.post_expired(uuid,integer,timestamp with time zone,bigint[]) returns integer owner wms_exec settings () body b4591ec03ffbac9e3f3c4739acf9d830
wms.post_lines(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns bigint owner wms_exec settings () body ae04714b1dd285a76d98e54d319218c5
wms.post_many(uuid,integer,text,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns bigint owner wms_exec settings () body 91555a898d42e265aede9457bcd2e925
wms.post_one(uuid,integer,text,timestamp with time zone,bigint,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,numeric,bigint,text,text,text,timestamp with time zone,bigint,numeric,timestamp with time zone,bigint) returns jsonb owner wms_exec settings () body a2666dc464ab72eeed6a1ffc839f3e30
wms.post_picks(uuid,integer,timestamp with time zone,wms.movement[],text,timestamp with time zone) returns void owner wms_exec settings () body 74972b50e4e5a3f18aa3566758d08231
wms.post_what_can_be(uuid,integer,bigint[]) returns jsonb owner wms_exec settings () body 3e3183b4396f2fc03c39eec72b514005
wms.present_unit(integer,bigint) returns wms.handling_unit owner wms_exec settings () body 630c9444c42e3c7687851c6cd5cb2b8a
wms.press(integer,bigint) returns integer owner wms_exec settings () body 6ba06e6753dadf5bdd278181efe39d76
wms.promise_orders(integer,bigint[]) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 5eaf8cd923bbb7f381a85552537511c5
wms.promised(bigint) returns TABLE(quantity numeric, orders jsonb) owner wms_exec settings () body 4c3211592897f03e0762878b795fe08b
wms.promised(bigint[]) returns numeric[] owner wms_exec settings () body 8116c405f5aca786ceb42b4e08b192d7
wms.promises_on(bigint[]) returns bigint[] owner wms_exec settings () body 5a516f12eaaf65b3dbfcbc75d0adfbc8
wms.promises_too_short(integer,wms.lot) returns bigint[] owner wms_exec settings () body a8cc61053c29be0bf2e35c9159b8b20f
wms.put_aliases(integer,integer,wms.layout_row[],interval) returns integer owner wms_exec settings () body dcaa40b7ba4565a185f3fc59b63ead7c
wms.put_back(uuid,integer,timestamp with time zone,bigint,numeric,bigint,text,timestamp with time zone) returns jsonb owner wms_exec settings () body ef1b6b5c848c844da065ca43f3bda8c8
wms.put_barcodes(jsonb) returns void owner wms_exec settings () body 0cfb3e1c17e32930ff2e03c1b9941269
wms.put_batch(integer,bigint,integer,text,bigint,bigint[],bigint[],jsonb) returns bigint owner wms_exec settings () body 17dbbad560aa9c969c3f5dcafb71714a
wms.put_batches(integer,jsonb,bigint,bigint[]) returns bigint[] owner wms_exec settings (plan_cache_mode=force_custom_plan) body cba03e841673e567c09a1b1ff4511686
wms.put_classes(integer,jsonb,integer) returns void owner wms_exec settings () body dde06bc1c465432818d73bee0fe92f02
wms.put_locations(integer,integer,wms.layout_row[],wms.layout_exit[],interval) returns jsonb owner wms_exec settings () body 7ce088c091c2ff82b07cd3461d304d11
wms.put_on_cart(wms.handling_unit,wms.batch,bigint,bigint) returns void owner wms_exec settings () body cb5fdc428584daeecf8a398a9539c28d
wms.put_packaging(jsonb) returns void owner wms_exec settings () body e09cc4935d9264c1c98bf63ae5fbf718
wms.put_plan(integer,jsonb,integer) returns void owner wms_exec settings () body 6da0e6b71e78e5efc19db161f5c09d31
wms.put_racks(integer,jsonb) returns void owner wms_exec settings () body 552b2e43f0e798920caece244c4019ce
wms.put_stations(integer,wms.layout_row[]) returns void owner wms_exec settings () body b35b3821c183d7b14b8f6a5fa388c30c
wms.put_substitute(integer,wms.orders,wms.order_line,bigint) returns bigint owner wms_exec settings () body 7bbfc40998c8d244db96bf86fd7303b7
wms.put_units_back(integer,uuid) returns void owner wms_exec settings () body f56c11919f4312bb5fd725169ceaf17d
wms.put_wave(integer,jsonb,bigint[]) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 66feb3bd2e1714dae4648b4058c55106
wms.put_zones(integer,jsonb) returns void owner wms_exec settings () body 00710b4478e42ab0b8f368d4694dc3da
wms.putaway_contents(integer,bigint[],bigint) returns TABLE(location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, quantity numeric, coming boolean) owner wms_exec settings () body 3d06bb3133fe59fe293be13c5a12dd00
wms.putaway_goods(integer,bigint,bigint,numeric) returns TABLE(product_id bigint, lot_id bigint, hu_id bigint, status text, quantity numeric) owner wms_exec settings () body 87dff144052c58d0359f571ec1addbf7
wms.putaway_verdicts(integer,bigint,bigint,numeric,integer,bigint,bigint[]) returns TABLE(location_id bigint, code text, problem text, what text) owner wms_exec settings () body 8702d9b7969a01414a232c99edc7b308
wms.ranked_work(integer,name,bigint,jsonb) returns TABLE(key text, kind text, tasks bigint[], batch_id bigint, order_id bigint, score numeric, why jsonb) owner wms_exec settings () body 270f43d00693027421bf04c512496d41
wms.read_counts(integer,jsonb) returns wms.count_item[] owner wms_exec settings () body d33bb778af00652b0762bcd5318e1d08
wms.read_expiry(wms.stock_search,jsonb) returns wms.stock_search owner wms_exec settings () body 6d3406632028783189688afa863e6af1
wms.read_holds(wms.stock_search) returns wms.stock_search owner wms_exec settings () body 1794e4b0056cfacfbe8962577c0ba3a4
wms.read_lines(jsonb) returns jsonb owner wms_exec settings () body 4266a578e4171300e696b733cc9ea067
wms.read_orders(jsonb) returns jsonb owner wms_exec settings () body 8a19456c0bd00523143ae100fa8cfb75
wms.read_stock_filter(integer,jsonb) returns wms.stock_search owner wms_exec settings () body 324697aaa9d6847635ec3849d1ef1792
wms.ready_at(numeric,numeric,double precision,double precision) returns timestamp with time zone owner wms_exec settings () body 2cd486849805e59225147b5c818cc46e
wms.recall_tasks(integer,bigint[],numeric[],text) returns void owner wms_exec settings () body 58e8813b73b73a9cdf2d4d290dbf3ea3
wms.receipt_lines(integer,jsonb,bigint,text) returns wms.movement[] owner wms_exec settings () body d027400e47ca350e8701b1df9a8e3bc3
wms.receive_any(uuid,text,timestamp with time zone,bigint,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone,bigint,numeric,date) returns jsonb owner wms_exec settings () body df48d4231a0bae23a4b63d010b5e42d9
wms.records_of(integer,text,bigint) returns SETOF bigint owner wms_exec settings () body d76844260e7474c670bc9ce92d39e5b5
wms.records_under(integer,text[],bigint[]) returns bigint[] owner wms_exec settings () body c324a727f6b5f2e895f157552cdab77e
wms.refill(integer,bigint) returns jsonb owner wms_exec settings () body b669d1694656461b4c76e4c725f270c9
wms.refuse(text,text,text,jsonb) returns void owner wms_exec settings () body e65d4921c9b8a29479f32f6579e4c8c0
wms.refuse_change() returns trigger owner wms_owner settings (search_path=pg_catalog, pg_temp) body fb1a2e96d1dc7c5070fa733b9f034025
wms.refuse_entry(jsonb) returns void owner wms_exec settings () body ea39f9f0417d2c93e22a835e3de08fb4
wms.refuse_hazard_rules(jsonb) returns void owner wms_exec settings () body 6e81cbd339a0b6da5b57244359a7dfea
wms.refuse_held(wms.hold,text,text) returns void owner wms_exec settings () body 4100532d0a22ae701ebcde4f018fa928
wms.refuse_inbound(integer,jsonb) returns void owner wms_exec settings () body e4ca87923bad0661c9979301725f505c
wms.refuse_line_changes(wms.inbound,jsonb) returns void owner wms_exec settings () body 099525425dcf93e56598beefed8fe4ee
wms.refuse_mass(integer,text,wms.mass_line[],text) returns void owner wms_exec settings () body 6148fc4e6a7f754adc8cf587440453f3
wms.refuse_no_id() returns void owner wms_exec settings () body 882e619f7704c2d684fe01a9e8bb206d
wms.refuse_obstacles(jsonb) returns void owner wms_exec settings () body 2c56f69853cc4186978ce886e7d662b9
wms.refuse_overlap(integer,bigint,timestamp with time zone,timestamp with time zone,bigint) returns void owner wms_exec settings () body f4b2d2269409a93d38ef73a99304c930
wms.refuse_problems(text,jsonb,text) returns void owner wms_exec settings () body cfb128a0cf59ceabeec3e06772596188
wms.refuse_retired() returns trigger owner wms_owner settings (search_path=pg_catalog, pg_temp) body b6b58cc7e8f1d9a07ac7bfa62800de85
wms.refuse_short(integer,bigint,bigint,numeric,integer) returns void owner wms_exec settings () body eb1be0c3a0e7f6914e075bba5f7e93a4
wms.refuse_stale_inbound(bigint,text,integer) returns integer owner wms_exec settings () body 81f49783429403063c405ec21440fd00
wms.refuse_surplus(wms.inbound,bigint,text,text,text,numeric,bigint) returns void owner wms_exec settings () body 19e0ea6798b18b114352229026843a16
wms.rejoin_batch(bigint[]) returns void owner wms_exec settings () body a8deff184b3fde7c88ee585219949f9f
wms.release_holds(integer,bigint[],text) returns jsonb owner wms_exec settings () body e6980550ad069ddcb6377b4cd65bdc23
wms.reopen_orders(uuid,integer,timestamp with time zone,uuid) returns jsonb owner wms_exec settings () body 5ffa73f4a3f7c0ce8622995e737fadb7
wms.repair_plan(integer,bigint) returns jsonb owner wms_exec settings () body 7de749b7d3bdb76ac21768599f6b87a7
wms.repaired(uuid,integer,text,text,bigint,text,text,text,jsonb) returns jsonb owner wms_exec settings () body 2bc35409bc5876df258c03dcd868957e
wms.replan(integer,wms.batch,bigint[],text) returns jsonb owner wms_exec settings () body 369765f38ce23944fd2325a6cb314610
wms.replay(uuid,bytea) returns jsonb owner wms_exec settings () body c80d3c1794aa5c3d3286f688f395caf4
wms.reserve_of(integer,bigint) returns TABLE(quant_id bigint, location_id bigint, code text, lot_id bigint, lot text, hu_id bigint, ends_on date, free numeric) owner wms_exec settings () body d095c401094911bf374d556dd845034b
wms.reserve_orders(integer,bigint[]) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 4edca2931acc5d80339592bf7dc600fb
wms.restate(uuid,integer,timestamp with time zone,bigint,numeric,bigint,text,text,text,timestamp with time zone) returns bigint owner wms_exec settings () body 7a0c010ae70cdad53afce2d414795caf
wms.retire_bins(integer,timestamp with time zone,wms.layout_exit[]) returns integer owner wms_exec settings () body 02d0d47091bb3e1ef079401e877bf96a
wms.right_share(integer,bigint,interval) returns numeric owner wms_exec settings () body ce4d4209586c5be38dd6657ce1d3c9b9
wms.room_for(integer,bigint,bigint) returns numeric owner wms_exec settings () body 3073ab656e30e789c9881c148d6eaa3e
wms.rule_problem(integer,text,text,text,text,text,text,integer,boolean) returns text owner wms_exec settings () body 7c7a6078b305eec7390f733def525e17
wms.run_plan(integer,bigint,bigint[],text) returns jsonb owner wms_exec settings () body 7bf1a9ce7b4ef76a8bdd651b9e16702f
wms.run_wave(integer,jsonb) returns jsonb owner wms_exec settings () body 5cdd02bec4313c02061bab6a61042e0d
wms.same_kit_lines(wms.kit,jsonb) returns boolean owner wms_exec settings () body b83048a2657d6d4b86acec39fa854faa
wms.sample_facets(wms.stock_search) returns TABLE(facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint) owner wms_exec settings () body 66cc890133110b143075d1f1df5f1277
wms.sample_of(wms.qc_plan,numeric) returns numeric owner wms_exec settings () body 3bae301ac34bad0dff018ce17d49069f
wms.say_choice(jsonb) returns text owner wms_exec settings () body 051043b468a7b440c5640c50ac7636bb
wms.say_empty(integer,bigint,numeric,integer,timestamp with time zone,numeric) returns integer owner wms_exec settings () body 2a3ead3a820cec8a73a4be6b79d00fe6
wms.say_gathered(integer,bigint[],bigint) returns jsonb owner wms_exec settings () body 763df88b1781fc1a63298cfcea8e2045
wms.say_holds(integer,wms.stock_row) returns wms.stock_row owner wms_exec settings () body 3b412fdaac3ac5ff5912567973e49d72
wms.say_kept(text[]) returns text owner wms_exec settings () body 3ab7236e2b1d9247622eb9aababf7464
wms.say_lot(wms.lot) returns jsonb owner wms_exec settings () body 6cc3954b80e32ec6474f8687b5afb824
wms.say_moved(integer,wms.handling_unit[],bigint[],bigint[]) returns void owner wms_exec settings () body 2628160388ac33bc8a4d222426ce85c1
wms.say_note(text,jsonb) returns text owner wms_exec settings () body 755029436e6a8c517e7eb3b29d80f7bf
wms.say_promised(jsonb) returns text owner wms_exec settings () body 6cadfa979addea356bf55a32fa615bad
wms.say_put_back(integer,wms.order_take[]) returns jsonb owner wms_exec settings () body 352bebc0952d08b96758733dfda3753d
wms.say_reason(text,text) returns text owner wms_exec settings () body dcc1d4724bf5c13c0e1c0cb99e812333
wms.say_rejected(jsonb) returns text owner wms_exec settings () body f074699ce6038685cc1f9683879627bc
wms.say_replanned(integer,bigint,bigint[]) returns text owner wms_exec settings () body 0d2d0e8f2839d0942536ad196cd83aef
wms.say_reserved(integer,wms.order_take[]) returns jsonb owner wms_exec settings () body 4a6813126ce7ea360147b91139eea395
wms.say_unit(wms.handling_unit,text,jsonb,bigint[]) returns void owner wms_exec settings () body 84df159790febcfc3ff09b338c7a865c
wms.send(integer,bigint,numeric,integer,timestamp with time zone,jsonb) returns numeric owner wms_exec settings () body efab3c6bfc256e1679d66e586768df9c
wms.serial_here(integer,wms.task,wms.quant,text) returns wms.quant owner wms_exec settings () body ad78bb6d66dd9368d092f05efcaf05e4
wms.set_down(uuid,integer,bigint,bigint,bigint[],timestamp with time zone,text,timestamp with time zone) returns jsonb owner wms_exec settings () body 9f819b70c4c4d14892db7f4797fdb771
wms.settle_given_up(integer,bigint,boolean) returns void owner wms_exec settings () body a5927fc6cdc15f870b33d649a817b786
wms.settle_holds(uuid,integer,timestamp with time zone) returns void owner wms_exec settings () body e8dbb63e14657127e79231bddaab98e8
wms.settle_inbound(bigint) returns void owner wms_exec settings () body 63ee16eeac5fae1ba825b98e6b51eb78
wms.settle_picked(bigint[]) returns void owner wms_exec settings () body a7ed3f3c82026e80f3c3888d1767198b
wms.settle_putaway(bigint[],bigint[]) returns void owner wms_exec settings () body 2298e1d9f3e808c9452631f0711e952b
wms.settle_reserved(integer,bigint[]) returns jsonb owner wms_exec settings () body ff9deadc517de3b3f4ea24343a71cd39
wms.settle_unit(bigint) returns void owner wms_exec settings () body fe10fda2808b2634a99bc597ea38a84a
wms.share_out(wms.inbound,bigint,numeric,text,text,text) returns jsonb owner wms_exec settings () body 93847c559bbc463d08261bb8562069a5
wms.shorten(bigint,numeric) returns void owner wms_exec settings () body 42b1c1724f6b36c73cad24a61eb728e8
wms.single_answer(wms.ledger) returns jsonb owner wms_exec settings () body f999aa95b9f8de2927744994146f57ad
wms.split_target(integer,wms.handling_unit,bigint,text,text) returns wms.handling_unit owner wms_exec settings () body 78bfafba2d1dfaf24daa2b877d203f70
wms.spoken_in(bigint[]) returns TABLE(hu_id bigint, product_id bigint, lot_id bigint, owner_id bigint, order_line_id bigint, quantity numeric) owner wms_exec settings () body ef074e0791a1a73a3a88194f48dc769d
wms.sscc_check_digit(text) returns integer owner wms_exec settings () body 18d952ad032b6fb18f688f7a2833bfdd
wms.sscc_is_valid(text) returns boolean owner wms_exec settings () body efcedc2f0091c1295bcb6e97a4e87fff
wms.starts(text) returns text owner wms_exec settings () body 0cf6827789a368b13f00d97b3a31b99f
wms.status_after(bigint,smallint,bigint[]) returns smallint owner wms_exec settings () body a1f4c1fbf6d25ff0073d17cda65fb5b3
wms.status_of_receipt(text,text,date) returns text owner wms_exec settings () body 470a978f4e5f1952a07a98e43212e405
wms.status_to_put_away(integer,wms.task,numeric) returns text owner wms_exec settings () body b74a43bf8ff8ceba257bd9a2b08d1cdf
wms.stock_as_of(integer,timestamp with time zone,bigint,bigint[],bigint,bigint,bigint) returns TABLE(location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint, status text, quantity numeric) owner wms_exec settings () body 3cd33e151519396c4fd468b25fe0a62a
wms.stock_candidates(wms.stock_search,integer,text[]) returns bigint[] owner wms_exec settings (enable_seqscan=off; enable_hashjoin=off; enable_mergejoin=off) body f196087cc5fc4db8e52e8633c0da8344
wms.stock_columns(text,text) returns text owner wms_exec settings () body ecb479f59a06383e17ba633d7c308c85
wms.stock_groups(wms.stock_search,text,boolean,boolean) returns text owner wms_exec settings () body 0ce1dc542e5d5729ebd1870b19852783
wms.stock_joins() returns text owner wms_exec settings () body ea855d3576a84df0025de3be8e36dd5f
wms.stock_of_groups(wms.stock_search,text,bigint[],text[],bigint,bigint,integer) returns SETOF wms.stock_row owner wms_exec settings () body a3a16762912988eccc87bd331e143d4c
wms.stock_order(text) returns record owner wms_exec settings () body 3daaf67cf5dd03b96ec87fb3332b19bd
wms.stock_plan(integer,wms.finding) returns jsonb owner wms_exec settings () body e9fab2d8566c0d118bb640c94e0d7dbf
wms.stock_where(wms.stock_search) returns text owner wms_exec settings () body 4fb93cbadee151f4154d550626a97d33
wms.stood_at(integer,bigint,bigint,bigint,bigint,numeric,timestamp with time zone) returns boolean owner wms_exec settings () body 095a40818dd97ae7c2c561e949bfb74e
wms.store_counts(integer,bigint,bigint[],wms.count_item[]) returns bigint[] owner wms_exec settings () body 53c0435fe31bf90f242d76820e2b009d
wms.strategy_turn(text,text,wms.offered) returns double precision owner wms_exec settings () body 89b8fd3775fd2c370f07af5ce5d947ab
wms.substitutes_for(integer,bigint[]) returns jsonb owner wms_exec settings () body e8ad4a4ea1edde316fa84b4cd21e3d83
wms.sum_of_round(integer,bigint,bigint,numeric,numeric) returns record owner wms_exec settings () body 2819fec99beb76afccbf93ff43f40f47
wms.sweep_plan(integer,jsonb) returns void owner wms_exec settings () body b339ef224834470faeba9fb4f148174f
wms.system_identity() returns text owner wms_exec settings () body 1d153ca15427391872f0c451aaaa74de
wms.take_in(uuid,integer,timestamp with time zone,integer,wms.inbound,bigint,numeric,bigint,text,date,text,text,text,numeric,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body 15826cdfd71d787112f4c3890b670fe0
wms.take_serial(integer,bigint,bigint,text) returns void owner wms_exec settings () body 9e0a8f0beb2db8bc3ae1dfdcf649c71f
wms.take_weighed(integer,bigint,bigint,bigint,bigint,bigint,text,numeric,numeric,numeric) returns wms.taken owner wms_exec settings () body caac6f68d1b93c6edcaa1d9da9fd67f2
wms.take_work(uuid,bigint[],text,integer,boolean) returns void owner wms_exec settings () body d02045f911453d4dd420974154d8c897
wms.taken_legs(integer,bigint,bigint,bigint,bigint,timestamp with time zone,timestamp with time zone) returns TABLE(posted_at timestamp with time zone, location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint, status text, quantity numeric) owner wms_exec settings () body 1daffc59521eb0602a034ef9f78f04b6
wms.tasks_at(integer,bigint) returns bigint[] owner wms_exec settings () body 1b21eec35c7f8df4912b24c5169bc969
wms.tasks_gone(bigint[],numeric[]) returns bigint[] owner wms_exec settings () body eb2c6d4f12033244c0f97050691a318f
wms.tasks_of_piece(integer,text,bigint,integer) returns SETOF wms.task owner wms_exec settings () body 2a0aa5ae93a65a75245cc316d8dfa4f8
wms.tasks_of_units(bigint[]) returns bigint[] owner wms_exec settings () body b9289d745d90e8c7e233b282db90c2c5
wms.tell_expired(integer,bigint[],bigint[]) returns jsonb owner wms_exec settings () body 0305f48a9f112ffdaca940aa5242c9f1
wms.tell_findings(integer) returns void owner wms_exec settings () body 0eb2d1a0ef85c6244b46ef49b67dba99
wms.tell_kept(integer,integer) returns void owner wms_exec settings () body cd73bb1f6ffdd7a31f51914e7969252a
wms.tell_tasks(integer,text,bigint[],jsonb) returns void owner wms_exec settings () body c03f6b031f3e1784a21210445557d8b5
wms.texts(jsonb) returns text[] owner wms_exec settings () body afe34e55c1e899342b3e7e6983d3790f
wms.tote_for_list(integer,text,bigint) returns jsonb owner wms_exec settings () body f98d5e3d796fee048157fce208b21bf7
wms.try_move_bin(uuid,integer,timestamp with time zone,bigint,bigint,boolean,text,text,timestamp with time zone) returns jsonb owner wms_exec settings (plan_cache_mode=force_custom_plan) body 048d307ea80279f36a9968c59774f6e7
wms.try_picks(uuid,integer,integer,wms.batch,timestamp with time zone,jsonb,bigint,bigint,text,text,timestamp with time zone) returns jsonb owner wms_exec settings () body e2aef9c304ce61a2b76b6195641d657f
wms.undated_stock(wms.stock_search,bigint,integer,timestamp with time zone) returns SETOF wms.stock_row owner wms_exec settings () body fd949eabc83a479c72180ca5f73f99fe
wms.undo_chain(integer,uuid) returns record owner wms_exec settings (plan_cache_mode=force_custom_plan) body c0abb106f0e543f54af870fce7e2489f
wms.undo_holders(integer,jsonb) returns jsonb owner wms_exec settings () body 5be19e424318cba1a56366f0a3bdab98
wms.undo_lack(integer,uuid[]) returns TABLE(op uuid, location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, missing numeric, reserved numeric) owner wms_exec settings () body b1f9a4db90419a802f8e5192f8b68eb7
wms.undo_left_behind(integer,uuid) returns record owner wms_exec settings () body ec38ea69bed3bf4dfcb4eb5186b9270a
wms.undo_misplaced(integer,uuid) returns record owner wms_exec settings () body 8f55b2f6676a85b8421a9244f9d451b0
wms.undo_objection(integer,uuid,jsonb) returns record owner wms_exec settings () body 00b85b5cf13f1c05886e009a95d99071
wms.undo_receipts(uuid,integer,uuid) returns void owner wms_exec settings () body 42f658a79ee18cc3d48232f26d0f4e4a
wms.undo_verdict(integer,uuid) returns jsonb owner wms_exec settings () body d5b570bd4c794bc4a2555537013f8bb2
wms.undoable() returns text[] owner wms_exec settings () body b981377dcd83ada6d2692c32cd67e8bc
wms.undone_by_change(integer,wms.orders,jsonb) returns jsonb owner wms_exec settings () body c115eaede097ee520cf727a1cdce4d8c
wms.unit_rank(text) returns integer owner wms_exec settings () body a82493ac3a9e990bf1a569fb967574ee
wms.unit_tree(integer,bigint) returns bigint[] owner wms_exec settings () body 89d4d051404d43406c3e276f43412569
wms.units_below(integer,bigint[]) returns TABLE(hu_id bigint, n integer) owner wms_exec settings () body 9d389f0f3614622b68836cc3833fa829
wms.unreserve(integer,bigint[]) returns numeric owner wms_exec settings () body 0267d62d7c3eee5f5122a42ce3db86e5
wms.urgency(integer,integer,numeric,boolean) returns integer owner wms_exec settings () body 3f491167c4a32a06732da4ed0398ee66
wms.use_cart(integer,wms.batch,bigint) returns void owner wms_exec settings () body 7ea78837f68c273c6afb9878ea97362b
wms.use_unit(bigint) returns void owner wms_exec settings () body 03c9dcdc9cbfabbfc0cf9836b732f969
wms.waiting_for(integer,bigint,numeric) returns jsonb owner wms_exec settings () body 7f5accf90f73d9f274db32b987c0f9f7
wms.waiting_lines(integer,bigint) returns TABLE(order_id bigint, order_line_id bigint, number text, open numeric, priority smallint, cut_off timestamp with time zone) owner wms_exec settings () body baa3bfe9759d49c631c291ae90f6b113
wms.waiting_picks(integer,bigint[],bigint) returns SETOF wms.task owner wms_exec settings () body 0d5eca9436caab8ed931ac5454d27ca6
wms.waits_for(bigint) returns TABLE(batch_id bigint, zone text, tasks integer, person text) owner wms_exec settings () body 61bce10ce67448c1a91bd9caa2ae6b23
wms.walk_stock(wms.stock_search,text,jsonb,integer) returns SETOF wms.stock_row owner wms_exec settings () body 8d57115e34b7b39828cda5a884d6c27f
wms.walked_groups(wms.stock_search,text) returns bigint[] owner wms_exec settings () body 268ec90e0cfef11b5b8be6f0ced0823f
wms.wanted(integer,bigint[],boolean) returns wms.wanted[] owner wms_exec settings () body 6cdde2277abcea9b6913bfe220203d51
wms.wanted_to_promise(integer,bigint[]) returns wms.wanted[] owner wms_exec settings () body 90ad273f801023690004c2342b97b11b
wms.was_empty(bigint,timestamp with time zone) returns boolean owner wms_exec settings () body 53c45b8de9db6734f7cf7414c86c8695
wms.whole_work(integer,bigint[]) returns bigint[] owner wms_exec settings () body 1c92c99092f35978cb617433e28633d0
wms.why_not(integer,bigint,bigint) returns TABLE(order_line_id bigint, order_id bigint, number text, line_no integer, quant_id bigint, bin text, quantity numeric, verdict text, said text, explanation jsonb) owner wms_exec settings () body cd74aff984a3216f097c40eea3cce0fc
wms.with_value(wms.stock_search,text,text) returns wms.stock_search owner wms_exec settings () body bbf75565b31917094736d5f3377b911c
wms.within_limit(text,numeric,numeric) returns boolean owner wms_exec settings () body 51b02869657b972a204ea4b7f7236c16
wms.work_rates(integer) returns record owner wms_exec settings () body 0e49eb2b7c87f9419cea19a2e94b4b0a
wms.write_head_changes(wms.inbound,jsonb) returns jsonb owner wms_exec settings () body 431e343e7abe5dd06b2fff7a25618a1d
wms.write_legs(uuid,integer,text,timestamp with time zone,wms.movement[],wms.leg[],text,timestamp with time zone,integer[]) returns bigint owner wms_exec settings () body f0905fdf92cda907a307ad606b101010
wms.write_line_changes(wms.inbound,jsonb) returns jsonb owner wms_exec settings () body 3d2028ad80a74e39bf407e99c150d11d
wms.write_receipts(uuid,integer,timestamp with time zone,wms.inbound,jsonb,bigint,numeric,bigint,bigint,bigint,text,text,text,text,numeric) returns bigint[] owner wms_exec settings () body 12504f948f0a1161f172095a9b68865a
wms.wrong_putaway_rule(integer,jsonb) returns text owner wms_exec settings () body 68057302735f6d690445e33f5cf32e29
wms.zone_turn(text,integer[],integer) returns integer owner wms_exec settings () body 14a83b5a275e918453bb530bed010ac2

-- grants
DELETE, INSERT, SELECT on wms.stock_snapshot_row to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.fixed_bin to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.fixture to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.hazard_rule to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.layout_draft to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.layout_underlay to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.location_alias to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.printed_label to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.product_barcode to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.product_packaging to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.putaway_rule to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.quant to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.rack to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.saved_view to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.stock_snapshot to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.storage_class to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.warehouse_gln to wms_exec
DELETE, INSERT, SELECT, UPDATE on wms.zone to wms_exec
EXECUTE on api.acknowledge_alarm_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.adjust_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.adjust_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone,bigint,numeric) to r_supervisor
EXECUTE on api.adopt_layout_v1(uuid,integer,text) to r_admin
EXECUTE on api.adopt_layout_v1(uuid,integer,text) to r_planner
EXECUTE on api.approve_counts_v1(uuid,integer,bigint[],text,boolean) to r_supervisor
EXECUTE on api.assign_counts_v1(uuid,integer,bigint[],text) to r_supervisor
EXECUTE on api.assign_tasks_v1(uuid,integer,bigint[],text,timestamp with time zone) to r_supervisor
EXECUTE on api.back_order_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_admin
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_auditor
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_integration
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_packer
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_picker
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_planner
EXECUTE on api.batch_tasks_v1(integer,bigint) to r_supervisor
EXECUTE on api.batch_totes_v1(integer,bigint) to r_admin
EXECUTE on api.batch_totes_v1(integer,bigint) to r_auditor
EXECUTE on api.batch_totes_v1(integer,bigint) to r_integration
EXECUTE on api.batch_totes_v1(integer,bigint) to r_packer
EXECUTE on api.batch_totes_v1(integer,bigint) to r_picker
EXECUTE on api.batch_totes_v1(integer,bigint) to r_planner
EXECUTE on api.batch_totes_v1(integer,bigint) to r_supervisor
EXECUTE on api.batches_v1(integer) to r_admin
EXECUTE on api.batches_v1(integer) to r_auditor
EXECUTE on api.batches_v1(integer) to r_integration
EXECUTE on api.batches_v1(integer) to r_packer
EXECUTE on api.batches_v1(integer) to r_picker
EXECUTE on api.batches_v1(integer) to r_planner
EXECUTE on api.batches_v1(integer) to r_supervisor
EXECUTE on api.beat_v1(integer,uuid,bigint,jsonb) to r_sealer
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_admin
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_auditor
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_integration
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_packer
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_picker
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_planner
EXECUTE on api.bin_facts_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.bin_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.book_dock_v1(uuid,integer,bigint,timestamp with time zone,timestamp with time zone,bigint,text,text,bigint,integer) to r_integration
EXECUTE on api.book_dock_v1(uuid,integer,bigint,timestamp with time zone,timestamp with time zone,bigint,text,text,bigint,integer) to r_supervisor
EXECUTE on api.call_replenish_v1(uuid,integer,bigint,bigint) to r_packer
EXECUTE on api.call_replenish_v1(uuid,integer,bigint,bigint) to r_picker
EXECUTE on api.call_replenish_v1(uuid,integer,bigint,bigint) to r_supervisor
EXECUTE on api.cancel_inbound_v1(uuid,integer,bigint,text) to r_integration
EXECUTE on api.cancel_inbound_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.cancel_moves_v1(uuid,integer,bigint) to r_planner
EXECUTE on api.cancel_moves_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.cancel_putaway_v1(uuid,integer,bigint[]) to r_picker
EXECUTE on api.cancel_putaway_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.cancel_tasks_v1(uuid,integer,bigint[],text) to r_supervisor
EXECUTE on api.cancel_wave_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.change_inbound_v1(uuid,integer,bigint,integer,jsonb,text) to r_integration
EXECUTE on api.change_inbound_v1(uuid,integer,bigint,integer,jsonb,text) to r_supervisor
EXECUTE on api.change_orders_v1(uuid,integer,bigint[],jsonb,text,text) to r_integration
EXECUTE on api.change_orders_v1(uuid,integer,bigint[],jsonb,text,text) to r_supervisor
EXECUTE on api.change_owner_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.change_status_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone,boolean) to r_supervisor
EXECUTE on api.change_status_v1(uuid,integer,bigint,numeric,bigint,text,text,text,bigint,bigint,text,text,timestamp with time zone,bigint,boolean) to r_supervisor
EXECUTE on api.check_counts_v1(integer,jsonb) to r_supervisor
EXECUTE on api.check_inbound_v1(integer,jsonb) to r_auditor
EXECUTE on api.check_inbound_v1(integer,jsonb) to r_integration
EXECUTE on api.check_inbound_v1(integer,jsonb) to r_supervisor
EXECUTE on api.check_mass_v1(integer,text,jsonb,text) to r_supervisor
EXECUTE on api.check_orders_v1(integer,jsonb) to r_integration
EXECUTE on api.check_orders_v1(integer,jsonb) to r_supervisor
EXECUTE on api.check_publish_v1(integer,jsonb,text[]) to r_admin
EXECUTE on api.check_publish_v1(integer,jsonb,text[]) to r_auditor
EXECUTE on api.check_publish_v1(integer,jsonb,text[]) to r_planner
EXECUTE on api.check_publish_v1(integer,jsonb,text[]) to r_supervisor
EXECUTE on api.check_sample_v1(integer,integer,integer) to r_admin
EXECUTE on api.check_sample_v1(integer,integer,integer) to r_auditor
EXECUTE on api.check_sample_v1(integer,integer,integer) to r_supervisor
EXECUTE on api.check_v1(integer) to r_admin
EXECUTE on api.check_v1(integer) to r_auditor
EXECUTE on api.check_v1(integer) to r_supervisor
EXECUTE on api.claim_batch_v1(uuid,integer,bigint,text,bigint[],numeric,text,bigint,integer) to r_picker
EXECUTE on api.claim_batch_v1(uuid,integer,bigint,text,bigint[],numeric,text,bigint,integer) to r_supervisor
EXECUTE on api.claim_count_v1(uuid,integer,bigint,text,integer) to r_counter
EXECUTE on api.claim_count_v1(uuid,integer,bigint,text,integer) to r_picker
EXECUTE on api.claim_count_v1(uuid,integer,bigint,text,integer) to r_supervisor
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_packer
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_picker
EXECUTE on api.claim_tasks_v1(uuid,integer,bigint[],text,numeric,integer) to r_supervisor
EXECUTE on api.clear_alarm_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.close_count_v1(uuid,integer,bigint,boolean,text) to r_counter
EXECUTE on api.close_count_v1(uuid,integer,bigint,boolean,text) to r_picker
EXECUTE on api.close_count_v1(uuid,integer,bigint,boolean,text) to r_supervisor
EXECUTE on api.close_hu_v1(uuid,integer,bigint,numeric) to r_packer
EXECUTE on api.close_hu_v1(uuid,integer,bigint,numeric) to r_picker
EXECUTE on api.close_hu_v1(uuid,integer,bigint,numeric) to r_supervisor
EXECUTE on api.close_inbound_v1(uuid,integer,bigint,text,text) to r_supervisor
EXECUTE on api.close_short_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.confirm_empty_v1(uuid,integer,bigint,boolean,text,timestamp with time zone) to r_packer
EXECUTE on api.confirm_empty_v1(uuid,integer,bigint,boolean,text,timestamp with time zone) to r_picker
EXECUTE on api.confirm_empty_v1(uuid,integer,bigint,boolean,text,timestamp with time zone) to r_supervisor
EXECUTE on api.correct_lot_v1(uuid,integer,bigint,jsonb,text,integer,text) to r_supervisor
EXECUTE on api.count_accuracy_v1(integer,text,integer,integer) to r_auditor
EXECUTE on api.count_accuracy_v1(integer,text,integer,integer) to r_supervisor
EXECUTE on api.count_item_v1(integer,text[]) to r_counter
EXECUTE on api.count_item_v1(integer,text[]) to r_picker
EXECUTE on api.count_item_v1(integer,text[]) to r_supervisor
EXECUTE on api.count_places_v1(integer) to r_counter
EXECUTE on api.count_places_v1(integer) to r_picker
EXECUTE on api.count_places_v1(integer) to r_supervisor
EXECUTE on api.count_plans_v1(integer) to r_auditor
EXECUTE on api.count_plans_v1(integer) to r_supervisor
EXECUTE on api.count_review_v1(integer,bigint) to r_auditor
EXECUTE on api.count_review_v1(integer,bigint) to r_supervisor
EXECUTE on api.count_unit_v1(integer,text) to r_counter
EXECUTE on api.count_unit_v1(integer,text) to r_picker
EXECUTE on api.count_unit_v1(integer,text) to r_supervisor
EXECUTE on api.count_walk_v1(integer) to r_auditor
EXECUTE on api.count_walk_v1(integer) to r_planner
EXECUTE on api.count_walk_v1(integer) to r_supervisor
EXECUTE on api.counters_v1(integer) to r_auditor
EXECUTE on api.counters_v1(integer) to r_supervisor
EXECUTE on api.counts_v1(integer,bigint,text[],bigint,integer) to r_auditor
EXECUTE on api.counts_v1(integer,bigint,text[],bigint,integer) to r_supervisor
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_packer
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_picker
EXECUTE on api.create_hu_v1(uuid,integer,text,bigint,text,bigint,text) to r_supervisor
EXECUTE on api.create_warehouse_v1(uuid,text,text,text,text) to r_admin
EXECUTE on api.cross_dock_v1(uuid,integer,bigint,bigint,numeric) to r_packer
EXECUTE on api.cross_dock_v1(uuid,integer,bigint,bigint,numeric) to r_picker
EXECUTE on api.cross_dock_v1(uuid,integer,bigint,bigint,numeric) to r_supervisor
EXECUTE on api.decide_adjustment_v1(uuid,integer,bigint,text,text,text) to r_admin
EXECUTE on api.decide_adjustment_v1(uuid,integer,bigint,text,text,text) to r_supervisor
EXECUTE on api.decide_quality_v1(uuid,integer,bigint,numeric,text,text) to r_supervisor
EXECUTE on api.define_kit_v1(uuid,integer,bigint,jsonb,boolean) to r_admin
EXECUTE on api.define_kit_v1(uuid,integer,bigint,jsonb,boolean) to r_planner
EXECUTE on api.define_kit_v1(uuid,integer,bigint,jsonb,boolean) to r_supervisor
EXECUTE on api.delete_draft_v1(uuid,integer,bigint,integer) to r_admin
EXECUTE on api.delete_draft_v1(uuid,integer,bigint,integer) to r_planner
EXECUTE on api.demand_review_v1(uuid,integer,boolean) to r_admin
EXECUTE on api.do_moves_v1(uuid,integer,bigint[],text,timestamp with time zone) to r_picker
EXECUTE on api.do_moves_v1(uuid,integer,bigint[],text,timestamp with time zone) to r_supervisor
EXECUTE on api.do_task_v1(uuid,integer,bigint,numeric,text,text,timestamp with time zone) to r_picker
EXECUTE on api.do_task_v1(uuid,integer,bigint,numeric,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_admin
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_auditor
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_integration
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_packer
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_picker
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_planner
EXECUTE on api.dock_board_v1(integer,timestamp with time zone,timestamp with time zone) to r_supervisor
EXECUTE on api.dock_to_stock_v1(integer,timestamp with time zone) to r_auditor
EXECUTE on api.dock_to_stock_v1(integer,timestamp with time zone) to r_packer
EXECUTE on api.dock_to_stock_v1(integer,timestamp with time zone) to r_picker
EXECUTE on api.dock_to_stock_v1(integer,timestamp with time zone) to r_planner
EXECUTE on api.dock_to_stock_v1(integer,timestamp with time zone) to r_supervisor
EXECUTE on api.docks_v1(integer) to r_admin
EXECUTE on api.docks_v1(integer) to r_auditor
EXECUTE on api.docks_v1(integer) to r_integration
EXECUTE on api.docks_v1(integer) to r_packer
EXECUTE on api.docks_v1(integer) to r_picker
EXECUTE on api.docks_v1(integer) to r_planner
EXECUTE on api.docks_v1(integer) to r_supervisor
EXECUTE on api.drop_batch_v1(uuid,integer,bigint,bigint,bigint[],text,timestamp with time zone) to r_packer
EXECUTE on api.drop_batch_v1(uuid,integer,bigint,bigint,bigint[],text,timestamp with time zone) to r_picker
EXECUTE on api.drop_batch_v1(uuid,integer,bigint,bigint,bigint[],text,timestamp with time zone) to r_supervisor
EXECUTE on api.drop_underlay_v1(uuid,integer,text) to r_admin
EXECUTE on api.drop_underlay_v1(uuid,integer,text) to r_planner
EXECUTE on api.drop_view_v1(uuid,integer,bigint) to r_admin
EXECUTE on api.drop_view_v1(uuid,integer,bigint) to r_auditor
EXECUTE on api.drop_view_v1(uuid,integer,bigint) to r_planner
EXECUTE on api.drop_view_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.end_plan_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.enter_count_v1(uuid,integer,bigint,bigint,numeric,text,bigint,text,timestamp with time zone) to r_counter
EXECUTE on api.enter_count_v1(uuid,integer,bigint,bigint,numeric,text,bigint,text,timestamp with time zone) to r_picker
EXECUTE on api.enter_count_v1(uuid,integer,bigint,bigint,numeric,text,bigint,text,timestamp with time zone) to r_supervisor
EXECUTE on api.enter_inbound_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.enter_inbound_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.enter_orders_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.enter_orders_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.enter_picks_v1(uuid,integer,bigint,jsonb,bigint,jsonb,text,timestamp with time zone) to r_packer
EXECUTE on api.enter_picks_v1(uuid,integer,bigint,jsonb,bigint,jsonb,text,timestamp with time zone) to r_picker
EXECUTE on api.enter_picks_v1(uuid,integer,bigint,jsonb,bigint,jsonb,text,timestamp with time zone) to r_supervisor
EXECUTE on api.expire_lots_v1(uuid,integer) to r_integration
EXECUTE on api.expire_lots_v1(uuid,integer) to r_supervisor
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_admin
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_auditor
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_integration
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_packer
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_picker
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_planner
EXECUTE on api.feed_v1(integer,text,bigint,bigint,integer) to r_supervisor
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_admin
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_auditor
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_integration
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_packer
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_picker
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_planner
EXECUTE on api.floor_at_v1(integer,timestamp with time zone,bigint[]) to r_supervisor
EXECUTE on api.free_claims_v1(integer,bigint) to r_sealer
EXECUTE on api.gathering_v1(integer) to r_admin
EXECUTE on api.gathering_v1(integer) to r_auditor
EXECUTE on api.gathering_v1(integer) to r_integration
EXECUTE on api.gathering_v1(integer) to r_packer
EXECUTE on api.gathering_v1(integer) to r_picker
EXECUTE on api.gathering_v1(integer) to r_planner
EXECUTE on api.gathering_v1(integer) to r_supervisor
EXECUTE on api.hazard_rules_v1(integer) to r_auditor
EXECUTE on api.hazard_rules_v1(integer) to r_picker
EXECUTE on api.hazard_rules_v1(integer) to r_planner
EXECUTE on api.hazard_rules_v1(integer) to r_supervisor
EXECUTE on api.hazard_storage_v1(integer) to r_auditor
EXECUTE on api.hazard_storage_v1(integer) to r_picker
EXECUTE on api.hazard_storage_v1(integer) to r_planner
EXECUTE on api.hazard_storage_v1(integer) to r_supervisor
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_admin
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_auditor
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_integration
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_packer
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_picker
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_planner
EXECUTE on api.held_stock_v1(integer,bigint[],bigint,bigint,integer) to r_supervisor
EXECUTE on api.held_v1(integer,bigint) to r_sealer
EXECUTE on api.hold_orders_v1(uuid,integer,bigint[],text,text,boolean) to r_integration
EXECUTE on api.hold_orders_v1(uuid,integer,bigint[],text,text,boolean) to r_supervisor
EXECUTE on api.hold_tasks_v1(uuid,integer,bigint[],text,timestamp with time zone) to r_supervisor
EXECUTE on api.holds_covering_v1(integer,bigint[]) to r_admin
EXECUTE on api.holds_covering_v1(integer,bigint[]) to r_auditor
EXECUTE on api.holds_covering_v1(integer,bigint[]) to r_planner
EXECUTE on api.holds_covering_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.hu_content_v1(integer,bigint) to r_admin
EXECUTE on api.hu_content_v1(integer,bigint) to r_auditor
EXECUTE on api.hu_content_v1(integer,bigint) to r_integration
EXECUTE on api.hu_content_v1(integer,bigint) to r_packer
EXECUTE on api.hu_content_v1(integer,bigint) to r_picker
EXECUTE on api.hu_content_v1(integer,bigint) to r_planner
EXECUTE on api.hu_content_v1(integer,bigint) to r_supervisor
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.hu_history_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.import_cartons_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_cartons_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.import_counts_v1(uuid,integer,text,jsonb,numeric,numeric) to r_supervisor
EXECUTE on api.import_layout_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_layout_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_admin
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.import_products_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.inbound_changes_v1(integer,bigint) to r_auditor
EXECUTE on api.inbound_changes_v1(integer,bigint) to r_integration
EXECUTE on api.inbound_changes_v1(integer,bigint) to r_supervisor
EXECUTE on api.inbound_lines_v1(integer,bigint) to r_auditor
EXECUTE on api.inbound_lines_v1(integer,bigint) to r_integration
EXECUTE on api.inbound_lines_v1(integer,bigint) to r_packer
EXECUTE on api.inbound_lines_v1(integer,bigint) to r_picker
EXECUTE on api.inbound_lines_v1(integer,bigint) to r_supervisor
EXECUTE on api.inbound_page_v1(integer,text,text,bigint,integer,bigint) to r_auditor
EXECUTE on api.inbound_page_v1(integer,text,text,bigint,integer,bigint) to r_integration
EXECUTE on api.inbound_page_v1(integer,text,text,bigint,integer,bigint) to r_packer
EXECUTE on api.inbound_page_v1(integer,text,text,bigint,integer,bigint) to r_picker
EXECUTE on api.inbound_page_v1(integer,text,text,bigint,integer,bigint) to r_supervisor
EXECUTE on api.inbound_report_v1(integer,bigint) to r_auditor
EXECUTE on api.inbound_report_v1(integer,bigint) to r_integration
EXECUTE on api.inbound_report_v1(integer,bigint) to r_supervisor
EXECUTE on api.installation_v1(integer) to r_admin
EXECUTE on api.installation_v1(integer) to r_auditor
EXECUTE on api.installation_v1(integer) to r_counter
EXECUTE on api.installation_v1(integer) to r_integration
EXECUTE on api.installation_v1(integer) to r_packer
EXECUTE on api.installation_v1(integer) to r_picker
EXECUTE on api.installation_v1(integer) to r_planner
EXECUTE on api.installation_v1(integer) to r_supervisor
EXECUTE on api.item_card_v1(integer,bigint) to r_admin
EXECUTE on api.item_card_v1(integer,bigint) to r_auditor
EXECUTE on api.item_card_v1(integer,bigint) to r_integration
EXECUTE on api.item_card_v1(integer,bigint) to r_packer
EXECUTE on api.item_card_v1(integer,bigint) to r_picker
EXECUTE on api.item_card_v1(integer,bigint) to r_planner
EXECUTE on api.item_card_v1(integer,bigint) to r_supervisor
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_admin
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_auditor
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_integration
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_packer
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_picker
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_planner
EXECUTE on api.item_days_v1(integer,bigint,integer) to r_supervisor
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.item_entries_v1(integer,bigint,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.item_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_admin
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_auditor
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_integration
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_packer
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_picker
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_planner
EXECUTE on api.item_of_scan_v1(integer,text[]) to r_supervisor
EXECUTE on api.kit_v1(uuid,integer,bigint,numeric,bigint,text,date,bigint,jsonb,bigint,text,text,timestamp with time zone,numeric) to r_packer
EXECUTE on api.kit_v1(uuid,integer,bigint,numeric,bigint,text,date,bigint,jsonb,bigint,text,text,timestamp with time zone,numeric) to r_picker
EXECUTE on api.kit_v1(uuid,integer,bigint,numeric,bigint,text,date,bigint,jsonb,bigint,text,text,timestamp with time zone,numeric) to r_supervisor
EXECUTE on api.labels_printed_v1(uuid,integer,jsonb,text,text) to r_admin
EXECUTE on api.labels_printed_v1(uuid,integer,jsonb,text,text) to r_planner
EXECUTE on api.labels_printed_v1(uuid,integer,jsonb,text,text) to r_supervisor
EXECUTE on api.layout_no_v1(integer) to r_admin
EXECUTE on api.layout_no_v1(integer) to r_auditor
EXECUTE on api.layout_no_v1(integer) to r_counter
EXECUTE on api.layout_no_v1(integer) to r_integration
EXECUTE on api.layout_no_v1(integer) to r_packer
EXECUTE on api.layout_no_v1(integer) to r_picker
EXECUTE on api.layout_no_v1(integer) to r_planner
EXECUTE on api.layout_no_v1(integer) to r_supervisor
EXECUTE on api.layout_stamp_v1(integer) to r_admin
EXECUTE on api.layout_stamp_v1(integer) to r_auditor
EXECUTE on api.layout_stamp_v1(integer) to r_integration
EXECUTE on api.layout_stamp_v1(integer) to r_packer
EXECUTE on api.layout_stamp_v1(integer) to r_picker
EXECUTE on api.layout_stamp_v1(integer) to r_planner
EXECUTE on api.layout_stamp_v1(integer) to r_supervisor
EXECUTE on api.lead_shift_v1(integer,uuid,integer) to r_supervisor
EXECUTE on api.lead_v1(integer,uuid,integer) to r_sealer
EXECUTE on api.leave_batch_v1(uuid,integer,bigint) to r_picker
EXECUTE on api.leave_batch_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.ledger_begins_v1(integer) to r_admin
EXECUTE on api.ledger_begins_v1(integer) to r_auditor
EXECUTE on api.ledger_begins_v1(integer) to r_integration
EXECUTE on api.ledger_begins_v1(integer) to r_packer
EXECUTE on api.ledger_begins_v1(integer) to r_picker
EXECUTE on api.ledger_begins_v1(integer) to r_planner
EXECUTE on api.ledger_begins_v1(integer) to r_supervisor
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_admin
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_auditor
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_integration
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_packer
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_picker
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_planner
EXECUTE on api.ledger_load_v1(integer,timestamp with time zone,timestamp with time zone,integer) to r_supervisor
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.lot_history_v1(integer,bigint,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_admin
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_auditor
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_integration
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_packer
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_picker
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_planner
EXECUTE on api.lot_trace_v1(integer,bigint,text) to r_supervisor
EXECUTE on api.make_draft_v1(uuid,integer,text,text,integer,integer,jsonb) to r_admin
EXECUTE on api.make_draft_v1(uuid,integer,text,text,integer,integer,jsonb) to r_planner
EXECUTE on api.make_partitions_v1(integer,bigint) to r_sealer
EXECUTE on api.measure_hu_v1(uuid,integer,bigint,numeric,numeric,integer,integer,integer) to r_packer
EXECUTE on api.measure_hu_v1(uuid,integer,bigint,numeric,numeric,integer,integer,integer) to r_picker
EXECUTE on api.measure_hu_v1(uuid,integer,bigint,numeric,numeric,integer,integer,integer) to r_supervisor
EXECUTE on api.merge_hu_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_packer
EXECUTE on api.merge_hu_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_picker
EXECUTE on api.merge_hu_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_bin_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_bin_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_bin_v1(uuid,integer,bigint,bigint,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_hu_batch_v1(uuid,integer,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.move_hu_v1(uuid,integer,bigint,bigint,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_lot_v1(uuid,integer,numeric,bigint,bigint,text,text,date,bigint,text,bigint,boolean,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.move_plans_v1(integer) to r_planner
EXECUTE on api.move_plans_v1(integer) to r_supervisor
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone,bigint,numeric) to r_packer
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone,bigint,numeric) to r_picker
EXECUTE on api.move_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,bigint,bigint,text,text,text,text,timestamp with time zone,bigint,numeric) to r_supervisor
EXECUTE on api.my_counts_v1(integer,bigint,integer) to r_counter
EXECUTE on api.my_counts_v1(integer,bigint,integer) to r_picker
EXECUTE on api.my_counts_v1(integer,bigint,integer) to r_supervisor
EXECUTE on api.nest_hu_v1(uuid,integer,bigint,bigint) to r_packer
EXECUTE on api.nest_hu_v1(uuid,integer,bigint,bigint) to r_picker
EXECUTE on api.nest_hu_v1(uuid,integer,bigint,bigint) to r_supervisor
EXECUTE on api.next_task_v1(uuid,integer,bigint,jsonb,text,integer) to r_picker
EXECUTE on api.next_task_v1(uuid,integer,bigint,jsonb,text,integer) to r_supervisor
EXECUTE on api.on_time_risk_v1(integer) to r_admin
EXECUTE on api.on_time_risk_v1(integer) to r_auditor
EXECUTE on api.on_time_risk_v1(integer) to r_integration
EXECUTE on api.on_time_risk_v1(integer) to r_packer
EXECUTE on api.on_time_risk_v1(integer) to r_picker
EXECUTE on api.on_time_risk_v1(integer) to r_planner
EXECUTE on api.on_time_risk_v1(integer) to r_supervisor
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_admin
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_auditor
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_integration
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_packer
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_picker
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_planner
EXECUTE on api.open_picks_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.order_card_v1(integer,bigint) to r_admin
EXECUTE on api.order_card_v1(integer,bigint) to r_auditor
EXECUTE on api.order_card_v1(integer,bigint) to r_integration
EXECUTE on api.order_card_v1(integer,bigint) to r_packer
EXECUTE on api.order_card_v1(integer,bigint) to r_picker
EXECUTE on api.order_card_v1(integer,bigint) to r_planner
EXECUTE on api.order_card_v1(integer,bigint) to r_supervisor
EXECUTE on api.order_facets_v1(integer,jsonb) to r_admin
EXECUTE on api.order_facets_v1(integer,jsonb) to r_auditor
EXECUTE on api.order_facets_v1(integer,jsonb) to r_integration
EXECUTE on api.order_facets_v1(integer,jsonb) to r_packer
EXECUTE on api.order_facets_v1(integer,jsonb) to r_picker
EXECUTE on api.order_facets_v1(integer,jsonb) to r_planner
EXECUTE on api.order_facets_v1(integer,jsonb) to r_supervisor
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_admin
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_auditor
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_integration
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_packer
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_picker
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_planner
EXECUTE on api.order_history_v1(integer,bigint,timestamp with time zone,integer) to r_supervisor
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_admin
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_auditor
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_integration
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_packer
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_picker
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_planner
EXECUTE on api.orders_at_risk_v1(integer,integer) to r_supervisor
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_admin
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_auditor
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_integration
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_packer
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_picker
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_planner
EXECUTE on api.orders_page_v1(integer,jsonb,text,jsonb,integer) to r_supervisor
EXECUTE on api.own_exceptions_v1(uuid,integer,bigint[],text,text) to r_supervisor
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
EXECUTE on api.pick_stop_v1(uuid,integer,bigint,jsonb,bigint,bigint,text,text,timestamp with time zone) to r_packer
EXECUTE on api.pick_stop_v1(uuid,integer,bigint,jsonb,bigint,bigint,text,text,timestamp with time zone) to r_picker
EXECUTE on api.pick_stop_v1(uuid,integer,bigint,jsonb,bigint,bigint,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone,numeric) to r_packer
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone,numeric) to r_picker
EXECUTE on api.pick_v1(uuid,integer,bigint,numeric,bigint,text,text,timestamp with time zone,numeric) to r_supervisor
EXECUTE on api.place_hold_batch_v1(uuid,integer,jsonb,text,text) to r_integration
EXECUTE on api.place_hold_batch_v1(uuid,integer,jsonb,text,text) to r_supervisor
EXECUTE on api.place_hold_v1(uuid,integer,text,bigint,text,text) to r_integration
EXECUTE on api.place_hold_v1(uuid,integer,text,bigint,text,text) to r_supervisor
EXECUTE on api.plan_counts_v1(uuid,integer,text,text,jsonb,bigint[],integer,numeric,numeric,boolean,text) to r_supervisor
EXECUTE on api.plan_moves_v1(uuid,integer,jsonb,timestamp with time zone,numeric) to r_planner
EXECUTE on api.plan_moves_v1(uuid,integer,jsonb,timestamp with time zone,numeric) to r_supervisor
EXECUTE on api.post_counts_v1(uuid,integer,integer) to r_integration
EXECUTE on api.post_counts_v1(uuid,integer,integer) to r_supervisor
EXECUTE on api.post_mass_v1(uuid,integer,text,jsonb,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.preview_hold_v1(integer,jsonb) to r_auditor
EXECUTE on api.preview_hold_v1(integer,jsonb) to r_integration
EXECUTE on api.preview_hold_v1(integer,jsonb) to r_supervisor
EXECUTE on api.preview_orders_v1(integer,bigint[],jsonb) to r_admin
EXECUTE on api.preview_orders_v1(integer,bigint[],jsonb) to r_auditor
EXECUTE on api.preview_orders_v1(integer,bigint[],jsonb) to r_integration
EXECUTE on api.preview_orders_v1(integer,bigint[],jsonb) to r_planner
EXECUTE on api.preview_orders_v1(integer,bigint[],jsonb) to r_supervisor
EXECUTE on api.promise_v1(uuid,integer,bigint[]) to r_integration
EXECUTE on api.promise_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.promises_on_v1(integer,bigint[]) to r_admin
EXECUTE on api.promises_on_v1(integer,bigint[]) to r_auditor
EXECUTE on api.promises_on_v1(integer,bigint[]) to r_planner
EXECUTE on api.promises_on_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.propose_putaway_v1(uuid,integer,jsonb) to r_picker
EXECUTE on api.propose_putaway_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.publish_layout_v1(uuid,integer,bigint,integer,jsonb,text,text,integer) to r_admin
EXECUTE on api.publish_layout_v1(uuid,integer,bigint,integer,jsonb,text,text,integer) to r_planner
EXECUTE on api.put_allocation_rule_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.put_allocation_rule_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.put_away_v1(uuid,integer,bigint,bigint,numeric,text,text,timestamp with time zone) to r_picker
EXECUTE on api.put_away_v1(uuid,integer,bigint,bigint,numeric,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.put_back_v1(uuid,integer,bigint,numeric,bigint,text,timestamp with time zone) to r_packer
EXECUTE on api.put_back_v1(uuid,integer,bigint,numeric,bigint,text,timestamp with time zone) to r_picker
EXECUTE on api.put_back_v1(uuid,integer,bigint,numeric,bigint,text,timestamp with time zone) to r_supervisor
EXECUTE on api.put_backs_v1(integer) to r_admin
EXECUTE on api.put_backs_v1(integer) to r_auditor
EXECUTE on api.put_backs_v1(integer) to r_integration
EXECUTE on api.put_backs_v1(integer) to r_packer
EXECUTE on api.put_backs_v1(integer) to r_picker
EXECUTE on api.put_backs_v1(integer) to r_planner
EXECUTE on api.put_backs_v1(integer) to r_supervisor
EXECUTE on api.put_hazard_rules_v1(uuid,integer,jsonb,integer) to r_planner
EXECUTE on api.put_hazard_rules_v1(uuid,integer,jsonb,integer) to r_supervisor
EXECUTE on api.put_party_v1(uuid,integer,text,text,text,integer,integer) to r_integration
EXECUTE on api.put_party_v1(uuid,integer,text,text,text,integer,integer) to r_planner
EXECUTE on api.put_party_v1(uuid,integer,text,text,text,integer,integer) to r_supervisor
EXECUTE on api.put_putaway_rules_v1(uuid,integer,jsonb,integer) to r_planner
EXECUTE on api.put_putaway_rules_v1(uuid,integer,jsonb,integer) to r_supervisor
EXECUTE on api.put_qc_plan_v1(uuid,integer,text,integer,text,numeric,bigint,text,bigint,integer,numeric,text,boolean,bigint,integer) to r_supervisor
EXECUTE on api.put_receipt_photo_v1(uuid,integer,bigint,text) to r_packer
EXECUTE on api.put_receipt_photo_v1(uuid,integer,bigint,text) to r_picker
EXECUTE on api.put_receipt_photo_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.put_release_channel_v1(uuid,integer,jsonb) to r_planner
EXECUTE on api.put_release_channel_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.put_replenish_rule_v1(uuid,integer,bigint,bigint,numeric,numeric,numeric,boolean) to r_planner
EXECUTE on api.put_replenish_rule_v1(uuid,integer,bigint,bigint,numeric,numeric,numeric,boolean) to r_supervisor
EXECUTE on api.put_site_hours_v1(uuid,integer,time without time zone,time without time zone) to r_admin
EXECUTE on api.put_site_hours_v1(uuid,integer,time without time zone,time without time zone) to r_planner
EXECUTE on api.put_site_hours_v1(uuid,integer,time without time zone,time without time zone) to r_supervisor
EXECUTE on api.put_substitute_rule_v1(uuid,integer,bigint,bigint,numeric,bigint,integer,boolean) to r_planner
EXECUTE on api.put_substitute_rule_v1(uuid,integer,bigint,bigint,numeric,bigint,integer,boolean) to r_supervisor
EXECUTE on api.put_underlay_v1(uuid,integer,text,text,jsonb,text) to r_admin
EXECUTE on api.put_underlay_v1(uuid,integer,text,text,jsonb,text) to r_planner
EXECUTE on api.put_work_limit_v1(uuid,integer,text,jsonb) to r_supervisor
EXECUTE on api.putaway_contents_v1(integer,bigint) to r_picker
EXECUTE on api.putaway_contents_v1(integer,bigint) to r_planner
EXECUTE on api.putaway_contents_v1(integer,bigint) to r_supervisor
EXECUTE on api.putaway_homes_v1(integer,bigint[]) to r_picker
EXECUTE on api.putaway_homes_v1(integer,bigint[]) to r_planner
EXECUTE on api.putaway_homes_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.putaway_loads_v1(integer,bigint[],bigint[],bigint) to r_picker
EXECUTE on api.putaway_loads_v1(integer,bigint[],bigint[],bigint) to r_planner
EXECUTE on api.putaway_loads_v1(integer,bigint[],bigint[],bigint) to r_supervisor
EXECUTE on api.putaway_places_v1(integer) to r_picker
EXECUTE on api.putaway_places_v1(integer) to r_planner
EXECUTE on api.putaway_places_v1(integer) to r_supervisor
EXECUTE on api.putaway_rules_v1(integer) to r_picker
EXECUTE on api.putaway_rules_v1(integer) to r_planner
EXECUTE on api.putaway_rules_v1(integer) to r_supervisor
EXECUTE on api.putaway_tasks_v1(integer,integer) to r_picker
EXECUTE on api.putaway_tasks_v1(integer,integer) to r_planner
EXECUTE on api.putaway_tasks_v1(integer,integer) to r_supervisor
EXECUTE on api.qc_checks_v1(integer,boolean) to r_auditor
EXECUTE on api.qc_checks_v1(integer,boolean) to r_picker
EXECUTE on api.qc_checks_v1(integer,boolean) to r_supervisor
EXECUTE on api.qc_plans_v1(integer) to r_auditor
EXECUTE on api.qc_plans_v1(integer) to r_supervisor
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_integration
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_packer
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_picker
EXECUTE on api.raise_alarm_v1(uuid,integer,text,integer,text,text,text,bigint) to r_supervisor
EXECUTE on api.reallocate_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.rebuild_order_line_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.rebuild_reserved_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.rebuild_stock_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.receipt_photo_v1(integer,bigint) to r_auditor
EXECUTE on api.receipt_photo_v1(integer,bigint) to r_packer
EXECUTE on api.receipt_photo_v1(integer,bigint) to r_picker
EXECUTE on api.receipt_photo_v1(integer,bigint) to r_supervisor
EXECUTE on api.receipts_v1(integer,bigint,integer) to r_auditor
EXECUTE on api.receipts_v1(integer,bigint,integer) to r_integration
EXECUTE on api.receipts_v1(integer,bigint,integer) to r_packer
EXECUTE on api.receipts_v1(integer,bigint,integer) to r_picker
EXECUTE on api.receipts_v1(integer,bigint,integer) to r_supervisor
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_packer
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_picker
EXECUTE on api.receive_batch_v1(uuid,integer,jsonb,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.receive_inbound_v1(uuid,integer,bigint,bigint,numeric,bigint,text,date,text,text,text,numeric,text,boolean,text,timestamp with time zone) to r_packer
EXECUTE on api.receive_inbound_v1(uuid,integer,bigint,bigint,numeric,bigint,text,date,text,text,text,numeric,text,boolean,text,timestamp with time zone) to r_picker
EXECUTE on api.receive_inbound_v1(uuid,integer,bigint,bigint,numeric,bigint,text,date,text,text,text,numeric,text,boolean,text,timestamp with time zone) to r_supervisor
EXECUTE on api.receive_unit_v1(uuid,integer,bigint,text,bigint,text,timestamp with time zone) to r_packer
EXECUTE on api.receive_unit_v1(uuid,integer,bigint,text,bigint,text,timestamp with time zone) to r_picker
EXECUTE on api.receive_unit_v1(uuid,integer,bigint,text,bigint,text,timestamp with time zone) to r_supervisor
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone,bigint,numeric,date) to r_packer
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone,bigint,numeric,date) to r_picker
EXECUTE on api.receive_v1(uuid,integer,bigint,numeric,bigint,text,date,text,text,text,text,timestamp with time zone,bigint,numeric,date) to r_supervisor
EXECUTE on api.record_check_v1(integer,bigint,uuid,text,timestamp with time zone,bigint,jsonb) to r_sealer
EXECUTE on api.recount_v1(uuid,integer,bigint[],text) to r_supervisor
EXECUTE on api.redirect_putaway_v1(uuid,integer,bigint,bigint,text,jsonb) to r_picker
EXECUTE on api.redirect_putaway_v1(uuid,integer,bigint,bigint,text,jsonb) to r_supervisor
EXECUTE on api.register_seal_key_v1(uuid,integer,text,text) to r_admin
EXECUTE on api.relabel_hu_v1(uuid,integer,bigint,text,text) to r_packer
EXECUTE on api.relabel_hu_v1(uuid,integer,bigint,text,text) to r_picker
EXECUTE on api.relabel_hu_v1(uuid,integer,bigint,text,text) to r_supervisor
EXECUTE on api.release_hold_batch_v1(uuid,integer,bigint[],text) to r_supervisor
EXECUTE on api.release_hold_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.release_v1(uuid,integer,bigint,text) to r_supervisor
EXECUTE on api.release_wave_v1(uuid,integer,jsonb) to r_integration
EXECUTE on api.release_wave_v1(uuid,integer,jsonb) to r_supervisor
EXECUTE on api.rename_draft_v1(uuid,integer,bigint,text) to r_admin
EXECUTE on api.rename_draft_v1(uuid,integer,bigint,text) to r_planner
EXECUTE on api.reopen_hu_v1(uuid,integer,bigint) to r_packer
EXECUTE on api.reopen_hu_v1(uuid,integer,bigint) to r_picker
EXECUTE on api.reopen_hu_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.reopen_inbound_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.repair_plan_v1(integer,bigint) to r_auditor
EXECUTE on api.repair_plan_v1(integer,bigint) to r_supervisor
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_admin
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_auditor
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_integration
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_packer
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_picker
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_planner
EXECUTE on api.replay_v1(integer,timestamp with time zone,timestamp with time zone,timestamp with time zone,bigint,integer) to r_supervisor
EXECUTE on api.replenish_rules_v1(integer) to r_admin
EXECUTE on api.replenish_rules_v1(integer) to r_auditor
EXECUTE on api.replenish_rules_v1(integer) to r_integration
EXECUTE on api.replenish_rules_v1(integer) to r_packer
EXECUTE on api.replenish_rules_v1(integer) to r_picker
EXECUTE on api.replenish_rules_v1(integer) to r_planner
EXECUTE on api.replenish_rules_v1(integer) to r_supervisor
EXECUTE on api.replenish_v1(uuid,integer) to r_integration
EXECUTE on api.replenish_v1(uuid,integer) to r_planner
EXECUTE on api.replenish_v1(uuid,integer) to r_supervisor
EXECUTE on api.request_review_v1(uuid,integer,bigint,integer,text) to r_admin
EXECUTE on api.request_review_v1(uuid,integer,bigint,integer,text) to r_planner
EXECUTE on api.reserve_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.resume_orders_v1(uuid,integer,bigint[]) to r_integration
EXECUTE on api.resume_orders_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.resume_tasks_v1(uuid,integer,bigint[]) to r_supervisor
EXECUTE on api.review_draft_v1(uuid,integer,bigint,integer,boolean,text) to r_admin
EXECUTE on api.review_draft_v1(uuid,integer,bigint,integer,boolean,text) to r_planner
EXECUTE on api.review_draft_v1(uuid,integer,bigint,integer,boolean,text) to r_supervisor
EXECUTE on api.run_channel_v1(uuid,integer,jsonb,jsonb) to r_integration
EXECUTE on api.run_channel_v1(uuid,integer,jsonb,jsonb) to r_supervisor
EXECUTE on api.run_counts_v1(uuid,integer,bigint) to r_integration
EXECUTE on api.run_counts_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.save_draft_v1(uuid,integer,bigint,integer,text,integer,jsonb) to r_admin
EXECUTE on api.save_draft_v1(uuid,integer,bigint,integer,text,integer,jsonb) to r_planner
EXECUTE on api.save_view_v1(uuid,integer,text,text,jsonb,boolean) to r_admin
EXECUTE on api.save_view_v1(uuid,integer,text,text,jsonb,boolean) to r_auditor
EXECUTE on api.save_view_v1(uuid,integer,text,text,jsonb,boolean) to r_planner
EXECUTE on api.save_view_v1(uuid,integer,text,text,jsonb,boolean) to r_supervisor
EXECUTE on api.scrap_v1(uuid,integer,bigint,numeric,bigint,text,bigint,bigint,text,text,text,timestamp with time zone,bigint) to r_supervisor
EXECUTE on api.seal_v1(integer,bigint,jsonb) to r_sealer
EXECUTE on api.seal_window_v1(integer,integer) to r_admin
EXECUTE on api.seal_window_v1(integer,integer) to r_auditor
EXECUTE on api.seal_window_v1(integer,integer) to r_sealer
EXECUTE on api.seal_window_v1(integer,integer) to r_supervisor
EXECUTE on api.set_appointment_v1(uuid,integer,bigint,text,integer) to r_packer
EXECUTE on api.set_appointment_v1(uuid,integer,bigint,text,integer) to r_picker
EXECUTE on api.set_appointment_v1(uuid,integer,bigint,text,integer) to r_supervisor
EXECUTE on api.set_approval_limit_v1(uuid,integer,text,text,numeric,numeric) to r_admin
EXECUTE on api.set_count_walk_v1(uuid,integer,text,numeric) to r_supervisor
EXECUTE on api.set_fixed_bins_v1(uuid,integer,bigint,bigint[]) to r_planner
EXECUTE on api.set_fixed_bins_v1(uuid,integer,bigint,bigint[]) to r_supervisor
EXECUTE on api.set_gln_v1(uuid,integer,text) to r_admin
EXECUTE on api.set_gln_v1(uuid,integer,text) to r_planner
EXECUTE on api.set_hazard_storage_v1(uuid,integer,text,jsonb) to r_planner
EXECUTE on api.set_hazard_storage_v1(uuid,integer,text,jsonb) to r_supervisor
EXECUTE on api.set_priority_v1(uuid,integer,bigint[],integer) to r_supervisor
EXECUTE on api.set_sscc_prefix_v1(uuid,integer,text,integer) to r_admin
EXECUTE on api.settle_exceptions_v1(uuid,integer,bigint[],text) to r_supervisor
EXECUTE on api.shelve_alarm_v1(uuid,integer,bigint,timestamp with time zone,text) to r_supervisor
EXECUTE on api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.ship_v1(uuid,integer,bigint[],text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.site_hours_v1(integer) to r_admin
EXECUTE on api.site_hours_v1(integer) to r_auditor
EXECUTE on api.site_hours_v1(integer) to r_integration
EXECUTE on api.site_hours_v1(integer) to r_packer
EXECUTE on api.site_hours_v1(integer) to r_picker
EXECUTE on api.site_hours_v1(integer) to r_planner
EXECUTE on api.site_hours_v1(integer) to r_supervisor
EXECUTE on api.slotting_faces_v1(integer) to r_planner
EXECUTE on api.slotting_faces_v1(integer) to r_supervisor
EXECUTE on api.slotting_stock_v1(integer) to r_planner
EXECUTE on api.slotting_stock_v1(integer) to r_supervisor
EXECUTE on api.slotting_walks_v1(integer,timestamp with time zone,timestamp with time zone) to r_planner
EXECUTE on api.slotting_walks_v1(integer,timestamp with time zone,timestamp with time zone) to r_supervisor
EXECUTE on api.split_hu_v1(uuid,integer,bigint,jsonb,bigint,text,text,text,text,timestamp with time zone) to r_packer
EXECUTE on api.split_hu_v1(uuid,integer,bigint,jsonb,bigint,text,text,text,text,timestamp with time zone) to r_picker
EXECUTE on api.split_hu_v1(uuid,integer,bigint,jsonb,bigint,text,text,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_admin
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_auditor
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_integration
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_packer
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_picker
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_planner
EXECUTE on api.stock_at_v1(integer,timestamp with time zone,bigint,bigint,bigint,bigint) to r_supervisor
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_admin
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_auditor
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_integration
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_packer
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_picker
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_planner
EXECUTE on api.stock_facets_v1(integer,jsonb) to r_supervisor
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_admin
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_auditor
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_integration
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_packer
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_picker
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_planner
EXECUTE on api.stock_page_v1(integer,jsonb,text,jsonb,integer) to r_supervisor
EXECUTE on api.substitute_v1(uuid,integer,bigint,bigint,bigint) to r_picker
EXECUTE on api.substitute_v1(uuid,integer,bigint,bigint,bigint) to r_supervisor
EXECUTE on api.take_back_count_v1(uuid,integer,bigint,bigint) to r_counter
EXECUTE on api.take_back_count_v1(uuid,integer,bigint,bigint) to r_picker
EXECUTE on api.take_back_count_v1(uuid,integer,bigint,bigint) to r_supervisor
EXECUTE on api.take_batch_v1(uuid,integer,bigint[],text,text,integer,text,integer) to r_picker
EXECUTE on api.take_batch_v1(uuid,integer,bigint[],text,text,integer,text,integer) to r_supervisor
EXECUTE on api.take_snapshot_v1(integer,integer,integer) to r_admin
EXECUTE on api.take_snapshot_v1(integer,integer,integer) to r_sealer
EXECUTE on api.take_snapshot_v1(integer,integer,integer) to r_supervisor
EXECUTE on api.task_job_v1(integer,bigint[]) to r_picker
EXECUTE on api.task_job_v1(integer,bigint[]) to r_supervisor
EXECUTE on api.teach_code_v1(uuid,integer,text,bigint,text) to r_planner
EXECUTE on api.teach_code_v1(uuid,integer,text,bigint,text) to r_supervisor
EXECUTE on api.undo_preview_v1(integer,uuid) to r_admin
EXECUTE on api.undo_preview_v1(integer,uuid) to r_auditor
EXECUTE on api.undo_preview_v1(integer,uuid) to r_packer
EXECUTE on api.undo_preview_v1(integer,uuid) to r_picker
EXECUTE on api.undo_preview_v1(integer,uuid) to r_supervisor
EXECUTE on api.undo_v1(uuid,integer,uuid,text,text,timestamp with time zone) to r_admin
EXECUTE on api.undo_v1(uuid,integer,uuid,text,text,timestamp with time zone) to r_packer
EXECUTE on api.undo_v1(uuid,integer,uuid,text,text,timestamp with time zone) to r_picker
EXECUTE on api.undo_v1(uuid,integer,uuid,text,text,timestamp with time zone) to r_supervisor
EXECUTE on api.unit_by_label_v1(integer,text) to r_admin
EXECUTE on api.unit_by_label_v1(integer,text) to r_auditor
EXECUTE on api.unit_by_label_v1(integer,text) to r_integration
EXECUTE on api.unit_by_label_v1(integer,text) to r_packer
EXECUTE on api.unit_by_label_v1(integer,text) to r_picker
EXECUTE on api.unit_by_label_v1(integer,text) to r_planner
EXECUTE on api.unit_by_label_v1(integer,text) to r_supervisor
EXECUTE on api.unit_of_scan_v1(integer,text) to r_admin
EXECUTE on api.unit_of_scan_v1(integer,text) to r_auditor
EXECUTE on api.unit_of_scan_v1(integer,text) to r_integration
EXECUTE on api.unit_of_scan_v1(integer,text) to r_packer
EXECUTE on api.unit_of_scan_v1(integer,text) to r_picker
EXECUTE on api.unit_of_scan_v1(integer,text) to r_planner
EXECUTE on api.unit_of_scan_v1(integer,text) to r_supervisor
EXECUTE on api.unkit_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,text,jsonb,bigint,integer,bigint,text,text,timestamp with time zone,numeric) to r_packer
EXECUTE on api.unkit_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,text,jsonb,bigint,integer,bigint,text,text,timestamp with time zone,numeric) to r_picker
EXECUTE on api.unkit_v1(uuid,integer,bigint,numeric,bigint,bigint,bigint,text,jsonb,bigint,integer,bigint,text,text,timestamp with time zone,numeric) to r_supervisor
EXECUTE on api.unnest_hu_v1(uuid,integer,bigint) to r_packer
EXECUTE on api.unnest_hu_v1(uuid,integer,bigint) to r_picker
EXECUTE on api.unnest_hu_v1(uuid,integer,bigint) to r_supervisor
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_admin
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_auditor
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_integration
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_packer
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_picker
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_planner
EXECUTE on api.wake_v1(integer,uuid,boolean) to r_supervisor
EXECUTE on api.wave_batches_v1(integer,bigint) to r_admin
EXECUTE on api.wave_batches_v1(integer,bigint) to r_auditor
EXECUTE on api.wave_batches_v1(integer,bigint) to r_integration
EXECUTE on api.wave_batches_v1(integer,bigint) to r_packer
EXECUTE on api.wave_batches_v1(integer,bigint) to r_picker
EXECUTE on api.wave_batches_v1(integer,bigint) to r_planner
EXECUTE on api.wave_batches_v1(integer,bigint) to r_supervisor
EXECUTE on api.wave_candidates_v1(integer,integer) to r_integration
EXECUTE on api.wave_candidates_v1(integer,integer) to r_planner
EXECUTE on api.wave_candidates_v1(integer,integer) to r_supervisor
EXECUTE on api.wave_choice_v1(integer,bigint[],text) to r_integration
EXECUTE on api.wave_choice_v1(integer,bigint[],text) to r_planner
EXECUTE on api.wave_choice_v1(integer,bigint[],text) to r_supervisor
EXECUTE on api.waves_v1(integer,integer) to r_admin
EXECUTE on api.waves_v1(integer,integer) to r_auditor
EXECUTE on api.waves_v1(integer,integer) to r_integration
EXECUTE on api.waves_v1(integer,integer) to r_packer
EXECUTE on api.waves_v1(integer,integer) to r_picker
EXECUTE on api.waves_v1(integer,integer) to r_planner
EXECUTE on api.waves_v1(integer,integer) to r_supervisor
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_admin
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_auditor
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_integration
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_packer
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_picker
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_planner
EXECUTE on api.why_reserved_v1(integer,bigint,bigint) to r_supervisor
EXECUTE on api.work_board_v1(integer,integer) to r_admin
EXECUTE on api.work_board_v1(integer,integer) to r_auditor
EXECUTE on api.work_board_v1(integer,integer) to r_integration
EXECUTE on api.work_board_v1(integer,integer) to r_packer
EXECUTE on api.work_board_v1(integer,integer) to r_picker
EXECUTE on api.work_board_v1(integer,integer) to r_planner
EXECUTE on api.work_board_v1(integer,integer) to r_supervisor
EXECUTE on api.work_exceptions_v1(integer) to r_admin
EXECUTE on api.work_exceptions_v1(integer) to r_auditor
EXECUTE on api.work_exceptions_v1(integer) to r_integration
EXECUTE on api.work_exceptions_v1(integer) to r_packer
EXECUTE on api.work_exceptions_v1(integer) to r_picker
EXECUTE on api.work_exceptions_v1(integer) to r_planner
EXECUTE on api.work_exceptions_v1(integer) to r_supervisor
EXECUTE on api.work_people_v1(integer) to r_admin
EXECUTE on api.work_people_v1(integer) to r_auditor
EXECUTE on api.work_people_v1(integer) to r_integration
EXECUTE on api.work_people_v1(integer) to r_packer
EXECUTE on api.work_people_v1(integer) to r_picker
EXECUTE on api.work_people_v1(integer) to r_planner
EXECUTE on api.work_people_v1(integer) to r_supervisor
EXECUTE on api.work_starts_v1(integer,bigint) to r_picker
EXECUTE on api.work_starts_v1(integer,bigint) to r_supervisor
EXECUTE on api.work_totals_v1(integer) to r_admin
EXECUTE on api.work_totals_v1(integer) to r_auditor
EXECUTE on api.work_totals_v1(integer) to r_integration
EXECUTE on api.work_totals_v1(integer) to r_packer
EXECUTE on api.work_totals_v1(integer) to r_picker
EXECUTE on api.work_totals_v1(integer) to r_planner
EXECUTE on api.work_totals_v1(integer) to r_supervisor
EXECUTE on wms.make_partitions(integer) to wms_exec
EXECUTE on wms.my_warehouses() to r_admin
EXECUTE on wms.my_warehouses() to r_auditor
EXECUTE on wms.my_warehouses() to r_counter
EXECUTE on wms.my_warehouses() to r_integration
EXECUTE on wms.my_warehouses() to r_packer
EXECUTE on wms.my_warehouses() to r_picker
EXECUTE on wms.my_warehouses() to r_planner
EXECUTE on wms.my_warehouses() to r_sealer
EXECUTE on wms.my_warehouses() to r_supervisor
EXECUTE on wms.my_warehouses() to wms_owner
INSERT, SELECT on wms.check_run to wms_exec
INSERT, SELECT on wms.count_expectation to wms_exec
INSERT, SELECT on wms.count_position to wms_exec
INSERT, SELECT on wms.event to wms_exec
INSERT, SELECT on wms.hu_label to wms_exec
INSERT, SELECT on wms.inbound_change to wms_exec
INSERT, SELECT on wms.kit_line to wms_exec
INSERT, SELECT on wms.layout_version to wms_exec
INSERT, SELECT on wms.ledger to wms_exec
INSERT, SELECT on wms.lot_origin to wms_exec
INSERT, SELECT on wms.seal_block to wms_exec
INSERT, SELECT on wms.seal_key to wms_exec
INSERT, SELECT on wms.user_warehouse to wms_exec
INSERT, SELECT, UPDATE on wms.adjustment_request to wms_exec
INSERT, SELECT, UPDATE on wms.alarm to wms_exec
INSERT, SELECT, UPDATE on wms.allocation_note to wms_exec
INSERT, SELECT, UPDATE on wms.allocation_rule to wms_exec
INSERT, SELECT, UPDATE on wms.approval_limit to wms_exec
INSERT, SELECT, UPDATE on wms.batch to wms_exec
INSERT, SELECT, UPDATE on wms.batch_tote to wms_exec
INSERT, SELECT, UPDATE on wms.cart_slot to wms_exec
INSERT, SELECT, UPDATE on wms.carton_type to wms_exec
INSERT, SELECT, UPDATE on wms.channel_run to wms_exec
INSERT, SELECT, UPDATE on wms.count to wms_exec
INSERT, SELECT, UPDATE on wms.count_line to wms_exec
INSERT, SELECT, UPDATE on wms.count_plan to wms_exec
INSERT, SELECT, UPDATE on wms.count_round to wms_exec
INSERT, SELECT, UPDATE on wms.count_walk to wms_exec
INSERT, SELECT, UPDATE on wms.dock_appointment to wms_exec
INSERT, SELECT, UPDATE on wms.finding to wms_exec
INSERT, SELECT, UPDATE on wms.handling_unit to wms_exec
INSERT, SELECT, UPDATE on wms.hazard_book to wms_exec
INSERT, SELECT, UPDATE on wms.hold to wms_exec
INSERT, SELECT, UPDATE on wms.inbound to wms_exec
INSERT, SELECT, UPDATE on wms.inbound_line to wms_exec
INSERT, SELECT, UPDATE on wms.job to wms_exec
INSERT, SELECT, UPDATE on wms.kit to wms_exec
INSERT, SELECT, UPDATE on wms.layout_rule to wms_exec
INSERT, SELECT, UPDATE on wms.lease to wms_exec
INSERT, SELECT, UPDATE on wms.location to wms_exec
INSERT, SELECT, UPDATE on wms.lot to wms_exec
INSERT, SELECT, UPDATE on wms.move_plan to wms_exec
INSERT, SELECT, UPDATE on wms.order_line to wms_exec
INSERT, SELECT, UPDATE on wms.orders to wms_exec
INSERT, SELECT, UPDATE on wms.party to wms_exec
INSERT, SELECT, UPDATE on wms.posting to wms_exec
INSERT, SELECT, UPDATE on wms.product to wms_exec
INSERT, SELECT, UPDATE on wms.qc_check to wms_exec
INSERT, SELECT, UPDATE on wms.qc_plan to wms_exec
INSERT, SELECT, UPDATE on wms.receipt to wms_exec
INSERT, SELECT, UPDATE on wms.receipt_photo to wms_exec
INSERT, SELECT, UPDATE on wms.release_channel to wms_exec
INSERT, SELECT, UPDATE on wms.replenish_rule to wms_exec
INSERT, SELECT, UPDATE on wms.reservation to wms_exec
INSERT, SELECT, UPDATE on wms.site_hours to wms_exec
INSERT, SELECT, UPDATE on wms.sscc_prefix to wms_exec
INSERT, SELECT, UPDATE on wms.station to wms_exec
INSERT, SELECT, UPDATE on wms.stock_watermark to wms_exec
INSERT, SELECT, UPDATE on wms.substitute_rule to wms_exec
INSERT, SELECT, UPDATE on wms.task to wms_exec
INSERT, SELECT, UPDATE on wms.warehouse to wms_exec
INSERT, SELECT, UPDATE on wms.wave to wms_exec
INSERT, SELECT, UPDATE on wms.work_limit to wms_exec
SELECT on api.adjustment_request to r_admin
SELECT on api.adjustment_request to r_auditor
SELECT on api.adjustment_request to r_integration
SELECT on api.adjustment_request to r_packer
SELECT on api.adjustment_request to r_picker
SELECT on api.adjustment_request to r_planner
SELECT on api.adjustment_request to r_supervisor
SELECT on api.adjustment_request_line to r_admin
SELECT on api.adjustment_request_line to r_auditor
SELECT on api.adjustment_request_line to r_integration
SELECT on api.adjustment_request_line to r_packer
SELECT on api.adjustment_request_line to r_picker
SELECT on api.adjustment_request_line to r_planner
SELECT on api.adjustment_request_line to r_supervisor
SELECT on api.alarm to r_admin
SELECT on api.alarm to r_auditor
SELECT on api.alarm to r_integration
SELECT on api.alarm to r_packer
SELECT on api.alarm to r_picker
SELECT on api.alarm to r_planner
SELECT on api.alarm to r_supervisor
SELECT on api.allocation_note to r_admin
SELECT on api.allocation_note to r_auditor
SELECT on api.allocation_note to r_integration
SELECT on api.allocation_note to r_packer
SELECT on api.allocation_note to r_picker
SELECT on api.allocation_note to r_planner
SELECT on api.allocation_note to r_supervisor
SELECT on api.allocation_rule to r_admin
SELECT on api.allocation_rule to r_auditor
SELECT on api.allocation_rule to r_integration
SELECT on api.allocation_rule to r_packer
SELECT on api.allocation_rule to r_picker
SELECT on api.allocation_rule to r_planner
SELECT on api.allocation_rule to r_supervisor
SELECT on api.approval_limit to r_admin
SELECT on api.approval_limit to r_auditor
SELECT on api.approval_limit to r_integration
SELECT on api.approval_limit to r_packer
SELECT on api.approval_limit to r_picker
SELECT on api.approval_limit to r_planner
SELECT on api.approval_limit to r_supervisor
SELECT on api.batch to r_admin
SELECT on api.batch to r_auditor
SELECT on api.batch to r_integration
SELECT on api.batch to r_packer
SELECT on api.batch to r_picker
SELECT on api.batch to r_planner
SELECT on api.batch to r_supervisor
SELECT on api.cart_slot to r_admin
SELECT on api.cart_slot to r_auditor
SELECT on api.cart_slot to r_integration
SELECT on api.cart_slot to r_packer
SELECT on api.cart_slot to r_picker
SELECT on api.cart_slot to r_planner
SELECT on api.cart_slot to r_supervisor
SELECT on api.carton_type to r_admin
SELECT on api.carton_type to r_auditor
SELECT on api.carton_type to r_integration
SELECT on api.carton_type to r_packer
SELECT on api.carton_type to r_picker
SELECT on api.carton_type to r_planner
SELECT on api.carton_type to r_supervisor
SELECT on api.channel_run to r_admin
SELECT on api.channel_run to r_auditor
SELECT on api.channel_run to r_integration
SELECT on api.channel_run to r_packer
SELECT on api.channel_run to r_picker
SELECT on api.channel_run to r_planner
SELECT on api.channel_run to r_supervisor
SELECT on api.check_run to r_admin
SELECT on api.check_run to r_auditor
SELECT on api.check_run to r_sealer
SELECT on api.check_run to r_supervisor
SELECT on api.event to r_admin
SELECT on api.event to r_auditor
SELECT on api.event to r_integration
SELECT on api.event to r_packer
SELECT on api.event to r_picker
SELECT on api.event to r_planner
SELECT on api.event to r_supervisor
SELECT on api.finding to r_admin
SELECT on api.finding to r_auditor
SELECT on api.finding to r_sealer
SELECT on api.finding to r_supervisor
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
SELECT on api.hold to r_admin
SELECT on api.hold to r_auditor
SELECT on api.hold to r_integration
SELECT on api.hold to r_packer
SELECT on api.hold to r_picker
SELECT on api.hold to r_planner
SELECT on api.hold to r_supervisor
SELECT on api.hu_label to r_admin
SELECT on api.hu_label to r_auditor
SELECT on api.hu_label to r_integration
SELECT on api.hu_label to r_packer
SELECT on api.hu_label to r_picker
SELECT on api.hu_label to r_planner
SELECT on api.hu_label to r_supervisor
SELECT on api.job to r_admin
SELECT on api.job to r_auditor
SELECT on api.job to r_sealer
SELECT on api.job to r_supervisor
SELECT on api.kit to r_admin
SELECT on api.kit to r_auditor
SELECT on api.kit to r_integration
SELECT on api.kit to r_packer
SELECT on api.kit to r_picker
SELECT on api.kit to r_planner
SELECT on api.kit to r_supervisor
SELECT on api.kit_line to r_admin
SELECT on api.kit_line to r_auditor
SELECT on api.kit_line to r_integration
SELECT on api.kit_line to r_packer
SELECT on api.kit_line to r_picker
SELECT on api.kit_line to r_planner
SELECT on api.kit_line to r_supervisor
SELECT on api.layout_draft to r_admin
SELECT on api.layout_draft to r_auditor
SELECT on api.layout_draft to r_planner
SELECT on api.layout_draft to r_supervisor
SELECT on api.layout_rule to r_admin
SELECT on api.layout_rule to r_auditor
SELECT on api.layout_rule to r_integration
SELECT on api.layout_rule to r_packer
SELECT on api.layout_rule to r_picker
SELECT on api.layout_rule to r_planner
SELECT on api.layout_rule to r_supervisor
SELECT on api.layout_underlay to r_admin
SELECT on api.layout_underlay to r_auditor
SELECT on api.layout_underlay to r_planner
SELECT on api.layout_underlay to r_supervisor
SELECT on api.layout_version to r_admin
SELECT on api.layout_version to r_auditor
SELECT on api.layout_version to r_integration
SELECT on api.layout_version to r_packer
SELECT on api.layout_version to r_picker
SELECT on api.layout_version to r_planner
SELECT on api.layout_version to r_supervisor
SELECT on api.ledger to r_admin
SELECT on api.ledger to r_auditor
SELECT on api.ledger to r_integration
SELECT on api.ledger to r_packer
SELECT on api.ledger to r_picker
SELECT on api.ledger to r_planner
SELECT on api.ledger to r_supervisor
SELECT on api.ledger_entry to r_admin
SELECT on api.ledger_entry to r_auditor
SELECT on api.ledger_entry to r_sealer
SELECT on api.ledger_entry to r_supervisor
SELECT on api.location to r_admin
SELECT on api.location to r_auditor
SELECT on api.location to r_integration
SELECT on api.location to r_packer
SELECT on api.location to r_picker
SELECT on api.location to r_planner
SELECT on api.location to r_supervisor
SELECT on api.location_alias to r_admin
SELECT on api.location_alias to r_auditor
SELECT on api.location_alias to r_integration
SELECT on api.location_alias to r_packer
SELECT on api.location_alias to r_picker
SELECT on api.location_alias to r_planner
SELECT on api.location_alias to r_supervisor
SELECT on api.lot to r_admin
SELECT on api.lot to r_auditor
SELECT on api.lot to r_integration
SELECT on api.lot to r_packer
SELECT on api.lot to r_picker
SELECT on api.lot to r_planner
SELECT on api.lot to r_supervisor
SELECT on api.me to r_admin
SELECT on api.me to r_auditor
SELECT on api.me to r_counter
SELECT on api.me to r_integration
SELECT on api.me to r_packer
SELECT on api.me to r_picker
SELECT on api.me to r_planner
SELECT on api.me to r_supervisor
SELECT on api.my_warehouse to r_admin
SELECT on api.my_warehouse to r_auditor
SELECT on api.my_warehouse to r_counter
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
SELECT on api.party to r_admin
SELECT on api.party to r_auditor
SELECT on api.party to r_integration
SELECT on api.party to r_packer
SELECT on api.party to r_picker
SELECT on api.party to r_planner
SELECT on api.party to r_supervisor
SELECT on api.printed_label to r_admin
SELECT on api.printed_label to r_auditor
SELECT on api.printed_label to r_integration
SELECT on api.printed_label to r_packer
SELECT on api.printed_label to r_picker
SELECT on api.printed_label to r_planner
SELECT on api.printed_label to r_supervisor
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
SELECT on api.release_channel to r_admin
SELECT on api.release_channel to r_auditor
SELECT on api.release_channel to r_integration
SELECT on api.release_channel to r_packer
SELECT on api.release_channel to r_picker
SELECT on api.release_channel to r_planner
SELECT on api.release_channel to r_supervisor
SELECT on api.reservation to r_admin
SELECT on api.reservation to r_auditor
SELECT on api.reservation to r_integration
SELECT on api.reservation to r_packer
SELECT on api.reservation to r_picker
SELECT on api.reservation to r_planner
SELECT on api.reservation to r_supervisor
SELECT on api.saved_view to r_admin
SELECT on api.saved_view to r_auditor
SELECT on api.saved_view to r_planner
SELECT on api.saved_view to r_supervisor
SELECT on api.schema_version to r_admin
SELECT on api.schema_version to r_auditor
SELECT on api.schema_version to r_counter
SELECT on api.schema_version to r_integration
SELECT on api.schema_version to r_packer
SELECT on api.schema_version to r_picker
SELECT on api.schema_version to r_planner
SELECT on api.schema_version to r_supervisor
SELECT on api.seal_block to r_admin
SELECT on api.seal_block to r_auditor
SELECT on api.seal_block to r_sealer
SELECT on api.seal_block to r_supervisor
SELECT on api.seal_key to r_admin
SELECT on api.seal_key to r_auditor
SELECT on api.seal_key to r_sealer
SELECT on api.seal_key to r_supervisor
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
SELECT on api.storage_class to r_admin
SELECT on api.storage_class to r_auditor
SELECT on api.storage_class to r_integration
SELECT on api.storage_class to r_packer
SELECT on api.storage_class to r_picker
SELECT on api.storage_class to r_planner
SELECT on api.storage_class to r_supervisor
SELECT on api.substitute_rule to r_admin
SELECT on api.substitute_rule to r_auditor
SELECT on api.substitute_rule to r_integration
SELECT on api.substitute_rule to r_packer
SELECT on api.substitute_rule to r_picker
SELECT on api.substitute_rule to r_planner
SELECT on api.substitute_rule to r_supervisor
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
SELECT on api.value_added to r_admin
SELECT on api.value_added to r_auditor
SELECT on api.value_added to r_integration
SELECT on api.value_added to r_packer
SELECT on api.value_added to r_picker
SELECT on api.value_added to r_planner
SELECT on api.value_added to r_supervisor
SELECT on api.warehouse_gln to r_admin
SELECT on api.warehouse_gln to r_auditor
SELECT on api.warehouse_gln to r_integration
SELECT on api.warehouse_gln to r_packer
SELECT on api.warehouse_gln to r_picker
SELECT on api.warehouse_gln to r_planner
SELECT on api.warehouse_gln to r_supervisor
SELECT on api.wave to r_admin
SELECT on api.wave to r_auditor
SELECT on api.wave to r_integration
SELECT on api.wave to r_packer
SELECT on api.wave to r_picker
SELECT on api.wave to r_planner
SELECT on api.wave to r_supervisor
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
SELECT on wms.installation to wms_exec
SELECT on wms.reason_code to wms_exec
SELECT on wms.state to wms_exec
SELECT on wms.stock_status to wms_exec
SELECT on wms.value_added to wms_exec
USAGE on schema api to r_admin
USAGE on schema api to r_auditor
USAGE on schema api to r_counter
USAGE on schema api to r_integration
USAGE on schema api to r_packer
USAGE on schema api to r_picker
USAGE on schema api to r_planner
USAGE on schema api to r_sealer
USAGE on schema api to r_supervisor
USAGE on schema public to wms_owner
USAGE on schema wms to r_admin
USAGE on schema wms to r_auditor
USAGE on schema wms to r_counter
USAGE on schema wms to r_integration
USAGE on schema wms to r_packer
USAGE on schema wms to r_picker
USAGE on schema wms to r_planner
USAGE on schema wms to r_sealer
USAGE on schema wms to r_supervisor
USAGE on schema wms to wms_exec
USAGE on wms.entry_seq to wms_exec
USAGE on wms.number_seq to wms_exec
USAGE on wms.sscc_seq to wms_exec
