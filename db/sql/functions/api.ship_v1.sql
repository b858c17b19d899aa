-- Roles: r_packer, r_supervisor
-- Ship packed orders: all their cartons leave to the customer. Held goods, goods that are not available and goods with too
-- little shelf life for their customer do not, nor orders of which something is to be put back. Of an order that need not go
-- whole, what is packed goes: the rest is cancelled (partial) or becomes an order of its own (backorder; answer: back_orders).
-- WM423, WM454, WM455.
create function api.ship_v1(p_op uuid, p_warehouse int, p_orders bigint[], p_carrier text default null,
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_customer bigint := wms.boundary(p_warehouse, 'customer');
  v_order bigint;
  v_moves wms.movement[];
  v_answer jsonb;
  v_back jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('ship', p_warehouse, p_orders, p_carrier, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Ship 1 to 500 orders at once.', 'Choose the orders to ship.');
  end if;
  perform from wms.orders o where o.order_id = any (p_orders) order by o.order_id for no key update;
  perform wms.check_put_back_done(p_warehouse, p_orders);
  v_back := wms.part_from_rest(p_warehouse, p_orders);
  for v_order in select distinct a.id from unnest(p_orders) a(id) order by 1 loop
    perform wms.lock_order(p_warehouse, v_order, 650, 670);
  end loop;
  perform from wms.handling_unit h where h.order_id = any (p_orders) and h.state <> 'shipped' order by h.hu_id for no key update;
  if exists (select from wms.handling_unit h where h.order_id = any (p_orders) and h.state = 'active') then
    perform wms.refuse('WM455', 'A carton of this order is still open.', 'Close it at the packing station first.');
  end if;
  perform wms.check_leaving(p_warehouse, p_orders);
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, v_customer, s.lot_id, s.hu_id, s.hu_id, s.owner_id, s.status,
           s.status, 0, s.order_line_id, null, s.number, null, null, null)::wms.movement order by s.n) into v_moves
    from wms.carton_content(p_warehouse, p_orders) s;
  perform wms.post_lines(p_op, p_warehouse, 'ship', v_at, v_moves, p_device, p_occurred_at);
  update wms.handling_unit set state = 'shipped', location_id = v_customer where order_id = any (p_orders) and state = 'packed';
  update wms.order_line set shipped = packed where order_id = any (p_orders);
  update wms.orders set status = 700, shipped_at = v_at, version = version + 1,
         carrier_service = coalesce(p_carrier, carrier_service) where order_id = any (p_orders);
  insert into wms.event (warehouse_id, type, aggregate_id, number)
  select p_warehouse, 'order.shipped', o.order_id, o.number from wms.orders o where o.order_id = any (p_orders) order by 3;
  select jsonb_build_object('lines', cardinality(v_moves), 'back_orders', v_back, 'orders', jsonb_agg(jsonb_build_object('order_id', x.order_id,
           'units', x.units) order by x.order_id)) into v_answer
    from (select l.order_id, sum(l.shipped) as units from wms.order_line l where l.order_id = any (p_orders) group by 1) x;
  return wms.keep_answer(p_op, v_answer);
end $$;

-- What lies in the cartons of orders, split by the order lines it was packed for: for each order and product, lines and
-- contents are laid end to end as intervals of their running sums; where two overlap, that much belongs to that line.
create function wms.carton_content(p_warehouse int, p_orders bigint[])
returns table (n int, product_id bigint, quantity numeric, location_id bigint, lot_id bigint, hu_id bigint, status text,
               order_line_id bigint, number text, owner_id bigint)
language sql stable as $$
  with line as (
    select l.order_id, l.order_line_id, l.product_id, l.packed - l.shipped as quantity,
           sum(l.packed - l.shipped) over (partition by l.order_id, l.product_id order by l.line_no) as upto
      from wms.order_line l where l.order_id = any (p_orders) and l.packed > l.shipped
  ), content as (
    select h.order_id, q.*, sum(q.quantity) over (partition by h.order_id, q.product_id order by q.quant_id) as upto
      from wms.handling_unit h join wms.quant q on q.hu_id = h.hu_id
     where h.order_id = any (p_orders) and h.warehouse_id = p_warehouse and h.state <> 'shipped' and q.quantity > 0
  )
  select row_number() over (order by c.hu_id, c.product_id, c.quant_id, l.order_line_id)::int, c.product_id,
         coalesce(least(c.upto, l.upto) - greatest(c.upto - c.quantity, l.upto - l.quantity), c.quantity),
         c.location_id, c.lot_id, c.hu_id, c.status, l.order_line_id, o.number, c.owner_id
    from content c
    join wms.orders o on o.order_id = c.order_id
    left join line l on l.order_id = c.order_id and l.product_id = c.product_id
                    and l.upto - l.quantity < c.upto and c.upto - c.quantity < l.upto
$$;

-- Nothing held, nothing of a status but available, nothing with too little shelf life leaves. WM423, WM454.
create function wms.check_leaving(p_warehouse int, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  perform wms.check_held(p_warehouse, array(
      select q.quant_id from wms.handling_unit h join wms.quant q on q.hu_id = h.hu_id
       where h.order_id = any (p_orders) and h.warehouse_id = p_warehouse and h.state <> 'shipped' and q.quantity > 0),
    'This cannot be shipped:', 'Take the held goods out of the carton, or have the hold lifted.');
  select c.status, h.sscc, p.sku, c.number into v_bad
    from wms.carton_content(p_warehouse, p_orders) c join wms.handling_unit h on h.hu_id = c.hu_id
    join wms.product p on p.product_id = c.product_id where c.status <> 'available' order by c.n limit 1;
  if found then
    perform wms.refuse('WM423', format('Carton %s of order %s holds %s that is %s.', v_bad.sscc, v_bad.number, v_bad.sku, v_bad.status),
      'Take it out of the carton, or have its status changed.', jsonb_build_object('sscc', v_bad.sscc, 'sku', v_bad.sku,
        'status', v_bad.status, 'number', v_bad.number));
  end if;
  perform wms.check_shelf_life(c.lot_id, c.order_line_id) from wms.carton_content(p_warehouse, p_orders) c where c.lot_id is not null;
end $$;
