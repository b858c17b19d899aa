-- Roles: r_picker, r_packer, r_supervisor, r_admin
-- Take a finished act back in one gesture, with a reason: the opposite of each of its movements is posted, of kind undo.
-- One's own acts, or anybody's as a supervisor or administrator; corrections within one's limit. A pick goes back to its bin,
-- its line is open again and a new pick is made for it; packed goods go back into their tote and the carton opens. An undo is
-- not taken back: the act is done again.
-- WM403, WM404, WM422, WM455 with the chain of acts that used the goods since, to be taken back first.
create function api.undo_v1(p_op uuid, p_warehouse int, p_target_op uuid, p_reason text, p_device text default null,
                            p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lines wms.movement[];
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('undo', p_warehouse, p_target_op, p_reason)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'undo');
  perform wms.fence_promises();
  perform from wms.posting p where p.op = p_target_op for no key update;     -- two who take the same back come one after the other
  perform wms.hold_receipts(p_warehouse, p_target_op);
  perform wms.hold_undone(p_warehouse, p_target_op);
  perform wms.check_undo(p_warehouse, p_target_op);
  perform wms.check_back_into(p_warehouse, p_target_op);
  v_lines := wms.opposite(p_warehouse, p_target_op, p_reason);
  perform wms.check_stays(p_warehouse, v_lines);
  begin
    perform wms.put_units_back(p_warehouse, p_target_op);
    v_first := wms.post_many(p_op, p_warehouse, 'undo', v_at, v_lines, p_device, p_occurred_at);
  exception when sqlstate 'WM451' then               -- taken since we looked
    perform wms.check_undo(p_warehouse, p_target_op);
    raise;
  end;
  perform wms.check_serials(p_warehouse, array(select distinct m.lot_id from unnest(v_lines) m where m.lot_id is not null));
  perform wms.undo_receipts(p_op, p_warehouse, p_target_op);
  perform wms.hold_again(p_op, p_warehouse, v_at, p_target_op);
  insert into wms.lot_origin (lot_id, from_lot_id, quantity, op)             -- of a corrected lot: where the goods came from goes on
  select o.from_lot_id, o.lot_id, o.quantity, p_op from wms.lot_origin o where o.op = p_target_op;
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first)
    || wms.reopen_orders(p_op, p_warehouse, v_at, p_target_op));
end $$;

-- Refuse what cannot be taken back, with what stands in the way.
create function wms.check_undo(p_warehouse int, p_op uuid) returns void
language plpgsql as $$
declare
  v_verdict jsonb := wms.undo_verdict(p_warehouse, p_op);
begin
  if not (v_verdict ->> 'possible')::boolean then
    perform wms.refuse(v_verdict ->> 'code', v_verdict ->> 'what', v_verdict ->> 'next_step',
                       v_verdict - array['possible', 'code', 'what', 'next_step']);
  end if;
end $$;

-- Goods do not come back into a unit that is an order's carton by now: what it ships is what was packed. WM455.
create function wms.check_back_into(p_warehouse int, p_op uuid) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  select h.sscc, o.number into v_bad
    from wms.entries_of(p_warehouse, p_op) e join wms.handling_unit h on h.hu_id = e.hu_id and h.order_id is not null
    join wms.orders o on o.order_id = h.order_id left join wms.handling_unit t on t.hu_id = e.to_hu_id
   where e.hu_id is distinct from e.to_hu_id and e.kind not in ('ship', 'unpack') and t.order_id is distinct from h.order_id
   order by h.hu_id limit 1;
  if found then
    perform wms.refuse('WM455', format('Unit %s is a carton of order %s now.', v_bad.sscc, v_bad.number), 'Move the goods by hand to where they belong.',
                       jsonb_build_object('order', v_bad.number, 'sscc', v_bad.sscc));
  end if;
end $$;

