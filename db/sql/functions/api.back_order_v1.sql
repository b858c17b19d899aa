-- Roles: r_supervisor
-- What an order misses is sent later: it becomes an order of its own, with the same customer, lines and wishes, and the rest can
-- go. Answer: order_id, number (of the back order), moved. WM404, WM422, WM455.
create function api.back_order_v1(p_op uuid, p_warehouse int, p_order bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_order wms.orders;
  v_made jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('back_order', p_warehouse, p_order)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_order := wms.lock_order(p_warehouse, p_order, 100, 640);
  if not exists (select from wms.open_need(array[p_order])) then
    perform wms.refuse('WM455', format('Order %s misses nothing.', v_order.number), 'Pick and pack what is reserved.');
  elsif not exists (select from wms.order_line l where l.order_id = p_order and l.reserved + l.picked > 0) then
    perform wms.refuse('WM455', format('Nothing of order %s is reserved: all of it would be sent later.', v_order.number), 'Wait for stock, or cancel it.');
  end if;
  v_made := wms.make_back_order(p_warehouse, v_order);
  update wms.orders o set status = wms.order_stands(p_order, o.status) where o.order_id = p_order;
  return wms.keep_answer(p_op, v_made);
end $$;

-- The rest of an order that is locked as an order of its own: NUMBER-B1, -B2 ...
create function wms.make_back_order(p_warehouse int, p_order wms.orders) returns jsonb
language plpgsql as $$
declare
  v_number text;
  v_id bigint;
  v_moved numeric;
begin
  v_number := left((p_order).number, 34) || '-B' || (select count(*) + 1 from wms.orders o
    where o.warehouse_id = p_warehouse and o.number like replace(replace(left((p_order).number, 34), '_', '\_'), '%', '\%') || '-B%');
  insert into wms.orders (warehouse_id, type, number, source, priority, order_date, due_at, carrier_service, completeness, party_id, owner_id, instructions,
                          value_added, back_order_of)
  values (p_warehouse, (p_order).type, v_number, (p_order).source, (p_order).priority, (p_order).order_date, (p_order).due_at, (p_order).carrier_service,
          (p_order).completeness, (p_order).party_id, (p_order).owner_id, (p_order).instructions, (p_order).value_added, (p_order).order_id)
  returning order_id into v_id;
  insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, lot_id, min_remaining_days, instructions, kit_id, kit_quantity)
  select p_warehouse, v_id, l.line_no, l.product_id, l.quantity - l.cancelled - l.reserved - l.picked, l.lot_id, l.min_remaining_days, l.instructions,
         l.kit_id, l.kit_quantity
    from wms.order_line l where l.order_id = (p_order).order_id and l.quantity - l.cancelled - l.reserved - l.picked > 0;
  with cut as (
    update wms.order_line l set cancelled = l.quantity - l.reserved - l.picked, promised = least(l.promised, l.reserved + l.picked),
           promised_stock = least(l.promised_stock, l.reserved + l.picked)
     where l.order_id = (p_order).order_id and l.quantity - l.cancelled - l.reserved - l.picked > 0
    returning l.order_line_id
  ) select sum(x.quantity) into v_moved from wms.order_line x where x.order_id = v_id;
  update wms.orders o set short_reason = coalesce(o.short_reason, 'backorder'), version = o.version + 1 where o.order_id = (p_order).order_id;
  perform wms.settle_given_up(p_warehouse, (p_order).order_id, false);
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload) values
    (p_warehouse, 'order.backordered', (p_order).order_id, (p_order).number, jsonb_build_object('back_order', v_number, 'quantity', v_moved)),
    (p_warehouse, 'order.entered', v_id, v_number, jsonb_build_object('back_order_of', (p_order).number));
  return jsonb_build_object('order_id', v_id, 'number', v_number, 'of', (p_order).number, 'moved', v_moved);
end $$;

-- Before shipping: of orders that need not go whole, packed as far as they could be, the rest goes its own way. The orders are
-- locked. What is still being picked or packed keeps its order here.
create function wms.part_from_rest(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql as $$
declare
  v_order wms.orders;
  v_made jsonb := '[]';
begin
  for v_order in
    select o.* from wms.orders o
     where o.order_id = any (p_orders) and o.warehouse_id = p_warehouse and o.status = 640 and o.completeness in ('partial', 'backorder')
       and (select sum(l.packed) > 0 and bool_and(l.reserved = 0 and l.picked = l.packed and l.to_unpack = 0) from wms.order_line l
             where l.order_id = o.order_id)
     order by o.order_id
  loop
    if v_order.completeness = 'backorder' then
      v_made := v_made || wms.make_back_order(p_warehouse, v_order);
    else
      update wms.order_line l set cancelled = l.quantity - l.picked, promised = least(l.promised, l.picked), promised_stock = least(l.promised_stock, l.picked)
       where l.order_id = v_order.order_id;
      update wms.orders o set short_reason = coalesce(o.short_reason, 'no_stock') where o.order_id = v_order.order_id;
      perform wms.settle_given_up(p_warehouse, v_order.order_id, false);
      insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
      values (p_warehouse, 'order.shortened', v_order.order_id, v_order.number, jsonb_build_object('reason', 'no_stock', 'policy', 'partial'));
    end if;
    update wms.orders o set status = 650, version = o.version + 1 where o.order_id = v_order.order_id;
  end loop;
  return v_made;
end $$;

-- Nothing of these orders waits to be put back. WM455 with the first of it.
create function wms.check_put_back_done(p_warehouse int, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  select o.number, p.sku, l.to_unpick + l.to_unpack as quantity into v_bad
    from wms.order_line l join wms.orders o on o.order_id = l.order_id join wms.product p on p.product_id = l.product_id
   where l.order_id = any (p_orders) and l.to_unpick + l.to_unpack > 0 order by o.number, l.line_no limit 1;
  if found then
    perform wms.refuse('WM455', format('Of order %s, %s of %s are to be put back first.', v_bad.number, v_bad.quantity::float8, v_bad.sku),
                       'Put them back, close the carton again, then ship.', jsonb_build_object('number', v_bad.number, 'sku', v_bad.sku));
  end if;
end $$;
