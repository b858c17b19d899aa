-- Roles: r_picker, r_supervisor
-- A replenishment or a move is done: so much was taken from its bin and put where the task wants it, loose. Less than asked
-- needs a reason: what is missing becomes an exception, and the next refill looks elsewhere. Tasks of a plan of moves go by
-- do_moves_v1. Answer: moved, short, and the balances. WM404, WM422, WM423 held, WM451, WM452, WM455.
create function api.do_task_v1(p_op uuid, p_warehouse int, p_task bigint, p_quantity numeric, p_reason text default null,
                               p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
  v_posted jsonb := '{}';
  v_task wms.task;
  v_owner bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('do_task', p_warehouse, p_task, p_quantity, p_reason)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if wms.is_put_back(p_warehouse, p_task) then         -- the order's lines count on it
    v_posted := wms.put_back(p_op, p_warehouse, v_at, p_task, p_quantity, null, p_device, p_occurred_at);
    return wms.keep_answer(p_op, v_posted || jsonb_build_object('moved', p_quantity, 'short', v_posted -> 'left'));
  end if;
  v_task := wms.begin_task(p_warehouse, p_task, p_quantity, p_reason);
  if p_quantity > 0 then
    select q.owner_id into v_owner from wms.quant q
     where q.warehouse_id = p_warehouse and q.location_id = v_task.from_location_id and q.product_id = v_task.product_id
       and q.lot_id is not distinct from v_task.lot_id and q.hu_id is not distinct from v_task.hu_id and q.status = 'available'
     order by q.quantity - q.reserved >= p_quantity desc, q.owner_id nulls first limit 1;
    perform wms.check_stays(p_warehouse, array[row(1, v_task.product_id, p_quantity, v_task.from_location_id, v_task.to_location_id,
      v_task.lot_id, v_task.hu_id, null, v_owner, 'available', 'available', 0, null, null, null, null, null, null)::wms.movement]);
    v_posted := wms.post_one(p_op, p_warehouse, 'move', v_at, v_id, v_task.product_id, p_quantity, v_task.from_location_id,
      v_task.to_location_id, v_task.lot_id, v_task.hu_id, null, 'available', 'available', 0, null, p_reason, 'TASK-' || p_task, p_device,
      p_occurred_at, v_owner);
  end if;
  perform wms.end_task(p_warehouse, v_task, p_quantity, p_reason);
  return wms.keep_answer(p_op, v_posted || jsonb_build_object('moved', p_quantity, 'short', v_task.quantity - p_quantity));
end $$;

-- The task, locked, and that it can be done now by this person in this quantity. WM404, WM422, WM455.
create function wms.begin_task(p_warehouse int, p_task bigint, p_quantity numeric, p_reason text) returns wms.task
language plpgsql as $$
declare
  v_task wms.task;
  v_name text;
begin
  select * into v_task from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse for no key update;
  if v_task.task_id is null or v_task.kind not in ('replenish', 'move') or v_task.plan_id is not null then
    perform wms.refuse('WM404', 'This task is not known here.', 'Refresh the list of tasks.');
  elsif v_task.state not in (100, 200, 300) or v_task.from_location_id is null then
    select s.name into v_name from wms.state s where s.entity = 'task' and s.rank = v_task.state;
    perform wms.refuse('WM455', case when v_task.held_reason is not null and v_task.state = 0 then
      format('Task %s is held: %s.', p_task, v_task.held_reason) else format('Task %s is %s.', p_task, v_name) end,
      'Put what is in your hand back and go on with the next one.', jsonb_build_object('state', v_name));
  elsif v_task.not_before > now() then
    perform wms.refuse('WM455', format('Task %s is planned for later.', p_task), 'Take another task.');
  elsif v_task.claimed_by <> session_user and v_task.lease_until > now() then
    perform wms.refuse('WM455', format('Task %s is %s''s.', p_task, wms.called(v_task.claimed_by)), 'Take another task.',
                       jsonb_build_object('claimed_by', v_task.claimed_by));
  elsif p_quantity is null or p_quantity = 'NaN' or p_quantity < 0 or p_quantity > v_task.quantity or p_quantity <> round(p_quantity, 6) then
    perform wms.refuse('WM422', format('%s cannot be moved: the task asks for %s.', coalesce(p_quantity::float8::text, 'Nothing'),
                       v_task.quantity::float8), 'Enter what is in your hand, at most what is asked.');
  elsif p_quantity < v_task.quantity then
    perform wms.check_reason(p_reason, 'short');
  end if;
  return v_task;
end $$;

-- After it: done, or an exception with its next step and an alarm.
create function wms.end_task(p_warehouse int, p_task wms.task, p_quantity numeric, p_reason text) returns void
language plpgsql as $$
declare
  v_rest numeric := p_task.quantity - p_quantity;
  v_from text := (select l.code from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_task.from_location_id);
begin
  update wms.task t set done = p_quantity, finished_at = now(), claimed_by = session_user, state = case when v_rest > 0 then 600 else 400 end,
         exception_reason = case when v_rest > 0 then p_reason end,
         next_step = case when v_rest > 0 then format('Count %s; the rest is looked for elsewhere.', v_from) end
   where t.task_id = p_task.task_id;
  if v_rest > 0 then
    insert into wms.alarm (warehouse_id, kind, priority, text, next_step, location_id, source_key)
    select p_warehouse, 'task.short', 2, format('%s of %s missing in %s', v_rest::float8, p.sku, v_from),
           format('Count %s; the rest is looked for elsewhere.', v_from), p_task.from_location_id, 'task.short:' || p_task.task_id
      from wms.product p where p.product_id = p_task.product_id
    on conflict (warehouse_id, source_key) where cleared_at is null do nothing;
    insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
    values (p_warehouse, 'task.exception', p_task.task_id, array[p_task.from_location_id],
            jsonb_build_object('missing', v_rest, 'reason', p_reason));
  end if;
end $$;

-- A person by the name that others know them by.
create function wms.called(p_login name) returns text
language sql stable as $$
  select coalesce((select u.display_name from wms.app_user u where u.login = p_login), p_login::text)
$$;

-- Roles: r_picker, r_supervisor
-- What a task asks of whoever does it: goods, from where, to where. For the flow that works it.
create function api.task_job_v1(p_warehouse int, p_tasks bigint[])
returns table (task_id bigint, kind text, state int, plan_id bigint, product_id bigint, sku text, product text, quantity numeric, lot_id bigint,
               lot text, hu_id bigint, sscc text, from_id bigint, from_code text, from_kind text, from_digit text, to_id bigint,
               to_code text, to_kind text, to_digit text, units text, exchange int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select t.task_id, t.kind, t.state::int, t.plan_id, t.product_id, p.sku, p.name, t.quantity - t.done, t.lot_id, n.number, t.hu_id, h.sscc,
         f.location_id, f.code, f.kind, f.check_digit, o.location_id, o.code, o.kind, o.check_digit, p.base_uom, t.exchange
    from unnest(p_tasks) with ordinality a(id, n)
    join wms.task t on t.task_id = a.id and t.warehouse_id = p_warehouse
    left join wms.product p on p.product_id = t.product_id
    left join wms.lot n on n.lot_id = t.lot_id
    left join wms.handling_unit h on h.hu_id = t.hu_id
    left join wms.location f on f.warehouse_id = t.warehouse_id and f.location_id = t.from_location_id
    left join wms.location o on o.warehouse_id = t.warehouse_id and o.location_id = t.to_location_id
   order by a.n;
end $$;
