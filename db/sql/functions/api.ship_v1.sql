-- Ship packed orders: all their cartons leave to the customer.
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
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('ship', p_warehouse, p_orders, p_carrier, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_orders), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Ship 1 to 500 orders at once.', 'Choose the orders to ship.');
  end if;
  for v_order in select distinct a.id from unnest(p_orders) a(id) order by 1 loop
    perform wms.lock_order(p_warehouse, v_order, 650, 670);
  end loop;
  perform from wms.handling_unit h where h.order_id = any (p_orders) and h.state <> 'shipped' order by h.hu_id for no key update;
  if exists (select from wms.handling_unit h where h.order_id = any (p_orders) and h.state = 'active') then
    perform wms.refuse('WM455', 'A carton of this order is still open.', 'Close it at the packing station first.');
  end if;
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, v_customer, s.lot_id, s.hu_id, s.hu_id, null, s.status,
           s.status, 0, s.order_line_id, null, s.number)::wms.movement order by s.n) into v_moves
    from wms.carton_content(p_warehouse, p_orders) s;
  perform wms.post_lines(p_op, p_warehouse, 'ship', v_at, v_moves, p_device, p_occurred_at);
  update wms.handling_unit set state = 'shipped', location_id = v_customer where order_id = any (p_orders) and state = 'packed';
  update wms.order_line set shipped = packed where order_id = any (p_orders);
  update wms.orders set status = 700, shipped_at = v_at, version = version + 1,
         carrier_service = coalesce(p_carrier, carrier_service) where order_id = any (p_orders);
  insert into wms.event (warehouse_id, type, aggregate_id, number)
  select p_warehouse, 'order.shipped', o.order_id, o.number from wms.orders o where o.order_id = any (p_orders) order by 3;
  select jsonb_build_object('lines', cardinality(v_moves), 'orders', jsonb_agg(jsonb_build_object('order_id', x.order_id,
           'units', x.units) order by x.order_id)) into v_answer
    from (select l.order_id, sum(l.shipped) as units from wms.order_line l where l.order_id = any (p_orders) group by 1) x;
  return wms.keep_answer(p_op, v_answer);
end $$;

-- What lies in the cartons of orders, split by the order lines it was packed for. Within a carton and product, the
-- packed quantities of the lines are laid end to end over the lots, as intervals of running sums.
create function wms.carton_content(p_warehouse int, p_orders bigint[])
returns table (n int, product_id bigint, quantity numeric, location_id bigint, lot_id bigint, hu_id bigint, status text,
               order_line_id bigint, number text)
language sql stable as $$
  with packed as (
    select g.to_hu_id as hu_id, g.product_id, g.lot_id, g.order_line_id, g.document,
           sum(sum(g.quantity)) over (partition by g.to_hu_id, g.product_id, g.lot_id order by g.order_line_id) as upto,
           sum(g.quantity) as quantity
      from wms.ledger g
     where g.warehouse_id = p_warehouse and g.kind = 'pack'
       and g.to_hu_id in (select h.hu_id from wms.handling_unit h where h.order_id = any (p_orders))
       and g.product_id in (select l.product_id from wms.order_line l where l.order_id = any (p_orders))
       and g.posted_at >= (select min(o.entered_at) from wms.orders o where o.order_id = any (p_orders))
     group by 1, 2, 3, 4, 5
  ), content as (
    select q.*, sum(q.quantity) over (partition by q.hu_id, q.product_id, q.lot_id order by q.quant_id) as upto
      from wms.quant q join wms.handling_unit h on h.hu_id = q.hu_id
     where h.order_id = any (p_orders) and h.warehouse_id = p_warehouse and q.quantity > 0
  )
  select row_number() over (order by c.hu_id, c.product_id, c.lot_id, p.order_line_id)::int, c.product_id,
         coalesce(least(c.upto, p.upto) - greatest(c.upto - c.quantity, p.upto - p.quantity), c.quantity),
         c.location_id, c.lot_id, c.hu_id, c.status, p.order_line_id, p.document
    from content c
    left join packed p on p.hu_id = c.hu_id and p.product_id = c.product_id and p.lot_id is not distinct from c.lot_id
                      and p.upto - p.quantity < c.upto and c.upto - c.quantity < p.upto
$$;
