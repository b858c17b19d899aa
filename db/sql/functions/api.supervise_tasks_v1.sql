-- What a supervisor decides about work. Tasks of one tour, of one order's picks, or that change places, go together: whoever
-- names one of them means all of them that are open.

-- Roles: r_supervisor
-- Give work to somebody until a moment (without one: eight hours), or back to all (p_person null). What another has on the way
-- and has goods in hand for (started) stays theirs. Answer: tasks, person, taken_from. WM404, WM422 limits, WM455.
create function api.assign_tasks_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_person text default null, p_until timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_tasks bigint[];
  v_from jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('assign_tasks', p_warehouse, p_tasks, p_person, p_until)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_tasks := wms.lock_work(p_warehouse, p_tasks, 100, 200);
  if p_person is not null then
    perform wms.check_worker(p_warehouse, p_person, v_tasks, p_until);
  end if;
  select coalesce(jsonb_agg(distinct wms.called(t.claimed_by)), '[]') into v_from
    from wms.task t where t.task_id = any (v_tasks) and t.state = 200 and t.claimed_by <> p_person and t.lease_until > now();
  update wms.task t set state = case when p_person is null then 100 else 200 end, claimed_by = p_person, station = null, sequence = t.sequence,
         tour_op = case when t.claimed_by = p_person then t.tour_op end, assigned_by = case when p_person is not null then session_user end,
         lease_until = case when p_person is not null then coalesce(p_until, now() + interval '8 hours') end
   where t.task_id = any (v_tasks);
  perform wms.tell_tasks(p_warehouse, 'task.assigned', v_tasks, jsonb_build_object('person', p_person, 'from', v_from));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(v_tasks), 'person', wms.called(p_person), 'taken_from', v_from));
end $$;

-- Roles: r_supervisor
-- How urgent work is, 1 to 9; refills keep it whatever waits for them. Answer: tasks. WM404, WM422, WM455.
create function api.set_priority_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_priority int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_tasks bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('set_priority', p_warehouse, p_tasks, p_priority)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_priority is null or p_priority not between 1 and 9 then
    perform wms.refuse('WM422', 'Priorities are 1, the most urgent, to 9.', 'Choose one of them.');
  end if;
  v_tasks := wms.lock_work(p_warehouse, p_tasks, 0, 300);
  update wms.task t set priority = p_priority, explanation = case when t.kind = 'replenish' then coalesce(t.explanation, '{}') || '{"pinned": true}'
                                                                  else t.explanation end
   where t.task_id = any (v_tasks);
  perform wms.tell_tasks(p_warehouse, 'task.priority', v_tasks, jsonb_build_object('priority', p_priority));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(v_tasks)));
end $$;

-- Roles: r_supervisor
-- Nobody is to do this until it is resumed, or until a moment from which on it counts as work for later. Whoever has it
-- loses it, unless they have begun (started). Answer: tasks. WM404, WM422, WM455.
create function api.hold_tasks_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_reason text, p_until timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_tasks bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('hold_tasks', p_warehouse, p_tasks, p_reason, p_until)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if length(coalesce(btrim(p_reason), '')) not between 3 and 200 then
    perform wms.refuse('WM422', 'Held work needs a reason.', 'Say in 3 to 200 letters why it has to wait.');
  elsif p_until is not null and (not isfinite(p_until) or p_until <= now() or p_until > now() + interval '60 days') then
    perform wms.refuse('WM422', 'Work is held until a moment within the next 60 days.', 'Enter a later moment, or none.');
  end if;
  v_tasks := wms.lock_work(p_warehouse, p_tasks, 100, 200);
  update wms.task t set state = case when p_until is null then 0 else 100 end, held_reason = btrim(p_reason), held_by = session_user,
         held_until = p_until, not_before = coalesce(p_until, t.not_before), claimed_by = null, station = null, lease_until = null, assigned_by = null
   where t.task_id = any (v_tasks);
  perform wms.tell_tasks(p_warehouse, 'task.held', v_tasks, jsonb_build_object('reason', btrim(p_reason), 'until', p_until));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(v_tasks)));
end $$;

