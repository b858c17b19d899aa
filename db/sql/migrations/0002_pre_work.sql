-- What is released together (wave), what one person fetches on one tour (batch), and which order stands where on the cart.
create table wms.wave (
  wave_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  number text not null check (length(number) between 1 and 40),
  state text not null default 'planned' check (state in ('planned', 'released', 'done', 'cancelled')),
  policy jsonb not null default '{}',            -- how its orders are chosen, batched and staffed
  preflight jsonb,                               -- what was foretold when it was released
  made_by name not null default session_user,
  made_at timestamptz not null default now(),
  released_by name,
  released_at timestamptz,
  version int not null default 1,
  unique (warehouse_id, number)
);
create table wms.batch (
  batch_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  wave_id bigint references wms.wave,            -- null: streamed, or taken by a picker without a wave
  mode text not null check (mode in ('discrete', 'batch', 'cluster', 'zone')),
  zone_id bigint,                                -- the zone it stays in (mode zone)
  cart bigint references wms.handling_unit,      -- the cart in use; null: not taken yet
  tour_metres numeric(12, 2),
  s_shape_metres numeric(12, 2),                 -- for comparison; null where the plan has no aisles
  tour jsonb,                                    -- the line on the plan: [[x, y], ...] mm
  made_at timestamptz not null default now(),
  cancelled_at timestamptz
);
create table wms.cart_slot (
  batch_id bigint not null references wms.batch,
  slot int not null check (slot > 0),
  order_id bigint not null references wms.orders,
  hu_id bigint references wms.handling_unit,     -- the tote in the slot; null: none scanned yet
  primary key (batch_id, slot),
  unique (batch_id, order_id)
);
create index wave_of on wms.wave (warehouse_id, wave_id);
create index batch_of_wave on wms.batch (wave_id) where wave_id is not null;
create index cart_slot_order on wms.cart_slot (order_id);

alter table wms.task
  add column wave_id bigint references wms.wave,
  add column batch_id bigint references wms.batch,
  add column explanation jsonb;                  -- why this place, quantity and moment; what was passed over and why
create index task_batch on wms.task (batch_id) where batch_id is not null;
create index task_wave on wms.task (wave_id) where wave_id is not null;
alter table wms.orders add column wave_id bigint references wms.wave;
create index orders_wave on wms.orders (wave_id) where wave_id is not null;

alter table wms.wave owner to wms_owner;
alter table wms.batch owner to wms_owner;
alter table wms.cart_slot owner to wms_owner;
grant select, insert, update on wms.wave, wms.batch, wms.cart_slot to wms_exec;
