-- Roles: r_picker, r_supervisor
-- Where goods go: one putaway task a load, in the first of its places that still takes it. p_loads:
-- [{hu} or {quant, quantity}, each with choices: [{to, explanation}], the best first, and priority 1 to 9]; units and stock
-- records are not mixed in one call. Places are locked with the choice, and what open tasks bring there counts. A load that
-- has a task keeps it. Answer: tasks [{load, task_id, to, choice}], lost [{load, what}] (whose places were all taken meanwhile: look
-- again and ask anew). WM404, WM422, WM451.
create function api.propose_putaway_v1(p_op uuid, p_warehouse int, p_loads jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_load record;
  v_answer jsonb;
  v_tasks jsonb := '[]';
  v_lost jsonb := '[]';
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_putaway_loads(p_loads);
  v_old := wms.claim_op(p_op, concat(row('propose_putaway', p_warehouse), (
    select string_agg(concat_ws(':', e ->> 'hu', e ->> 'quant', e ->> 'quantity'), ',') from jsonb_array_elements(p_loads) e)), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_in(p_warehouse, p_loads));
  perform wms.hold_putaway_loads(p_warehouse, p_loads);
  perform wms.hold_hazards_now(p_warehouse, wms.hazards_in(p_warehouse, p_loads));
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id in (
      select (c ->> 'to')::bigint from jsonb_array_elements(p_loads) e cross join lateral jsonb_array_elements(e -> 'choices') c)
    order by l.location_id for no key update;
  for v_load in select e.n::int - 1 as n, (e.value ->> 'hu')::bigint as hu, (e.value ->> 'quant')::bigint as quant,
                       (e.value ->> 'quantity')::numeric as quantity, coalesce((e.value ->> 'priority')::int, 5) as priority,
                       e.value -> 'choices' as choices
                  from jsonb_array_elements(p_loads) with ordinality e(value, n) order by e.n loop
    v_answer := wms.plan_putaway(p_warehouse, v_load.hu, v_load.quant, v_load.quantity, v_load.priority, v_load.choices);
    if v_answer ? 'task_id' then
      v_tasks := v_tasks || (jsonb_build_object('load', v_load.n) || v_answer);
    else
      v_lost := v_lost || (jsonb_build_object('load', v_load.n) || v_answer);
    end if;
  end loop;
  if v_tasks <> '[]' then
    insert into wms.event (warehouse_id, type, locations, payload)
    values (p_warehouse, 'putaway.planned', array(select distinct (t ->> 'to')::bigint from jsonb_array_elements(v_tasks) t),
            jsonb_build_object('tasks', array(select (t ->> 'task_id')::bigint from jsonb_array_elements(v_tasks) t)));
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('tasks', v_tasks, 'lost', v_lost));
end $$;

-- Can this be read at all? Cheap, and before anything is locked.
create function wms.check_putaway_loads(p_loads jsonb) returns void
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_loads) is distinct from 'array' or jsonb_array_length(p_loads) not between 1 and 500 then
    perform wms.refuse('WM422', 'One call plans 1 to 500 loads.', 'Split it and send the parts.');
  elsif exists (select from jsonb_array_elements(p_loads) e where jsonb_typeof(e) <> 'object'
             or (wms.is_between(e -> 'hu', 1, 9007199254740991)) = (wms.is_between(e -> 'quant', 1, 9007199254740991))
             or (e ? 'quant' and not wms.is_between(e -> 'quantity', 0.000001, 1000000000))
             or (e ? 'priority' and not wms.is_between(e -> 'priority', 1, 9))
             or jsonb_typeof(e -> 'choices') is distinct from 'array') then
    perform wms.refuse('WM422', 'A load cannot be read.', 'Each names a unit (hu), or a stock record and a quantity, and its choices.');
  elsif (select count(distinct e ? 'hu') from jsonb_array_elements(p_loads) e) > 1 then
    perform wms.refuse('WM422', 'Units and loose goods are planned in calls of their own.', 'Split it and send the parts.');
  elsif exists (select from jsonb_array_elements(p_loads) e cross join lateral jsonb_array_elements(e -> 'choices') c
                 where jsonb_typeof(c) <> 'object' or not wms.is_between(c -> 'to', 1, 9007199254740991)
                    or jsonb_typeof(c -> 'explanation') is distinct from 'object') then
    perform wms.refuse('WM422', 'A choice cannot be read.', 'Each names a bin (to) and an explanation.');
  elsif (select count(*) > count(distinct coalesce(e ->> 'hu', e ->> 'quant')) from jsonb_array_elements(p_loads) e where e ? 'hu') then
    perform wms.refuse('WM422', 'A unit is named twice.', 'Name each unit once.');
  end if;
end $$;

