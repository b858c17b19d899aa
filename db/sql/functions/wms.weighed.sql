-- Goods with catch weight: each piece has its own, so the record keeps grams beside the quantity.

-- The weight that comes with a movement: sensible, and only where the product is kept by weight (else nothing). WM422.
create function wms.check_weight(p_product bigint, p_weight numeric) returns numeric
language plpgsql stable as $$
begin
  if p_weight is null then
    return null;
  elsif p_weight = 'NaN' or p_weight <= 0 or p_weight > 1000000000 or p_weight <> round(p_weight, 3) then
    perform wms.refuse('WM422', format('%s g is not a weight.', left(p_weight::text, 40)),
                       'Weigh it again: above 0 g, at most three decimals.');
  end if;
  return (select p_weight from wms.product p where p.product_id = p_product and p.catch_weight);
end $$;

-- Lock one record where it is there.
create function wms.hold_record(p_warehouse int, p_location bigint, p_product bigint, p_lot bigint, p_hu bigint, p_owner bigint,
                                p_status text) returns wms.quant
language sql as $$
  select q from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product
     and coalesce(q.lot_id, 0) = coalesce(p_lot, 0) and coalesce(q.hu_id, 0) = coalesce(p_hu, 0) and coalesce(q.owner_id, 0) = coalesce(p_owner, 0)
     and q.status = p_status
     for no key update
$$;

-- Take from a record by quantity and weight: the weight given, else the share of it; the last piece takes what is left.
-- WM451 where there is not enough (of goods without weight, too: this is where a plain take ends when it found nothing).
create function wms.take_weighed(p_warehouse int, p_from bigint, p_product bigint, p_lot bigint, p_hu bigint, p_owner bigint,
                                 p_status text, p_quantity numeric, p_unreserve numeric, p_weight numeric) returns wms.taken
language plpgsql as $$
declare
  v_quant wms.quant := wms.hold_record(p_warehouse, p_from, p_product, p_lot, p_hu, p_owner, p_status);
  v_weight numeric;
begin
  if v_quant.quant_id is null or v_quant.quantity - v_quant.reserved < p_quantity - p_unreserve then
    perform wms.refuse_short(p_warehouse, p_product, p_from, p_quantity);
  end if;
  v_weight := case when v_quant.quantity = p_quantity then v_quant.weight
                   else coalesce(wms.check_weight(p_product, p_weight), round(v_quant.weight * p_quantity / v_quant.quantity, 3)) end;
  if v_weight > v_quant.weight then
    perform wms.refuse('WM422', format('%s g are more than the %s g that lie there.', p_weight, v_quant.weight),
                       'Weigh it again, or count the bin.');
  end if;
  update wms.quant q
     set quantity = q.quantity - p_quantity, reserved = q.reserved - p_unreserve, row_version = q.row_version + 1,
         weight = q.weight - v_weight
   where q.quant_id = v_quant.quant_id;
  return row(v_quant.quant_id, v_quant.row_version + 1, v_quant.quantity - p_quantity, v_quant.in_date, v_weight)::wms.taken;
end $$;
