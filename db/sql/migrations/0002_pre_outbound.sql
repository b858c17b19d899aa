-- The life of outbound orders: what is done to the goods before they leave, holds, changes with goods to be put back, back
-- orders, kits taken as their parts.
create table wms.value_added (               -- what may be done to goods before they leave
  code text primary key check (code ~ '^[a-z][a-z_]{1,29}$'),
  name text not null
);
insert into wms.value_added values
  ('gift_wrap', 'Gift wrap'), ('gift_note', 'Card with greetings'), ('leaflet', 'Insert the leaflet'), ('relabel', 'Customer''s label on'),
  ('no_prices', 'No prices on the slip'), ('photo', 'Photo of the open carton');
alter table wms.value_added owner to wms_owner;
grant select on wms.value_added to wms_exec;

alter table wms.orders
  add column value_added text[] not null default '{}',          -- codes of value_added
  add column back_order_of bigint references wms.orders,        -- the order whose rest it brings
  add column held_status smallint,                              -- on hold: where it stood
  add column held_reason text,                                  -- reason_code of kind cancel
  add column held_note text not null default '',
  add column held_by name,
  add column held_at timestamptz;
alter table wms.order_line
  add column instructions text not null default '',
  add column kit_id bigint references wms.product,              -- the kit whose part it is
  add column kit_quantity numeric(18, 6),                       -- how many of the kit
  add column to_unpick numeric(18, 6) not null default 0,       -- of picked: to be put back out of a tote
  add column to_unpack numeric(18, 6) not null default 0,       -- of packed: to be put back out of a carton
  add constraint order_line_back check (0 <= to_unpick and 0 <= to_unpack and to_unpack <= packed and to_unpick <= picked - packed);

-- lists of orders: each in the order of an index, page after page
create index orders_by_cut_off on wms.orders (warehouse_id, (coalesce(cut_off, 'infinity'::timestamptz)), priority, order_id)
  where status < 700 or status = 900;
create index orders_newest on wms.orders (warehouse_id, order_id);
create index orders_back on wms.orders (back_order_of) where back_order_of is not null;
create index event_of_order on wms.event (aggregate_id, event_id) where type like 'order.%';
create index task_back on wms.task (order_line_id) where kind = 'move' and order_line_id is not null;

insert into wms.reason_code values
  ('duplicate', 'cancel', 'Entered twice'), ('unpaid', 'cancel', 'Not paid'), ('address', 'cancel', 'Address in doubt'),
  ('backorder', 'cancel', 'Sent later as a back order')
on conflict do nothing;

-- What giving up a quantity of a line takes, piece by piece: from what is not reserved (open), from a reservation, from a
-- tote (picked) or a carton (packed). Not stored.
create type wms.order_take as (
  n int, order_id bigint, order_line_id bigint, product_id bigint, kind text, quantity numeric, reservation_id bigint, task_id bigint,
  lot_id bigint, hu_id bigint
);
alter type wms.order_take owner to wms_owner;
