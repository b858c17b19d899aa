-- Roles: r_planner, r_supervisor
-- Have goods moved in quiet hours: one task a line of [{product, from, to, exchange}], of least priority and not before that
-- moment. exchange: lines with one number change places, and are done together. All or nothing. WM404, WM409 is to be moved
-- already, WM422, WM451 nothing there.
create function api.plan_moves_v1(p_op uuid, p_warehouse int, p_moves jsonb, p_not_before timestamptz, p_metres_a_day numeric default 0)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_plan bigint;
  v_made int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('plan_moves', p_warehouse, p_not_before, p_metres_a_day), p_moves), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;      -- one planner after the other
  perform wms.check_moves(p_warehouse, p_moves, p_not_before, p_metres_a_day);
  insert into wms.move_plan (warehouse_id, not_before, metres_a_day) values (p_warehouse, p_not_before, coalesce(p_metres_a_day, 0))
  returning plan_id into v_plan;
  insert into wms.task (warehouse_id, kind, state, priority, from_location_id, to_location_id, product_id, quantity, sequence, plan_id,
                        not_before, exchange)
  select p_warehouse, 'move', 100, 9, x."from", x."to", x.product, s.quantity, e.n, v_plan, p_not_before, x.exchange
    from jsonb_array_elements(p_moves) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(product bigint, "from" bigint, "to" bigint, exchange int)
   cross join lateral (select sum(q.quantity) as quantity from wms.quant q
                        where q.warehouse_id = p_warehouse and q.location_id = x."from" and q.product_id = x.product
                          and q.hu_id is null and q.quantity > 0) s
   order by e.n;
  get diagnostics v_made = row_count;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'moves.planned', v_plan, jsonb_build_object('tasks', v_made, 'not_before', p_not_before));
  return wms.keep_answer(p_op, jsonb_build_object('plan_id', v_plan, 'tasks', v_made));
end $$;

-- Can these moves be planned at all?
create function wms.check_moves(p_warehouse int, p_moves jsonb, p_not_before timestamptz, p_metres numeric) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  if jsonb_typeof(p_moves) is distinct from 'array' or jsonb_array_length(p_moves) not between 1 and 2000 then
    perform wms.refuse('WM422', 'A plan has 1 to 2,000 moves.', 'Choose fewer moves, or look for moves first.');
  elsif p_not_before is null or not isfinite(p_not_before) or p_not_before > now() + interval '60 days' then
    perform wms.refuse('WM422', 'A plan begins within the next 60 days.', 'Enter the hour from which on the goods may be moved.');
  elsif p_metres is not null and (p_metres = 'NaN' or p_metres not between 0 and 1000000000) then
    perform wms.refuse('WM422', 'That is not a length.', 'Enter the metres a day as a number of 0 or more.');
  elsif exists (select from jsonb_array_elements(p_moves) e where jsonb_typeof(e) <> 'object' or exists (
          select from unnest(array['product', 'from', 'to']) f(name) where not wms.is_between(e -> f.name, 1, 9007199254740991))
          or (jsonb_typeof(e -> 'exchange') <> 'null' and not wms.is_between(e -> 'exchange', 0, 1000000))) then
    perform wms.refuse('WM422', 'A move cannot be read.', 'Each names product, from and to by their numbers.');
  end if;
  select x.product, x."from", x."to", p.sku, f.code as from_code, t.code as to_code, s.quantity, k.task_id,
         f.kind in ('pick', 'storage') and t.kind in ('pick', 'storage') as racked, count(*) over (partition by x.product, x."from") as times
    into v_bad
    from jsonb_to_recordset(p_moves) x(product bigint, "from" bigint, "to" bigint)
    left join wms.product p on p.product_id = x.product
    left join wms.location f on f.warehouse_id = p_warehouse and f.location_id = x."from"
    left join wms.location t on t.warehouse_id = p_warehouse and t.location_id = x."to"
    left join lateral (select sum(q.quantity) as quantity from wms.quant q where q.warehouse_id = p_warehouse
                          and q.location_id = x."from" and q.product_id = x.product and q.hu_id is null) s on true
    left join lateral (select o.task_id from wms.task o where o.warehouse_id = p_warehouse and o.kind = 'move' and o.state < 400
                          and o.product_id = x.product and o.from_location_id = x."from" limit 1) k on true
   order by (p.sku is null or f.code is null or t.code is null or not (f.kind in ('pick', 'storage') and t.kind in ('pick', 'storage'))
             or x."from" = x."to" or k.task_id is not null or s.quantity is null or s.quantity <= 0) desc, times desc limit 1;
  if v_bad.sku is null or v_bad.from_code is null or v_bad.to_code is null then
    perform wms.refuse('WM404', 'A product or bin of the plan is not known here.', 'Look for moves again: the floor has changed.');
  elsif v_bad."from" = v_bad."to" or not v_bad.racked or v_bad.times > 1 then
    perform wms.refuse('WM422', format('%s cannot be planned from %s to %s.', v_bad.sku, v_bad.from_code, v_bad.to_code),
                       'Each product goes once from a bin to another bin.');
  elsif v_bad.task_id is not null then
    perform wms.refuse('WM409', format('%s in %s is to be moved already (task %s).', v_bad.sku, v_bad.from_code, v_bad.task_id),
                       'Cancel that plan first, or look for moves again.', jsonb_build_object('task', v_bad.task_id));
  elsif coalesce(v_bad.quantity, 0) <= 0 then
    perform wms.refuse('WM451', format('No loose stock of %s lies in %s any more.', v_bad.sku, v_bad.from_code),
                       'Look for moves again: the floor has changed.');
  end if;
end $$;

-- Take back what nobody has begun of a plan; of two that change places both stay when one is begun. Answer: cancelled, kept (tasks that are begun or done). WM404.
create function api.cancel_moves_v1(p_op uuid, p_warehouse int, p_plan bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_cancelled int;
  v_all int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cancel_moves', p_warehouse, p_plan)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.move_plan m where m.plan_id = p_plan and m.warehouse_id = p_warehouse;
  if not found then
    perform wms.refuse('WM404', 'This plan of moves is not known here.', 'Refresh the list of plans.');
  end if;
  perform from wms.task t where t.plan_id = p_plan order by t.task_id for no key update;
  update wms.task t set state = 500, finished_at = now()
   where t.plan_id = p_plan and (t.state < 200 or (t.state in (200, 300) and t.lease_until < now()))
     and not exists (select from wms.task o where o.plan_id = p_plan and o.exchange = t.exchange and o.state in (200, 300)
                        and o.lease_until >= now());
  get diagnostics v_cancelled = row_count;
  select count(*) into v_all from wms.task t where t.plan_id = p_plan;
  update wms.move_plan m set cancelled_at = now() where m.plan_id = p_plan and v_cancelled > 0;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'moves.cancelled', p_plan, jsonb_build_object('tasks', v_cancelled));
  return wms.keep_answer(p_op, jsonb_build_object('cancelled', v_cancelled, 'kept', v_all - v_cancelled));
end $$;
