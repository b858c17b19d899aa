-- Roles: r_picker, r_supervisor
-- Send something else where a line has run out, by a rule of the site (api.put_substitute_rule_v1): what the line misses is
-- cancelled, a new line of the order names the substitute and the line it stands for, is reserved, and its picks join the tour of
-- p_batch. Answer: order_line (the new one), quantity, cancelled, replanned, elsewhere, missing. WM404, WM451, WM455.
create function api.substitute_v1(p_op uuid, p_warehouse int, p_batch bigint, p_order_line bigint, p_product bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_batch wms.batch;
  v_order wms.orders;
  v_line wms.order_line;
  v_made bigint[];
  v_joined record;
  v_new bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('substitute', p_warehouse, p_batch, p_order_line, p_product)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.fence_promises();
  v_batch := wms.lock_batch(p_warehouse, p_batch);
  perform wms.check_batch_free(p_batch);
  v_order := wms.lock_order(p_warehouse, (select l.order_id from wms.order_line l where l.order_line_id = p_order_line), 100, 600);
  select * into v_line from wms.order_line l where l.order_line_id = p_order_line for no key update;
  v_new := wms.put_substitute(p_warehouse, v_order, v_line, p_product);
  select coalesce(array_agg((m.value ->> 'task_id')::bigint), '{}') into v_made
    from jsonb_array_elements(wms.reserve_orders(p_warehouse, array[v_order.order_id]) -> 'reservations') m(value);
  if not exists (select from wms.task t where t.task_id = any (v_made) and t.order_line_id = v_new) then
    perform wms.refuse('WM451', 'There is none of that either any more.', 'Go on with the next one; the supervisor is told what is missing.');
  end if;
  select * into v_joined from wms.join_batch(p_warehouse, v_batch, v_made, jsonb_build_object('substitutes', p_order_line));
  return wms.keep_answer(p_op, (select jsonb_build_object('order_line', l.order_line_id, 'quantity', l.quantity, 'replanned', v_joined.joined,
    'elsewhere', v_joined.elsewhere, 'missing', l.quantity - l.reserved,
    'cancelled', (select o.cancelled - v_line.cancelled from wms.order_line o where o.order_line_id = p_order_line))
    from wms.order_line l where l.order_line_id = v_new));
end $$;

-- Cancel what a line misses and enter the substitute as a line of its own. Returns the new line. WM404, WM455.
create function wms.put_substitute(p_warehouse int, p_order wms.orders, p_line wms.order_line, p_product bigint) returns bigint
language plpgsql as $$
declare
  v_missing numeric := (p_line).quantity - (p_line).cancelled - (p_line).reserved - (p_line).picked;
  v_offered jsonb := (select e.value from jsonb_array_elements(wms.substitutes_for(p_warehouse, array[(p_line).order_line_id])) e
                       where (e.value ->> 'product')::bigint = p_product);
  v_new bigint;
begin
  if v_missing <= 0 then
    perform wms.refuse('WM455', 'Nothing of this line is missing.', 'Go on with the tour.');
  elsif v_offered is null then
    perform wms.refuse('WM404', 'No rule lets this be sent instead, or there is none of it.', 'Go on with the next one; the supervisor is told what is missing.');
  end if;
  update wms.order_line l set cancelled = l.cancelled + v_missing, promised = least(l.promised, l.reserved + l.picked),
         promised_stock = least(l.promised_stock, l.reserved + l.picked)
   where l.order_line_id = (p_line).order_line_id;
  insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, substitutes)
  values (p_warehouse, (p_line).order_id, (select max(l.line_no) + 1 from wms.order_line l where l.order_id = (p_line).order_id), p_product,
          (v_offered ->> 'quantity')::numeric, (p_line).order_line_id) returning order_line_id into v_new;
  update wms.allocation_note n set closed_at = clock_timestamp() where n.order_line_id = (p_line).order_line_id and n.kind = 'short' and n.closed_at is null;
  update wms.alarm a set cleared_at = now() where a.warehouse_id = p_warehouse and a.source_key = 'order.short:' || (p_line).order_id and a.cleared_at is null;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'order.substituted', (p_line).order_id, (p_order).number,
          jsonb_build_object('line', (p_line).line_no, 'cancelled', v_missing, 'sku', v_offered ->> 'sku', 'quantity', v_offered -> 'quantity'));
  return v_new;
end $$;
