-- Roles: r_picker, r_supervisor
-- A putaway task is done: its unit, or so much of its loose goods (null: all), lies in p_to now. Another bin than the planned
-- one needs a reason and keeps every limit, with what is on its way there. Answer: moved (quantity or units), rest (still to be put away), overridden.
-- WM404, WM422, WM423, WM451, WM452, WM453, WM455.
create function api.put_away_v1(p_op uuid, p_warehouse int, p_task bigint, p_to bigint, p_quantity numeric default null, p_reason text default null,
                                p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_task wms.task;
  v_part wms.task;
  v_moved numeric;
  v_rest numeric := 0;
  v_status text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_away', p_warehouse, p_task, p_to, p_quantity, p_reason)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of_task(p_task));
  perform wms.fence_holds(p_warehouse);
  v_task := wms.hold_putaway(p_warehouse, p_task);
  if p_to is distinct from v_task.to_location_id then
    v_part := v_task;
    v_part.quantity := least(v_task.quantity, v_task.done + coalesce(p_quantity, v_task.quantity));
    perform wms.change_putaway(p_warehouse, v_part, p_to, p_reason, null, false);
  end if;
  if v_task.product_id is null then
    v_moved := (wms.move_units(p_op, p_warehouse, 'putaway', v_at, array[v_task.hu_id], array[p_to], false, 'PUT-' || p_task, p_device,
                               p_occurred_at) ->> 'units')::numeric;
  else
    v_moved := coalesce(p_quantity, v_task.quantity - v_task.done);
    v_rest := v_task.quantity - v_task.done - v_moved;
    if v_rest < 0 then
      perform wms.refuse('WM422', format('Only %s of it are to be put away.', (v_task.quantity - v_task.done)::float8), 'Enter the quantity again.');
    end if;
    v_status := wms.status_to_put_away(p_warehouse, v_task, v_moved);
    if v_status <> 'available' and v_status <> coalesce(v_task.explanation ->> 'status', 'available')
       and exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_to and l.kind = 'pick') then
      perform wms.refuse('WM455', format('The goods are %s now; only available goods go to a pick face.', v_status), 'Have another place found for them.',
                         jsonb_build_object('status', v_status));
    end if;
    perform wms.post_one(p_op, p_warehouse, 'putaway', v_at, nextval('wms.entry_seq'), v_task.product_id, v_moved, v_task.from_location_id, p_to,
      v_task.lot_id, null, null, v_status, v_status, 0, null, null, 'PUT-' || p_task, p_device, p_occurred_at, (v_task.explanation ->> 'owner')::bigint);
  end if;
  if p_to is distinct from v_task.to_location_id then      -- places are locked after stock: judged again with all that came meanwhile
    perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_to for no key update;
    perform wms.check_putaway(p_warehouse, null, null, null, p_task, p_to);
  end if;
  update wms.task t
     set state = case when v_rest > 0 then 100 else 400 end, done = case when t.product_id is null then t.done else t.done + v_moved end,
         finished_at = case when v_rest > 0 then null else clock_timestamp() end, claimed_by = case when v_rest > 0 then null else session_user end,
         to_location_id = case when v_rest > 0 then v_task.to_location_id else p_to end
   where t.task_id = p_task;
  return wms.keep_answer(p_op, jsonb_build_object('moved', v_moved, 'rest', v_rest, 'overridden', p_to is distinct from v_task.to_location_id));
end $$;

-- Hazard classes of the goods of a task.
create function wms.hazards_of_task(p_task bigint) returns text[]
language sql stable as $$
  select wms.hazards_of(t.warehouse_id, array[t.product_id], case when t.product_id is null then array[t.hu_id] end) from wms.task t where t.task_id = p_task
$$;

-- The status in which so much of a task's loose goods lies there now: the planned one, else the one that it was given since
-- (quality released or blocked it, it expired); the planned one where there is not as much of any.
create function wms.status_to_put_away(p_warehouse int, p_task wms.task, p_quantity numeric) returns text
language sql stable as $$
  select coalesce((select q.status from wms.quant q
    where q.warehouse_id = p_warehouse and q.location_id = p_task.from_location_id and q.product_id = p_task.product_id
      and q.lot_id is not distinct from p_task.lot_id and q.hu_id is null and q.quantity - q.reserved >= p_quantity
      and q.owner_id is not distinct from (p_task.explanation ->> 'owner')::bigint
    order by q.status = p_task.explanation ->> 'status' desc nulls last, q.status = 'available' desc, q.status limit 1),
    p_task.explanation ->> 'status', 'available')
$$;

-- An open putaway task, locked together with the tasks that its unit's goods are reserved by, in the order of their keys.
-- WM404, WM455 done, cancelled, somebody else's.
create function wms.hold_putaway(p_warehouse int, p_task bigint) returns wms.task
language plpgsql as $$
declare
  v_task wms.task;
begin
  select * into v_task from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse and t.kind = 'putaway';
  if not found then
    perform wms.refuse('WM404', 'This putaway task is not known here.', 'Refresh the list of tasks.');
  end if;
  perform from wms.task t where t.task_id = any (p_task || wms.tasks_of_units(array(
      select b.hu_id from wms.units_below(p_warehouse, array[v_task.hu_id]) b))) order by t.task_id for no key update;
  select * into v_task from wms.task t where t.task_id = p_task;
  if v_task.state not in (100, 200, 300) then
    perform wms.refuse('WM455', format('Putaway task %s is %s.', p_task, (select s.name from wms.state s where s.entity = 'task' and s.rank = v_task.state)),
                       'Go on with the next one.', jsonb_build_object('state', v_task.state));
  elsif v_task.claimed_by <> session_user and v_task.lease_until > now() then
    perform wms.refuse('WM455', format('Putaway task %s is %s''s.', p_task, v_task.claimed_by), 'Take another task.',
                       jsonb_build_object('claimed_by', v_task.claimed_by));
  end if;
  return v_task;
