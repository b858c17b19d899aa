-- Post the differences of the last pass of these counts (locked by the caller) on top of all that has moved since.
-- Order of locks: orders and tasks of what is broken, units, stock in key order.
create function wms.post_counts(p_op uuid, p_warehouse int, p_counts bigint[], p_reason text, p_break boolean) returns jsonb
language plpgsql as $$
declare
  v_at timestamptz := clock_timestamp();
  v_lines wms.movement[];
  v_stuck jsonb := wms.obstacles(p_warehouse, p_counts);
  v_freed numeric := 0;
  v_first bigint;
  v_one bigint;
begin
  if v_stuck <> '[]' and p_break then
    v_freed := wms.break_for_counts(p_warehouse, v_stuck);
    v_stuck := wms.obstacles(p_warehouse, p_counts);
  end if;
  perform wms.refuse_obstacles(v_stuck);
  perform wms.make_found_lots(p_warehouse, p_counts);
  perform wms.lock_trees(p_warehouse, array(      -- before any stock; a difference in a unit is booked where the unit stands
    select f.hu_id from wms.found_units(p_counts) f
    union select d.hu_id from wms.differences(p_warehouse, p_counts) d where d.hu_id is not null));
  v_lines := wms.count_movements(p_warehouse, p_counts, p_reason);
  for v_part in 0 .. (coalesce(cardinality(v_lines), 0) - 1) / 5000 loop
    exit when v_lines is null;
    v_one := wms.post_lines(p_op, p_warehouse, 'count', v_at, v_lines[v_part * 5000 + 1 : v_part * 5000 + 5000], null, null);
    v_first := coalesce(v_first, v_one);
  end loop;
  perform wms.check_serials(p_warehouse, array(select distinct m.lot_id from unnest(v_lines) m where m.lot_id is not null));
  v_one := wms.bring_found_units(p_op, p_warehouse, p_counts, v_at);
  update wms.count c set state = 'posted', posted_at = v_at, claimed_by = null, lease_until = null where c.count_id = any (p_counts);
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  select p_warehouse, 'count.posted', c.count_id, c.count_id::text, array[c.location_id], '{}' from wms.count c where c.count_id = any (p_counts);
  return jsonb_build_object('counts', cardinality(p_counts), 'lines', coalesce(cardinality(v_lines), 0), 'units', v_one,
                            'first_ledger_id', v_first, 'released', v_freed);
end $$;

-- The differences of the last passes: where they have to be posted now. A unit's content is where the unit stands now.
create function wms.differences(p_warehouse int, p_counts bigint[])
returns table (count_id bigint, bin bigint, loc bigint, product_id bigint, lot_id bigint, lot_number text, hu_id bigint, difference numeric, gone boolean)
language sql stable as $$
  select c.count_id, c.location_id, coalesce(h.location_id, c.location_id), e.product_id, e.lot_id, e.lot_number, e.hu_id, e.difference,
         coalesce(h.state = 'shipped', false)
    from unnest(p_counts) i(id)
   cross join lateral (select k.* from wms.count k where k.count_id = i.id limit 1) c
   cross join lateral (select k.* from wms.count_expectation k where k.round_id = c.round_id and k.difference <> 0 offset 0) e
    left join lateral (select k.location_id, k.state from wms.handling_unit k where k.hu_id = e.hu_id limit 1) h on true
   where c.warehouse_id = p_warehouse
$$;

-- Units that were seen in a counted bin while they were booked elsewhere, and still are booked there; of units within one another the outermost.
create function wms.found_units(p_counts bigint[])
returns table (count_id bigint, hu_id bigint)
language sql stable as $$
  select distinct c.count_id, n.hu_id
    from unnest(p_counts) i(id)
   cross join lateral (select k.* from wms.count k where k.count_id = i.id limit 1) c
   cross join lateral (select k.hu_id, k.unit_at from wms.count_line k
                       where k.round_id = c.round_id and k.unit_at <> c.location_id and k.taken_back_at is null offset 0) n
   cross join lateral (select k.location_id, k.parent_id from wms.handling_unit k where k.hu_id = n.hu_id limit 1) h
   where h.location_id = n.unit_at
     and not exists (select from wms.count_line o where o.round_id = c.round_id and o.hu_id = h.parent_id and o.taken_back_at is null)
