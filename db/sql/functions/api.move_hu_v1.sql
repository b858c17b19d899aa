-- Roles: r_picker, r_packer, r_supervisor
-- Move a whole handling unit, with the units in it and all their content. What is reserved in it stays reserved: the
-- reservations and their picks go along, as long as goods may be picked at the new place.
create function api.move_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_to bigint, p_kind text default 'move',
                               p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_done jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_hu', p_warehouse, p_hu, p_to, p_kind, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of(p_warehouse, null, array[p_hu]));
  v_done := wms.move_units(p_op, p_warehouse, p_kind, v_at, array[p_hu], array[p_to], false, p_document, p_device, p_occurred_at);
  perform wms.check_hazard_moves(p_op, p_warehouse, v_at);
  return wms.keep_answer(p_op, v_done);
end $$;

-- The movement of outermost units p_units[i] to the places p_targets[i], in one posting. p_many: refusals name the line.
-- Answer: lines, units, carried (picks that go elsewhere now).
create function wms.move_units(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_units bigint[], p_targets bigint[],
  p_many boolean, p_document text, p_device text, p_occurred timestamptz)
returns jsonb language plpgsql as $$
declare
  v_tree bigint[];
  v_to bigint[];
  v_lines wms.movement[];
  v_tasks bigint[] := '{}';
  v_before wms.handling_unit[];
  v_holds boolean := wms.fence_holds(p_warehouse);
begin
  perform wms.hold_units(p_warehouse, p_units);
  select array_agg(b.hu_id order by b.hu_id), array_agg(p_targets[b.n] order by b.hu_id) into v_tree, v_to
    from wms.units_below(p_warehouse, p_units) b;
  perform wms.check_unit_moves(p_warehouse, p_kind, p_units, p_targets, v_tree, p_many);
  perform wms.check_place_unheld(p_warehouse, p_units);
  perform wms.check_parked(p_warehouse, v_tree, v_to);
  v_before := array(select h from unnest(p_units) with ordinality u(id, n) join wms.handling_unit h on h.hu_id = u.id order by u.n);
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, s.target, s.lot_id, s.hu_id, s.hu_id, s.owner_id, s.status,
                       s.status, s.reserved, null, null, p_document, s.weight, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, u.target, row_number() over (order by q.quant_id)::int as n
            from unnest(v_tree, v_to) u(id, target)
           cross join lateral (select k.* from wms.quant k where k.hu_id = u.id and k.quantity > 0) q) s;
  if exists (select from unnest(v_lines) m where m.unreserve > 0) then
    perform wms.check_carrying(p_warehouse, v_tree, v_to);
  end if;
  update wms.handling_unit h
     set location_id = u.target, parent_id = case when h.hu_id = any (p_units) then null else h.parent_id end
    from unnest(v_tree, v_to) u(id, target) where h.hu_id = u.id;
  if v_lines is not null then
    perform wms.post_lines(p_op, p_warehouse, p_kind, p_at, v_lines, p_device, p_occurred);
    v_tasks := wms.carry_reservations(p_op, p_warehouse, p_at, v_holds);
  end if;
  perform wms.settle_putaway(v_tree, v_to);
  perform wms.say_moved(p_warehouse, v_before, p_targets, v_tasks);
  return jsonb_build_object('lines', coalesce(cardinality(v_lines), 0), 'units', cardinality(v_tree), 'carried', cardinality(v_tasks));
end $$;

-- May these units go where they are sent? Names the first that may not. WM404, WM422, WM423, WM455.
create function wms.check_unit_moves(p_warehouse int, p_kind text, p_units bigint[], p_targets bigint[], p_tree bigint[],
                                     p_many boolean) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if p_kind is null or p_kind not in ('move', 'putaway') then
    perform wms.refuse('WM422', format('%s is not a kind of move.', coalesce(left(p_kind, 40), 'Nothing')), 'Use move or putaway.');
  elsif cardinality(p_tree) <> (select count(distinct u) from unnest(p_tree) u) then
    perform wms.refuse('WM422', 'A unit is named twice, or stands in another that is moved too.', 'Name each outermost unit once.');
  end if;
  select u.n, h.hu_id, h.sscc, h.state, h.location_id = l.location_id as there, l.kind, l.block_putaway, l.code,
         f.block_pick, f.code as from_code into v_bad
    from unnest(p_units, p_targets) with ordinality u(id, target, n)
    left join lateral (select * from wms.handling_unit k where k.hu_id = u.id and k.warehouse_id = p_warehouse limit 1) h on true
    left join lateral (select * from wms.location k where k.warehouse_id = p_warehouse and k.location_id = u.target limit 1) l on true
    left join lateral (select * from wms.location k where k.warehouse_id = p_warehouse and k.location_id = h.location_id limit 1) f on true
   where h.hu_id is null or h.state = 'shipped' or l.code is null or l.kind = 'virtual' or l.block_putaway or f.block_pick
      or h.location_id = l.location_id
   order by u.n limit 1;
  if not found then
    return;
  end if;
  perform wms.refuse(
    case when v_bad.hu_id is null or v_bad.code is null then 'WM404' when v_bad.state = 'shipped' then 'WM455'
         when v_bad.kind <> 'virtual' and not v_bad.there then 'WM423' else 'WM422' end,
    case when p_many then format('Line %s: ', v_bad.n) else '' end || case
      when v_bad.hu_id is null then 'This handling unit is not known here.'
      when v_bad.code is null then 'This bin is not known in this warehouse.'
      when v_bad.state = 'shipped' then format('Unit %s has left the warehouse.', v_bad.sscc)
      when v_bad.kind = 'virtual' then 'A move stays inside the warehouse.'
      when v_bad.there then format('Unit %s stands there already.', v_bad.sscc)
      when v_bad.block_putaway then format('%s is blocked for putting away.', v_bad.code)
      else format('%s is blocked for taking.', v_bad.from_code) end,
    case when p_many then 'Correct the line and send the batch again.'
      when v_bad.hu_id is null or v_bad.state = 'shipped' then 'Check which label was scanned.'
      when v_bad.kind = 'virtual' then 'Receive, ship or adjust instead.'
      when v_bad.code is not null and not v_bad.there and not v_bad.block_putaway then 'Ask the supervisor to lift the block.'
      else 'Scan the bin it should go to.' end,
    jsonb_build_object('line', v_bad.n));
