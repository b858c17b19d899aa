-- Allocation: which stock an order line gets, by rules that are data; what was promised apart from what is reserved; and
-- why a line got nothing.

create table wms.allocation_rule (          -- the first that matches a line, by sequence; none: first expired first out
  rule_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  sequence int not null check (sequence between 1 and 9999),
  name text not null check (length(name) between 1 and 60),
  active boolean not null default true,
  order_type text check (order_type in ('outbound', 'transfer', 'return')),   -- null in a condition: any
  party_id bigint references wms.party,     -- the customer
  category text,                            -- of the product
  strategy text not null default 'fefo'
    check (strategy in ('fefo', 'fifo', 'lifo', 'closest', 'least_packages', 'whole_pallet_first')),
  zones int[] not null default '{}',        -- in the order in which they are drawn from
  zone_policy text not null default 'exhaust'   -- one zone after the other, or the strategy across those listed
    check (zone_policy in ('exhaust', 'mix')),
  other_zones boolean not null default true,    -- what is not listed comes after what is; false: never
  pack_policy text not null default 'break' check (pack_policy in ('break', 'prefer', 'only')),
  pack_level text check (pack_level in ('inner', 'case', 'layer', 'pallet')),
  min_remaining_days int check (min_remaining_days >= 0),   -- instead of the customer's and the product's; a line's own wins
  version int not null default 1,
  changed_by name not null default session_user,
  changed_at timestamptz not null default now(),
  unique (warehouse_id, sequence),
  check (pack_policy = 'break' or pack_level is not null),
  check (other_zones or cardinality(zones) > 0)
);

create table wms.allocation_note (          -- why a line has less than it asks for, or what it was promised; one a kind
  warehouse_id smallint not null,
  order_line_id bigint not null references wms.order_line,
  kind text not null check (kind in ('short', 'promise', 'lost')),
  quantity numeric(18, 6) not null,         -- missing, promised, lost to another order
  explanation jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  made_by name not null default session_user,
  closed_at timestamptz,                    -- no longer so
  primary key (order_line_id, kind)
);

alter table wms.orders
  add column owner_id bigint references wms.party;      -- whose goods it takes; null: our own
alter table wms.order_line
  add column promised numeric(18, 6) not null default 0 check (promised >= 0),
  add column promised_stock numeric(18, 6) not null default 0 check (promised_stock >= 0),  -- of it, from stock on hand
  add column promised_on date;              -- when all that is promised is here
create index order_line_promised on wms.order_line (product_id) where promised > 0;

-- What the matching works on. None of it is stored.
create type wms.wanted as (                 -- a line's need; n: its turn
  n int, order_id bigint, order_line_id bigint, product_id bigint, owner_id bigint, lot_id bigint, least_on date,
  need numeric, rule_id int, rule text, strategy text, zones int[], zone_policy text, other_zones boolean,
  pack_policy text, pack numeric, shadow boolean
);
create type wms.offered as (                -- a stock record; why: it is no candidate for anybody; base: first expired first
  quant_id bigint, location_id bigint, product_id bigint, owner_id bigint, lot_id bigint, hu_id bigint, free numeric,
  ends_on date, in_date timestamptz, zone_id int, code text, kind text, walk int, pallet boolean, base int, why text, fact text
);
create type wms.demand_class as (           -- needs that the same records suit; pass: its turn among those of its product
  c int, pass int, product_id bigint, owner_id bigint, lot_id bigint, ends_from date, rule_id int, strategy text,
  zones int[], zone_policy text, other_zones boolean, pack_policy text, pack numeric
);
create type wms.classed as (n int, c int, pass int, need numeric, whole numeric);
create type wms.awarded as (n int, quant_id bigint, quantity numeric, choice int, candidates int, stage text, ahead int);
create type wms.booking as (                -- a reservation about to be made
  n int, choice int, order_id bigint, order_line_id bigint, product_id bigint, quant_id bigint, location_id bigint, lot_id bigint,
  hu_id bigint, quantity numeric, rule text, explanation jsonb
);
create type wms.matching as (               -- needs still open, records still free, and what was given
  lines wms.classed[], rest wms.offered[], takes wms.awarded[], multi bigint[]
);

alter table wms.allocation_rule owner to wms_owner;
alter table wms.allocation_note owner to wms_owner;
alter type wms.wanted owner to wms_owner;
alter type wms.offered owner to wms_owner;
alter type wms.demand_class owner to wms_owner;
alter type wms.classed owner to wms_owner;
alter type wms.awarded owner to wms_owner;
alter type wms.booking owner to wms_owner;
alter type wms.matching owner to wms_owner;
grant select, insert, update on wms.allocation_rule, wms.allocation_note to wms_exec;
