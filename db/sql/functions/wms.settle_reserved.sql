-- After an allocation: reserved where nothing is missing, released where something is, with an alarm that says what.
create function wms.settle_reserved(p_warehouse int, p_orders bigint[]) returns jsonb
language plpgsql as $$
declare
  v_orders jsonb;
begin
  with line as (
    select l.order_id, count(*) as lines, count(*) filter (where l.quantity - l.cancelled - l.reserved - l.picked > 0) as short,
           sum(l.quantity - l.cancelled - l.reserved - l.picked) as missing
      from wms.order_line l where l.order_id = any (p_orders) group by l.order_id
  ), settled as (
    update wms.orders o set version = o.version + 1,
           status = case when o.status >= 500 then o.status when l.short = 0 then 400 else 300 end
      from line l where o.order_id = l.order_id
    returning o.order_id, o.number, o.status, l.lines, l.short, l.missing
  ), alarm as (
    insert into wms.alarm (warehouse_id, kind, priority, text, next_step, source_key)
    select p_warehouse, 'order.short', 2, format('%s: %s short, %s of %s lines', s.number, s.missing::float8, s.short, s.lines), 'Replenish and reserve again, or close the missing lines with a reason.',
           'order.short:' || s.order_id
      from settled s where s.short > 0
    on conflict (warehouse_id, source_key) where cleared_at is null do nothing returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
    select p_warehouse, 'order.short', s.order_id, s.number, jsonb_build_object('missing', s.missing) from settled s
     where s.short > 0 returning 1
  )
  select jsonb_agg(jsonb_build_object('order_id', s.order_id, 'number', s.number, 'status', s.status,
                     'reserved_lines', s.lines - s.short, 'short_lines', s.short) order by array_position(p_orders, s.order_id))
    into v_orders from settled s;
  return v_orders;
end $$;
