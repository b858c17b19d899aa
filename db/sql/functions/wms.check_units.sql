-- How high a kind stands: a unit carries only what is lower, so that no unit can ever stand in itself.
create function wms.unit_rank(p_kind text) returns int
language sql immutable
begin atomic
  select case p_kind when 'cart' then 3 when 'pallet' then 2 when 'carton' then 1 when 'tote' then 1 end;
end;

-- The tree of handling units is a tree, and units and what is in them tell the same story. No row: all is true.
create function wms.check_units(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with recursive above as (
    select h.hu_id as start, h.parent_id, 1 as depth from wms.handling_unit h where h.warehouse_id = p_warehouse and h.parent_id is not null
    union all
    select a.start, h.parent_id, a.depth + 1 from above a join wms.handling_unit h on h.hu_id = a.parent_id
     where h.parent_id is not null and a.depth < 10
  )
  (select 'no unit stands in itself', format('unit %s', h.sscc), 'at most three levels', 'a circle'
     from above a join wms.handling_unit h on h.hu_id = a.start where a.depth = 10 or a.parent_id = a.start group by h.sscc limit 50)
  union all
  (select 'a unit stands in a higher one', format('unit %s', c.sscc), 'cart > pallet > carton, tote', format('%s in %s', c.kind, p.kind)
     from wms.handling_unit c join wms.handling_unit p on p.hu_id = c.parent_id
    where c.warehouse_id = p_warehouse and c.state <> 'shipped' and wms.unit_rank(c.kind) >= wms.unit_rank(p.kind) limit 50)
  union all
  (select 'a unit stands where its parent stands', format('unit %s in %s', c.sscc, p.sscc), format('%s, %s', p.warehouse_id, p.location_id),
          format('%s, %s', c.warehouse_id, c.location_id)
     from wms.handling_unit c join wms.handling_unit p on p.hu_id = c.parent_id
    where c.warehouse_id = p_warehouse and c.state <> 'shipped'
      and ((c.warehouse_id, c.location_id) <> (p.warehouse_id, p.location_id) or p.state = 'shipped') limit 50)
  union all
  (select format('a unit that is %s holds nothing', h.state), format('unit %s', h.sscc), '0', q.quantity::text
     from wms.handling_unit h join wms.quant q on q.hu_id = h.hu_id
    where h.warehouse_id = p_warehouse and h.state in ('empty', 'shipped', 'planned') and q.quantity > 0 limit 50)
  union all
  (select 'an empty unit carries no unit', format('unit %s', p.sscc), 'none', c.sscc
     from wms.handling_unit p join wms.handling_unit c on c.parent_id = p.hu_id and c.state <> 'shipped'
    where p.warehouse_id = p_warehouse and p.state = 'empty' limit 50)
  union all
  (select 'stock stands in a unit that is there', format('quant %s', q.quant_id), 'a unit of this warehouse', coalesce(h.warehouse_id::text, 'none')
     from wms.quant q left join wms.handling_unit h on h.hu_id = q.hu_id
    where q.warehouse_id = p_warehouse and q.hu_id is not null and h.warehouse_id is distinct from q.warehouse_id limit 50)
  union all
  (select 'a label is one unit''s', format('label %s', b.sscc), 'one unit', format('units %s and %s', b.hu_id, h.hu_id)
     from wms.hu_label b join wms.handling_unit h on h.sscc = b.sscc where b.warehouse_id = p_warehouse limit 50)
  union all
  (select 'a pick goes where its goods are', format('task %s', t.task_id), format('%s in unit %s', q.location_id, q.hu_id),
          format('%s in unit %s', t.from_location_id, t.hu_id)
     from wms.reservation r join wms.task t on t.task_id = r.task_id join wms.quant q on q.quant_id = r.quant_id
    where r.warehouse_id = p_warehouse and r.state = 'open' and t.kind = 'pick'
      and (t.from_location_id, coalesce(t.hu_id, 0), t.product_id, coalesce(t.lot_id, 0))
          <> (q.location_id, coalesce(q.hu_id, 0), q.product_id, coalesce(q.lot_id, 0)) limit 50)
$$;
