-- Roles: r_picker, r_packer, r_supervisor
-- Record what was taken at a stop of a batch's tour: p_lines [{task, quantity, serial}], all into one tote (p_to_hu);
-- serial: the number on the piece, where it is another than the reserved one. In mode batch a
-- tote takes goods of several orders, in the others of one: it is that order's from then on, and another one for the same order
-- takes its place on the cart. p_place: where the cart stands in the books, for a tote that is still elsewhere and empty.
-- Less than asked needs p_reason; then, in the same act, the rest is reserved and joins the tour from another bin, the bin goes on
-- the list of counts, and what it still holds in the books is offered to nobody until it is counted. Picks that are not to be done
-- any more (cancelled, done) are not done: the answer names them (gone).
-- Answer: picked, short, gone, replanned, elsewhere, missing, check_empty [{location_id, code}] (bins that should be empty now),
-- substitutes [{order_line, product, sku, name, quantity, missing}], left. WM404, WM422, WM423, WM454, WM455.
create function api.pick_stop_v1(p_op uuid, p_warehouse int, p_batch bigint, p_lines jsonb, p_to_hu bigint default null,
  p_place bigint default null, p_reason text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_batch wms.batch;
  v_gone jsonb;
  v_done jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('pick_stop', p_warehouse, p_batch, p_lines, p_to_hu, p_reason)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if wms.lines_in(p_lines) not between 1 and 500 then
    perform wms.refuse('WM422', 'A stop has 1 to 500 picks.', 'Scan the bin again.');
  end if;
  if p_reason is not null then                       -- only a short pick makes promises
    perform wms.fence_promises();
  end if;
  v_batch := wms.lock_batch(p_warehouse, p_batch);
  v_gone := wms.lock_stop(p_warehouse, p_batch, p_lines);
  v_done := wms.pick_lines(p_op, p_warehouse, v_batch, v_at, p_lines, v_gone, p_to_hu, p_place, p_reason, p_device, p_occurred_at);
  update wms.task t set lease_until = now() + interval '15 minutes'          -- who picks goes on
   where t.batch_id = p_batch and t.state in (200, 300) and t.claimed_by = session_user and t.lease_until < now() + interval '10 minutes';
  return wms.keep_answer(p_op, v_done || jsonb_build_object('gone', v_gone,
    'left', (select count(*) from wms.task t where t.batch_id = p_batch and t.state < 400)));
end $$;

-- Lock the orders and tasks of a stop. Returns those that are not to be picked any more, with why. WM404, WM422.
create function wms.lock_stop(p_warehouse int, p_batch bigint, p_lines jsonb) returns jsonb
language plpgsql as $$
declare
  v_tasks bigint[] := array(select x.task from jsonb_to_recordset(p_lines) x(task bigint));
begin
  if cardinality(v_tasks) <> (select count(distinct x) from unnest(v_tasks) x) then
    perform wms.refuse('WM422', 'A pick is named twice, or one of them not at all.', 'Scan the bin again.');
  elsif (select count(*) from jsonb_to_recordset(p_lines) x(serial text) where x.serial is not null) > 1 then   -- locks two records
    perform wms.refuse('WM422', 'Pieces are exchanged one at a time.', 'Record them one by one.');
  end if;
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (v_tasks))
    order by o.order_id for no key update;
  perform from wms.task t where t.task_id = any (v_tasks) order by t.task_id for no key update;
  if exists (select from unnest(v_tasks) x(id) where not exists (
       select from wms.task t where t.task_id = x.id and t.warehouse_id = p_warehouse and t.kind = 'pick' and t.batch_id = p_batch)) then
    perform wms.refuse('WM404', 'A pick of this stop is not one of this batch.', 'Take the batch again: its tour has changed.');
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('task', t.task_id, 'state', s.name, 'why', t.next_step) order by t.task_id), '[]')
            from wms.task t join wms.state s on s.entity = 'task' and s.rank = t.state
           where t.task_id = any (v_tasks) and t.state not in (100, 200, 300));
end $$;

-- The picks of a stop, without those that are gone: checked, booked, counted, and planned anew where they came short.
create function wms.pick_lines(p_op uuid, p_warehouse int, p_batch wms.batch, p_at timestamptz, p_lines jsonb, p_gone jsonb, p_to_hu bigint,
                               p_place bigint, p_reason text, p_device text, p_occurred timestamptz) returns jsonb
language plpgsql as $$
declare
  v_line record;
  v_do record;
  v_moves wms.movement[] := '{}';
  v_live jsonb;
  v_short bigint[] := '{}';
  v_orders bigint[] := '{}';
  v_bins bigint[] := '{}';
  v_picked numeric := 0;
  v_missing numeric := 0;
