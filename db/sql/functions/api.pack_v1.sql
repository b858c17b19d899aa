-- Roles: r_packer, r_supervisor
-- Pack picked goods of one order from totes into a carton at the station: [{order_line, product, quantity, lot, from_hu}].
create function api.pack_v1(p_op uuid, p_warehouse int, p_order bigint, p_to_hu bigint, p_lines jsonb,
  p_gross_weight numeric default null, p_close boolean default true, p_device text default null,
  p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_order wms.orders;
  v_carton wms.handling_unit;
  v_moves wms.movement[];
  v_status int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('pack', p_warehouse, p_order, p_to_hu, p_lines, p_gross_weight, p_close)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_order := wms.lock_order(p_warehouse, p_order, 500, 650);
  perform wms.check_pack(p_order, p_lines);
  perform wms.check_held(p_warehouse, array(
      select q.quant_id from jsonb_to_recordset(p_lines) x(order_line bigint, lot bigint, from_hu bigint)
        join wms.order_line l on l.order_line_id = x.order_line
        join wms.quant q on q.hu_id = x.from_hu and q.product_id = l.product_id and q.lot_id is not distinct from x.lot and q.quantity > 0),
    'This cannot be packed:', 'Put it aside and call the supervisor.');
  select * into v_carton from wms.handling_unit where hu_id = p_to_hu and warehouse_id = p_warehouse and state = 'active'
     and coalesce(order_id, p_order) = p_order for no key update;
  if v_carton.hu_id is null then
    perform wms.refuse('WM455', 'This carton is closed, not known, or another order''s.', 'Scan a new carton.');
  end if;
  if v_carton.order_id is null and exists (select from wms.quant q where q.hu_id = p_to_hu and q.quantity > 0) then
    perform wms.refuse('WM455', format('Unit %s holds other goods.', v_carton.sscc), 'Scan an empty carton.');
  end if;
  select array_agg(row(e.n, l.product_id, x.quantity, h.location_id, v_carton.location_id, x.lot, x.from_hu, p_to_hu, v_order.owner_id,
           'available', 'available', 0, l.order_line_id, null, v_order.number, null, null, null)::wms.movement order by e.n) into v_moves
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(order_line bigint, quantity numeric, lot bigint, from_hu bigint)
    join wms.order_line l on l.order_line_id = x.order_line
    left join wms.handling_unit h on h.hu_id = x.from_hu and h.warehouse_id = p_warehouse;
  perform wms.check_packed_from(v_order, p_to_hu, v_moves);
  perform wms.post_lines(p_op, p_warehouse, 'pack', v_at, v_moves, p_device, p_occurred_at);
  update wms.order_line l set packed = l.packed + x.quantity
    from (select y.order_line, sum(y.quantity) as quantity from jsonb_to_recordset(p_lines) y(order_line bigint, quantity numeric)
           group by 1) x where l.order_line_id = x.order_line;
  update wms.handling_unit set order_id = p_order, gross_weight = coalesce(p_gross_weight, gross_weight),
         state = case when p_close then 'packed' else state end where hu_id = p_to_hu;
  select case when bool_and(l.packed = l.quantity - l.cancelled and l.to_unpick = 0 and l.to_unpack = 0) then 650 else 640 end into v_status
    from wms.order_line l where l.order_id = p_order;
  update wms.orders set status = v_status, version = version + 1 where order_id = p_order;
  insert into wms.event (warehouse_id, type, aggregate_id, number) select p_warehouse, 'order.packed', p_order, v_order.number
   where v_status = 650;
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_moves), 'order_status', v_status));
end $$;

-- Every packed line belongs to the order and was picked. WM422, WM455.
create function wms.check_pack(p_order bigint, p_lines jsonb) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if coalesce(jsonb_array_length(p_lines), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'There is nothing to pack.', 'Scan the goods first.');
  end if;
  select x.order_line, l.line_no, l.picked - l.packed - l.to_unpick as picked, x.quantity into v_bad
    from (select y.order_line, sum(y.quantity) as quantity, bool_or(y.quantity is null or y.quantity <= 0) as bad
            from jsonb_to_recordset(p_lines) y(order_line bigint, quantity numeric) group by 1) x
    left join wms.order_line l on l.order_line_id = x.order_line and l.order_id = p_order
   where l.order_line_id is null or x.bad or x.quantity > l.picked - l.packed - l.to_unpick limit 1;
  if found and v_bad.line_no is null then
    perform wms.refuse('WM422', 'A line is not one of this order.', 'Scan the tote of this order.');
  elsif found then
    perform wms.refuse('WM455', format('Line %s: %s cannot be packed, %s picked and waiting.', v_bad.line_no,
                       coalesce(v_bad.quantity::float8::text, 'nothing'), v_bad.picked::float8), 'Put the surplus back, or pick the rest first.');
  end if;
end $$;

-- Goods are packed out of the tote they were picked into, for the line they were picked for: else what was picked would stay in its
-- tote for ever, packed by name. WM455.
create function wms.check_packed_from(p_order wms.orders, p_carton bigint, p_moves wms.movement[]) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  select p.sku, h.sscc, m.quantity, coalesce(s.quantity, 0) as there into v_bad
    from (select x.hu_id, x.product_id, x.lot_id, x.order_line_id, sum(x.quantity) as quantity from unnest(p_moves) x group by 1, 2, 3, 4) m
    join wms.product p on p.product_id = m.product_id left join wms.handling_unit h on h.hu_id = m.hu_id
   cross join lateral (
     select sum(case when g.to_hu_id = m.hu_id then g.quantity else -g.quantity end) as quantity
       from (select l.* from wms.ledger l where l.to_hu_id = m.hu_id and l.posted_at >= (p_order).entered_at
             union all
             select l.* from wms.ledger l where l.hu_id = m.hu_id and l.posted_at >= (p_order).entered_at) g
      where g.order_line_id = m.order_line_id and g.lot_id is not distinct from m.lot_id and g.hu_id is distinct from g.to_hu_id) s
   where m.quantity > coalesce(s.quantity, 0) or m.hu_id = p_carton limit 1;
  if found then
    perform wms.refuse('WM455', format('%s of %s for order %s lie in %s, not %s.', v_bad.there::float8, v_bad.sku, (p_order).number,
      coalesce('tote ' || v_bad.sscc, 'no tote'), v_bad.quantity::float8), 'Scan the tote that they were picked into.');
  end if;
end $$;