-- Roles: r_supervisor
-- Held work may be done again, at once. Answer: tasks. WM404, WM455.
create function api.resume_tasks_v1(p_op uuid, p_warehouse int, p_tasks bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_tasks bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('resume_tasks', p_warehouse, p_tasks)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_tasks := wms.lock_work(p_warehouse, p_tasks, 0, 200);
  if not exists (select from wms.task t where t.task_id = any (v_tasks) and t.held_by is not null) then
    perform wms.refuse('WM455', 'This is not held.', 'Refresh the board.');
  end if;
  update wms.task t set state = case when t.state = 0 then 100 else t.state end, not_before = case when t.held_until is null then t.not_before end,
         held_reason = null, held_by = null, held_until = null
   where t.task_id = any (v_tasks) and t.held_by is not null;
  perform wms.tell_tasks(p_warehouse, 'task.resumed', v_tasks, '{}');
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(v_tasks)));
end $$;

-- Roles: r_supervisor
-- This is not done at all, for a reason. What was reserved for picks goes back to stock; their orders are short by it until it
-- is reserved again. Begun work (started) is finished or put back first. Answer: tasks, released, orders. WM404, WM422, WM455.
create function api.cancel_tasks_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_tasks bigint[];
  v_released numeric;
  v_orders jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cancel_tasks', p_warehouse, p_tasks, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  v_tasks := wms.lock_work(p_warehouse, p_tasks, 0, 200);
  if exists (select from unnest(v_tasks) a(id) where wms.is_put_back(p_warehouse, a.id)) then       -- their order waits for it
    perform wms.refuse('WM455', 'Goods that an order gave back have to go back into a bin.', 'Give the task to somebody, or hold it for later.');
  end if;
  v_released := wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r
    where r.task_id = any (v_tasks) and r.state = 'open' order by 1));
  update wms.task t set state = 500, finished_at = now(), settlement = (select r.name from wms.reason_code r where r.kind = 'cancel' and r.code = p_reason)
   where t.task_id = any (v_tasks);
  with back as (
    update wms.orders o set version = o.version + 1, status = case when o.status between 400 and 499 then 300 else o.status end
     where o.order_id in (select t.order_id from wms.task t where t.task_id = any (v_tasks) and t.kind = 'pick') returning o.number
  )
  select coalesce(jsonb_agg(b.number order by b.number), '[]') into v_orders from back b;
  perform wms.tell_tasks(p_warehouse, 'task.cancelled', v_tasks, jsonb_build_object('reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(v_tasks), 'released', v_released, 'orders', v_orders));
end $$;

-- Roles: r_supervisor
-- Limit somebody to kinds of work and zones: {kinds: [...], zones: [codes]}; what is not named is not limited. Answer: login.
-- WM404, WM422.
create function api.put_work_limit_v1(p_op uuid, p_warehouse int, p_person text, p_limits jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_zones jsonb := p_limits -> 'zones';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('put_work_limit', p_warehouse, p_person), p_limits), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_kinds(p_limits -> 'kinds');
  if not exists (select from wms.user_warehouse u where u.warehouse_id = p_warehouse and u.login = p_person) then
    perform wms.refuse('WM404', 'This person does not work here.', 'Choose one of the people of this warehouse.');
  elsif jsonb_typeof(p_limits) is distinct from 'object' or jsonb_typeof(coalesce(v_zones, '[]')) <> 'array' then
    perform wms.refuse('WM422', 'These limits cannot be read.', 'Choose kinds of work and zones.');
  elsif exists (select from jsonb_array_elements_text(v_zones) z(code) where not exists (
                  select from wms.zone k where k.warehouse_id = p_warehouse and k.code = z.code)) then
    perform wms.refuse('WM422', 'A zone is not known here.', 'Choose zones of the plan.');
  end if;
  insert into wms.work_limit (warehouse_id, login, kinds, zones)
  values (p_warehouse, p_person, (select array_agg(k) from jsonb_array_elements_text(p_limits -> 'kinds') k),
          (select array_agg(z) from jsonb_array_elements_text(v_zones) z))
  on conflict (warehouse_id, login) do update set kinds = excluded.kinds, zones = excluded.zones, set_by = session_user, set_at = now();
  return wms.keep_answer(p_op, jsonb_build_object('login', p_person));
end $$;

-- Roles: r_supervisor
-- Somebody sees to these exceptions (without a name: I), with another next step if need be. Answer: tasks. WM404, WM422.
create function api.own_exceptions_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_person text default null, p_next_step text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('own_exceptions', p_warehouse, p_tasks, p_person, p_next_step)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_person is not null and not exists (select from wms.user_warehouse u where u.warehouse_id = p_warehouse and u.login = p_person) then
    perform wms.refuse('WM404', 'This person does not work here.', 'Choose one of the people of this warehouse.');
  elsif length(coalesce(p_next_step, 'none')) not between 3 and 200 then
    perform wms.refuse('WM422', 'That is no next step.', 'Say in 3 to 200 letters what is to be done.');
  end if;
  perform wms.lock_exceptions(p_warehouse, p_tasks);
  update wms.task t set exception_owner = coalesce(p_person, session_user), next_step = coalesce(btrim(p_next_step), t.next_step)
   where t.task_id = any (p_tasks);
  perform wms.tell_tasks(p_warehouse, 'task.owned', p_tasks, jsonb_build_object('owner', coalesce(p_person, session_user)));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(p_tasks)));