begin
  select coalesce(jsonb_agg(to_jsonb(x) order by x.task), '[]') into v_live from jsonb_to_recordset(p_lines) x(task bigint, quantity numeric, serial text)
   where x.task not in (select (g.value ->> 'task')::bigint from jsonb_array_elements(p_gone) g);
  perform wms.bind_tote(p_warehouse, p_batch, p_to_hu, p_place,
    array(select distinct t.order_id from jsonb_to_recordset(v_live) x(task bigint, quantity numeric) join wms.task t on t.task_id = x.task
           where x.quantity > 0));
  perform wms.take_serial(p_warehouse, (p_batch).batch_id, x.task, x.serial)
     from jsonb_to_recordset(v_live) x(task bigint, quantity numeric, serial text) where x.quantity > 0;
  for v_line in select row_number() over (order by x.task)::int as n, x.* from jsonb_to_recordset(v_live) x(task bigint, quantity numeric) order by x.task loop
    select * into v_do from wms.begin_pick(p_warehouse, v_line.task, v_line.quantity, p_to_hu, p_reason);
    v_orders := v_orders || v_do.order_id;
    v_bins := v_bins || v_do.from_location;
    v_picked := v_picked + v_line.quantity;
    if v_line.quantity > 0 then
      v_moves := v_moves || row(v_line.n, v_do.product_id, v_line.quantity, v_do.from_location, v_do.to_location, v_do.lot_id, v_do.hu_id, p_to_hu,
        v_do.owner_id, 'available', 'available', v_line.quantity, v_do.order_line_id, p_reason, v_do.number, null, null, null)::wms.movement;
    end if;
    if v_line.quantity < v_do.asked then
      v_short := v_short || v_line.task;
      v_missing := v_missing + v_do.asked - v_line.quantity;
    end if;
  end loop;
  if cardinality(v_short) > 0 then
    perform wms.hold_products(p_warehouse, v_orders, array(select x.task from jsonb_to_recordset(v_live) x(task bigint)));
  end if;
  perform wms.post_picks(p_op, p_warehouse, p_at, v_moves, p_device, p_occurred);
  perform wms.end_pick(p_warehouse, x.task, x.quantity, p_reason) from jsonb_to_recordset(v_live) x(task bigint, quantity numeric);
  perform wms.settle_picked(v_orders);
  return jsonb_build_object('picked', v_picked, 'short', v_missing, 'check_empty', wms.bins_to_look_at(p_warehouse, v_bins))
    || case when cardinality(v_short) > 0 then wms.replan(p_warehouse, p_batch, v_short, p_reason) else '{}' end;
end $$;

-- One movement as a single post, several as a batch.
create function wms.post_picks(p_op uuid, p_warehouse int, p_at timestamptz, p_moves wms.movement[], p_device text, p_occurred timestamptz)
returns void language plpgsql as $$
declare
  v_one wms.movement := p_moves[1];
begin
  if cardinality(p_moves) = 1 then
    perform wms.post_one(p_op, p_warehouse, 'pick', p_at, nextval('wms.entry_seq'), (v_one).product_id, (v_one).quantity, (v_one).from_location,
      (v_one).to_location, (v_one).lot_id, (v_one).hu_id, (v_one).to_hu_id, 'available', 'available', (v_one).quantity,
      (v_one).order_line_id, (v_one).reason, (v_one).document, p_device, p_occurred, (v_one).owner_id);
  elsif cardinality(p_moves) > 1 then
    perform wms.post_lines(p_op, p_warehouse, 'pick', p_at, p_moves, p_device, p_occurred);
  end if;
end $$;

-- Whoever reserves after posting holds all records of the products in question first, in key order, those of the bins too.
create function wms.hold_products(p_warehouse int, p_orders bigint[], p_tasks bigint[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_products bigint[] := array(
    select t.product_id from wms.task t where t.task_id = any (p_tasks) union select n.product_id from wms.open_need(p_orders) n);
begin
  perform from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = any (v_products) and q.status = 'available' and q.quantity > 0
    order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
end $$;

-- Bins that these picks emptied in the books, and that nobody is to count already: somebody looks whether they are.
create function wms.bins_to_look_at(p_warehouse int, p_bins bigint[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('location_id', l.location_id, 'code', l.code) order by l.code), '[]')
    from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = any (p_bins) and l.kind in ('storage', 'pick')
     and not exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = l.location_id and q.quantity > 0)
     and not exists (select from wms.count c where c.warehouse_id = p_warehouse and c.location_id = l.location_id
                        and c.state in ('open', 'counted', 'recount', 'review', 'approved'))
$$;

-- Put bins on the list of counts, those that are on it stay. Taken last of all, in the order of their ids.
create function wms.ask_count(p_warehouse int, p_bins bigint[], p_plan text) returns void
language plpgsql as $$
declare
  v_plan bigint;
begin
  insert into wms.count_plan (warehouse_id, name, kind) values (p_warehouse, p_plan, 'demand') on conflict do nothing;
  select p.plan_id into v_plan from wms.count_plan p where p.warehouse_id = p_warehouse and lower(p.name) = lower(p_plan) and p.ended_at is null;
  insert into wms.count (warehouse_id, plan_id, run, location_id)
  select p_warehouse, v_plan, 0, b.id from (select distinct unnest(p_bins) as id order by 1) b
  on conflict (warehouse_id, location_id) where state in ('open', 'counted', 'recount', 'review', 'approved') do nothing;
end $$;