-- Lock the orders whose lines the act counted on, then the units it touched with all that stand in them.
create function wms.hold_undone(p_warehouse int, p_op uuid) returns void
language plpgsql as $$
begin
  perform from wms.orders o where o.order_id in (
      select l.order_id from wms.entries_of(p_warehouse, p_op) e join wms.order_line l on l.order_line_id = e.order_line_id)
    order by o.order_id for no key update;
  perform wms.lock_trees(p_warehouse, array(
      select distinct s.hu from wms.entries_of(p_warehouse, p_op) e cross join lateral (values (e.hu_id), (e.to_hu_id)) s(hu) where s.hu is not null));
end $$;

-- The opposite of an act's entries, the last first. What comes back from a virtual place has the age of what it was taken
-- for, where that is still known.
create function wms.opposite(p_warehouse int, p_op uuid, p_reason text) returns wms.movement[]
language sql stable as $$
  select array_agg(row(e.n, e.product_id, e.quantity, e.to_location_id, e.from_location_id, e.lot_id, e.to_hu_id, e.hu_id, e.owner_id,
           e.to_status, e.status, 0, e.order_line_id, p_reason, e.document, e.weight, e.since, e.ledger_id)::wms.movement order by e.n)
    from (select g.*, row_number() over (order by g.line desc, g.ledger_id desc)::int as n,
                 case when g.to_quant_id is null then (
                   select q.in_date from wms.entries_of(p_warehouse, p_op) o join wms.quant q on q.quant_id = o.to_quant_id
                    where o.product_id = g.product_id and g.kind in ('owner', 'correct_lot') limit 1) end as since
            from wms.entries_of(p_warehouse, p_op) g) e
$$;

-- Units that the act moved as a whole stand where they stood again; a closed carton that loses goods is open again.
create function wms.put_units_back(p_warehouse int, p_op uuid) returns void
language plpgsql as $$
declare
  v_moved bigint[];
  v_places bigint[];
  v_tree bigint[];
begin
  select array_agg(b.hu_id order by b.hu_id), array_agg(b.place order by b.hu_id) into v_moved, v_places
    from (select distinct e.hu_id, e.from_location_id as place from wms.entries_of(p_warehouse, p_op) e
           where e.hu_id = e.to_hu_id and e.from_location_id <> e.to_location_id) b;
  v_tree := array(select distinct u.hu_id from wms.units_below(p_warehouse, v_moved) u);
  update wms.handling_unit h set location_id = b.place, parent_id = case when h.parent_id = any (v_tree) then h.parent_id end
    from (select u.hu_id, min(v_places[u.n]) as place from wms.units_below(p_warehouse, v_moved) u group by 1) b
   where h.hu_id = b.hu_id;
  update wms.handling_unit h set state = 'active'
    from wms.entries_of(p_warehouse, p_op) e
   where h.hu_id in (e.hu_id, e.to_hu_id) and (h.state = 'empty' or e.kind = 'pack' and h.hu_id = e.to_hu_id and h.state = 'packed');
end $$;

-- After picks or packs were taken back: lines count less, picked goods are reserved anew in their bin with a new pick, and
-- the orders stand where their lines are. Answer: tasks made, orders with their status.
create function wms.reopen_orders(p_op uuid, p_warehouse int, p_at timestamptz, p_target uuid) returns jsonb
language plpgsql as $$
declare
  v_tasks jsonb;
  v_orders jsonb;
