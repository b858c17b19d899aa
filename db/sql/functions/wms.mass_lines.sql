-- Changes in mass, as people write them in tables: [{line, sku, from, to, quantity, unit, lot, sscc, to_sscc, status,
-- to_status, owner, to_owner, reason}], all codes in text. Looked up all at once, each through its key, whatever the
-- statistics say.

-- The lines with their codes looked up; what is not found is null. kind: move, adjust (quantity may be below 0), scrap,
-- status, owner. A barcode stands for its SKU; its packaging level counts where no unit is given.
create function wms.mass_lines(p_warehouse int, p_lines jsonb) returns wms.mass_line[]
language sql stable set plan_cache_mode = force_custom_plan as $$
  select array_agg(row(e.n, coalesce(x.line, e.n), p.product_id, p.sku, p.tracking, u.factor, x.quantity * u.factor,
           f.location_id, f.code, f.block_pick, t.location_id, t.code, t.block_putaway, t.class_id,
           l.lot_id, h.hu_id, h.location_id, g.hu_id, g.location_id, o.party_id, w.party_id,
           coalesce(s.status, case when x.status is null then 'available' end), z.status, x.reason, e.value - 'line', b.level)::wms.mass_line
         order by e.n)
    from jsonb_array_elements(p_lines) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(line int, sku text, "from" text, "to" text, quantity numeric, unit text, lot text, sscc text,
                                                 to_sscc text, status text, to_status text, owner text, to_owner text, reason text)
    left join lateral (select k.product_id from wms.product k where k.sku = x.sku limit 1) a on true
    left join lateral (select k.product_id, k.level from wms.product_barcode k where k.barcode = any (array[x.sku, lpad(left(x.sku, 14), 14, '0'), ltrim(x.sku, '0')])
                          and a.product_id is null limit 1) b on true
    left join lateral (select k.product_id, k.sku, k.tracking, k.base_uom from wms.product k
                        where k.product_id = coalesce(a.product_id, b.product_id) limit 1) p on true
    left join lateral (
      select case when coalesce(x.unit, b.level, 'each') in ('each', p.base_uom) then 1
                  else (select k.quantity from wms.product_packaging k where k.product_id = p.product_id
                           and k.level = coalesce(x.unit, b.level) limit 1) end as factor) u on true
    left join lateral (select k.location_id, k.code, k.block_pick from wms.location k
                        where k.warehouse_id = p_warehouse and k.code = x."from" and k.boundary is null limit 1) f on true
    left join lateral (select k.location_id, k.code, k.block_putaway, k.class_id from wms.location k
                        where k.warehouse_id = p_warehouse and k.code = x."to" and k.boundary is null limit 1) t on true
    left join lateral (select k.lot_id from wms.lot k where k.product_id = p.product_id and k.number = x.lot limit 1) l on true
    left join lateral (select k.hu_id, k.location_id from wms.handling_unit k where k.sscc = x.sscc and k.warehouse_id = p_warehouse
                          and k.state <> 'shipped' limit 1) h on true
    left join lateral (select k.hu_id, k.location_id from wms.handling_unit k where k.sscc = x.to_sscc and k.warehouse_id = p_warehouse
                          and k.state not in ('shipped', 'packed') limit 1) g on true
    left join lateral (select k.party_id from wms.party k where k.kind = 'owner' and k.code = x.owner limit 1) o on true
    left join lateral (select k.party_id from wms.party k where k.kind = 'owner' and k.code = x.to_owner limit 1) w on true
    left join lateral (select k.status from wms.stock_status k where k.status = x.status limit 1) s on true
    left join lateral (select k.status from wms.stock_status k where k.status = x.to_status limit 1) z on true
$$;

-- The movements that lines mean; n in the movement is the line's place, so that a change of owner has two.
create function wms.mass_moves(p_warehouse int, p_kind text, p_lines wms.mass_line[], p_reason text, p_document text)
returns wms.movement[] language sql stable as $$
  select array_agg(row(m.n, m.product_id, abs(m.quantity), s.loc, s.goal, m.lot_id, s.hu, s.goal_hu, s.owner, m.status, s.goal_status, 0, null,
                       coalesce(m.reason, p_reason), p_document, null, case when p_kind = 'owner' and s.part = 2 then (
           select q.in_date from wms.quant q
            where q.warehouse_id = p_warehouse and q.location_id = m.from_id and q.product_id = m.product_id
              and q.lot_id is not distinct from m.lot_id and q.hu_id is not distinct from m.hu_id
              and q.owner_id is not distinct from m.owner_id and q.status = m.status) end, null)::wms.movement order by m.n, s.part)
    from unnest(p_lines) m
   cross join (select wms.boundary(p_warehouse, 'adjustment') as adjustment, wms.boundary(p_warehouse, 'scrap') as scrap) e
   cross join lateral (
      select 1 as part, m.from_id as loc, m.to_id as goal, m.hu_id as hu, m.to_hu_id as goal_hu, m.owner_id as owner, m.status as goal_status
       where p_kind = 'move'
      union all
      select 1, m.from_id, m.from_id, m.hu_id, m.hu_id, m.owner_id, m.to_status where p_kind = 'status'
      union all
      select 1, m.from_id, case p_kind when 'scrap' then e.scrap else e.adjustment end, m.hu_id, null, m.owner_id, m.status
       where p_kind in ('scrap', 'owner') or p_kind = 'adjust' and m.quantity < 0
      union all
      select 2, e.adjustment, m.from_id, null, m.hu_id, case p_kind when 'owner' then m.to_owner_id else m.owner_id end, m.status
       where p_kind = 'owner' or p_kind = 'adjust' and m.quantity > 0) s
$$;
