-- Goods that were picked for an order are its goods until they are packed and shipped, or put back: they leave their tote or
-- carton in no other way, they are not promised again, and nothing else goes into an order's carton.

-- What lies in these units for orders: by unit, record key and order line, as the ledger has it. Below 0: put into another carton
-- of the order first. Of a tote, which is used again and again, only what was posted since it was last empty is read.
create function wms.spoken_in(p_units bigint[])
returns table (hu_id bigint, product_id bigint, lot_id bigint, owner_id bigint, order_line_id bigint, quantity numeric)
language sql stable rows 10 as $$
  with u as materialized (
    select h.hu_id as id, case when h.order_id is null then wms.filled_since(h.hu_id) else '-infinity' end as since
      from wms.handling_unit h where h.hu_id = any (p_units)
  )
  select e.hu, e.product_id, e.lot_id, e.owner_id, e.order_line_id, sum(e.quantity)
    from (select u.id as hu, g.product_id, g.lot_id, g.owner_id, g.order_line_id, g.quantity
            from u cross join lateral (
              select l.* from wms.ledger l where l.to_hu_id = u.id and l.posted_at >= u.since and l.order_line_id is not null offset 0) g
          union all
          select u.id, g.product_id, g.lot_id, g.owner_id, g.order_line_id, -g.quantity
            from u cross join lateral (
              select l.* from wms.ledger l where l.hu_id = u.id and l.posted_at >= u.since and l.order_line_id is not null offset 0) g) e
   group by 1, 2, 3, 4, 5 having sum(e.quantity) <> 0
$$;

-- When goods were first put into a unit after it was last empty, read backwards from what is in it now; where goods just left it
-- and nothing is in it any more, the time before. A tote has thousands of entries a year and a few dozen since then. Entries are read
-- by when they began, and of two that waited for one another the later may have begun first: a sum of nothing is believed only
-- where the records themselves say so (wms.was_empty). To read too far back is no harm: what came and went since adds up to nothing.
create function wms.filled_since(p_unit bigint) returns timestamptz
language plpgsql stable as $$
declare
  v_there numeric := coalesce((select sum(q.quantity) from wms.quant q where q.hu_id = p_unit), 0);
  v_at timestamptz := 'infinity';
  v_entry record;
begin
  for v_entry in
    select l.posted_at, l.quantity from wms.ledger l where l.to_hu_id = p_unit and l.hu_id is distinct from l.to_hu_id
    union all
    select l.posted_at, -l.quantity from wms.ledger l where l.hu_id = p_unit and l.hu_id is distinct from l.to_hu_id
    order by 1 desc
  loop
    if v_there = 0 and v_entry.posted_at < v_at and v_at < 'infinity' then
      if wms.was_empty(p_unit, v_at) then
        return v_at;
      end if;
    end if;
    v_there := v_there - v_entry.quantity;
    v_at := v_entry.posted_at;
  end loop;
  return v_at;
end $$;

-- Was there nothing in a unit before its entries from p_at on? Of each of its records those entries are the last ones without a hole,
-- and it held nothing before the first of them; no record holds anything that is older.
create function wms.was_empty(p_unit bigint, p_at timestamptz) returns boolean
language sql stable as $$
  with entry as materialized (
    select l.to_quant_id as quant_id, l.to_version as version, l.to_balance - l.quantity as before
      from wms.ledger l where l.to_hu_id = p_unit and l.posted_at >= p_at and l.to_quant_id is not null
    union all
    select l.from_quant_id, l.from_version, l.from_balance + l.quantity
      from wms.ledger l where l.hu_id = p_unit and l.posted_at >= p_at and l.from_quant_id is not null
  ), record as (
    select e.quant_id, max(e.version) as last, count(*) = max(e.version) - min(e.version) + 1 as whole, (array_agg(e.before order by e.version))[1] as before
      from entry e group by e.quant_id
  )
  select not exists (select from record r left join wms.quant q on q.quant_id = r.quant_id
                      where not r.whole or r.before <> 0 or q.row_version <> r.last)
     and not exists (select from wms.quant q where q.hu_id = p_unit and q.quantity > 0 and q.quant_id not in (select r.quant_id from record r))
$$;

