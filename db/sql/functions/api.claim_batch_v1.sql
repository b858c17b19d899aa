-- Roles: r_picker, r_supervisor
-- Take a batch as a whole, for a while: nobody gets another's, and what a dead station had returns when its claim runs out,
-- with the totes that stand on its cart. p_batch null: the next one, one's own first, then the most urgent nobody has
-- (p_zone: of that zone only). To take one's own again prolongs the claim. p_tasks: its tasks in walking order, where that
-- is known better than it was at release. Answer: batch_id, mode, tasks, totes, lease_until. WM404, WM422, WM455.
create function api.claim_batch_v1(p_op uuid, p_warehouse int, p_batch bigint default null, p_zone text default null, p_tasks bigint[] default null,
  p_metres numeric default null, p_station text default null, p_cart bigint default null, p_lease_seconds int default 900)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_batch bigint := p_batch;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('claim_batch', p_warehouse, p_batch, p_zone, p_tasks, p_station, p_cart)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 10 and 86400 then
    perform wms.refuse('WM422', 'A claim lasts 10 seconds to a day.', 'Ask for less.');
  end if;
  if p_batch is null then
    v_batch := wms.next_batch(p_warehouse, p_zone);
  end if;
  return wms.keep_answer(p_op, wms.give_batch(p_op, p_warehouse, wms.lock_batch(p_warehouse, v_batch), p_tasks, p_metres, p_station, p_cart,
                                              p_lease_seconds));
end $$;

-- The next batch for the caller, locked: one's own, else the most urgent that nobody has or is just taking. WM404.
create function wms.next_batch(p_warehouse int, p_zone text) returns bigint
language plpgsql as $$
declare
  v_next record;
begin
  for v_next in
    select t.batch_id
      from wms.task t
      join wms.batch b on b.batch_id = t.batch_id and b.cancelled_at is null
      left join wms.wave w on w.wave_id = b.wave_id
      left join wms.zone z on z.zone_id = b.zone_id
     where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.state in (100, 200, 300)
       and coalesce(w.state, 'released') = 'released' and (p_zone is null or z.code = p_zone)
     group by t.batch_id
    having not bool_or(t.state in (200, 300) and t.claimed_by <> session_user and t.lease_until > now())
     order by bool_or(t.state in (200, 300) and t.claimed_by = session_user and t.lease_until > now()) desc, min(t.priority),
              min(t.due_at) nulls last, t.batch_id
  loop
    perform from wms.batch b where b.batch_id = v_next.batch_id for no key update skip locked;
    if found and not exists (select from wms.holder_of_batch(v_next.batch_id))
       and exists (select from wms.task t where t.batch_id = v_next.batch_id and t.state in (100, 200, 300)) then
      return v_next.batch_id;
    end if;
  end loop;
  perform wms.refuse('WM404', 'No batch waits to be picked' || coalesce(' in zone ' || p_zone, '') || '.', 'Ask the supervisor for work, or take orders yourself.');
  return null;
end $$;

-- Give a batch back: its open tasks are for anybody, what was picked stays picked, its totes stay where they stand and go on
-- with whoever takes it next. One's own, or anybody's as a supervisor. Answer: tasks given back, totes on the cart. WM404, WM455.
create function api.leave_batch_v1(p_op uuid, p_warehouse int, p_batch bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_tasks bigint[];
  v_totes int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('leave_batch', p_warehouse, p_batch)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.lock_batch(p_warehouse, p_batch);
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.batch_id = p_batch and t.state in (200, 300))
    order by o.order_id for no key update;
  perform from wms.task t where t.batch_id = p_batch and t.state in (200, 300) order by t.task_id for no key update;
  if not pg_has_role(session_user, 'r_supervisor', 'member') then
    perform wms.check_batch_free(p_batch);
  end if;
  v_tasks := array(select t.task_id from wms.task t where t.batch_id = p_batch and t.state in (200, 300));
  update wms.task t set state = 100, claimed_by = null, station = null, lease_until = null where t.task_id = any (v_tasks);
  update wms.orders o set version = o.version + 1, status = case when l.all_reserved then 400 else 300 end
    from (select l.order_id, bool_and(l.reserved + l.picked = l.quantity - l.cancelled) as all_reserved, sum(l.picked) as picked
            from wms.order_line l where l.order_id in (select t.order_id from wms.task t where t.task_id = any (v_tasks)) group by 1) l
   where o.order_id = l.order_id and o.status = 500 and l.picked = 0
     and not exists (select from wms.task t where t.order_id = o.order_id and t.state in (200, 300));
  select count(*) into v_totes from wms.batch_tote b where b.batch_id = p_batch and b.dropped_at is null;
  return wms.keep_answer(p_op, jsonb_build_object('batch_id', p_batch, 'tasks', cardinality(v_tasks), 'totes', v_totes));
end $$;