begin
  update wms.order_line l set packed = l.packed - x.packed, picked = l.picked - x.picked
    from (select e.order_line_id, coalesce(sum(e.quantity) filter (where e.kind = 'pick'), 0) as picked,
                 coalesce(sum(e.quantity) filter (where e.kind = 'pack'), 0) as packed
            from wms.entries_of(p_warehouse, p_target) e where e.order_line_id is not null group by 1) x
   where l.order_line_id = x.order_line_id;
  if not found then
    return '{}';
  end if;
  perform wms.free_cartons(array(select distinct h.order_id from wms.entries_of(p_warehouse, p_target) e join wms.handling_unit h on h.hu_id = e.to_hu_id
                                  where e.kind = 'pack' and h.order_id is not null));
  v_tasks := wms.pick_again(p_op, p_warehouse, p_at, p_target);
  with line as (
    select l.order_id, sum(l.picked) as picked, sum(l.packed) as packed, bool_and(l.packed = l.quantity - l.cancelled) as all_packed,
           bool_and(l.picked = l.quantity - l.cancelled) as all_picked,
           bool_and(l.picked + l.reserved = l.quantity - l.cancelled) as all_reserved
      from wms.order_line l
     where l.order_id in (select k.order_id from wms.entries_of(p_warehouse, p_target) e
                            join wms.order_line k on k.order_line_id = e.order_line_id)
     group by l.order_id
  ), settled as (
    update wms.orders o set version = o.version + 1,
           status = case when o.status >= 900 then o.status when l.all_packed then 650 when l.packed > 0 then 640 when l.all_picked then 600
                         when l.picked > 0 or exists (select from wms.task t where t.order_id = o.order_id and t.state in (200, 300)) then 500
                         when l.all_reserved then 400 else 300 end
      from line l where o.order_id = l.order_id returning o.order_id, o.number, o.status
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
    select p_warehouse, 'order.reopened', s.order_id, s.number, jsonb_build_object('undo_of', p_target, 'status', s.status) from settled s
    returning 1
  )
  select jsonb_agg(jsonb_build_object('order_id', s.order_id, 'number', s.number, 'status', s.status) order by s.order_id)
    into v_orders from settled s;
  return jsonb_build_object('orders', v_orders, 'tasks', v_tasks);
end $$;

-- Picked goods that went back are reserved where they lie, each with a new pick: unless they are held, may not be picked
-- there, or the order waits. Returns the tasks.
create function wms.pick_again(p_op uuid, p_warehouse int, p_at timestamptz, p_target uuid) returns jsonb
language plpgsql as $$
declare
  v_back record;
  v_task bigint;
  v_tasks jsonb := '[]';
begin
  for v_back in
    select o.order_id, o.priority, o.cut_off, g.order_line_id, g.product_id, g.lot_id, g.to_hu_id as hu_id, g.to_location_id, g.to_quant_id,
           sum(g.quantity) as quantity, min(g.undoes) as undoes
      from wms.ledger g
      join wms.entries_of(p_warehouse, p_target) e on e.ledger_id = g.undoes and e.kind = 'pick'
      join wms.order_line l on l.order_line_id = g.order_line_id join wms.orders o on o.order_id = l.order_id and o.status < 900
      join wms.location b on b.warehouse_id = p_warehouse and b.location_id = g.to_location_id
                         and b.kind in ('storage', 'pick') and not b.block_pick
     where g.posted_at = p_at and g.op = p_op and g.to_status = 'available'
       and not exists (select from wms.quant q cross join lateral wms.holds_of(p_warehouse, q) h where q.quant_id = g.to_quant_id)
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by g.to_quant_id
  loop
    insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, lot_id, hu_id, quantity, order_id,
                          order_line_id)
    values (p_warehouse, 'pick', 100, v_back.priority, v_back.cut_off, v_back.to_location_id, v_back.product_id, v_back.lot_id,
            v_back.hu_id, v_back.quantity, v_back.order_id, v_back.order_line_id) returning task_id into v_task;
    insert into wms.reservation (warehouse_id, order_line_id, quant_id, task_id, quantity, rule, explanation)
    values (p_warehouse, v_back.order_line_id, v_back.to_quant_id, v_task, v_back.quantity, 'undo',
            jsonb_build_object('undo_of', v_back.undoes, 'why', 'A pick from here was taken back.'));
    update wms.quant set reserved = reserved + v_back.quantity where quant_id = v_back.to_quant_id;
    update wms.order_line set reserved = reserved + v_back.quantity where order_line_id = v_back.order_line_id;
    v_tasks := v_tasks || to_jsonb(v_task);
  end loop;
  perform wms.rejoin_batch(array(select e.value::bigint from jsonb_array_elements(v_tasks) e));
  return v_tasks;
end $$;