-- Hazard classes of these loads.
create function wms.hazards_in(p_warehouse int, p_loads jsonb) returns text[]
language sql stable as $$
  select wms.hazards_of(p_warehouse, array(select q.product_id from jsonb_array_elements(p_loads) e join wms.quant q on q.quant_id = (e ->> 'quant')::bigint),
                        array(select (e ->> 'hu')::bigint from jsonb_array_elements(p_loads) e where e ? 'hu'))
$$;

-- Lock what is to be planned: units with all in them and their tasks, or stock records; each in the order of its key.
create function wms.hold_putaway_loads(p_warehouse int, p_loads jsonb) returns void
language plpgsql as $$
declare
  v_units bigint[] := array(select (e ->> 'hu')::bigint from jsonb_array_elements(p_loads) e where e ? 'hu');
  v_quants bigint[] := array(select distinct (e ->> 'quant')::bigint from jsonb_array_elements(p_loads) e where e ? 'quant');
begin
  if cardinality(v_units) > 0 then
    perform wms.hold_units(p_warehouse, v_units);
    if (select count(*) from wms.handling_unit h where h.hu_id = any (v_units) and h.warehouse_id = p_warehouse
           and h.state in ('active', 'packed', 'empty', 'planned')) < cardinality(v_units) then
      perform wms.refuse('WM404', 'A handling unit is not known here, or has left.', 'Scan its label again.');
    elsif exists (select from wms.handling_unit h where h.hu_id = any (v_units) and h.parent_id is not null) then
      perform wms.refuse('WM422', 'A unit stands in another one.', 'Put the outer unit away, or take it off first.');
    end if;
  else
    perform from wms.quant q where q.quant_id = any (v_quants)
      order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
    if (select count(*) from wms.quant q where q.quant_id = any (v_quants) and q.warehouse_id = p_warehouse and q.hu_id is null)
         < cardinality(v_quants) then
      perform wms.refuse('WM404', 'A stock record is not known here, or stands in a unit.', 'Look at the goods that wait again.');
    end if;
  end if;
end $$;

-- One load: the task it has, or a new one for the first place that takes it, or why there is none. Called with all locked.
create function wms.plan_putaway(p_warehouse int, p_hu bigint, p_quant bigint, p_quantity numeric, p_priority int, p_choices jsonb) returns jsonb
language plpgsql as $$
declare
  v_open wms.task;
  v_choice record;
  v_stock wms.quant;
  v_waiting numeric;
  v_task bigint;
begin
  if p_hu is not null then
    select * into v_open from wms.task t where t.hu_id = p_hu and t.kind = 'putaway' and t.state < 400 and t.product_id is null limit 1;
    if found then
      return jsonb_build_object('task_id', v_open.task_id, 'to', v_open.to_location_id, 'choice', null);
    end if;
  else
    select * into v_stock from wms.quant q where q.quant_id = p_quant;
    select coalesce(sum(t.quantity - t.done), 0) into v_waiting from wms.task t
     where t.warehouse_id = p_warehouse and t.kind = 'putaway' and t.state < 400 and t.from_location_id = v_stock.location_id
       and t.product_id = v_stock.product_id and t.lot_id is not distinct from v_stock.lot_id and t.hu_id is null;
    if v_stock.quantity - v_waiting < p_quantity then
      return jsonb_build_object('what', format('only %s of it wait here without a place', greatest(0, v_stock.quantity - v_waiting)::float8));
    end if;
  end if;
  select c.n - 1 as n, c.value, v.* into v_choice
    from wms.putaway_verdicts(p_warehouse, p_hu, p_quant, p_quantity, wms.load_height(p_warehouse, p_hu), null,
           array(select (c ->> 'to')::bigint from jsonb_array_elements(p_choices) with ordinality x(c, n) order by n)) v
    join lateral (select x.value, x.n from jsonb_array_elements(p_choices) with ordinality x(value, n)
                   where (x.value ->> 'to')::bigint = v.location_id order by x.n limit 1) c on true
   order by (v.problem is not null), c.n limit 1;
  if v_choice.location_id is null then
    return jsonb_build_object('what', 'no place was found for it');
  elsif v_choice.problem is not null then
    return jsonb_build_object('what', v_choice.what, 'problem', v_choice.problem);
  end if;
  insert into wms.task (warehouse_id, kind, state, priority, from_location_id, to_location_id, hu_id, product_id, lot_id, quantity, explanation)
  select p_warehouse, 'putaway', 100, p_priority, coalesce(h.location_id, v_stock.location_id), v_choice.location_id, p_hu,
         v_stock.product_id, v_stock.lot_id, p_quantity,
         (v_choice.value -> 'explanation') || jsonb_build_object('choice', v_choice.n, 'status', v_stock.status, 'owner', v_stock.owner_id)
    from (select) x left join wms.handling_unit h on h.hu_id = p_hu
  returning task_id into v_task;
  return jsonb_build_object('task_id', v_task, 'to', v_choice.location_id, 'choice', v_choice.n);
end $$;
