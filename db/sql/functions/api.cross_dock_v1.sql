-- Roles: r_picker, r_packer, r_supervisor
-- Goods that have just come in go to an order that waits for them: reserved where they lie, with a pick of its own, and are
-- never put away. p_order null: the most urgent that waits. Answer: order, number, quantity, task_id. WM404, WM423, WM451, WM455.
create function api.cross_dock_v1(p_op uuid, p_warehouse int, p_receipt bigint, p_order bigint default null, p_quantity numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_receipt wms.receipt;
  v_line record;
  v_quant wms.quant;
  v_quantity numeric;
  v_task bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cross_dock', p_warehouse, p_receipt, p_order, p_quantity)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.fence_promises();
  select * into v_receipt from wms.receipt r where r.receipt_id = p_receipt and r.warehouse_id = p_warehouse;
  if not found then
    perform wms.refuse('WM404', 'This receipt is not known here.', 'Refresh the list.');
  elsif v_receipt.status <> 'available' or v_receipt.undone_op is not null then
    perform wms.refuse('WM455', 'These goods are not free to go out.', 'Put them away, or wait for quality.');
  end if;
  v_line := wms.hold_waiting(p_warehouse, v_receipt.product_id, p_order);
  v_quant := wms.crossing(p_warehouse, v_receipt);
  v_quantity := least(v_line.open, coalesce(v_quant.quantity - v_quant.reserved, 0), coalesce(p_quantity, v_receipt.quantity));
  if coalesce(v_quantity, 0) <= 0 then
    perform wms.refuse('WM451', 'Nothing of these goods is free any more.', 'Put the rest away as usual.');
  end if;
  perform wms.check_shelf_life(v_receipt.lot_id, v_line.order_line_id);
  insert into wms.task (warehouse_id, kind, state, priority, due_at, from_location_id, product_id, lot_id, hu_id, quantity, order_id, order_line_id, explanation)
  values (p_warehouse, 'pick', 100, v_line.priority, v_line.cut_off, v_quant.location_id, v_receipt.product_id, v_quant.lot_id, v_quant.hu_id, v_quantity,
          v_line.order_id, v_line.order_line_id, jsonb_build_object('rule', 'cross_dock', 'receipt', p_receipt)) returning task_id into v_task;
  insert into wms.reservation (warehouse_id, order_line_id, quant_id, task_id, quantity, rule, explanation)
  values (p_warehouse, v_line.order_line_id, v_quant.quant_id, v_task, v_quantity, 'cross_dock',
          jsonb_build_object('why', 'Came in while the order waited for it.', 'receipt', p_receipt));
  update wms.quant q set reserved = q.reserved + v_quantity where q.quant_id = v_quant.quant_id;
  update wms.order_line l set reserved = l.reserved + v_quantity where l.order_line_id = v_line.order_line_id;
  perform wms.settle_reserved(p_warehouse, array[v_line.order_id]);
  return wms.keep_answer(p_op, jsonb_build_object('order_id', v_line.order_id, 'number', v_line.number, 'quantity', v_quantity, 'task_id', v_task));
end $$;

-- The order line that these goods go to, locked with its order. WM404 none waits.
create function wms.hold_waiting(p_warehouse int, p_product bigint, p_order bigint, out order_id bigint, out order_line_id bigint, out number text,
                                 out open numeric, out priority smallint, out cut_off timestamptz)
language plpgsql as $$
begin
  select w.order_id into order_id from wms.waiting_lines(p_warehouse, p_product) w where p_order is null or w.order_id = p_order limit 1;
  perform from wms.orders o where o.order_id = hold_waiting.order_id for no key update;
  perform from wms.order_line l where l.order_id = hold_waiting.order_id order by l.order_line_id for no key update;
  select w.order_line_id, w.number, w.open, w.priority, w.cut_off into order_line_id, number, open, priority, cut_off
    from wms.waiting_lines(p_warehouse, p_product) w where w.order_id = hold_waiting.order_id limit 1;
  if order_line_id is null then
    perform wms.refuse('WM404', 'No order waits for these goods any more.', 'Put them away as usual.');
  end if;
end $$;

-- The stock record that a receipt came into, locked; not one that is held. WM423, WM451.
create function wms.crossing(p_warehouse int, p_receipt wms.receipt) returns wms.quant
language plpgsql as $$
declare
  v_quant wms.quant;
  v_hold wms.hold;
begin
  select q.* into v_quant from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = (p_receipt).location_id and q.product_id = (p_receipt).product_id
     and coalesce(q.lot_id, 0) = coalesce((p_receipt).lot_id, 0) and coalesce(q.hu_id, 0) = coalesce((p_receipt).hu_id, 0)
     and q.owner_id is null and q.status = 'available' for no key update;
  select h.* into v_hold from wms.holds_of(p_warehouse, v_quant) h where v_quant.quant_id is not null limit 1;
  if v_hold.hold_id is not null then
    perform wms.refuse_held(v_hold, 'This cannot go out:', 'Put it away, or wait for the hold to be lifted.');
  end if;
  return v_quant;
end $$;

-- Lines of orders that were released and lack this product still, the most urgent first. What was not released yet takes its turn.
create function wms.waiting_lines(p_warehouse int, p_product bigint)
returns table (order_id bigint, order_line_id bigint, number text, open numeric, priority smallint, cut_off timestamptz)
language sql stable as $$
  select o.order_id, l.order_line_id, o.number, l.quantity - l.cancelled - l.reserved - l.picked, o.priority, o.cut_off
    from wms.order_line l join wms.orders o on o.order_id = l.order_id
   where l.product_id = p_product and o.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 300 and 600
     and l.lot_id is null and o.owner_id is null and l.quantity - l.cancelled - l.reserved - l.picked > 0
   order by o.priority, o.cut_off nulls last, o.order_id, l.line_no
$$;

-- The same in few words, for who has the goods in hand.
create function wms.waiting_for(p_warehouse int, p_product bigint, p_quantity numeric) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('order_id', w.order_id, 'number', w.number, 'quantity', least(w.open, p_quantity), 'cut_off', w.cut_off)), '[]')
    from (select * from wms.waiting_lines(p_warehouse, p_product) limit 5) w
$$;
