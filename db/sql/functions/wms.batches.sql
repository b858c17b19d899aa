-- Batches: who has one, who may take it. A batch is its holder's as long as the claim on its open tasks has not run out.

-- A batch of this warehouse, locked: before orders and tasks, so that one person at a time works on it. WM404, WM455.
create function wms.lock_batch(p_warehouse int, p_batch bigint) returns wms.batch
language plpgsql as $$
declare
  v_batch wms.batch;
begin
  select * into v_batch from wms.batch b where b.batch_id = p_batch and b.warehouse_id = p_warehouse for no key update;
  if v_batch.batch_id is null then
    perform wms.refuse('WM404', 'This batch is not known here.', 'Take the next one.');
  elsif v_batch.cancelled_at is not null then
    perform wms.refuse('WM455', format('Batch %s was cancelled.', p_batch), 'Bring what is on the cart to packing, and take the next one.');
  end if;
  return v_batch;
end $$;

-- Somebody else who has work of a batch in hand; no row: nobody.
create function wms.holder_of_batch(p_batch bigint) returns table (claimed_by name, person text, lease_until timestamptz)
language sql stable as $$
  select t.claimed_by, coalesce(u.display_name, t.claimed_by::text), t.lease_until
    from wms.task t left join wms.app_user u on u.login = t.claimed_by
   where t.batch_id = p_batch and t.state in (200, 300) and t.claimed_by <> session_user and t.lease_until > now()
   order by t.lease_until desc limit 1
$$;

-- Nobody else has this batch in hand. Called with the batch locked. WM455.
create function wms.check_batch_free(p_batch bigint) returns void
language plpgsql stable as $$
declare
  v_other record;
begin
  select * into v_other from wms.holder_of_batch(p_batch);
  if found then
    perform wms.refuse('WM455', format('Batch %s is %s''s until %s.', p_batch, v_other.person, to_char(v_other.lease_until, 'HH24:MI')),
                       'Take another one.', jsonb_build_object('claimed_by', v_other.claimed_by, 'lease_until', v_other.lease_until));
  end if;
end $$;

-- Give a batch that is locked to the caller: its open tasks for so long, in walking order where one is given. The answer.
create function wms.give_batch(p_op uuid, p_warehouse int, p_batch wms.batch, p_tasks bigint[], p_metres numeric, p_station text, p_cart bigint,
                               p_lease_seconds int) returns jsonb
language plpgsql as $$
declare
  v_until timestamptz := now() + make_interval(secs => p_lease_seconds);
  v_tasks int;
  v_totes int;
begin
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.batch_id = (p_batch).batch_id and t.state < 400)
    order by o.order_id for no key update;
  perform from wms.task t where t.batch_id = (p_batch).batch_id and t.state < 400 order by t.task_id for no key update;
  perform wms.check_batch_free((p_batch).batch_id);
  update wms.task t set state = 200, claimed_by = session_user, station = p_station, lease_until = v_until,
         tour_op = case when t.claimed_by = session_user then coalesce(t.tour_op, p_op) else p_op end,       -- to prolong begins no other walk
         tour_metres = coalesce(p_metres, case when t.claimed_by = session_user then t.tour_metres end, (p_batch).tour_metres),
         sequence = coalesce(array_position(p_tasks, t.task_id), t.sequence)
   where t.batch_id = (p_batch).batch_id and t.state in (100, 200, 300);
  get diagnostics v_tasks = row_count;
  select count(*) into v_totes from wms.batch_tote b where b.batch_id = (p_batch).batch_id and b.dropped_at is null;
  if v_tasks = 0 and v_totes = 0 then
    perform wms.refuse('WM455', format('Batch %s is done.', (p_batch).batch_id), 'Take the next one.');
  end if;
  update wms.orders o set status = 500, version = o.version + 1
   where o.order_id in (select t.order_id from wms.task t where t.batch_id = (p_batch).batch_id and t.state = 200) and o.status < 500;
  if p_metres is not null then
    update wms.batch b set tour_metres = p_metres where b.batch_id = (p_batch).batch_id and b.tour_metres is null;
  end if;
  if p_cart is not null then
    perform wms.use_cart(p_warehouse, p_batch, p_cart);
  end if;
  return jsonb_build_object('batch_id', (p_batch).batch_id, 'mode', (p_batch).mode, 'tasks', v_tasks, 'totes', v_totes, 'lease_until', v_until);
end $$;

-- The cart of this tour: a unit of kind cart that no other open batch uses. WM404, WM455.
create function wms.use_cart(p_warehouse int, p_batch wms.batch, p_cart bigint) returns void
language plpgsql as $$
declare
  v_cart wms.handling_unit;
  v_other bigint;
