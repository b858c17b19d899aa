-- Goods in: what is announced, when it comes to which dock, what was taken in with which difference, what quality looks at.

create table wms.inbound (                     -- a delivery: a purchase order, an advance shipping notice, a return, a transfer
  inbound_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  kind text not null check (kind in ('order', 'asn', 'return', 'transfer')),
  number text not null check (length(number) between 1 and 40),
  source text not null default 'manual',
  external_ref text,
  party_id bigint references wms.party,        -- the supplier; of a return the customer
  expected_at timestamptz,
  state smallint not null default 200,         -- as app/domain/inbound.py; a test keeps both equal
  blind boolean not null default false,        -- who receives is not told how much is announced
  note text not null default '' check (length(note) <= 400),
  arrived_at timestamptz,
  started_at timestamptz,
  closed_at timestamptz,
  closed_by name,
  close_reason text,                           -- reason_code of kind receipt: why less came than was announced
  report jsonb,                                -- the differences as they were when it was closed
  entered_by name not null default session_user,
  entered_at timestamptz not null default now(),
  version int not null default 1,
  unique (warehouse_id, number),
  unique (source, external_ref)
);
create index inbound_open on wms.inbound (warehouse_id, expected_at, inbound_id) where state < 700;
create index inbound_all on wms.inbound (warehouse_id, inbound_id);

create table wms.inbound_line (
  inbound_line_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  inbound_id bigint not null references wms.inbound,
  line_no int not null check (line_no > 0),
  product_id bigint not null references wms.product,
  quantity numeric(18, 6) not null check (quantity > 0),
  lot text check (length(lot) between 1 and 40),         -- announced; the lot itself is made when the goods are here
  expires_on date,
  sscc text check (sscc ~ '^[0-9]{18}$'),                -- the supplier's unit that it comes on
  received numeric(18, 6) not null default 0 check (received >= 0),
  damaged numeric(18, 6) not null default 0 check (damaged >= 0 and damaged <= received),
  unique (inbound_id, line_no)
);
create index inbound_line_product on wms.inbound_line (product_id);
create index inbound_line_sscc on wms.inbound_line (sscc) where sscc is not null;

create table wms.receipt (                     -- goods taken in for a line, or for none (not announced)
  receipt_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  inbound_id bigint not null references wms.inbound,
  inbound_line_id bigint references wms.inbound_line,
  op uuid not null,                            -- the posting; undoing that takes all its receipts back
  product_id bigint not null references wms.product,
  quantity numeric(18, 6) not null check (quantity > 0),
  lot_id bigint references wms.lot,
  hu_id bigint references wms.handling_unit,
  location_id bigint not null,
  status text not null references wms.stock_status,
  weight numeric(18, 3),                       -- g, of goods with catch weight
  reason text,                                 -- reason_code of kind receipt: over, damaged, wrong, ...
  disposition text check (disposition in ('restock', 'inspect', 'repair', 'vendor', 'scrap')),   -- of a return
  note text not null default '' check (length(note) <= 400),
  received_by name not null default session_user,
  received_at timestamptz not null,
  undone_op uuid,
  undone_at timestamptz,
  foreign key (warehouse_id, location_id) references wms.location
);
create index receipt_of on wms.receipt (inbound_id, receipt_id);
create index receipt_op on wms.receipt (op);

create table wms.receipt_photo (
  photo_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  receipt_id bigint not null references wms.receipt,
  picture bytea not null check (length(picture) <= 4000000),
  taken_by name not null default session_user,
  taken_at timestamptz not null default now()
);
create index receipt_photo_of on wms.receipt_photo (receipt_id);

create table wms.dock_appointment (
  appointment_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  dock_id bigint not null,
  inbound_id bigint references wms.inbound,
  carrier text not null default '' check (length(carrier) <= 80),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'booked' check (state in ('booked', 'arrived', 'docked', 'done', 'no_show', 'cancelled')),
  note text not null default '' check (length(note) <= 400),
  arrived_at timestamptz,
  docked_at timestamptz,
  done_at timestamptz,
  booked_by name not null default session_user,
  version int not null default 1,
  check (starts_at < ends_at),
  foreign key (warehouse_id, dock_id) references wms.location
);
create index dock_appointment_time on wms.dock_appointment (warehouse_id, dock_id, starts_at);
create index dock_appointment_inbound on wms.dock_appointment (inbound_id) where inbound_id is not null;

create table wms.qc_plan (                     -- which goods quality looks at when they come in, and at how many of them
  qc_plan_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  turn int not null check (turn between 1 and 9999),     -- the first that matches counts
  name text not null check (length(name) between 1 and 80),
  product_id bigint references wms.product,    -- null: of any product
  category text,
  party_id bigint references wms.party,        -- null: from anybody
  every_nth int not null default 1 check (every_nth between 1 and 1000),   -- of the deliveries of a product: each second, third ...
  rule text not null check (rule in ('all', 'share', 'iso2859', 'count')),
  amount numeric(18, 6) check (amount > 0),    -- of share: 0 to 1, of count: base units
  accept numeric(18, 6) not null default 0 check (accept >= 0),            -- so many defects pass
  action text not null default 'inspection' check (action in ('inspection', 'hold')),
  active boolean not null default true,
  version int not null default 1,
  unique (warehouse_id, name),
  check ((rule in ('share', 'count')) = (amount is not null)),
  check (rule <> 'share' or amount <= 1)
);
create table wms.qc_check (                    -- one look that a plan asked for
  qc_check_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  qc_plan_id bigint not null references wms.qc_plan,
  op uuid not null,                            -- the receipt
  task_id bigint not null references wms.task,
  product_id bigint not null references wms.product,
  location_id bigint not null,
  lot_id bigint, hu_id bigint,
  quantity numeric(18, 6) not null,            -- of the goods
  sample numeric(18, 6) not null,              -- of them to look at
  accept numeric(18, 6) not null,
  defects numeric(18, 6),
  state text not null default 'open' check (state in ('open', 'passed', 'failed', 'cancelled')),
  decided_by name,
  decided_at timestamptz,
  note text not null default '' check (length(note) <= 400)
);
create index qc_check_open on wms.qc_check (warehouse_id, qc_check_id) where state = 'open';
create index qc_check_op on wms.qc_check (op);
create index qc_check_product on wms.qc_check (qc_plan_id, product_id);

alter table wms.reason_code drop constraint reason_code_kind_check;
alter table wms.reason_code add constraint reason_code_kind_check check (kind ~ '^[a-z_]{2,20}$');
insert into wms.reason_code values
  ('over', 'receipt', 'More than announced'), ('damaged', 'receipt', 'Damaged'), ('wrong', 'receipt', 'Not ordered'),
  ('other_lot', 'receipt', 'Another lot than announced'), ('expired', 'receipt', 'Expired, or too short a life'),
  ('short', 'receipt', 'Less than announced'), ('missing', 'receipt', 'Not in the delivery'), ('follows', 'receipt', 'The rest follows');

do $$
declare
  v_table text;
begin
  foreach v_table in array array['inbound', 'inbound_line', 'receipt', 'receipt_photo', 'dock_appointment', 'qc_plan', 'qc_check'] loop
    execute format('alter table wms.%I owner to wms_owner', v_table);
    execute format('grant select, insert, update on wms.%I to wms_exec', v_table);
  end loop;
end $$;