end $$;

-- Reserved goods go only where they can be picked, and not under a hold. Called with tasks, units and records locked. WM423.
create function wms.check_carrying(p_warehouse int, p_tree bigint[], p_targets bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  select h.sscc, l.code, o.number, array(select distinct k.order_id from wms.reservation r join wms.task k on k.task_id = r.task_id
                                          where r.quant_id = q.quant_id and r.state = 'open') as orders into v_bad
    from unnest(p_tree, p_targets) u(id, target)
   cross join lateral (select k.quant_id from wms.quant k where k.hu_id = u.id and k.reserved > 0) q
    join wms.handling_unit h on h.hu_id = u.id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = u.target
    join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
    join wms.order_line e on e.order_line_id = r.order_line_id join wms.orders o on o.order_id = e.order_id
   where l.kind not in ('storage', 'pick') or l.block_pick
      or exists (select from wms.hold b where b.warehouse_id = p_warehouse and b.target = 'location' and b.target_id = u.target
                                          and b.released_at is null) limit 1;
  if found then
    perform wms.refuse('WM423', format('Unit %s holds goods reserved for order %s, and nothing is picked at %s.', v_bad.sscc,
                       v_bad.number, v_bad.code), 'Move it to a storage or pick bin, pick the goods, or release the order first.',
                       jsonb_build_object('order', v_bad.number, 'orders', to_jsonb(v_bad.orders)));
  end if;
end $$;

-- Out of a held place only a supervisor moves units; holds on units and on what is in them go along. WM423.
create function wms.check_place_unheld(p_warehouse int, p_units bigint[]) returns void
language plpgsql as $$
declare
  v_hold wms.hold;
begin
  select b.* into v_hold from wms.hold b
   where b.warehouse_id = p_warehouse and b.target = 'location' and b.released_at is null
     and b.target_id in (select h.location_id from wms.handling_unit h where h.hu_id = any (p_units)) order by b.hold_id limit 1;
  if found and not pg_has_role(session_user, 'r_supervisor', 'member') then
    perform wms.refuse_held(v_hold, 'This cannot be moved:', 'Leave it; a supervisor can move it or lift the hold.');
  end if;
end $$;

-- Movements of stock tell themselves. Said is what they do not: an empty unit went, a unit left another, picks go elsewhere.
create function wms.say_moved(p_warehouse int, p_before wms.handling_unit[], p_targets bigint[], p_tasks bigint[]) returns void
language plpgsql as $$
begin
  with tree as materialized (
    select b.hu_id, b.n from wms.units_below(p_warehouse, array(select x.hu_id from unnest(p_before) with ordinality x order by x.ordinality)) b
  ), full_one as (
    select distinct t.n from tree t cross join lateral (select from wms.quant q where q.hu_id = t.hu_id limit 1) q
  ), sent as (
    select t.n, jsonb_agg(w.task_id order by w.task_id) as tasks
      from unnest(p_tasks) k(id) join wms.task w on w.task_id = k.id join tree t on t.hu_id = w.hu_id group by t.n
  )
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  select p_warehouse, 'hu.moved', b.hu_id, b.sscc, array[b.location_id, p_targets[b.ordinality]],
         jsonb_build_object('from', b.location_id, 'to', p_targets[b.ordinality], 'left', b.parent_id, 'tasks', coalesce(s.tasks, '[]'))
    from unnest(p_before) with ordinality b
    left join sent s on s.n = b.ordinality
   where b.parent_id is not null or s.tasks is not null or b.ordinality not in (select f.n from full_one f);
end $$;
