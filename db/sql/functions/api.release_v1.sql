-- Roles: r_supervisor
-- Give the reservations of an order back; its open tasks are cancelled. What was picked stays picked.
create function api.release_v1(p_op uuid, p_warehouse int, p_order bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_released numeric;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('release', p_warehouse, p_order, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  v_order := wms.lock_order(p_warehouse, p_order, 100, 640);
  perform from wms.task t where t.order_id = p_order and t.kind = 'pick' and t.state < 400 order by t.task_id for no key update;
  v_released := wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r
     join wms.order_line l on l.order_line_id = r.order_line_id where l.order_id = p_order and r.state = 'open'));
  update wms.orders set version = version + 1,                     -- what was promised stays promised
         status = case when status >= 500 then status
                       when (select bool_and(l.promised >= l.quantity - l.cancelled) from wms.order_line l where l.order_id = p_order)
                         then 200 else 100 end
   where order_id = p_order;
  return wms.keep_answer(p_op, jsonb_build_object('released', v_released, 'number', v_order.number));
end $$;

-- The order, locked, in a state between two ranks. WM404, WM455.
create function wms.lock_order(p_warehouse int, p_order bigint, p_least int, p_most int) returns wms.orders
language plpgsql as $$
declare
  v_order wms.orders;
  v_name text;
begin
  select * into v_order from wms.orders where order_id = p_order and warehouse_id = p_warehouse for no key update;
  if v_order.order_id is null then
    perform wms.refuse('WM404', 'This order is not known in this warehouse.', 'Check the number.');
  elsif v_order.status not between p_least and p_most then
    select name into v_name from wms.state where entity = 'order' and rank = v_order.status;
    perform wms.refuse('WM455', format('Order %s is %s.', v_order.number, v_name), 'Refresh the order to see where it stands.',
                       jsonb_build_object('state', v_name));
  end if;
  return v_order;
end $$;

-- Give reservations back to their stock records (locked in key order) and cancel their tasks. Returns the quantity.
create function wms.unreserve(p_warehouse int, p_reservations bigint[]) returns numeric
language plpgsql as $$
declare
  v_sum numeric;
begin
  perform from wms.quant q where q.quant_id in (select r.quant_id from wms.reservation r where r.reservation_id = any (p_reservations))
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  with gone as (
    update wms.reservation set state = 'released', closed_at = now()
     where reservation_id = any (p_reservations) and state = 'open' returning quant_id, order_line_id, task_id, quantity
  ), freed as (
    update wms.quant q set reserved = q.reserved - g.quantity
      from (select quant_id, sum(quantity) as quantity from gone group by quant_id) g where q.quant_id = g.quant_id
    returning q.location_id
  ), counted as (
    update wms.order_line l set reserved = l.reserved - g.quantity
      from (select order_line_id, sum(quantity) as quantity from gone group by order_line_id) g
     where l.order_line_id = g.order_line_id returning 1
  ), stopped as (
    update wms.task t set state = 500, finished_at = now() from gone g where t.task_id = g.task_id and t.state < 400 returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, locations)
    select p_warehouse, 'stock.released', array_agg(distinct f.location_id) from freed f having count(*) > 0 returning 1
  )
  select coalesce(sum(quantity), 0) into v_sum from gone;
  return v_sum;
end $$;