$$;

-- What stands in the way of posting, one entry a difference: stock that has moved on (on_hand too small), that is reserved, a
-- unit that has left, a unit found here that is reserved where it is booked. With the orders that have reserved.
create function wms.obstacles(p_warehouse int, p_counts bigint[]) returns jsonb
language sql stable as $$
  with bad as (
    select d.count_id, l.code, p.sku, t.number as lot, h.sscc, d.difference, d.gone, q.on_hand, q.reserved, q.quants
      from wms.differences(p_warehouse, p_counts) d
     cross join lateral (
       select coalesce(sum(k.quantity), 0) as on_hand, coalesce(sum(k.reserved), 0) as reserved, array_agg(k.quant_id) as quants from wms.quant k
        where k.warehouse_id = p_warehouse and k.location_id = d.loc and k.product_id = d.product_id
          and k.lot_id is not distinct from d.lot_id and k.hu_id is not distinct from d.hu_id) q
     cross join lateral (select k.code from wms.location k where k.warehouse_id = p_warehouse and k.location_id = d.bin limit 1) l
     cross join lateral (select k.sku from wms.product k where k.product_id = d.product_id limit 1) p
      left join lateral (select k.number from wms.lot k where k.lot_id = d.lot_id limit 1) t on true
      left join lateral (select k.sscc from wms.handling_unit k where k.hu_id = d.hu_id limit 1) h on true
     where d.gone or (d.difference < 0 and q.on_hand - q.reserved < -d.difference)
    union all
    select c.count_id, l.code, null, null, h.sscc, 0, h.state = 'shipped', 0, s.reserved, s.quants
      from wms.found_units(p_counts) f
     cross join lateral (select k.* from wms.count k where k.count_id = f.count_id limit 1) c
     cross join lateral (select k.* from wms.handling_unit k where k.hu_id = f.hu_id limit 1) h
     cross join lateral (select k.code from wms.location k where k.warehouse_id = p_warehouse and k.location_id = c.location_id limit 1) l
     cross join lateral (select coalesce(sum(k.reserved), 0) as reserved, array_agg(k.quant_id) as quants from wms.quant k where k.hu_id = f.hu_id) s
     where h.state = 'shipped' or s.reserved > 0
  )
  select coalesce(jsonb_agg(jsonb_build_object('count', b.count_id, 'bin', b.code, 'sku', b.sku, 'lot', b.lot, 'unit', b.sscc,
           'difference', b.difference, 'on_hand', b.on_hand, 'reserved', b.reserved,
           'why', case when b.gone then 'left' when b.difference < 0 and b.on_hand < -b.difference then 'moved' else 'reserved' end,
           'orders', coalesce((select jsonb_agg(distinct o.number) from wms.reservation r join wms.order_line n on n.order_line_id = r.order_line_id
                                 join wms.orders o on o.order_id = n.order_id where r.quant_id = any (b.quants) and r.state = 'open'), '[]'),
           'quants', b.quants) order by b.count_id), '[]')
    from bad b
$$;

-- Say what stands in the way. WM455 moved on or left, WM451 reserved.
create function wms.refuse_obstacles(p_stuck jsonb) returns void
language plpgsql as $$
declare
  v_first jsonb := coalesce((select o.value from jsonb_array_elements(p_stuck) o where o.value ->> 'why' <> 'reserved' limit 1), p_stuck -> 0);
  v_more text := case when jsonb_array_length(p_stuck) > 1 then format(' And %s more.', jsonb_array_length(p_stuck) - 1) else '' end;
