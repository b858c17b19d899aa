-- Roles: r_picker, r_packer, r_supervisor
-- Take tasks for oneself, in walking order, for a while: nobody gets another's work, a dead station's work returns.
create function api.claim_tasks_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_station text default null,
                                   p_metres numeric default null, p_lease_seconds int default 900)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_bad record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('claim', p_warehouse, p_tasks, p_station)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_tasks), 0) not between 1 and 500 or coalesce(p_lease_seconds, 0) not between 10 and 86400 then
    perform wms.refuse('WM422', 'Take 1 to 500 tasks at once, for at most a day.', 'Choose fewer tasks.');
  end if;
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_tasks))   -- before tasks,
    order by o.order_id for no key update;                                                                         -- as picks do
  perform from wms.task t where t.task_id = any (p_tasks) order by t.task_id for no key update;
  select a.id, t.state, s.name, t.claimed_by into v_bad
    from unnest(p_tasks) a(id) left join wms.task t on t.task_id = a.id and t.warehouse_id = p_warehouse
    left join wms.state s on s.entity = 'task' and s.rank = t.state
   where t.task_id is null or t.state not in (100, 200)
      or (t.state = 200 and t.claimed_by <> session_user and t.lease_until > now()) limit 1;
  if found then
    perform wms.refuse('WM455', case when v_bad.state is null then 'A task is not known here.'
      when v_bad.state = 200 then format('Task %s is %s''s.', v_bad.id, v_bad.claimed_by)
      else format('Task %s is %s.', v_bad.id, v_bad.name) end, 'Refresh the list and choose again.',
      jsonb_build_object('task', v_bad.id, 'state', v_bad.name, 'claimed_by', v_bad.claimed_by));
  end if;
  select t.task_id, t.not_before into v_bad from wms.task t where t.task_id = any (p_tasks) and t.not_before > now() order by 1 limit 1;
  if found then
    perform wms.refuse('WM455', format('Task %s is planned for later, from %s on.', v_bad.task_id, (select
      to_char(v_bad.not_before at time zone w.time_zone, 'DD Mon HH24:MI') from wms.warehouse w where w.warehouse_id = p_warehouse)),
      'Leave it until then, or take another task.', jsonb_build_object('task', v_bad.task_id, 'not_before', v_bad.not_before));
  end if;
  update wms.task t set state = 200, claimed_by = session_user, station = p_station, sequence = a.n, tour_op = p_op,
         tour_metres = p_metres, lease_until = now() + make_interval(secs => p_lease_seconds)
    from unnest(p_tasks) with ordinality a(id, n) where t.task_id = a.id;
  update wms.orders o set status = 500, version = o.version + 1
   where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_tasks) and t.kind = 'pick') and o.status < 500;
  return wms.keep_answer(p_op, jsonb_build_object('claimed', cardinality(p_tasks)));
end $$;
