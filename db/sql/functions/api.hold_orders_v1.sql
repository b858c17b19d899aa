-- Roles: r_supervisor, r_integration
-- Orders stop where they stand, with a reason: picks that nobody has claimed wait, nothing is packed or shipped. Who has a pick
-- in hand finishes it. p_give_back: what is reserved and not claimed goes back to the others. Answer: orders [{order_id,
-- number, paused, released}]. WM404, WM422, WM455.
create function api.hold_orders_v1(p_op uuid, p_warehouse int, p_orders bigint[], p_reason text, p_note text default '', p_give_back boolean default false)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_done jsonb := '[]';
  v_paused int;
  v_released numeric;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('hold_orders', p_warehouse, p_orders, p_reason, p_note, p_give_back)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  if coalesce(cardinality(p_orders), 0) not between 1 and 500 or length(p_note) > 400 then
    perform wms.refuse('WM422', 'Hold 1 to 500 orders at once, with a note of at most 400 characters.', 'Choose fewer orders, or say it shorter.');
  end if;
  perform wms.lock_to_change(p_warehouse, p_orders);
  for v_order in select o.* from wms.orders o where o.order_id = any (p_orders) order by o.order_id loop
    if v_order.status = 900 then
      perform wms.refuse('WM455', format('Order %s is on hold already.', v_order.number), 'Let it go on, or leave it.', jsonb_build_object('state', 'on_hold'));
    end if;
    v_released := 0;
    if p_give_back then
      v_released := wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r join wms.task t on t.task_id = r.task_id
        where t.order_id = v_order.order_id and r.state = 'open' and t.state = 100));
    end if;
    update wms.task t set state = 0 where t.order_id = v_order.order_id and t.kind = 'pick' and t.state = 100;
    get diagnostics v_paused = row_count;
    update wms.orders o set status = 900, held_status = v_order.status, held_reason = p_reason, held_note = coalesce(p_note, ''), held_by = session_user,
           held_at = now(), version = o.version + 1 where o.order_id = v_order.order_id;
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload) values (p_warehouse, 'order.held', v_order.order_id, v_order.number,
      jsonb_build_object('reason', p_reason, 'note', coalesce(p_note, ''), 'released', v_released));
    v_done := v_done || jsonb_build_object('order_id', v_order.order_id, 'number', v_order.number, 'paused', v_paused, 'released', v_released);
  end loop;
  return wms.keep_answer(p_op, jsonb_build_object('orders', v_done));
end $$;

-- Roles: r_supervisor, r_integration
-- Held orders go on where their lines stand. Answer: orders [{order_id, number, status}]. WM404, WM422, WM455.
create function api.resume_orders_v1(p_op uuid, p_warehouse int, p_orders bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_status smallint;
  v_done jsonb := '[]';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('resume_orders', p_warehouse, p_orders)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Let 1 to 500 orders go on at once.', 'Choose the orders.');
  end if;
  perform wms.lock_to_change(p_warehouse, p_orders);
  for v_order in select o.* from wms.orders o where o.order_id = any (p_orders) order by o.order_id loop
    if v_order.status <> 900 then
      perform wms.refuse('WM455', format('Order %s is not on hold.', v_order.number), 'Refresh the order to see where it stands.');
    end if;
    update wms.task t set state = 100 where t.order_id = v_order.order_id and t.kind = 'pick' and t.state = 0;
    v_status := wms.order_stands(v_order.order_id, v_order.held_status);
    update wms.orders o set status = v_status, held_status = null, held_reason = null, held_note = '', held_by = null, held_at = null,
           version = o.version + 1 where o.order_id = v_order.order_id;
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload) values (p_warehouse, 'order.resumed', v_order.order_id, v_order.number,
      jsonb_build_object('held_by', v_order.held_by, 'reason', v_order.held_reason));
    v_done := v_done || jsonb_build_object('order_id', v_order.order_id, 'number', v_order.number, 'status', v_status);
  end loop;
  return wms.keep_answer(p_op, jsonb_build_object('orders', v_done));
end $$;
