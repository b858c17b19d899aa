-- Roles: r_supervisor, r_planner, r_integration
-- Look at all rules: faces below their least are refilled to their most; faces from which more is wanted than lies there and
-- comes get what orders wait for. Tasks that are there already take on the urgency of what waits for them now; where reserve
-- has nothing, an exception says so until it has. Answer: made, quantity, urgent (raised or lowered), exceptions, cured.
create function api.replenish_v1(p_op uuid, p_warehouse int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('replenish', p_warehouse)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;      -- one planner after the other
  return wms.keep_answer(p_op, wms.refill(p_warehouse, null));
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- Somebody stands before a face that is empty, or nearly: refill it now, before anything else. Without a rule for what lies
-- there it is refused (p_product says which, where there are several). Answer as replenish_v1, and rule_id. WM404.
create function api.call_replenish_v1(p_op uuid, p_warehouse int, p_location bigint, p_product bigint default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_rule bigint;
  v_code text := (select l.code from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location);
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('call_replenish', p_warehouse, p_location, p_product)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  if v_code is null then
    perform wms.refuse('WM404', 'This bin is not known here.', 'Scan the label of the pick face.');
  end if;
  select f.rule_id into v_rule from wms.faces(p_warehouse, false) f
   where f.location_id = p_location and (p_product is null or f.product_id = p_product)
   order by f.free - f.min_quantity, f.rule_id limit 1;
  if v_rule is null then
    perform wms.refuse('WM404', format('No rule says what %s is refilled with.', v_code), 'Tell a supervisor: a rule is made in the room Tasks.');
  end if;
  return wms.keep_answer(p_op, wms.refill(p_warehouse, v_rule) || jsonb_build_object('rule_id', v_rule));
end $$;

-- The faces of the rules: what lies there and is free, what is on its way, what orders want of the product that nothing is
-- reserved for (the most urgent of them and its cut-off), and the quantity it should get. Demand goes to a product's faces in
-- the order of their rules, as far as each has room. p_all: also rules that have ended.
create function wms.faces(p_warehouse int, p_all boolean)
returns table (rule_id bigint, product_id bigint, location_id bigint, min_quantity numeric, max_quantity numeric, pack numeric, on_face numeric,
               free numeric, incoming numeric, room numeric, waiting numeric, lines int, priority int, cut_off timestamptz, by_min numeric,
               by_order numeric)
language sql stable as $$
  with rule as materialized (
    select r.* from wms.replenish_rule r
     where r.warehouse_id = p_warehouse and (p_all or r.active and (                -- through the key, whatever the statistics
             select l.kind = 'pick' and not l.block_putaway from wms.location l
              where l.warehouse_id = p_warehouse and l.location_id = r.location_id limit 1))
  ), wanted as materialized (
    select l.product_id, sum(l.quantity - l.cancelled - l.reserved - l.picked) as waiting, count(*)::int as lines,
           min(o.priority)::int as priority, min(o.cut_off) as cut_off
      from wms.order_line l join wms.orders o on o.order_id = l.order_id
     where o.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 100 and 600
       and l.product_id in (select x.product_id from rule x) and l.quantity - l.cancelled - l.reserved - l.picked > 0
     group by 1
  ), face as (
    select r.*, coalesce(q.on_face, 0) as on_face, coalesce(q.free, 0) as free, coalesce(t.incoming, 0) as incoming
      from rule r
      left join lateral (
        select sum(q.quantity) as on_face, sum(q.quantity - q.reserved) filter (where q.status = 'available') as free from wms.quant q
         where q.warehouse_id = p_warehouse and q.location_id = r.location_id and q.product_id = r.product_id) q on true
      left join lateral (
        select sum(t.quantity - t.done) as incoming from wms.task t
         where t.warehouse_id = p_warehouse and t.to_location_id = r.location_id and t.product_id = r.product_id and t.state < 400
           and t.kind in ('replenish', 'move', 'putaway')) t on true
  ), roomy as (
    select f.*, greatest(f.max_quantity - f.on_face - f.incoming, 0) as room, coalesce(w.waiting, 0) as waiting, coalesce(w.lines, 0) as lines,
           w.priority, w.cut_off,
           coalesce(w.waiting, 0) - sum(f.free + f.incoming) over (partition by f.product_id) as missing
      from face f left join wanted w on w.product_id = f.product_id
  )
  select r.rule_id, r.product_id, r.location_id, r.min_quantity, r.max_quantity, r.pack, r.on_face, r.free, r.incoming, r.room, r.waiting,
         r.lines, r.priority, r.cut_off, case when r.free + r.incoming < r.min_quantity then r.room else 0 end,
         least(r.room, greatest(0, r.missing - coalesce(sum(r.room) over (partition by r.product_id order by r.rule_id
                                                          rows between unbounded preceding and 1 preceding), 0)))
    from roomy r
$$;

-- What of a product lies in reserve and nobody has a claim on: available, not held, not reserved, not on its way elsewhere,
-- and not from where goods were missing. In the order in which it is to be used: first expired first, oldest first.
create function wms.reserve_of(p_warehouse int, p_product bigint)
returns table (quant_id bigint, location_id bigint, code text, lot_id bigint, lot text, hu_id bigint, ends_on date, free numeric)
language sql stable as $$
  select q.quant_id, q.location_id, l.code, q.lot_id, n.number, q.hu_id, least(n.expires_on, n.best_before),
         q.quantity - q.reserved - coalesce(o.going, 0)
    from wms.quant q
   cross join lateral (select k.code, k.kind, k.block_pick from wms.location k
                        where k.warehouse_id = p_warehouse and k.location_id = q.location_id limit 1) l
    left join wms.lot n on n.lot_id = q.lot_id
    left join lateral (
      select sum(t.quantity - t.done) filter (where t.state < 400) as going, bool_or(t.state = 600) as doubtful
        from wms.task t
       where t.warehouse_id = p_warehouse and t.from_location_id = q.location_id and t.product_id = q.product_id
         and t.lot_id is not distinct from q.lot_id and t.hu_id is not distinct from q.hu_id
         and (t.state < 400 and t.kind in ('replenish', 'move') or t.state = 600)) o on true
   where q.warehouse_id = p_warehouse and q.product_id = p_product and l.kind = 'storage' and not l.block_pick and q.status = 'available' and q.quantity > q.reserved
     and q.quantity - q.reserved > coalesce(o.going, 0) and o.doubtful is not true
     and (least(n.expires_on, n.best_before) is null or least(n.expires_on, n.best_before) >= current_date)
     and not exists (select from wms.holds_on(p_warehouse) h where h.quant_id = q.quant_id)
   order by 7 nulls last, q.in_date, q.quant_id
$$;

-- Make what the rules ask for. p_call: of this rule in any case, up to its most, before anything else. The caller has locked
-- the warehouse, so that two planners do not both send the same goods.
create function wms.refill(p_warehouse int, p_call bigint) returns jsonb
language plpgsql as $$
declare
  v_face record;
  v_want numeric;
  v_got numeric;
  v_made int := 0;
  v_sum numeric := 0;
  v_missing int := 0;
  v_cured int := 0;
  v_urgent int;
begin
  v_urgent := wms.press(p_warehouse, p_call);
  for v_face in
    select f.*, wms.urgency(f.lines, f.priority, f.free, f.rule_id = p_call) as rank from wms.faces(p_warehouse, false) f
     where (f.rule_id = p_call or p_call is null and (f.by_min > 0 or f.by_order > 0)) order by rank, f.cut_off nulls last, f.rule_id
  loop
    v_want := case when v_face.rule_id = p_call then v_face.room else greatest(v_face.by_min, v_face.by_order) end;
    v_want := least(wms.in_packs(v_want, v_face.room, v_face.pack), wms.room_for(p_warehouse, v_face.location_id, v_face.product_id));
    continue when v_want <= 0;
    v_got := wms.send(p_warehouse, v_face.rule_id, v_want, v_face.rank, v_face.cut_off, jsonb_build_object(
      'mode', case when v_face.rule_id = p_call then 'called' when v_face.by_order > v_face.by_min then 'order' else 'min' end,
      'min', v_face.min_quantity, 'max', v_face.max_quantity, 'on_face', v_face.on_face, 'free', v_face.free, 'incoming', v_face.incoming,
      'waiting', v_face.waiting, 'lines', v_face.lines, 'cut_off', v_face.cut_off, 'wanted', v_want));
    v_sum := v_sum + v_got;
    v_made := v_made + (v_got > 0)::int;
    if v_got = 0 and v_face.incoming = 0 then
      v_missing := v_missing + wms.say_empty(p_warehouse, v_face.rule_id, v_want, v_face.rank, v_face.cut_off, v_face.waiting);
    elsif v_got > 0 then
      update wms.task t set state = 500, finished_at = now(), settlement = 'Reserve has some again.'
       where t.warehouse_id = p_warehouse and t.kind = 'replenish' and t.rule_id = v_face.rule_id and t.state = 600
         and t.from_location_id is null;
      v_cured := v_cured + (found)::int;
    end if;
  end loop;
  return jsonb_build_object('made', v_made, 'quantity', v_sum, 'urgent', v_urgent, 'exceptions', v_missing, 'cured', v_cured);
end $$;

-- How urgent a refill is: as the most urgent order that waits for it, one more where the face is empty; without any waiting
-- 4 for an empty face, else 6. Who calls comes first.
create function wms.urgency(p_lines int, p_priority int, p_free numeric, p_called boolean) returns int
language sql immutable as $$
  select case when p_called then 1 when p_lines > 0 then greatest(1, p_priority - (p_free <= 0)::int) when p_free <= 0 then 4 else 6 end
$$;

-- Whole packs: rounded up, down where the face has no room for one more.
create function wms.in_packs(p_want numeric, p_room numeric, p_pack numeric) returns numeric
language sql immutable as $$
  select case when p_pack is null then least(p_want, p_room)
              when ceil(p_want / p_pack) * p_pack <= p_room then ceil(p_want / p_pack) * p_pack else floor(p_room / p_pack) * p_pack end
$$;

-- How much more of a product the class of a bin lets in, counting what is on its way there; null limits let in all.
create function wms.room_for(p_warehouse int, p_location bigint, p_product bigint) returns numeric
language sql stable as $$
  select case when c.class_id is null then 1000000000
              when c.product_mixing <> 'any' and exists (
                select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_location and q.quantity > 0
                   and q.product_id <> p_product) then 0
              else greatest(0, least(1000000000, case when p.weight > 0 then floor((c.max_weight - n.weight) / p.weight) end,
                                     case when p.volume > 0 then floor((c.max_volume - n.volume) / p.volume) end)) end
    from wms.location l
    join wms.product p on p.product_id = p_product
    left join wms.storage_class c on c.class_id = l.class_id
   cross join lateral (
     select coalesce(sum(x.quantity * k.weight), 0) as weight, coalesce(sum(x.quantity * k.volume), 0) as volume
       from (select q.product_id, q.quantity from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_location
             union all
             select t.product_id, t.quantity - t.done from wms.task t where t.warehouse_id = p_warehouse and t.to_location_id = p_location
                and t.state < 400 and t.quantity is not null and t.kind in ('replenish', 'move', 'putaway')) x
       join wms.product k on k.product_id = x.product_id) n
   where l.warehouse_id = p_warehouse and l.location_id = p_location
$$;

-- Tasks that bring so much from reserve to the face of a rule, one a stock record; the quantity found.
create function wms.send(p_warehouse int, p_rule bigint, p_want numeric, p_priority int, p_due timestamptz, p_why jsonb) returns numeric
language plpgsql as $$
declare
  v_rule wms.replenish_rule;
  v_from record;
  v_take numeric;
  v_got numeric := 0;
begin
  select * into v_rule from wms.replenish_rule r where r.rule_id = p_rule;
  for v_from in select s.* from wms.reserve_of(p_warehouse, v_rule.product_id) s loop
    v_take := least(v_from.free, p_want - v_got);
    insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, to_location_id, product_id, lot_id, hu_id, quantity,
                          rule_id, explanation)
    values (p_warehouse, 'replenish', 100, p_priority, p_due, v_from.location_id, v_rule.location_id, v_rule.product_id, v_from.lot_id,
            v_from.hu_id, v_take, p_rule, jsonb_strip_nulls(p_why || jsonb_build_object('from', v_from.code, 'from_free', v_from.free,
              'ends_on', v_from.ends_on, 'lot', v_from.lot)));
    v_got := v_got + v_take;
    exit when v_got >= p_want;
  end loop;
  if v_got > 0 then
    insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
    values (p_warehouse, 'replenish.asked', p_rule, array[v_rule.location_id], p_why || jsonb_build_object('quantity', v_got));
  end if;
  return v_got;
end $$;

-- Reserve has nothing for a face: an exception, once as long as it is open. 1 where it is new.
create function wms.say_empty(p_warehouse int, p_rule bigint, p_want numeric, p_priority int, p_due timestamptz, p_waiting numeric) returns int
language plpgsql as $$
begin
  if exists (select from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'replenish' and t.rule_id = p_rule and t.state = 600) then
    return 0;
  end if;
  insert into wms.task (warehouse_id, kind, state, priority, due_at, to_location_id, product_id, quantity, rule_id, exception_reason, next_step,
                        explanation)
  select p_warehouse, 'replenish', 600, p_priority, p_due, r.location_id, r.product_id, p_want, p_rule, 'no_reserve',
         case when p_waiting > 0 then format('Orders wait for %s: bring stock to a reserve bin, or close their lines short.', p_waiting::float8)
              else 'Bring stock to a reserve bin, or lower what the face is kept at.' end,
         jsonb_build_object('waiting', p_waiting, 'wanted', p_want)
    from wms.replenish_rule r where r.rule_id = p_rule;
  return 1;
end $$;

-- Refills that nobody has finished take on the urgency of what waits for them now. How many changed.
create function wms.press(p_warehouse int, p_call bigint) returns int
language plpgsql as $$
declare
  v_changed int;
begin
  perform from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'replenish' and t.state < 400 and t.rule_id is not null
    order by t.task_id for no key update;
  update wms.task t set priority = x.rank, due_at = coalesce(x.cut_off, t.due_at)
    from (select f.rule_id, f.cut_off, wms.urgency(f.lines, f.priority, f.free, f.rule_id = p_call) as rank
            from wms.faces(p_warehouse, false) f where p_call is null or f.rule_id = p_call) x
   where t.warehouse_id = p_warehouse and t.kind = 'replenish' and t.state < 400 and t.rule_id = x.rule_id
     and (t.explanation ->> 'mode' is distinct from 'called' or x.rank = 1) and not coalesce((t.explanation ->> 'pinned')::boolean, false)
     and (t.priority <> x.rank or t.due_at is distinct from coalesce(x.cut_off, t.due_at));
  get diagnostics v_changed = row_count;
  return v_changed;
end $$;
