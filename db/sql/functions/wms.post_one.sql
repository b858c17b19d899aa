-- The heart, one movement: the places allow it, then it is booked.
create function wms.post_one(
  p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_ledger_id bigint, p_product bigint, p_quantity numeric,
  p_from bigint, p_to bigint, p_lot bigint, p_hu bigint, p_to_hu bigint, p_status text, p_to_status text,
  p_unreserve numeric, p_order_line bigint, p_reason text, p_document text, p_device text, p_occurred timestamptz)
returns jsonb language plpgsql as $$
declare
  v_place record;
begin
  select * into v_place from wms.check_place(p_warehouse, p_from, p_to);
  return wms.book(p_op, p_warehouse, p_kind, p_at, p_ledger_id, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu,
    p_status, p_to_status, p_unreserve, p_order_line, p_reason, p_document, p_device, p_occurred, v_place.from_real,
    v_place.to_real, v_place.to_class);
end $$;

-- Take from one stock record, add to another, write the ledger. Runs inside an api function that has authorised the
-- caller, claimed the operation key and checked the places: p_from_real, p_to_real say which hold a record (a virtual place
-- holds none), p_to_class what the target must keep. Records are touched in key order, so that two posts that cross each
-- other wait and never deadlock. p_unreserve: how much of the quantity was reserved for this very movement (a pick).
-- Every statement here is paid for at every scan: the bench (app/bench/posting.py) watches.
create function wms.book(
  p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_ledger_id bigint, p_product bigint, p_quantity numeric,
  p_from bigint, p_to bigint, p_lot bigint, p_hu bigint, p_to_hu bigint, p_status text, p_to_status text,
  p_unreserve numeric, p_order_line bigint, p_reason text, p_document text, p_device text, p_occurred timestamptz,
  p_from_real boolean, p_to_real boolean, p_to_class int)
returns jsonb language plpgsql as $$
declare
  v_from_id bigint;
  v_from_version bigint;
  v_from_balance numeric;
  v_to_id bigint;
  v_to_version bigint;
  v_to_balance numeric;
  v_in_date timestamptz := p_at;
  v_from_first boolean;
