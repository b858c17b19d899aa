-- Roles: r_supervisor
-- Close what an order still misses, with a reason, so that the rest can go. Nothing left: the order is cancelled.
create function api.close_short_v1(p_op uuid, p_warehouse int, p_order bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_cancelled numeric;
  v_status int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('close_short', p_warehouse, p_order, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  v_order := wms.lock_order(p_warehouse, p_order, 100, 650);
  with cut as (
    update wms.order_line l set cancelled = l.quantity - l.reserved - l.picked, promised = least(l.promised, l.reserved + l.picked),
           promised_stock = least(l.promised_stock, l.reserved + l.picked)
     where l.order_id = p_order and l.quantity - l.cancelled - l.reserved - l.picked > 0
    returning l.quantity - l.reserved - l.picked as cancelled
  )
  select coalesce(sum(cancelled), 0) into v_cancelled from cut;
  select case when sum(l.quantity - l.cancelled) = 0 then 910
              when bool_and(l.packed = l.quantity - l.cancelled) then 650
              when bool_or(l.packed > 0) then 640
              when bool_and(l.picked = l.quantity - l.cancelled) then 600
              when bool_or(l.picked > 0) or v_order.status >= 500 then 500 else 400 end into v_status
    from wms.order_line l where l.order_id = p_order;
  update wms.orders set status = v_status, short_reason = p_reason, version = version + 1 where order_id = p_order;
  update wms.allocation_note n set closed_at = clock_timestamp()
    from wms.order_line l where l.order_id = p_order and n.order_line_id = l.order_line_id and n.kind = 'short' and n.closed_at is null;
  update wms.alarm set cleared_at = now() where warehouse_id = p_warehouse and source_key = 'order.short:' || p_order
     and cleared_at is null;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, case when v_status = 910 then 'order.cancelled' else 'order.shortened' end, p_order, v_order.number,
          jsonb_build_object('cancelled', v_cancelled, 'reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('cancelled', v_cancelled, 'order_status', v_status));
end $$;