begin
  if p_stuck = '[]' then
    return;
  elsif v_first ->> 'why' = 'left' then
    perform wms.refuse('WM455', format('Unit %s, counted in %s, has left the warehouse.%s', v_first ->> 'unit', v_first ->> 'bin', v_more),
      'Have the bin counted again: what left is then no part of it.', jsonb_build_object('problems', p_stuck));
  elsif v_first ->> 'why' = 'moved' then
    perform wms.refuse('WM455', format('%s of %s cannot be taken off %s: %s are left there since it was counted.%s', abs((v_first ->> 'difference')::float8),
      v_first ->> 'sku', v_first ->> 'bin', (v_first ->> 'on_hand')::float8, v_more),
      'Have the bin counted again: the stock has moved on meanwhile.', jsonb_build_object('problems', p_stuck));
  end if;
  if v_first ->> 'sku' is null then
    perform wms.refuse('WM451', format('Unit %s was seen in %s, but in %s, where it is booked, it is reserved for %s: a picker may be on the way there.%s',
      v_first ->> 'unit', v_first ->> 'bin', (select l.code from wms.handling_unit h join wms.location l on l.warehouse_id = h.warehouse_id
         and l.location_id = h.location_id where h.sscc = v_first ->> 'unit'),
      coalesce((select string_agg(x, ', ') from jsonb_array_elements_text(v_first -> 'orders') x), 'orders'), v_more),
      'Approve again and give these reservations back; reserved anew, the orders are sent to where it stands.',
      jsonb_build_object('problems', p_stuck));
  end if;
  perform wms.refuse('WM451', format('%s in %s is reserved for %s.%s', v_first ->> 'sku', v_first ->> 'bin',
    coalesce((select string_agg(x, ', ') from jsonb_array_elements_text(v_first -> 'orders') x), 'orders'), v_more),
    'Approve again and give these reservations back, or have the bin counted again.', jsonb_build_object('problems', p_stuck));
end $$;

-- Give back the reservations that are in the way: orders of least priority and latest entry first, whole ones, until it is enough.
create function wms.break_for_counts(p_warehouse int, p_stuck jsonb) returns numeric
language plpgsql as $$
declare
  v_broken bigint[];
  v_sum numeric;
begin
  select array_agg(x.reservation_id) into v_broken from (
    select r.reservation_id, o.value,
           sum(r.quantity) over (partition by o.ordinality order by d.priority desc, d.order_id desc, r.reservation_id desc) - r.quantity as before
      from jsonb_array_elements(p_stuck) with ordinality o
      join lateral jsonb_array_elements_text(o.value -> 'quants') k(id) on true
      join wms.reservation r on r.quant_id = k.id::bigint and r.state = 'open'
      join wms.order_line n on n.order_line_id = r.order_line_id
      join wms.orders d on d.order_id = n.order_id
     where o.value ->> 'why' = 'reserved') x
   where (x.value ->> 'sku') is null
      or x.before < -(x.value ->> 'difference')::numeric - ((x.value ->> 'on_hand')::numeric - (x.value ->> 'reserved')::numeric);
  if v_broken is null then
    return 0;
  end if;
  perform from wms.orders o where o.order_id in (select n.order_id from wms.reservation r join wms.order_line n on n.order_line_id = r.order_line_id
     where r.reservation_id = any (v_broken)) order by o.order_id for no key update;
  perform from wms.task t where t.task_id in (select r.task_id from wms.reservation r where r.reservation_id = any (v_broken)) order by t.task_id for no key update;
  v_sum := wms.unreserve(p_warehouse, v_broken);
  update wms.orders o set version = o.version + 1, status = 100
   where o.status = 400 and o.order_id in (select n.order_id from wms.reservation r join wms.order_line n on n.order_line_id = r.order_line_id
     where r.reservation_id = any (v_broken));
  return v_sum;
end $$;

-- Lots that people read on goods and nobody knew: made now, as their difference is accepted.
create function wms.make_found_lots(p_warehouse int, p_counts bigint[]) returns void
language plpgsql as $$
begin
  perform wms.find_lot(d.product_id, d.lot_number, null, 1, 'available')
    from (select distinct x.product_id, x.lot_number from wms.differences(p_warehouse, p_counts) x where x.lot_number is not null order by 1, 2) d;
end $$;

