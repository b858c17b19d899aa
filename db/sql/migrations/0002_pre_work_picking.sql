-- Picking: which totes stand on a cart, what may be sent instead of what.
create table wms.batch_tote (               -- a tote that goods of a batch were put into
  batch_id bigint not null references wms.batch,
  hu_id bigint not null references wms.handling_unit,
  warehouse_id smallint not null,
  slot int,                                 -- its place on the cart; null: the batch has none
  order_id bigint references wms.orders,    -- whose goods it takes; null: of several orders, sorted at packing (mode batch)
  put_at timestamptz not null default clock_timestamp(),
  full_at timestamptz,                      -- another took its place
  dropped_at timestamptz,                   -- set down for good: null while it is on the cart
  dropped_to bigint,
  primary key (batch_id, hu_id)
);
create unique index batch_tote_on_cart on wms.batch_tote (hu_id) where dropped_at is null;
create index batch_tote_order on wms.batch_tote (order_id) where order_id is not null;

create table wms.substitute_rule (          -- what is sent where a product has run out
  rule_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  product_id bigint not null references wms.product,
  substitute_id bigint not null references wms.product,
  ratio numeric(12, 6) not null default 1 check (ratio > 0 and ratio < 'NaN'),   -- base units of the substitute for one of the product
  party_id bigint references wms.party,     -- for this customer only; null: for everybody
  rank int not null default 1 check (rank between 1 and 99),                     -- the least is offered first
  made_by name not null default session_user,
  made_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,                     -- other figures end a rule too: the next one begins
  ended_by name,
  check (product_id <> substitute_id)
);
create unique index substitute_rule_one on wms.substitute_rule (warehouse_id, product_id, substitute_id, coalesce(party_id, 0))
  where ended_at is null;
alter table wms.order_line add column substitutes bigint references wms.order_line;   -- the line in whose stead it is sent
-- bins that came short, until they are counted
create index task_doubt on wms.task (warehouse_id) where state = 600 and explanation ? 'doubt';

alter table wms.batch_tote owner to wms_owner;
alter table wms.substitute_rule owner to wms_owner;
grant select, insert, update on wms.batch_tote, wms.substitute_rule to wms_exec;