begin
  if p_quantity is null or p_quantity = 'NaN' or p_quantity <= 0 or p_quantity > 1000000000
     or p_quantity <> round(p_quantity, 6) then
    perform wms.check_quantity(p_quantity);
  elsif not p_from_real and not p_to_real or length(p_document) > 100 or length(p_device) > 100 then
    perform wms.check_sayable(p_from_real or p_to_real, p_document, p_device);
  end if;
  if not p_from_real then                          -- goods in, into a record that is there: one statement instead of two
    with changed as (
      update wms.quant q
         set quantity = q.quantity + p_quantity, row_version = q.row_version + 1, in_date = least(q.in_date, p_at)
       where q.warehouse_id = p_warehouse and q.location_id = p_to and q.product_id = p_product
         and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_to_hu and q.owner_id is null
         and q.status = p_to_status
      returning q.quant_id, q.quantity, q.row_version)
    insert into wms.ledger (posted_at, ledger_id, op, warehouse_id, kind, product_id, quantity, from_location_id,
      to_location_id, lot_id, hu_id, to_hu_id, status, to_status, to_quant_id, to_version, to_balance, order_line_id, reason,
      document, device, occurred_at)
    select p_at, p_ledger_id, p_op, p_warehouse, p_kind, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
      p_to_status, c.quant_id, c.row_version, c.quantity, p_order_line, p_reason, p_document, p_device,
      case when isfinite(p_occurred) then least(p_occurred, p_at) end
      from changed c
    returning to_balance into v_to_balance;
    if found then
      if p_to_class is not null then
        perform wms.check_capacity(p_warehouse, array[p_to]);
      end if;
      return jsonb_build_object('ledger_id', p_ledger_id, 'quantity', p_quantity, 'from_location_id', p_from,
        'from_balance', null, 'to_location_id', p_to, 'to_balance', v_to_balance);
    end if;
  elsif p_to_real then
    v_from_first := (p_from, coalesce(p_hu, 0), p_status) <= (p_to, coalesce(p_to_hu, 0), p_to_status);
    if not v_from_first then                       -- stock keeps its age when it moves
      select q.in_date into v_in_date from wms.quant q
       where q.warehouse_id = p_warehouse and q.location_id = p_from and q.product_id = p_product
         and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_hu and q.owner_id is null
         and q.status = p_status;
    end if;
  end if;
  for v_step in 0 .. 1 loop
    if (v_step = 0) = coalesce(v_from_first, p_from_real) then
      continue when not p_from_real;
      update wms.quant q
         set quantity = q.quantity - p_quantity, reserved = q.reserved - p_unreserve, row_version = q.row_version + 1
       where q.warehouse_id = p_warehouse and q.location_id = p_from and q.product_id = p_product
         and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_hu and q.owner_id is null
         and q.status = p_status and q.quantity - q.reserved >= p_quantity - p_unreserve
      returning q.quant_id, q.quantity, q.row_version, q.in_date into v_from_id, v_from_balance, v_from_version, v_in_date;
      if not found then
        perform wms.refuse_short(p_warehouse, p_product, p_from, p_quantity);
      end if;
      exit when not p_to_real;
    else
      continue when not p_to_real;
      update wms.quant q
         set quantity = q.quantity + p_quantity, row_version = q.row_version + 1, in_date = least(q.in_date, v_in_date)
       where q.warehouse_id = p_warehouse and q.location_id = p_to and q.product_id = p_product
         and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_to_hu and q.owner_id is null
         and q.status = p_to_status
      returning q.quant_id, q.quantity, q.row_version into v_to_id, v_to_balance, v_to_version;
      if not found then
        perform wms.check_known_status(p_to_status);
        if not p_from_real and p_lot is null then
          perform wms.find_lot(p_product, null, null, p_quantity, p_to_status);
        end if;
        insert into wms.quant as q (warehouse_id, location_id, product_id, lot_id, hu_id, status, quantity, in_date)
        values (p_warehouse, p_to, p_product, p_lot, p_to_hu, p_to_status, p_quantity, coalesce(v_in_date, p_at))
        on conflict on constraint quant_key do update
          set quantity = q.quantity + excluded.quantity, row_version = q.row_version + 1
        returning q.quant_id, q.quantity, q.row_version into v_to_id, v_to_balance, v_to_version;
      end if;
      exit when not p_from_real;
    end if;
  end loop;
  insert into wms.ledger (posted_at, ledger_id, op, warehouse_id, kind, product_id, quantity, from_location_id,
    to_location_id, lot_id, hu_id, to_hu_id, status, to_status, from_quant_id, from_version, from_balance, to_quant_id,
    to_version, to_balance, order_line_id, reason, document, device, occurred_at)
  values (p_at, p_ledger_id, p_op, p_warehouse, p_kind, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
    p_to_status, v_from_id, v_from_version, v_from_balance, v_to_id, v_to_version, v_to_balance,
    p_order_line, p_reason, p_document, p_device, case when isfinite(p_occurred) then least(p_occurred, p_at) end);   -- clocks of devices err
  if p_hu is not null and v_from_balance = 0 then
    delete from wms.quant q where q.quant_id = v_from_id and q.quantity = 0;
  end if;
  if p_to_class is not null and p_from <> p_to then
    perform wms.check_capacity(p_warehouse, array[p_to]);
  end if;
  return jsonb_build_object('ledger_id', p_ledger_id, 'quantity', p_quantity, 'from_location_id', p_from,
    'from_balance', v_from_balance, 'to_location_id', p_to, 'to_balance', v_to_balance);   -- as wms.single_answer
end $$;

-- What is neither in nor out of the warehouse is no movement of stock; a document or device is a short name. WM422.
create function wms.check_sayable(p_real boolean, p_document text, p_device text) returns void
language plpgsql immutable as $$
begin
  if not p_real then
    perform wms.refuse('WM422', 'No stock is kept there.', 'Scan a bin of the warehouse.');
  elsif length(p_document) > 100 or length(p_device) > 100 then
    perform wms.refuse('WM422', 'The document or device has a name of over 100 characters.', 'Scan it again, or enter its number.');
  end if;
end $$;

-- A quality status that exists. WM422.
create function wms.check_known_status(p_status text) returns void
language plpgsql stable as $$
begin
  if not exists (select from wms.stock_status s where s.status = p_status) then
    perform wms.refuse('WM422', format('%s is not a status of stock.', coalesce(left(p_status, 40), 'Nothing')),
      'Use one of: ' || (select string_agg(s.status, ', ' order by s.status) from wms.stock_status s) || '.');
  end if;
end $$;