-- The movements that make stock what was counted: less is taken from free records (plain status first), more goes to the
-- largest record of its key, else into a new one. Ordered by key, so that parts of 5,000 lock in one order.
create function wms.count_movements(p_warehouse int, p_counts bigint[], p_reason text) returns wms.movement[]
language sql stable as $$
  with part as (
    select d.count_id, d.loc, d.product_id, coalesce(d.lot_id, t.lot_id) as lot_id, d.hu_id, d.difference, q.owner_id, q.status, q.free,
           case when d.difference > 0 then case when coalesce(q.place, 1) = 1 then d.difference end
                else least(q.free, -d.difference - (sum(q.free) over w - q.free)) end as quantity
      from wms.differences(p_warehouse, p_counts) d
      left join lateral (select k.lot_id from wms.lot k where k.product_id = d.product_id and k.number = d.lot_number limit 1) t on d.lot_number is not null
      left join lateral (
        select k.owner_id, k.status, k.quantity - k.reserved as free, row_number() over (order by k.quantity desc, k.quant_id) as place, k.quant_id
          from wms.quant k
         where k.warehouse_id = p_warehouse and k.location_id = d.loc and k.product_id = d.product_id
           and k.lot_id is not distinct from coalesce(d.lot_id, t.lot_id) and k.hu_id is not distinct from d.hu_id
           and (d.difference > 0 or k.quantity > k.reserved)) q on true
    window w as (partition by d.count_id, d.product_id, d.lot_id, d.lot_number, d.hu_id
                 order by q.status <> 'available', q.owner_id nulls first, q.place rows unbounded preceding)
  ), edge as (select wms.boundary(p_warehouse, 'adjustment') as id)
  select array_agg(row(s.n, s.product_id, s.quantity, case when s.difference < 0 then s.loc else s.edge end,
           case when s.difference < 0 then s.edge else s.loc end, s.lot_id, case when s.difference < 0 then s.hu_id end,
           case when s.difference > 0 then s.hu_id end, s.owner_id, coalesce(s.status, 'available'), coalesce(s.status, 'available'), 0, null,
           coalesce(p_reason, case when s.difference > 0 then 'found' else 'lost' end), 'count ' || s.count_id, null, null, null)::wms.movement order by s.n)
    from (select p.*, e.id as edge, row_number() over (order by p.loc, coalesce(p.hu_id, 0), coalesce(p.status, 'available'), p.product_id, coalesce(p.lot_id, 0), p.count_id)::int as n
            from part p, edge e where p.quantity > 0) s
$$;

-- Book the found units where they were seen, with all that is in them. Returns how many. A unit that is reserved is refused
-- before (wms.obstacles): its reservation could go along, but the task behind it may be in somebody's hand, who walks to where it
-- was booked; who approves decides that it goes back.
create function wms.bring_found_units(p_op uuid, p_warehouse int, p_counts bigint[], p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v_found record;
  v_tree bigint[];
  v_lines wms.movement[];
  v_units bigint := 0;
begin
  for v_found in
    select f.count_id, f.hu_id, c.location_id as bin from wms.found_units(p_counts) f join wms.count c on c.count_id = f.count_id order by f.hu_id
  loop
    v_tree := wms.unit_tree(p_warehouse, v_found.hu_id);
    perform wms.check_parked(p_warehouse, v_tree, array_fill(v_found.bin, array[cardinality(v_tree)]));
    select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, v_found.bin, s.lot_id, s.hu_id, s.hu_id, s.owner_id, s.status, s.status,
                         0, null, 'found', 'count ' || v_found.count_id, null, null, null)::wms.movement order by s.n) into v_lines
      from (select q.*, row_number() over (order by q.location_id, q.hu_id, q.status, q.product_id, coalesce(q.lot_id, 0))::int as n
              from wms.quant q where q.hu_id = any (v_tree) and q.quantity > 0) s;
    update wms.handling_unit h set location_id = v_found.bin, parent_id = case when h.hu_id = v_found.hu_id then null else h.parent_id end
     where h.hu_id = any (v_tree);
    if v_lines is not null then
      perform wms.post_lines(p_op, p_warehouse, 'count', p_at, v_lines, null, null);
    end if;
    v_units := v_units + 1;
  end loop;
  return v_units;
end $$;
