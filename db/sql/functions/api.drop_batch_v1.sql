-- Roles: r_picker, r_packer, r_supervisor
-- Set totes of a batch down for good: all that are on the cart, or these. They go to packing, to staging, a dock or a station. What is
-- picked zone by zone is gathered: while totes of an order wait in one place, the next one comes there too. Answer: totes, place, done
-- (the batch), orders [{order_id, number, complete, totes, waits_for [{batch_id, zone, tasks, person}]}]. WM404, WM422, WM455.
create function api.drop_batch_v1(p_op uuid, p_warehouse int, p_batch bigint, p_place bigint, p_totes bigint[] default null,
                                  p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('drop_batch', p_warehouse, p_batch, p_place, p_totes)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.fence_holds(p_warehouse);
  perform wms.lock_batch(p_warehouse, p_batch);
  perform wms.check_batch_free(p_batch);
  return wms.keep_answer(p_op, wms.set_down(p_op, p_warehouse, p_batch, p_place, p_totes, v_at, p_device, p_occurred_at));
end $$;

-- Set them down. Caller holds the batch, which nobody else has. Answer as of api.drop_batch_v1. WM404, WM422, WM455.
create function wms.set_down(p_op uuid, p_warehouse int, p_batch bigint, p_place bigint, p_totes bigint[], p_at timestamptz, p_device text,
                             p_occurred_at timestamptz) returns jsonb
language plpgsql as $$
declare
  v_place wms.location;
  v_totes bigint[];
  v_orders bigint[];
  v_move bigint[];
begin
  v_totes := array(select b.hu_id from wms.batch_tote b where b.batch_id = p_batch and b.dropped_at is null
                      and (p_totes is null or b.hu_id = any (p_totes)) order by b.hu_id);
  if cardinality(v_totes) = 0 or not p_totes <@ v_totes then
    perform wms.refuse('WM455', case when p_totes is null then format('No tote of batch %s is on the cart.', p_batch)
      else 'This tote is not on the cart.' end, 'Look what is left to do.');
  end if;
  v_orders := array(select distinct b.order_id from wms.batch_tote b where b.batch_id = p_batch and b.hu_id = any (v_totes) and b.order_id is not null);
  perform from wms.orders o where o.order_id = any (v_orders) order by o.order_id for no key update;
  select * into v_place from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_place;
  perform wms.check_drop(p_warehouse, v_place, v_orders, v_totes);
  v_move := array(select h.hu_id from wms.handling_unit h where h.hu_id = any (v_totes) and h.location_id <> p_place order by h.hu_id);
  if cardinality(v_move) > 0 then
    perform wms.move_units(p_op, p_warehouse, 'move', p_at, v_move, array_fill(p_place, array[cardinality(v_move)]), false,
                           'BATCH-' || p_batch, p_device, p_occurred_at);
  end if;
  update wms.batch_tote b set dropped_at = p_at, dropped_to = p_place where b.batch_id = p_batch and b.hu_id = any (v_totes);
  update wms.cart_slot s set hu_id = null where s.batch_id = p_batch and s.hu_id = any (v_totes);
  return jsonb_build_object('totes', cardinality(v_totes), 'place', v_place.code,
    'done', not exists (select from wms.task t where t.batch_id = p_batch and t.state < 400)
            and not exists (select from wms.batch_tote b where b.batch_id = p_batch and b.dropped_at is null),
    'orders', wms.say_gathered(p_warehouse, v_orders, p_batch));
end $$;

-- Totes are set down where somebody works on, and an order's totes in one place. WM404, WM422, WM455.
create function wms.check_drop(p_warehouse int, p_place wms.location, p_orders bigint[], p_totes bigint[]) returns void
language plpgsql stable as $$
declare
  v_waits record;
begin
  if (p_place).location_id is null then
    perform wms.refuse('WM404', 'This place is not known here.', 'Scan the label of the packing place.');
  elsif (p_place).kind not in ('packing', 'staging', 'dock', 'station') then
    perform wms.refuse('WM422', format('%s is no place for picked goods.', (p_place).code), 'Bring the totes to packing or staging and scan that place.');
  end if;
  select o.number, l.code into v_waits
    from unnest(p_orders) x(id) join wms.orders o on o.order_id = x.id
    join wms.gathered_totes(p_warehouse, p_orders) g on g.order_id = o.order_id and g.hu_id <> all (p_totes) and g.location_id <> (p_place).location_id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = g.location_id and l.kind = 'staging' limit 1;
  if found then
    perform wms.refuse('WM455', format('Order %s is gathered at %s.', v_waits.number, v_waits.code), format('Bring its tote to %s and scan that place.', v_waits.code),
                       jsonb_build_object('order', v_waits.number, 'place', v_waits.code));
  end if;
end $$;

-- Totes of these orders that were set down and still hold goods.
create function wms.gathered_totes(p_warehouse int, p_orders bigint[]) returns table (order_id bigint, hu_id bigint, location_id bigint)
language sql stable as $$
  select distinct b.order_id, b.hu_id, h.location_id
    from wms.batch_tote b join wms.handling_unit h on h.hu_id = b.hu_id
   where b.warehouse_id = p_warehouse and b.order_id = any (p_orders) and b.dropped_at is not null
     and exists (select from wms.quant q where q.hu_id = b.hu_id and q.quantity > 0)
     and not exists (select from wms.batch_tote n where n.hu_id = b.hu_id and n.put_at > b.put_at)
$$;

-- What an order still waits for: picks to do, in batches or not taken yet, and totes on carts.
create function wms.waits_for(p_order bigint) returns table (batch_id bigint, zone text, tasks int, person text)
language sql stable as $$
  with work as (
    select t.batch_id, z.code as zone, count(*)::int as tasks, max(t.claimed_by) as claimed_by
      from wms.task t
      join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
      left join wms.zone z on z.zone_id = l.zone_id
     where t.order_id = p_order and t.kind = 'pick' and t.state < 400 group by 1, 2
  )
  select w.batch_id, w.zone, w.tasks, coalesce(u.display_name, w.claimed_by::text) from work w left join wms.app_user u on u.login = w.claimed_by
  union all
  select distinct b.batch_id, z.code, 0, null
    from wms.batch_tote x join wms.batch b on b.batch_id = x.batch_id left join wms.zone z on z.zone_id = b.zone_id
   where x.order_id = p_order and x.dropped_at is null and x.batch_id not in (select w.batch_id from work w where w.batch_id is not null)
$$;

-- How far these orders are gathered; of those that are complete it is told once.
create function wms.say_gathered(p_warehouse int, p_orders bigint[], p_batch bigint) returns jsonb
language plpgsql as $$
declare
  v_orders jsonb;
begin
  select coalesce(jsonb_agg(jsonb_build_object('order_id', o.order_id, 'number', o.number, 'complete', w.waits = '[]', 'totes', (select count(*) from wms.gathered_totes(p_warehouse, array[o.order_id])), 'waits_for', w.waits) order by o.order_id), '[]') into v_orders
    from wms.orders o
   cross join lateral (select coalesce(jsonb_agg(to_jsonb(job) order by job.zone, job.batch_id), '[]') as waits from wms.waits_for(o.order_id) job) w
   where o.order_id = any (p_orders);
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  select p_warehouse, 'order.gathered', (x.value ->> 'order_id')::bigint, x.value ->> 'number', jsonb_build_object('batch', p_batch, 'totes', x.value -> 'totes')
    from jsonb_array_elements(v_orders) x where (x.value ->> 'complete')::boolean;
  return v_orders;
end $$;
