-- Corrections that need a second person, and the ground for changes in mass.

alter table wms.product add column if not exists unit_value numeric(14, 4) check (unit_value >= 0);   -- of one base unit

create table wms.approval_limit (           -- what a role may correct alone; no row: nothing; null: without limit
  role text not null check (role in ('r_picker', 'r_packer', 'r_supervisor', 'r_planner', 'r_admin')),
  kind text not null check (kind in ('adjust', 'scrap', 'count')),
  max_quantity numeric(18, 6) check (max_quantity >= 0),        -- base units of one act, and of one product in a day
  max_value numeric(18, 2) check (max_value >= 0),              -- the same, where the product's value is known
  changed_by name not null default session_user,
  changed_at timestamptz not null default now(),
  primary key (role, kind)
);
insert into wms.approval_limit (role, kind, max_quantity, max_value)
select r.role, k.kind, r.most, r.worth
  from (values ('r_supervisor', 1000, 5000), ('r_admin', null, null)) r(role, most, worth),
       (values ('adjust'), ('scrap'), ('count')) k(kind);

create table wms.adjustment_request (       -- a correction above its maker's limit, waiting for somebody else
  request_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  op uuid not null unique,                  -- of the act that asked
  kind text not null check (kind in ('adjust', 'scrap')),
  lines jsonb not null,                     -- [{product, delta, location, lot, hu, status, owner, reason, weight}]
  quantity numeric(18, 6) not null,         -- of all lines, in base units
  value numeric(20, 2),                     -- null: no value is known of any of the products
  reason text not null,
  document text,
  device text,
  state text not null default 'pending' check (state in ('pending', 'approved', 'rejected', 'withdrawn')),
  requested_by name not null default session_user,
  requested_at timestamptz not null,
  decided_by name,
  decided_at timestamptz,
  decision_op uuid,                         -- the posting that the decision made: ledger entries carry it
  note text check (length(note) <= 400),
  check ((state = 'pending') = (decided_by is null))
);
create index adjustment_request_open on wms.adjustment_request (warehouse_id, request_id) where state = 'pending';
create index adjustment_request_time on wms.adjustment_request (warehouse_id, requested_at);

create type wms.mass_line as (              -- one row of a change in mass, its codes looked up; null: not found
  n int, line int, product_id bigint, sku text, tracking text, factor numeric, quantity numeric,
  from_id bigint, from_code text, from_blocked boolean, to_id bigint, to_code text, to_blocked boolean, to_class int,
  lot_id bigint, hu_id bigint, hu_place bigint, to_hu_id bigint, to_hu_place bigint, owner_id bigint, to_owner_id bigint,
  status text, to_status text, reason text, given jsonb, by_barcode text
);

alter table wms.approval_limit owner to wms_owner;
alter table wms.adjustment_request owner to wms_owner;
alter type wms.mass_line owner to wms_owner;
grant select, insert, update on wms.approval_limit, wms.adjustment_request to wms_exec;