begin
  select * into v_cart from wms.handling_unit h where h.hu_id = p_cart and h.warehouse_id = p_warehouse for no key update;
  if v_cart.hu_id is null or v_cart.kind <> 'cart' then
    perform wms.refuse('WM404', 'This is no cart of ours.', 'Scan the label of the cart.');
  end if;
  select b.batch_id into v_other from wms.batch b
   where b.cart = p_cart and b.batch_id <> (p_batch).batch_id and b.cancelled_at is null
     and (exists (select from wms.task t where t.batch_id = b.batch_id and t.state in (200, 300) and t.lease_until > now())
          or exists (select from wms.batch_tote x where x.batch_id = b.batch_id and x.dropped_at is null)) limit 1;
  if found then
    perform wms.refuse('WM455', format('Cart %s is on the way with batch %s.', v_cart.sscc, v_other), 'Take another cart.');
  end if;
  update wms.batch set cart = p_cart where batch_id = (p_batch).batch_id;
end $$;

-- New picks of a batch's orders join its tour: they are its holder's at once. In mode zone what lies in another zone becomes
-- a batch of that zone, for whoever works there. Returns how many joined, and how many went to others.
create function wms.join_batch(p_warehouse int, p_batch wms.batch, p_tasks bigint[], p_why jsonb, out joined int, out elsewhere int)
language plpgsql as $$
declare
  v_zone record;
  v_id bigint;
begin
  update wms.task t set batch_id = (p_batch).batch_id, wave_id = (p_batch).wave_id, state = 200, claimed_by = session_user, tour_op = k.tour_op,
         station = k.station, lease_until = greatest(k.lease_until, now() + interval '15 minutes'),
         explanation = coalesce(t.explanation, '{}') || p_why
    from wms.location l, (select max(o.lease_until) as lease_until, max(o.station) as station, max(o.tour_op::text)::uuid as tour_op
                            from wms.task o where o.batch_id = (p_batch).batch_id and o.claimed_by = session_user) k
   where t.task_id = any (p_tasks) and l.warehouse_id = p_warehouse and l.location_id = t.from_location_id
     and ((p_batch).mode <> 'zone' or l.zone_id is not distinct from (p_batch).zone_id);
  get diagnostics joined = row_count;
  elsewhere := 0;
  for v_zone in
    select l.zone_id, array_agg(t.task_id) as tasks, array_agg(distinct t.order_id) as orders
      from wms.task t join wms.location l on l.warehouse_id = p_warehouse and l.location_id = t.from_location_id
     where t.task_id = any (p_tasks) and t.batch_id is null group by 1 order by 1
  loop
    insert into wms.batch (warehouse_id, wave_id, mode, zone_id) values (p_warehouse, (p_batch).wave_id, 'zone', v_zone.zone_id)
    returning batch_id into v_id;
    insert into wms.cart_slot (batch_id, slot, order_id) select v_id, o.n, o.id from unnest(v_zone.orders) with ordinality o(id, n);
    update wms.task t set batch_id = v_id, wave_id = (p_batch).wave_id, explanation = coalesce(t.explanation, '{}') || p_why
     where t.task_id = any (v_zone.tasks);
    elsewhere := elsewhere + cardinality(v_zone.tasks);
  end loop;
end $$;

-- Picks that were made again because one was taken back stand in the batch of that one; the person who took back what they had
-- picked themselves goes on with it at once.
create function wms.rejoin_batch(p_tasks bigint[]) returns void
language plpgsql as $$
begin
  update wms.task t set batch_id = k.batch_id, wave_id = k.wave_id, sequence = k.sequence, tour_op = k.tour_op,
         state = case when k.claimed_by = session_user then 200 else t.state end,
         claimed_by = case when k.claimed_by = session_user then k.claimed_by end,
         station = case when k.claimed_by = session_user then k.station end,
         lease_until = case when k.claimed_by = session_user then now() + interval '15 minutes' end
    from wms.task n
   cross join lateral (
     select o.* from wms.task o join wms.batch b on b.batch_id = o.batch_id and b.cancelled_at is null
      where o.order_line_id = n.order_line_id and o.from_location_id = n.from_location_id and o.lot_id is not distinct from n.lot_id
        and o.kind = 'pick' and o.state in (400, 600) and not exists (
          select from wms.task x where x.batch_id = o.batch_id and x.state in (200, 300) and x.claimed_by <> session_user and x.lease_until > now())
      order by o.finished_at desc limit 1) k
   where n.task_id = any (p_tasks) and t.task_id = n.task_id;
end $$;
