-- Roles: all
-- Stock under open holds, one row for each record and hold: what a list of held goods and a map of them show. Bounded: at
-- most p_limit rows (1 to 5,000), those of the newest holds first; p_after: hold and quant of the last row of the page before.
create function api.held_stock_v1(p_warehouse int, p_holds bigint[] default null, p_after_hold bigint default null,
                                  p_after_quant bigint default null, p_limit int default 500)
returns table (hold_id bigint, target text, reason text, placed_at timestamptz, person text, note text, quant_id bigint,
               location_id bigint, location text, product_id bigint, sku text, lot_id bigint, lot text, expires_on date, hu_id bigint,
               sscc text, status text, quantity numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select h.hold_id, h.target, coalesce(r.name, h.reason), h.placed_at, coalesce(u.display_name, h.placed_by::text), h.note, q.quant_id,
         q.location_id, l.code, q.product_id, p.sku, q.lot_id, t.number, t.expires_on, q.hu_id, k.sscc, q.status, q.quantity
    from wms.holds_on(p_warehouse) x
    join wms.hold h on h.hold_id = x.hold_id
    join wms.quant q on q.quant_id = x.quant_id
    join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    join wms.product p on p.product_id = q.product_id
    left join wms.lot t on t.lot_id = q.lot_id
    left join wms.handling_unit k on k.hu_id = q.hu_id
    left join wms.reason_code r on r.kind = 'hold' and r.code = h.reason
    left join wms.app_user u on u.login = h.placed_by
   where (p_holds is null or h.hold_id = any (p_holds))
     and (p_after_hold is null or h.hold_id < p_after_hold or h.hold_id = p_after_hold and q.quant_id > p_after_quant)
   order by h.hold_id desc, q.quant_id limit least(greatest(coalesce(p_limit, 500), 1), 5000);
end $$;