-- After goods left these units: what lies in them for orders is still there. Cartons of one order count together: their content
-- may be split and merged. WM455.
create function wms.check_spoken(p_units bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if not exists (select from unnest(p_units) u(id) cross join lateral (      -- a unit that nobody ever picked into costs one look
       select from wms.ledger l where l.to_hu_id = u.id and l.order_line_id is not null limit 1) g)
     and not exists (select from wms.handling_unit h where h.hu_id = any (p_units) and h.order_id is not null) then
    return;
  end if;
  with unit as (
    select h.hu_id, h.hu_id as mark, h.sscc from wms.handling_unit h where h.hu_id = any (p_units) and h.order_id is null
    union
    select c.hu_id, -h.order_id, min(h.sscc) from wms.handling_unit h join wms.handling_unit c on c.order_id = h.order_id and c.state <> 'shipped'
     where h.hu_id = any (p_units) group by 1, 2
  ), line as (
    select u.mark, s.product_id, s.lot_id, s.owner_id, s.order_line_id, sum(s.quantity) as quantity
      from unit u cross join lateral wms.spoken_in(array[u.hu_id]) s group by 1, 2, 3, 4, 5 having sum(s.quantity) > 0
  )
  select (select min(u.sscc) from unit u where u.mark = k.mark) as sscc, p.sku, o.number into v_bad
    from (select n.mark, n.product_id, n.lot_id, n.owner_id, min(n.order_line_id) as line, sum(n.quantity) as quantity from line n group by 1, 2, 3, 4) k
    join wms.product p on p.product_id = k.product_id
    join wms.order_line l on l.order_line_id = k.line join wms.orders o on o.order_id = l.order_id
   where k.quantity > coalesce((select sum(q.quantity) from unit u join wms.quant q on q.hu_id = u.hu_id
                                 where u.mark = k.mark and q.product_id = k.product_id
                                   and q.lot_id is not distinct from k.lot_id and q.owner_id is not distinct from k.owner_id), 0)
   order by k.mark limit 1;
  if found then
    perform wms.refuse('WM455', format('%s in unit %s was picked for order %s.', v_bad.sku, v_bad.sscc, v_bad.number),
      'Pack it at the station; if the order does not want it any more, change the order and put it back.',
      jsonb_build_object('order', v_bad.number, 'sscc', v_bad.sscc));
  end if;
end $$;

-- Units with goods picked for orders stand where nothing is picked from: what lies in a storage or pick bin is promised to
-- others. WM455.
create function wms.check_parked(p_warehouse int, p_units bigint[], p_places bigint[]) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  select h.sscc, o.number, b.code into v_bad
    from unnest(p_units, p_places) u(id, place)
    join wms.location b on b.warehouse_id = p_warehouse and b.location_id = u.place and b.kind in ('storage', 'pick')
    join wms.handling_unit h on h.hu_id = u.id and h.order_id is null
   cross join lateral (select s.order_line_id from wms.spoken_in(array[u.id]) s
                        where s.quantity > 0 and exists (select from wms.quant q where q.hu_id = u.id and q.quantity > 0) limit 1) s
    join wms.order_line l on l.order_line_id = s.order_line_id join wms.orders o on o.order_id = l.order_id
   order by h.hu_id limit 1;
  if found then
    perform wms.refuse('WM455', format('Unit %s holds goods picked for order %s, and %s is a bin that others pick from.', v_bad.sscc, v_bad.number,
      v_bad.code), 'Set it down at packing, staging, a dock or a station.', jsonb_build_object('order', v_bad.number));
  end if;
end $$;

-- A unit that goods may be put into by hand: not the carton of an order, which is filled by packing alone. WM455.
create function wms.check_no_orders(p_unit wms.handling_unit) returns void
language plpgsql as $$
begin
  if (p_unit).order_id is not null then
    perform wms.refuse('WM455', format('Unit %s is a carton of order %s.', (p_unit).sscc,
      (select o.number from wms.orders o where o.order_id = (p_unit).order_id)), 'Pack into it at the station, or take another unit.');
  end if;
end $$;

-- What is to be put back stays in the unit that its task names. WM455.
create function wms.check_no_put_back(p_unit wms.handling_unit) returns void
language plpgsql as $$
begin
  if exists (select from wms.task t where t.hu_id = (p_unit).hu_id and t.kind = 'move' and t.state < 400 and t.explanation ? 'put_back') then
    perform wms.refuse('WM455', format('Goods in unit %s are to be put back.', (p_unit).sscc), 'Put them back first.');
  end if;
end $$;