end $$;

-- Roles: r_supervisor
-- These exceptions are settled; p_settlement says what was done. Their alarms are cleared. Answer: tasks. WM404, WM422.
create function api.settle_exceptions_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_settlement text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('settle_exceptions', p_warehouse, p_tasks, p_settlement)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if length(coalesce(btrim(p_settlement), '')) not between 3 and 200 then
    perform wms.refuse('WM422', 'Say what was done about it.', 'Enter 3 to 200 letters.');
  end if;
  perform wms.lock_exceptions(p_warehouse, p_tasks);
  update wms.task t set state = case when t.done > 0 then 400 else 500 end, settlement = btrim(p_settlement),
         finished_at = coalesce(t.finished_at, now()), exception_owner = coalesce(t.exception_owner, session_user)
   where t.task_id = any (p_tasks);
  update wms.alarm a set cleared_at = now()
   where a.warehouse_id = p_warehouse and a.cleared_at is null
     and a.source_key in (select k || ':' || id from unnest(p_tasks) id cross join unnest(array['pick.short', 'task.short']) k);
  perform wms.tell_tasks(p_warehouse, 'task.settled', p_tasks, jsonb_build_object('settlement', btrim(p_settlement)));
  return wms.keep_answer(p_op, jsonb_build_object('tasks', cardinality(p_tasks)));
end $$;

-- The tasks that these mean, locked, orders and lines before them, all of them between two states. WM404, WM422, WM455.
create function wms.lock_work(p_warehouse int, p_tasks bigint[], p_least int, p_most int) returns bigint[]
language plpgsql as $$
declare
  v_tasks bigint[];
  v_bad record;
begin
  if coalesce(cardinality(p_tasks), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Choose 1 to 500 tasks.', 'Choose fewer at once.');
  end if;
  v_tasks := wms.whole_work(p_warehouse, p_tasks);
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (v_tasks)) order by o.order_id for no key update;
  perform from wms.order_line l where l.order_line_id in (select t.order_line_id from wms.task t where t.task_id = any (v_tasks))
    order by l.order_line_id for no key update;
  perform from wms.task t where t.task_id = any (v_tasks) order by t.task_id for no key update;
  select a.id, t.state, t.claimed_by, s.name into v_bad
    from unnest(v_tasks || p_tasks) a(id) left join wms.task t on t.task_id = a.id and t.warehouse_id = p_warehouse
    left join wms.state s on s.entity = 'task' and s.rank = t.state
   where t.task_id is null or t.state not between p_least and p_most
   order by t.task_id is not null, a.id = any (p_tasks) desc, a.id limit 1;
  if found and v_bad.name is null then
    perform wms.refuse('WM404', 'A task is not known here.', 'Refresh the board.');
  elsif found then
    perform wms.refuse('WM455', format('Task %s is %s%s.', v_bad.id, v_bad.name, coalesce(' by ' || wms.called(v_bad.claimed_by), '')),
                       case when v_bad.state = 300 then 'Wait until it is done, or ask for the goods to be put back.' else 'Refresh the board.' end,
                       jsonb_build_object('task', v_bad.id, 'state', v_bad.name));
  end if;
  return v_tasks;
