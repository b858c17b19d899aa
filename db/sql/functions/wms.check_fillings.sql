-- What lies in totes and cartons for orders is there: the goods of each order line by the ledger against the stock in the units, and
-- against what the line says was picked, packed and shipped. Of what lies anywhere for a line, the totes have what was put into them
-- since they were last empty, the order's cartons the rest: within these it may be split and merged. One pass over the entries that
-- name a line; part of api.check_v1.
create function wms.check_fillings(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with lying as materialized (              -- a pick takes out of what is nobody's, and its undo puts back there: those sides do not count
    select e.hu_id, e.product_id, e.lot_id, e.owner_id, e.order_line_id, sum(e.quantity) as quantity
      from (select l.to_hu_id as hu_id, l.product_id, l.lot_id, l.owner_id, l.order_line_id, l.quantity from wms.ledger l
             where l.warehouse_id = p_warehouse and l.order_line_id is not null and l.to_hu_id is not null and l.to_quant_id is not null
               and l.undoes is null
            union all
            select l.to_hu_id, l.product_id, l.lot_id, l.owner_id, l.order_line_id, l.quantity from wms.ledger l
              join wms.ledger o on o.ledger_id = l.undoes and o.kind <> 'pick'
             where l.warehouse_id = p_warehouse and l.order_line_id is not null and l.to_hu_id is not null and l.to_quant_id is not null
               and l.undoes is not null
            union all
            select l.hu_id, l.product_id, l.lot_id, l.owner_id, l.order_line_id, -l.quantity from wms.ledger l
             where l.warehouse_id = p_warehouse and l.order_line_id is not null and l.hu_id is not null and l.from_quant_id is not null
               and l.kind <> 'pick') e
     group by 1, 2, 3, 4, 5 having sum(e.quantity) <> 0
  ), tote as materialized (
    select h.hu_id, h.sscc, s.product_id, coalesce(s.lot_id, 0) as lot_id, coalesce(s.owner_id, 0) as owner_id, s.order_line_id, s.quantity
      from (select distinct y.hu_id from lying y where y.quantity > 0) u
      join wms.handling_unit h on h.hu_id = u.hu_id and h.order_id is null
     cross join lateral (select n.* from wms.spoken_in(array[h.hu_id]) n where n.quantity > 0) s
     where exists (select from wms.quant q where q.hu_id = h.hu_id and q.quantity > 0)
  ), carton as (
    select l.order_id, r.product_id, r.lot_id, r.owner_id, r.order_line_id, sum(r.quantity) as quantity
      from (select y.product_id, coalesce(y.lot_id, 0) as lot_id, coalesce(y.owner_id, 0) as owner_id, y.order_line_id, y.quantity from lying y
            union all select t.product_id, t.lot_id, t.owner_id, t.order_line_id, -t.quantity from tote t) r
      join wms.order_line l on l.order_line_id = r.order_line_id group by 1, 2, 3, 4, 5
  )
  (select 'a tote holds what was picked into it', format('unit %s product %s lot %s', s.sscc, s.product_id, nullif(s.lot_id, 0)), s.quantity::text,
          coalesce(k.quantity, 0)::text
     from (select t.hu_id, t.sscc, t.product_id, t.lot_id, t.owner_id, sum(t.quantity) as quantity from tote t group by 1, 2, 3, 4, 5) s
    cross join lateral (select sum(q.quantity) as quantity from wms.quant q where q.hu_id = s.hu_id and q.product_id = s.product_id
                           and coalesce(q.lot_id, 0) = s.lot_id and coalesce(q.owner_id, 0) = s.owner_id) k
    where s.quantity > coalesce(k.quantity, 0) limit 50)
  union all
  (select 'cartons hold what was packed into them', format('order %s product %s lot %s', o.number, b.product_id, nullif(b.lot_id, 0)),
          sum(b.packed)::text, sum(b.there)::text
     from (select c.order_id, c.product_id, c.lot_id, c.owner_id, c.quantity as packed, 0 as there from carton c
           union all
           select h.order_id, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0), 0, q.quantity
             from wms.handling_unit h join wms.quant q on q.hu_id = h.hu_id and q.quantity > 0
            where h.warehouse_id = p_warehouse and h.order_id is not null and h.state <> 'shipped') b
     join wms.orders o on o.order_id = b.order_id
    group by o.order_id, b.product_id, b.lot_id, b.owner_id having sum(b.packed) <> sum(b.there) limit 50)
  union all
  (select 'what is picked lies in totes, what is packed in cartons', format('line %s', l.order_line_id),
          format('%s and %s', l.picked - l.packed, l.packed - l.shipped), format('%s and %s', coalesce(t.quantity, 0), coalesce(c.quantity, 0))
     from wms.order_line l
     left join (select x.order_line_id, sum(x.quantity) as quantity from tote x group by 1) t on t.order_line_id = l.order_line_id
     left join (select x.order_line_id, sum(x.quantity) as quantity from carton x group by 1) c on c.order_line_id = l.order_line_id
    where l.warehouse_id = p_warehouse and (l.picked - l.packed, l.packed - l.shipped) <> (coalesce(t.quantity, 0), coalesce(c.quantity, 0)) limit 50)
$$;
