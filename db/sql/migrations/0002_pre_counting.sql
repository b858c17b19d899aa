-- Counting: what is to be counted, what people found, and what the ledger said at that moment. What the ledger said stands
-- in tables of its own (count_position, count_expectation) that no function open to a counter reads into an answer. Lines
-- carry no foreign keys, as the ledger does not: 20,000 of them come at once, and functions alone write them.

create table wms.count_plan (               -- which bins, how often, and how large a difference needs no second look
  plan_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  name text not null check (length(name) between 1 and 80),
  kind text not null check (kind in ('abc', 'turnover', 'accuracy', 'zero', 'demand', 'import')),
  rule jsonb not null default '{}',
  every_days int check (every_days between 1 and 3660),         -- null: once
  next_on date,
  tolerance numeric(18, 6) not null default 0 check (tolerance >= 0 and tolerance < 'NaN'),        -- base units a key
  tolerance_share numeric(7, 6) not null default 0 check (tolerance_share between 0 and 1),        -- of what was expected
  auto_post boolean not null default true,  -- within tolerance: posted without asking
  run int not null default 0,
  made_by name not null default session_user,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  version int not null default 1
);
create unique index count_plan_name on wms.count_plan (warehouse_id, lower(name)) where ended_at is null;

create table wms.count (                    -- one bin to be counted
  count_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  plan_id bigint not null references wms.count_plan,
  run int not null,
  location_id bigint not null,
  state text not null default 'open'
    check (state in ('open', 'counted', 'recount', 'review', 'approved', 'posted', 'cancelled')),
  assigned_to name,
  claimed_by name, station text, lease_until timestamptz,
  round_id bigint,                          -- the pass that is going on, or the last
  flags text[] not null default '{}',       -- why a person must look: out, reserved, moved, mixed, unit, lot, disagree
  decided_by name, decided_at timestamptz, reason text,
  posted_at timestamptz,
  made_at timestamptz not null default now(),
  foreign key (warehouse_id, location_id) references wms.location
);
create unique index count_active on wms.count (warehouse_id, location_id)
  where state in ('open', 'counted', 'recount', 'review', 'approved');
create index count_plan_run on wms.count (plan_id, run, state);
create index count_done on wms.count (warehouse_id, posted_at) where state = 'posted';

create table wms.count_round (              -- one person's pass over a bin
  round_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  count_id bigint not null references wms.count,
  round int not null check (round > 0),
  person name not null default session_user,
  imported boolean not null default false,
  started_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  left_at timestamptz,                      -- given up unfinished
  unique (count_id, round)
);

create table wms.count_line (               -- what a person entered; product null: the unit is here, unopened
  line_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  round_id bigint not null,
  product_id bigint,
  lot_id bigint,
  lot_number text,                          -- of a lot that is not known yet
  hu_id bigint,
  unit_at bigint,                           -- where the unit was booked at this moment
  quantity numeric(18, 6),
  placed boolean not null default true,     -- its own ledger position was kept
  device text,
  entered_at timestamptz not null default clock_timestamp(),
  occurred_at timestamptz,
  taken_back_at timestamptz
);
create index count_line_round on wms.count_line (round_id);

create table wms.count_position (           -- where in the ledger a stock record stood (row_version has no holes)
  warehouse_id smallint not null,
  round_id bigint not null,
  line_id bigint not null,                  -- 0: as the bin was scanned
  quant_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  hu_id bigint,
  balance numeric(18, 6) not null,
  row_version bigint not null,
  primary key (round_id, line_id, quant_id)
);

create table wms.count_expectation (        -- judged at the end of a pass, one row a product, lot and unit
  expectation_id bigint generated always as identity primary key,
  warehouse_id smallint not null,
  round_id bigint not null,
  product_id bigint not null,
  lot_id bigint,
  lot_number text,
  hu_id bigint,
  expected numeric(18, 6) not null,
  counted numeric(18, 6) not null,
  difference numeric(19, 6) generated always as (counted - expected) stored,
  records int not null,                     -- stock records of this key: more than one is for a person to settle
  moved boolean not null                    -- the ledger moved between the scan of the bin and the entry
);
create index count_expectation_round on wms.count_expectation (round_id);

alter table wms.location add column last_counted_at timestamptz;
alter table wms.product add column if not exists unit_value numeric(14, 4) check (unit_value >= 0);   -- of one base unit

alter table wms.count_plan owner to wms_owner;
alter table wms.count owner to wms_owner;
alter table wms.count_round owner to wms_owner;
alter table wms.count_line owner to wms_owner;
alter table wms.count_position owner to wms_owner;
alter table wms.count_expectation owner to wms_owner;
grant select, insert, update on wms.count_plan, wms.count, wms.count_round, wms.count_line to wms_exec;
grant select, insert on wms.count_position, wms.count_expectation to wms_exec;

create type wms.count_item as (             -- a line of a count to import, its words and what they mean here
  n int, location text, sku text, lot text, sscc text, quantity_text text, quantity numeric, location_id bigint, product_id bigint,
  tracking text, lot_id bigint, hu_id bigint
);
alter type wms.count_item owner to wms_owner;
