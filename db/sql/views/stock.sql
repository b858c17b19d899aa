-- Everything people read. Owned by wms_owner, barriers that filter by wms.my_warehouses(): a person sees the warehouses
-- that are theirs, with a valid session, and nothing else.

-- Roles: r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin, r_counter
-- What signing in reads, whoever one is.
create view api.schema_version with (security_barrier) as
  select version_num from public.alembic_version where (select wms.my_warehouses()) is not null;

create view api.my_warehouse with (security_barrier) as
  select w.warehouse_id, w.code, w.name, w.time_zone, w.address, w.version from wms.warehouse w
   where w.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.me with (security_barrier) as
  select u.login, u.display_name, s.expires_at from wms.app_user u join wms.app_session s on s.login = u.login
   where u.login = session_user and cardinality(wms.my_warehouses()) > 0;

-- Roles: all
-- The rest is not for those who count blindly.
create view api.zone with (security_barrier) as
  select * from wms.zone where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.rack with (security_barrier) as
  select * from wms.rack where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.fixture with (security_barrier) as
  select * from wms.fixture where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.carton_type with (security_barrier) as
  select * from wms.carton_type where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.station with (security_barrier) as
  select * from wms.station where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.location with (security_barrier) as
  select l.*, z.code as zone_code, z.name as zone_name, c.code as class_code, c.max_weight, c.max_volume
    from wms.location l left join wms.zone z on z.zone_id = l.zone_id left join wms.storage_class c on c.class_id = l.class_id
   where l.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.product with (security_barrier) as
  select * from wms.product where cardinality((select wms.my_warehouses())) > 0;
create view api.product_packaging with (security_barrier) as
  select * from wms.product_packaging where cardinality((select wms.my_warehouses())) > 0;
create view api.product_barcode with (security_barrier) as
  select * from wms.product_barcode where cardinality((select wms.my_warehouses())) > 0;
create view api.lot with (security_barrier) as
  select * from wms.lot where cardinality((select wms.my_warehouses())) > 0;
create view api.reason_code with (security_barrier) as
  select * from wms.reason_code where cardinality((select wms.my_warehouses())) > 0;
create view api.state with (security_barrier) as
  select * from wms.state where cardinality((select wms.my_warehouses())) > 0;

create view api.handling_unit with (security_barrier) as
  select h.*, l.code as location_code from wms.handling_unit h
    join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
   where h.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.stock with (security_barrier) as
  select q.quant_id, q.warehouse_id, q.location_id, l.code as location, l.kind as location_kind, q.product_id, p.sku,
         p.name as product, q.lot_id, t.number as lot, t.expires_on, q.hu_id, h.sscc, q.owner_id, q.status, q.quantity,
         q.reserved, q.quantity - q.reserved as free, q.in_date, q.last_counted_at, q.row_version
    from wms.quant q
    join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    join wms.product p on p.product_id = q.product_id
    left join wms.lot t on t.lot_id = q.lot_id
    left join wms.handling_unit h on h.hu_id = q.hu_id
   where q.warehouse_id = any ((select wms.my_warehouses())::int[]) and q.quantity > 0;

create view api.ledger with (security_barrier) as
  select g.*, p.sku, p.name as product, f.code as from_code, e.code as to_code, t.number as lot,
         coalesce(u.display_name, g.actor::text) as person
    from wms.ledger g
    join wms.product p on p.product_id = g.product_id
    join wms.location f on f.warehouse_id = g.warehouse_id and f.location_id = g.from_location_id
    join wms.location e on e.warehouse_id = g.warehouse_id and e.location_id = g.to_location_id
    left join wms.lot t on t.lot_id = g.lot_id
    left join wms.app_user u on u.login = g.actor
   where g.warehouse_id = any ((select wms.my_warehouses())::int[]);

-- The log in single-entry form: one row for each place whose stock changed.
create view api.transaction_log with (security_barrier) as
  select g.ledger_id as transaction_id, s.side, g.warehouse_id, s.quant_id as item_id, p.sku as product_sku,
         s.delta as quantity_change, s.location_id, g.kind as transaction_type, g.posted_at as "timestamp", g.actor as user_id
    from wms.ledger g
    join wms.product p on p.product_id = g.product_id
    cross join lateral (values (0, g.from_quant_id, -g.quantity, g.from_location_id),
                               (1, g.to_quant_id, g.quantity, g.to_location_id)) s(side, quant_id, delta, location_id)
   where s.quant_id is not null and g.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.orders with (security_barrier) as
  select o.*, s.name as state, x.lines, x.ordered, x.reserved, x.picked, x.packed, x.shipped, x.cancelled
    from wms.orders o join wms.state s on s.entity = 'order' and s.rank = o.status
    cross join lateral (select count(*)::int as lines, sum(l.quantity) as ordered, sum(l.reserved) as reserved,
        sum(l.picked) as picked, sum(l.packed) as packed, sum(l.shipped) as shipped, sum(l.cancelled) as cancelled
      from wms.order_line l where l.order_id = o.order_id) x
   where o.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.order_line with (security_barrier) as
  select l.*, p.sku, p.name as product, o.number from wms.order_line l join wms.product p on p.product_id = l.product_id
    join wms.orders o on o.order_id = l.order_id
   where l.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.reservation with (security_barrier) as
  select r.*, l.order_id from wms.reservation r join wms.order_line l on l.order_line_id = r.order_line_id
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.task with (security_barrier) as
  select t.*, s.name as state_name, p.sku, p.name as product, f.code as from_code, o.number as order_number,
         coalesce(u.display_name, t.claimed_by::text) as person
    from wms.task t join wms.state s on s.entity = 'task' and s.rank = t.state
    left join wms.product p on p.product_id = t.product_id
    left join wms.location f on f.warehouse_id = t.warehouse_id and f.location_id = t.from_location_id
    left join wms.orders o on o.order_id = t.order_id
    left join wms.app_user u on u.login = t.claimed_by
   where t.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.event with (security_barrier) as
  select e.*, coalesce(u.display_name, e.actor::text) as person from wms.event e left join wms.app_user u on u.login = e.actor
   where e.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.alarm with (security_barrier) as
  select a.*, l.code as location, coalesce(u.display_name, a.acknowledged_by::text) as acknowledged_person
    from wms.alarm a left join wms.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.location_id
    left join wms.app_user u on u.login = a.acknowledged_by
   where a.warehouse_id = any ((select wms.my_warehouses())::int[]);