end $$;

-- All open tasks of the tours, order's picks and exchanges that these belong to.
create function wms.whole_work(p_warehouse int, p_tasks bigint[]) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct t.task_id), '{}')
    from wms.task a
    join lateral (
      select t.task_id from wms.task t where t.task_id = a.task_id
      union select t.task_id from wms.task t where t.batch_id = a.batch_id and t.state < 400
      union select t.task_id from wms.task t where a.batch_id is null and a.kind = 'pick' and t.order_id = a.order_id and t.kind = 'pick'
         and t.batch_id is null and t.state < 400
      union select t.task_id from wms.task t where t.plan_id = a.plan_id and t.exchange = a.exchange and t.state < 400) t on true
   where a.task_id = any (p_tasks) and a.warehouse_id = p_warehouse
$$;

-- May this person do these, and until when? WM404, WM422.
create function wms.check_worker(p_warehouse int, p_person text, p_tasks bigint[], p_until timestamptz) returns void
language plpgsql as $$
declare
  v_bad record;
  v_kinds text[] := wms.may_do(p_person::name);
begin
  if not exists (select from wms.user_warehouse u join wms.app_session s on s.login = u.login
                  where u.warehouse_id = p_warehouse and u.login = p_person and not s.revoked and s.expires_at > now()) then
    perform wms.refuse('WM404', 'This person does not work here.', 'Choose one of the people of this warehouse.');
  elsif p_until is not null and (not isfinite(p_until) or p_until <= now() or p_until > now() + interval '1 day') then
    perform wms.refuse('WM422', 'Work is given for at most a day.', 'Enter a moment within the next 24 hours, or none.');
  end if;
  select t.kind, z.code into v_bad
    from wms.task t
    left join lateral (select (select k.code from wms.zone k where k.zone_id = l.zone_id) as code from wms.location l
                        where l.warehouse_id = p_warehouse and l.location_id = coalesce(t.from_location_id, t.to_location_id) limit 1) z on true
    left join wms.work_limit w on w.warehouse_id = p_warehouse and w.login = p_person
   where t.task_id = any (p_tasks)
     and (not t.kind = any (v_kinds) or not t.kind = any (coalesce(w.kinds, array[t.kind]))
          or z.code is not null and not z.code = any (coalesce(w.zones, array[z.code])))
   order by t.task_id limit 1;
  if found then
    perform wms.refuse('WM422', format('%s is not given %s work%s.', wms.called(p_person::name), v_bad.kind, coalesce(' in zone ' || v_bad.code, '')),
                       'Give it to somebody else, or change what this person is given.', jsonb_build_object('kind', v_bad.kind, 'zone', v_bad.code));
  end if;
end $$;

-- These exceptions, locked and open. WM404, WM455.
create function wms.lock_exceptions(p_warehouse int, p_tasks bigint[]) returns void
language plpgsql as $$
begin
  if coalesce(cardinality(p_tasks), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Choose 1 to 500 exceptions.', 'Choose fewer at once.');
  end if;
  perform from wms.task t where t.task_id = any (p_tasks) and t.warehouse_id = p_warehouse order by t.task_id for no key update;
  if exists (select from unnest(p_tasks) a(id) where not exists (
       select from wms.task t where t.task_id = a.id and t.warehouse_id = p_warehouse and t.state = 600)) then
    perform wms.refuse('WM404', 'An exception is settled already, or not known here.', 'Refresh the list.');
  end if;
end $$;

-- What was decided, for the activity list and the audit.
create function wms.tell_tasks(p_warehouse int, p_type text, p_tasks bigint[], p_more jsonb) returns void
language sql as $$
  insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
  select p_warehouse, p_type, min(t.task_id), array_remove(array_agg(distinct t.from_location_id), null), jsonb_build_object('tasks', to_jsonb(p_tasks)) || p_more
    from wms.task t where t.task_id = any (p_tasks)
$$;
