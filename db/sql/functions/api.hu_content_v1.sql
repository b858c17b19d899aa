-- Roles: all
-- A unit and all that stands in it, the outermost first, then by depth: one row a unit and stock record, one with no record
-- for a unit that holds no goods itself. weight: of the goods, g. At most 5,000 rows.
create function api.hu_content_v1(p_warehouse int, p_hu bigint)
returns table (hu_id bigint, parent_id bigint, depth int, sscc text, kind text, state text, location_id bigint, location text,
               carton_type text, tare numeric, gross_weight numeric, length int, width int, height int, order_id bigint, order_number text,
               quant_id bigint, product_id bigint, sku text, product text, lot_id bigint, lot text, expires_on date, owner_id bigint,
               owner text, status text, quantity numeric, reserved numeric, weight numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with recursive tree as (
    select h.hu_id, 0 as depth, array[h.hu_id] as path from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse
    union all
    select c.hu_id, t.depth + 1, t.path || c.hu_id from tree t join wms.handling_unit c on c.parent_id = t.hu_id
     where c.state <> 'shipped' and t.depth < 8 and c.hu_id <> all (t.path))
  select h.hu_id, h.parent_id, t.depth, h.sscc, h.kind, h.state, h.location_id, l.code, h.carton_type, h.tare, h.gross_weight,
         h.length, h.width, h.height, h.order_id, o.number, q.quant_id, q.product_id, p.sku, p.name, q.lot_id, b.number, b.expires_on,
         q.owner_id, w.name, q.status, q.quantity, q.reserved, coalesce(q.weight, q.quantity * p.weight)
    from tree t
    join wms.handling_unit h on h.hu_id = t.hu_id
    join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
    left join wms.orders o on o.order_id = h.order_id
    left join wms.quant q on q.hu_id = h.hu_id and q.quantity > 0
    left join wms.product p on p.product_id = q.product_id
    left join wms.lot b on b.lot_id = q.lot_id
    left join wms.party w on w.party_id = q.owner_id
   order by t.path, p.sku, b.number, q.status, q.quant_id
   limit 5000;
end $$;

-- The unit that has this label, or had it once. was: the label it was asked by, where it has another now.
create function api.unit_by_label_v1(p_warehouse int, p_sscc text)
returns table (hu_id bigint, sscc text, was text, kind text, state text, location_id bigint, location_code text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select h.hu_id, h.sscc, nullif(p_sscc, h.sscc), h.kind, h.state, h.location_id, l.code
    from wms.handling_unit h join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
   where h.warehouse_id = p_warehouse
     and h.hu_id = coalesce((select k.hu_id from wms.handling_unit k where k.sscc = p_sscc),
                            (select b.hu_id from wms.hu_label b where b.sscc = p_sscc));
end $$;
