-- Roles: r_picker, r_supervisor
-- Planned moves are done: all loose stock of each task's product goes where the plan wants it. A task that changes places
-- with another is done together with it, so that neither bin ever holds both. Goods that are reserved stay until they are
-- picked (WM423). A bin that is empty by now ends its task. Answer: done, lines, moved, cancelled. WM404, WM423, WM455.
create function api.do_moves_v1(p_op uuid, p_warehouse int, p_tasks bigint[], p_device text default null,
                                p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_tasks bigint[];
  v_lines wms.movement[];
  v_cancelled int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('do_moves', p_warehouse, p_tasks)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_tasks := array(select distinct t.task_id from wms.task a join wms.task t on t.task_id = a.task_id
                       or (t.plan_id = a.plan_id and t.exchange = a.exchange and t.state < 400)
                    where a.task_id = any (p_tasks) and a.warehouse_id = p_warehouse and a.kind = 'move' and a.plan_id is not null
                    order by 1);
  perform from wms.task t where t.task_id = any (v_tasks) order by t.task_id for no key update;
  perform wms.check_may_move(p_warehouse, p_tasks, v_tasks);
  v_lines := array(select row(row_number() over (order by t.task_id, q.quant_id), q.product_id, q.quantity, t.from_location_id,
                              t.to_location_id, q.lot_id, null, null, q.owner_id, q.status, q.status, 0, null, null,
                              'MOVES-' || t.plan_id, null, null, null)::wms.movement
                     from wms.task t join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = t.from_location_id
                      and q.product_id = t.product_id and q.hu_id is null and q.quantity > 0
                    where t.task_id = any (v_tasks));
  if cardinality(v_lines) > 0 then
    perform wms.check_stays(p_warehouse, v_lines);
    perform wms.post_lines(p_op, p_warehouse, 'move', v_at, v_lines, p_device, p_occurred_at);
  end if;
  update wms.task t set state = case when m.quantity is null then 500 else 400 end, done = coalesce(m.quantity, 0),
         finished_at = now(), claimed_by = session_user
    from wms.task a left join (select l.product_id, l.from_location, sum(l.quantity) as quantity from unnest(v_lines) l group by 1, 2) m
      on m.product_id = a.product_id and m.from_location = a.from_location_id
   where t.task_id = any (v_tasks) and a.task_id = t.task_id;
  select count(*) filter (where t.state = 500) into v_cancelled from wms.task t where t.task_id = any (v_tasks);
  return wms.keep_answer(p_op, jsonb_build_object('done', cardinality(v_tasks) - v_cancelled, 'lines', cardinality(v_lines),
    'moved', coalesce((select sum(l.quantity) from unnest(v_lines) l), 0), 'cancelled', v_cancelled));
end $$;

-- Are these tasks open, due, nobody else's, and is nothing of theirs promised? Called with the tasks locked.
create function wms.check_may_move(p_warehouse int, p_asked bigint[], p_tasks bigint[]) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  if coalesce(cardinality(p_asked), 0) not between 1 and 200 or not p_asked <@ p_tasks then
    perform wms.refuse('WM404', 'A planned move is not known here.', 'Refresh the list of tasks.');
  end if;
  select t.*, s.name into v_bad from wms.task t join wms.state s on s.entity = 'task' and s.rank = t.state
   where t.task_id = any (p_tasks) and (t.state not in (100, 200, 300) or t.not_before > now()
         or (t.claimed_by <> session_user and t.lease_until > now()))
   order by t.task_id limit 1;
  if found and v_bad.state not in (100, 200, 300) then
    perform wms.refuse('WM455', format('Move %s is %s.', v_bad.task_id, v_bad.name), 'Go on with the next one.');
  elsif found and v_bad.not_before > now() then
    perform wms.refuse('WM455', format('Move %s is planned for later, from %s on.', v_bad.task_id, (select
      to_char(v_bad.not_before at time zone w.time_zone, 'DD Mon HH24:MI') from wms.warehouse w where w.warehouse_id = p_warehouse)),
      'Leave it until then, or have the plan made anew.');
  elsif found then
    perform wms.refuse('WM455', format('Move %s is %s''s.', v_bad.task_id, v_bad.claimed_by), 'Take another task.');
  end if;
  select l.code, p.sku, q.reserved into v_bad from wms.task t
    join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = t.from_location_id and q.product_id = t.product_id
     and q.reserved > 0 and q.hu_id is null
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = t.from_location_id
    join wms.product p on p.product_id = t.product_id
   where t.task_id = any (p_tasks) order by t.task_id limit 1;
  if found then
    perform wms.refuse('WM423', format('%s of %s in %s are reserved for orders.', v_bad.reserved::float8, v_bad.sku, v_bad.code),
                       'Pick them first, then move the rest.');
  end if;
end $$;
