-- What an order has in the building, and what giving up a part of it takes away.

-- Goods picked or packed for an order that lie in units now, less what is to be put back already: in totes as the ledger says, in
-- the order's cartons as they lie there, since cartons of one order may be split and merged.
create function wms.order_content(p_warehouse int, p_order bigint)
returns table (order_line_id bigint, product_id bigint, lot_id bigint, hu_id bigint, quantity numeric, packed boolean)
language sql stable as $$
  with entry as (
    select g.order_line_id, g.product_id, g.lot_id, g.hu_id, g.to_hu_id, g.quantity
      from wms.order_line l
      join wms.orders o on o.order_id = l.order_id
     cross join lateral (
       select e.order_line_id, e.product_id, e.lot_id, e.hu_id, e.to_hu_id, e.quantity from wms.ledger e
        where e.warehouse_id = p_warehouse and e.product_id = l.product_id and e.posted_at >= o.entered_at
          and e.order_line_id = l.order_line_id and e.hu_id is distinct from e.to_hu_id) g
     where l.order_id = p_order and l.picked > l.to_unpick + l.to_unpack
  ), leg as (
    select e.order_line_id, e.product_id, e.lot_id, e.to_hu_id as hu_id, e.quantity, 'ledger' as source from entry e where e.to_hu_id is not null
    union all
    select e.order_line_id, e.product_id, e.lot_id, e.hu_id, -e.quantity, 'ledger' from entry e where e.hu_id is not null
    union all
    select c.order_line_id, c.product_id, c.lot_id, c.hu_id, c.quantity, 'carton' from wms.carton_content(p_warehouse, array[p_order]) c
     where c.order_line_id is not null
    union all
    select t.order_line_id, t.product_id, t.lot_id, t.hu_id, -t.quantity, 'task'
      from wms.order_line l join wms.task t on t.order_line_id = l.order_line_id and t.kind = 'move' and t.state < 400
     where l.order_id = p_order
  )
  select g.order_line_id, g.product_id, g.lot_id, g.hu_id, sum(g.quantity), h.order_id is not null
    from leg g join wms.handling_unit h on h.hu_id = g.hu_id
   where h.order_id is null and g.source <> 'carton' or h.order_id = p_order and g.source <> 'ledger'
   group by 1, 2, 3, 4, 6 having sum(g.quantity) > 0
$$;

-- Giving up p_cuts of these lines: first what nobody has touched, then reservations (those that nobody has claimed before the
-- others), then what lies in totes, then what is in cartons. Preview and act both follow this list.
create function wms.order_takes(p_warehouse int, p_order bigint, p_lines bigint[], p_cuts numeric[])
returns setof wms.order_take language sql stable as $$
  with line as (
    select l.*, c.cut from unnest(p_lines, p_cuts) c(id, cut) join wms.order_line l on l.order_line_id = c.id
     where l.order_id = p_order and c.cut > 0
  ), part as (
    select l.order_line_id, l.product_id, l.cut, 0 as stage, 0::bigint as turn, 'open' as kind, l.quantity - l.cancelled - l.reserved - l.picked as quantity,
           null::bigint as reservation_id, null::bigint as task_id, null::bigint as lot_id, null::bigint as hu_id
      from line l where l.quantity - l.cancelled - l.reserved - l.picked > 0
    union all
    select l.order_line_id, l.product_id, l.cut, case when t.state >= 200 then 2 else 1 end, -t.task_id, 'reserved', r.quantity, r.reservation_id,
           t.task_id, t.lot_id, t.hu_id
      from line l join wms.reservation r on r.order_line_id = l.order_line_id and r.state = 'open'
      join wms.task t on t.task_id = r.task_id
    union all
    select l.order_line_id, l.product_id, l.cut, case when c.packed then 4 else 3 end, c.hu_id, case when c.packed then 'packed' else 'picked' end,
           c.quantity, null, null, c.lot_id, c.hu_id
      from line l join wms.order_content(p_warehouse, p_order) c on c.order_line_id = l.order_line_id
  ), run as (
    select p.*, sum(p.quantity) over (partition by p.order_line_id order by p.stage, p.turn, coalesce(p.lot_id, 0)
                                      rows between unbounded preceding and current row) as upto
      from part p
  )
  select row_number() over (order by r.order_line_id, r.stage, r.turn, coalesce(r.lot_id, 0))::int, p_order, r.order_line_id, r.product_id,
         r.kind, least(r.quantity, r.cut - (r.upto - r.quantity)), r.reservation_id, r.task_id, r.lot_id, r.hu_id
    from run r where r.upto - r.quantity < r.cut
$$;

-- Where an order stands by what its lines have. p_before: its state until now (what was released once waits for stock).
create function wms.order_stands(p_order bigint, p_before int) returns smallint
language sql stable as $$
  with line as (
    select l.*, l.quantity - l.cancelled - l.to_unpick - l.to_unpack as want, l.picked - l.to_unpick - l.to_unpack as has,
           l.packed - l.to_unpack as boxed
      from wms.order_line l where l.order_id = p_order
  )
  select (case
    when sum(l.want) = 0 then 910
    when bool_and(l.boxed = l.want) and sum(l.to_unpick + l.to_unpack) = 0 then 650
    when sum(l.boxed) > 0 then 640
    when bool_and(l.has = l.want) then 600
    when sum(l.has) > 0 or exists (select from wms.task t where t.order_id = p_order and t.kind = 'pick' and t.state in (200, 300)) then 500
    when bool_and(l.reserved + l.has = l.want) then 400
    when sum(l.reserved) > 0 or p_before between 300 and 699 then 300
    when bool_and(l.promised >= l.quantity - l.cancelled) then 200
    when p_before = 0 then 0 else 100 end)::smallint
    from line l
$$;

-- Where goods picked for a line go back to: the bin they came from, else one where the product lies, else the receiving place.
create function wms.bin_before(p_warehouse int, p_order_line bigint, p_product bigint, p_lot bigint) returns bigint
language sql stable as $$
  select coalesce(wms.bin_picked_from(p_warehouse, p_order_line, p_product, p_lot), (
    select q.location_id from wms.quant q join wms.location b on b.warehouse_id = p_warehouse and b.location_id = q.location_id
       and b.kind in ('storage', 'pick') and not b.block_putaway
     where q.warehouse_id = p_warehouse and q.product_id = p_product and q.hu_id is null and q.quantity > 0 and q.status = 'available'
     order by q.lot_id is not distinct from p_lot desc, b.kind, q.quantity desc, q.location_id limit 1), (
    select b.location_id from wms.location b where b.warehouse_id = p_warehouse and b.kind = 'receiving' and not b.block_putaway
     order by b.code limit 1))
$$;

create function wms.bin_picked_from(p_warehouse int, p_order_line bigint, p_product bigint, p_lot bigint) returns bigint
language sql stable as $$
  select b.location_id
    from wms.order_line l join wms.orders o on o.order_id = l.order_id
   cross join lateral (
     select g.from_location_id, g.posted_at, g.ledger_id from wms.ledger g
      where g.warehouse_id = p_warehouse and g.product_id = p_product and g.posted_at >= o.entered_at and g.order_line_id = p_order_line
        and g.kind = 'pick' and g.lot_id is not distinct from p_lot) g
    join wms.location b on b.warehouse_id = p_warehouse and b.location_id = g.from_location_id
     and b.kind in ('storage', 'pick') and not b.block_putaway
   where l.order_line_id = p_order_line order by g.posted_at desc, g.ledger_id desc limit 1
$$;