end $$;

-- Another place for a task: with a reason, within every limit, and both kept in its explanation. Called with the task locked.
-- p_lock false: the place is not locked yet, for stock comes before it; the caller judges it again when it is.
create function wms.change_putaway(p_warehouse int, p_task wms.task, p_to bigint, p_reason text, p_explanation jsonb, p_lock boolean) returns void
language plpgsql as $$
declare
  v_codes text[];
  v_quant bigint;
begin
  perform wms.check_reason(p_reason, 'putaway');
  perform wms.hold_hazards_now(p_warehouse, wms.hazards_of_task((p_task).task_id));
  if (p_task).product_id is not null then
    select q.quant_id into v_quant from wms.quant q
     where q.warehouse_id = p_warehouse and q.location_id = (p_task).from_location_id and q.product_id = (p_task).product_id
       and q.lot_id is not distinct from (p_task).lot_id and q.hu_id is null
       and q.status = coalesce((p_task).explanation ->> 'status', 'available') limit 1;
  else
    perform wms.hold_units(p_warehouse, array[(p_task).hu_id]);
  end if;
  if p_lock then
    perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (array[p_to, (p_task).to_location_id])
      order by l.location_id for no key update;
  end if;
  perform wms.check_putaway(p_warehouse, (p_task).hu_id, v_quant, (p_task).quantity - (p_task).done, (p_task).task_id, p_to);
  select array_agg(l.code order by l.location_id = p_to) into v_codes from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = any (array[p_to, (p_task).to_location_id]);
  update wms.task t
     set to_location_id = p_to,
         explanation = coalesce(p_explanation, coalesce(t.explanation, '{}') - array['metres', 'position']
                         || jsonb_build_object('rule', 'By hand', 'bin', v_codes[2], 'why', 'A person chose this bin.'))
           || jsonb_build_object('status', t.explanation -> 'status', 'owner', t.explanation -> 'owner', 'overrides', coalesce(t.explanation -> 'overrides', '[]')
           || jsonb_build_object('at', clock_timestamp(), 'by', (select coalesce(u.display_name, session_user::text) from wms.app_user u
                                 where u.login = session_user), 'from', v_codes[1], 'to', v_codes[2], 'reason', p_reason,
                                 'words', (select r.name from wms.reason_code r where r.kind = 'putaway' and r.code = p_reason)))
   where t.task_id = (p_task).task_id;
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  values (p_warehouse, 'putaway.overridden', (p_task).task_id, v_codes[2], array[(p_task).to_location_id, p_to],
          jsonb_build_object('from', v_codes[1], 'to', v_codes[2], 'reason', p_reason, 'hu', (p_task).hu_id, 'product', (p_task).product_id));
end $$;

-- Plan another place for goods that are not put away yet. p_explanation: why there (null: the old one with the reason added).
-- Answer: task_id, to. WM404, WM422, WM423, WM452, WM453, WM455.
create function api.redirect_putaway_v1(p_op uuid, p_warehouse int, p_task bigint, p_to bigint, p_reason text, p_explanation jsonb default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_task wms.task;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('redirect_putaway', p_warehouse, p_task, p_to, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of_task(p_task));
  v_task := wms.hold_putaway(p_warehouse, p_task);
  if p_to = v_task.to_location_id then
    perform wms.refuse('WM422', 'It is to go there already.', 'Choose another bin.');
  elsif p_explanation is not null and jsonb_typeof(p_explanation) <> 'object' then
    perform wms.refuse('WM422', 'The explanation cannot be read.', 'Send an object, or leave it out.');
  end if;
  perform wms.change_putaway(p_warehouse, v_task, p_to, p_reason, p_explanation, true);
  return wms.keep_answer(p_op, jsonb_build_object('task_id', p_task, 'to', p_to));
end $$;

-- Take planned places back; the goods stay where they are and may be planned anew. Answer: cancelled, kept (begun by somebody, or over).
create function api.cancel_putaway_v1(p_op uuid, p_warehouse int, p_tasks bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_places bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cancel_putaway', p_warehouse, p_tasks)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  elsif coalesce(cardinality(p_tasks), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Choose 1 to 500 tasks.', 'Choose fewer tasks.');
  end if;
  perform from wms.task t where t.task_id = any (p_tasks) and t.warehouse_id = p_warehouse order by t.task_id for no key update;
  with gone as (
    update wms.task t set state = 500, finished_at = clock_timestamp()
     where t.task_id = any (p_tasks) and t.warehouse_id = p_warehouse and t.kind = 'putaway'
       and (t.state = 100 or t.state in (200, 300) and (t.lease_until <= now() or t.claimed_by = session_user))
    returning t.to_location_id)
  select coalesce(array_agg(g.to_location_id), '{}') into v_places from gone g;
  if cardinality(v_places) > 0 then
    insert into wms.event (warehouse_id, type, locations, payload)
    values (p_warehouse, 'putaway.cancelled', v_places, jsonb_build_object('tasks', p_tasks));
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('cancelled', cardinality(v_places), 'kept', cardinality(p_tasks) - cardinality(v_places)));
end $$;
