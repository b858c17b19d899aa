-- Roles: all
-- Pick tasks that wait for these orders, with all that a picker needs to see and to walk there.
create function api.open_picks_v1(p_warehouse int, p_orders bigint[])
returns table (task_id bigint, order_id bigint, order_number text, product_id bigint, sku text, product text, quantity numeric,
               from_location_id bigint, from_code text, barcode text, check_digit text, x float8, y float8, aisle text,
               zone_code text, racked boolean, lot text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select t.task_id, t.order_id, o.number, t.product_id, p.sku, p.name, t.quantity, l.location_id, l.code, l.barcode,
         l.check_digit, l.x::float8, l.y::float8, l.aisle, z.code, l.rack_id is not null, n.number
    from wms.task t
    join wms.orders o on o.order_id = t.order_id
    join wms.product p on p.product_id = t.product_id
    join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
    left join wms.zone z on z.zone_id = l.zone_id
    left join wms.lot n on n.lot_id = t.lot_id
   where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.state = 100 and t.order_id = any (p_orders);
end $$;
