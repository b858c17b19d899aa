-- Totes on a cart: a tote takes the goods of one order, in mode batch of all, and stands on one cart at a time.

-- Goods of these orders are about to go into this tote: it is theirs, or it becomes theirs. Locks the tote. An empty tote that
-- stands elsewhere in the books comes to where the cart is. WM404, WM422, WM455.
create function wms.bind_tote(p_warehouse int, p_batch wms.batch, p_hu bigint, p_place bigint, p_orders bigint[]) returns void
language plpgsql as $$
declare
  v_order bigint := case when (p_batch).mode = 'batch' then null else p_orders[1] end;
  v_tote wms.handling_unit;
  v_on record;
begin
  if coalesce(cardinality(p_orders), 0) = 0 then
    return;
  elsif (p_batch).mode <> 'batch' and cardinality(p_orders) > 1 then
    perform wms.refuse('WM422', 'These goods are for several orders, and a tote takes one.', 'Record them tote by tote.');
  end if;
  select * into v_tote from wms.handling_unit h
   where h.hu_id = p_hu and h.warehouse_id = p_warehouse and h.state in ('active', 'empty', 'planned') for no key update;
  if v_tote.hu_id is null then
    perform wms.refuse('WM404', 'This tote is not known, or has left.', 'Scan an empty tote.');
  end if;
  select b.*, o.number into v_on from wms.batch_tote b left join wms.orders o on o.order_id = b.order_id
   where b.hu_id = p_hu and b.dropped_at is null;
  if v_on.batch_id is null then
    perform wms.check_tote_free(v_tote, v_order);
    perform wms.put_on_cart(v_tote, p_batch, p_place, v_order);
  elsif v_on.batch_id <> (p_batch).batch_id then
    perform wms.refuse('WM455', format('Tote %s stands on the cart of batch %s.', v_tote.sscc, v_on.batch_id), 'Scan another tote.');
  elsif v_on.order_id is distinct from v_order then
    perform wms.refuse('WM455', format('Tote %s is for order %s.', v_tote.sscc, v_on.number), 'Scan the tote of this order.',
                       jsonb_build_object('order', v_on.number));
  end if;
end $$;

-- A tote that comes onto a cart is empty, or holds goods of this order alone (it was filled in another zone). WM455.
create function wms.check_tote_free(p_tote wms.handling_unit, p_order bigint) returns void
language plpgsql stable as $$
declare
  v_content bigint[] := array(select q.quant_id from wms.quant q where q.hu_id = (p_tote).hu_id and q.quantity > 0);
begin
  if cardinality(v_content) > 0 and (p_order is null or exists (
       select from wms.quant q
         left join (select x.quant_id, sum(x.quantity) as quantity from wms.picked_in(v_content) x
                      join wms.order_line l on l.order_line_id = x.order_line_id and l.order_id = p_order group by 1) m on m.quant_id = q.quant_id
        where q.quant_id = any (v_content) and q.quantity > coalesce(m.quantity, 0))) then
    perform wms.refuse('WM455', format('Tote %s is not empty.', (p_tote).sscc), 'Scan an empty tote.');
  end if;
end $$;

-- It stands on the cart from now on; the tote that took this order's goods until now is full.
create function wms.put_on_cart(p_tote wms.handling_unit, p_batch wms.batch, p_place bigint, p_order bigint) returns void
language plpgsql as $$
declare
  v_slot int := (select s.slot from wms.cart_slot s where s.batch_id = (p_batch).batch_id and s.order_id = p_order);
  v_place bigint := coalesce((select c.location_id from wms.handling_unit c where c.hu_id = (p_batch).cart), p_place);
begin
  if v_place <> (p_tote).location_id and not exists (select from wms.quant q where q.hu_id = (p_tote).hu_id and q.quantity > 0)
     and exists (select from wms.location l where l.warehouse_id = (p_tote).warehouse_id and l.location_id = v_place and l.kind <> 'virtual') then
    update wms.handling_unit set location_id = v_place, parent_id = null where hu_id = (p_tote).hu_id;
    insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
    values ((p_tote).warehouse_id, 'hu.moved', (p_tote).hu_id, (p_tote).sscc, array[(p_tote).location_id, v_place],
            jsonb_build_object('from', (p_tote).location_id, 'to', v_place, 'left', (p_tote).parent_id, 'tasks', '[]'::jsonb));
  end if;
  perform wms.use_unit((p_tote).hu_id);
  update wms.batch_tote b set full_at = clock_timestamp()
   where b.batch_id = (p_batch).batch_id and b.order_id is not distinct from p_order and b.dropped_at is null and b.full_at is null;
  insert into wms.batch_tote as b (batch_id, hu_id, warehouse_id, slot, order_id)
  values ((p_batch).batch_id, (p_tote).hu_id, (p_tote).warehouse_id, v_slot, p_order)
  on conflict (batch_id, hu_id) do update
    set slot = excluded.slot, order_id = excluded.order_id, put_at = excluded.put_at, full_at = null, dropped_at = null, dropped_to = null;
  update wms.cart_slot s set hu_id = (p_tote).hu_id where s.batch_id = (p_batch).batch_id and s.slot = v_slot;
end $$;
