-- Roles: r_picker, r_packer, r_supervisor
-- Confirm many picks at once, such as a tote's worth after a walk: [{task, quantity, to_hu, reason, weight}]. All
-- or nothing.
create function api.pick_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_device text default null,
                                  p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_line record;
  v_do record;
  v_moves wms.movement[] := '{}';
  v_short numeric := 0;
  v_orders bigint[] := '{}';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('pick_batch', p_warehouse, p_lines)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if jsonb_array_length(p_lines) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A batch takes 1 to 5,000 picks.', 'Split it and send the parts.');
  elsif (select count(distinct x.task) from jsonb_to_recordset(p_lines) x(task bigint)) < jsonb_array_length(p_lines) then
    perform wms.refuse('WM422', 'A pick is named twice, or one of them not at all.', 'Scan the goods again.');
  end if;
  perform from wms.orders o where o.order_id in (select t.order_id from wms.task t
     join jsonb_to_recordset(p_lines) x(task bigint) on x.task = t.task_id) order by o.order_id for no key update;
  perform from wms.task t where t.task_id in (select x.task from jsonb_to_recordset(p_lines) x(task bigint))
    order by t.task_id for no key update;
  perform wms.lock_units(array(select distinct x.to_hu from jsonb_to_recordset(p_lines) x(to_hu bigint)));
  for v_line in select e.n::int as n, x.* from jsonb_array_elements(p_lines) with ordinality e(value, n),
                     jsonb_to_record(e.value) x(task bigint, quantity numeric, to_hu bigint, reason text, weight numeric) order by x.task
  loop
    select * into v_do from wms.begin_pick(p_warehouse, v_line.task, v_line.quantity, v_line.to_hu, v_line.reason);
    v_orders := v_orders || v_do.order_id;
    v_short := v_short + v_do.asked - v_line.quantity;
    if v_line.quantity > 0 then
      v_moves := v_moves || row(v_line.n, v_do.product_id, v_line.quantity, v_do.from_location, v_do.to_location, v_do.lot_id,
        v_do.hu_id, v_line.to_hu, v_do.owner_id, 'available', 'available', v_line.quantity, v_do.order_line_id, v_line.reason,
        v_do.number, v_line.weight, null, null)::wms.movement;
    end if;
  end loop;
  if cardinality(v_moves) > 0 then
    perform wms.post_lines(p_op, p_warehouse, 'pick', v_at, v_moves, p_device, p_occurred_at);
  end if;
  perform wms.end_pick(p_warehouse, x.task, x.quantity, x.reason)
     from jsonb_to_recordset(p_lines) x(task bigint, quantity numeric, reason text);
  perform wms.settle_picked(v_orders);
  return wms.keep_answer(p_op, jsonb_build_object('lines', jsonb_array_length(p_lines), 'short', v_short));
end $$;
