-- Roles: r_counter, r_picker, r_supervisor
-- So many of this lie in the bin that I am counting: a product with lot or serial number (p_lot, known or not) and unit
-- (p_hu); or a unit alone, unopened (p_product and p_quantity null). The same again adds up. The answer says what was
-- entered and nothing else: line_id, quantity.
create function api.enter_count_v1(
  p_op uuid, p_warehouse int, p_count bigint, p_product bigint default null, p_quantity numeric default null, p_lot text default null,
  p_hu bigint default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set client_min_messages = error as $$
declare
  v_old jsonb;
  v_mine record;
  v_lot bigint;
  v_line bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('enter_count', p_warehouse, p_count, p_product, p_quantity, p_lot, p_hu)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_mine from wms.my_round(p_warehouse, p_count);
  v_lot := wms.check_entry(p_warehouse, p_product, p_quantity, p_lot, p_hu, p_device);
  if (select count(*) from wms.count_line n where n.round_id = v_mine.round_id) >= 5000 then
    perform wms.refuse('WM422', 'A bin takes 5,000 entries.', 'Finish this bin and ask the supervisor to have the rest counted.');
  end if;
  insert into wms.count_line (warehouse_id, round_id, product_id, lot_id, lot_number, hu_id, unit_at, quantity, device, occurred_at)
  values (p_warehouse, v_mine.round_id, p_product, v_lot, case when v_lot is null then nullif(p_lot, '') end, p_hu,
          (select h.location_id from wms.handling_unit h where h.hu_id = p_hu), p_quantity, p_device,
          case when isfinite(p_occurred_at) then least(p_occurred_at, now()) end)
  returning line_id into v_line;
  if p_product is not null then
    insert into wms.count_position (warehouse_id, round_id, line_id, quant_id, product_id, lot_id, hu_id, balance, row_version)
    select p_warehouse, v_mine.round_id, v_line, q.quant_id, q.product_id, q.lot_id, q.hu_id, q.quantity, q.row_version
      from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = p_product and q.lot_id is not distinct from v_lot
       and q.hu_id is not distinct from p_hu and (p_hu is not null or q.location_id = v_mine.location_id);
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('line_id', v_line, 'quantity', p_quantity));
end $$;

-- Can this be counted at all? By the article's own data only. Returns the lot, null for none or an unknown one. WM404, WM422.
create function wms.check_entry(p_warehouse int, p_product bigint, p_quantity numeric, p_lot text, p_hu bigint, p_device text) returns bigint
language plpgsql as $$
declare
  v_product wms.product;
begin
  if length(p_device) > 100 then
    perform wms.refuse('WM422', 'The device has a name of over 100 characters.', 'Give the station a shorter name.');
  elsif p_hu is not null and not exists (select from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse) then
    perform wms.refuse('WM404', 'This handling unit is not known here.', 'Scan its label again.');
  elsif p_product is null and (p_hu is null or p_quantity is not null or p_lot is not null) then
    perform wms.refuse('WM422', 'An entry names a product with its quantity, or a unit alone.', 'Scan the item, or the label of the unit.');
  elsif p_product is null then
    return null;
  end if;
  select * into v_product from wms.product where product_id = p_product;
  if v_product.product_id is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  end if;
  perform wms.check_quantity(p_quantity);
  if v_product.tracking = 'none' and nullif(p_lot, '') is not null then
    perform wms.refuse('WM422', format('%s is not tracked by lot.', v_product.sku), 'Count it without a lot number.');
  elsif v_product.tracking <> 'none' and coalesce(length(trim(p_lot)), 0) not between 1 and 40 then
    perform wms.refuse('WM422', format('%s needs a %s number of up to 40 characters.', v_product.sku, v_product.tracking), 'Scan or type the number on the goods.');
  elsif v_product.tracking = 'serial' and p_quantity <> 1 then
    perform wms.refuse('WM422', format('%s is counted piece by piece: one a number.', v_product.sku), 'Scan each piece''s own number.');
  end if;
  return (select t.lot_id from wms.lot t where t.product_id = p_product and t.number = p_lot);
end $$;

-- Take one's own entry back, while the bin is not finished.
create function api.take_back_count_v1(p_op uuid, p_warehouse int, p_count bigint, p_line bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set client_min_messages = error as $$
declare
  v_old jsonb;
  v_mine record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('take_back_count', p_warehouse, p_count, p_line)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_mine from wms.my_round(p_warehouse, p_count);
  update wms.count_line set taken_back_at = clock_timestamp() where line_id = p_line and round_id = v_mine.round_id and taken_back_at is null;
  if not found then
    perform wms.refuse('WM404', 'This entry is not one of yours in this bin.', 'Look at the list of what you entered.');
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('line_id', p_line));
end $$;
