-- So much of these records (p_needs, one a record) is to be taken although it may be reserved, or picked for an order: what is
-- free goes first. The rest is taken from promises where p_force says so: of tasks nobody has before others, of less urgent
-- orders before more urgent ones, the latest first. Otherwise WM423 with the list of what it would break. Returns that list;
-- null where everything is free or too little is there at all (the posting says so). Takes locks in their order, so it runs first.
create function wms.make_room(p_warehouse int, p_quants bigint[], p_needs numeric[], p_force boolean, p_why text) returns jsonb
language plpgsql as $$
declare
  v_concerned bigint[];        -- tight, or picked for somebody
  v_promises bigint[];
  v_takes numeric[];
  v_broke jsonb;
begin
  v_concerned := array(
    select q.quant_id from unnest(p_quants, p_needs) x(id, need) join wms.quant q on q.quant_id = x.id
     where q.quantity >= x.need and (q.quantity - q.reserved < x.need
                                     or q.hu_id is not null and exists (select from wms.picked_in(array[q.quant_id]))));
  if cardinality(v_concerned) = 0 then
    return null;
  end if;
  perform wms.fence_breaking();
  perform wms.lock_promises(v_concerned);
  perform wms.hold_siblings(p_warehouse, p_quants);
  select x.promises, x.takes into v_promises, v_takes from wms.least_harm(p_quants, p_needs) x;
  v_broke := wms.list_broken(p_warehouse, v_promises, v_takes, p_quants);
  if v_broke -> 'orders' = '[]' and v_broke -> 'picked' = '[]' then
    return null;
  elsif not coalesce(p_force, false) then
    perform wms.refuse('WM423', wms.say_promised(v_broke),
      'Post it again by force to take it from those orders, or let them go first.', jsonb_build_object('broke', v_broke));
  end if;
  perform wms.break_promises(p_warehouse, v_promises, v_takes, p_why);
  return v_broke;
end $$;

-- For whom goods are reserved or picked, in a sentence.
create function wms.say_promised(p_broke jsonb) returns text language sql immutable as $$
  select concat_ws(' ',
    (select format('%s of it is reserved for %s%s.', (p_broke ->> 'quantity')::numeric::float8, string_agg(o ->> 'number', ', '),
              case when jsonb_array_length(p_broke -> 'orders') > 5
                   then format(' and %s more', jsonb_array_length(p_broke -> 'orders') - 5) else '' end)
       from jsonb_path_query(p_broke, '$.orders[0 to 4]') o having count(*) > 0),
    (select format('%s of it is picked for %s.', sum((k ->> 'quantity')::numeric)::float8, string_agg(distinct k ->> 'number', ', '))
       from jsonb_array_elements(p_broke -> 'picked') k having count(*) > 0))
$$;

-- Lock these records and those of every other status of the same goods, where goods go to when their status changes.
create function wms.hold_siblings(p_warehouse int, p_quants bigint[]) returns void language plpgsql as $$
begin
  perform from wms.quant q join (select distinct k.location_id, k.product_id, k.hu_id, k.lot_id, k.owner_id
                                   from wms.quant k where k.quant_id = any (p_quants)) k
       on q.location_id = k.location_id and q.product_id = k.product_id and q.hu_id is not distinct from k.hu_id
      and q.lot_id is not distinct from k.lot_id and q.owner_id is not distinct from k.owner_id
    where q.warehouse_id = p_warehouse
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0)
     for no key update of q;
end $$;

-- The open reservations, and how much of each, that must go so that so much of each record is free.
create function wms.least_harm(p_quants bigint[], p_needs numeric[], out promises bigint[], out takes numeric[])
language sql stable as $$
  select coalesce(array_agg(s.reservation_id order by s.reservation_id), '{}'),
         coalesce(array_agg(least(s.quantity, s.lacking - s.before) order by s.reservation_id), '{}')
    from (select r.reservation_id, r.quantity, x.need - (q.quantity - q.reserved) as lacking,
                 sum(r.quantity) over (partition by q.quant_id
                   order by t.state >= 200, o.priority desc, o.cut_off desc nulls first, r.reservation_id desc
                   rows unbounded preceding) - r.quantity as before
            from unnest(p_quants, p_needs) x(id, need) join wms.quant q on q.quant_id = x.id
            join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
            join wms.task t on t.task_id = r.task_id join wms.orders o on o.order_id = t.order_id
           where q.quantity - q.reserved < x.need and q.quantity >= x.need) s
   where s.before < s.lacking
$$;
