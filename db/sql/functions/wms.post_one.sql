-- The heart, one movement: the places allow it, then it is booked.
create function wms.post_one(
  p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_ledger_id bigint, p_product bigint, p_quantity numeric,
  p_from bigint, p_to bigint, p_lot bigint, p_hu bigint, p_to_hu bigint, p_status text, p_to_status text,
  p_unreserve numeric, p_order_line bigint, p_reason text, p_document text, p_device text, p_occurred timestamptz,
  p_owner bigint default null, p_weight numeric default null, p_in_date timestamptz default null, p_undoes bigint default null)
returns jsonb language plpgsql as $$
declare
  v_place record;
begin
  select * into v_place from wms.check_place(p_warehouse, p_from, p_to);
  return wms.book(p_op, p_warehouse, p_kind, p_at, p_ledger_id, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu,
    p_status, p_to_status, p_unreserve, p_order_line, p_reason, p_document, p_device, p_occurred, v_place.from_real,
    v_place.to_real, v_place.to_class, p_owner, p_weight, p_in_date, p_undoes);
end $$;

-- Take from one stock record, add to another, write the ledger. Runs inside an api function that has authorised the
-- caller, claimed the operation key and checked the places: p_from_real, p_to_real say which hold a record (a virtual place
-- holds none), p_to_class what the target must keep. Records are touched in key order, so that two posts that cross each
-- other wait and never deadlock. p_unreserve: how much of the quantity was reserved for this very movement (a pick).
-- p_weight: of goods with catch weight; without it a part takes its share. p_in_date: the age that goods bring along.
create function wms.book(
  p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_ledger_id bigint, p_product bigint, p_quantity numeric,
  p_from bigint, p_to bigint, p_lot bigint, p_hu bigint, p_to_hu bigint, p_status text, p_to_status text,
  p_unreserve numeric, p_order_line bigint, p_reason text, p_document text, p_device text, p_occurred timestamptz,
  p_from_real boolean, p_to_real boolean, p_to_class int, p_owner bigint default null, p_weight numeric default null,
  p_in_date timestamptz default null, p_undoes bigint default null, p_line int default 0)
returns jsonb language plpgsql as $$
declare
  v_taken wms.taken;
  v_to_id bigint;
  v_to_version bigint;
  v_to_balance numeric;
  v_from_first boolean;
begin
  if p_quantity is null or p_quantity = 'NaN' or p_quantity <= 0 or p_quantity > 1000000000
     or p_quantity <> round(p_quantity, 6) then
    perform wms.check_quantity(p_quantity);
  elsif not p_from_real and not p_to_real or length(p_document) > 100 or length(p_device) > 100 then
    perform wms.check_sayable(p_from_real or p_to_real, p_document, p_device);
  elsif least(p_lot, p_hu, p_to_hu, p_owner) < 1 then
    perform wms.refuse_no_id();
  end if;
  v_taken.in_date := coalesce(p_in_date, p_at);
  v_taken.weight := case when p_weight is not null and not p_from_real then wms.check_weight(p_product, p_weight) end;
  v_from_first := (p_from, coalesce(p_hu, 0), p_status) <= (p_to, coalesce(p_to_hu, 0), p_to_status);
  if p_from_real and p_to_real and not v_from_first then
    -- stock keeps its age and weight when it moves: look at the source, lock both where that must not change meanwhile
    select q.in_date, q.weight into v_taken.in_date, v_taken.weight from wms.quant q
     where q.warehouse_id = p_warehouse and q.location_id = p_from and q.product_id = p_product
       and coalesce(q.lot_id, 0) = coalesce(p_lot, 0) and coalesce(q.hu_id, 0) = coalesce(p_hu, 0)
       and coalesce(q.owner_id, 0) = coalesce(p_owner, 0) and q.status = p_status;
    if v_taken.weight is not null then
      perform wms.hold_record(p_warehouse, p_to, p_product, p_lot, p_to_hu, p_owner, p_to_status);
      v_from_first := true;
    end if;
  end if;
  for v_step in 0 .. 1 loop
    if (v_step = 0) = (v_from_first and p_from_real or not p_to_real) then
      continue when not p_from_real;
      update wms.quant q
         set quantity = q.quantity - p_quantity, reserved = q.reserved - p_unreserve, row_version = q.row_version + 1
       where q.warehouse_id = p_warehouse and q.location_id = p_from and q.product_id = p_product
         and coalesce(q.lot_id, 0) = coalesce(p_lot, 0) and coalesce(q.hu_id, 0) = coalesce(p_hu, 0)
         and coalesce(q.owner_id, 0) = coalesce(p_owner, 0) and q.status = p_status and q.weight is null
         and q.quantity - q.reserved >= p_quantity - p_unreserve
      returning q.quant_id, q.row_version, q.quantity, q.in_date
        into v_taken.quant_id, v_taken.version, v_taken.balance, v_taken.in_date;
      if not found then
        v_taken := wms.take_weighed(p_warehouse, p_from, p_product, p_lot, p_hu, p_owner, p_status, p_quantity, p_unreserve, p_weight);
      end if;
      v_taken.in_date := coalesce(p_in_date, v_taken.in_date);
      exit when not p_to_real;
    else
      continue when not p_to_real;
      update wms.quant q
         set quantity = q.quantity + p_quantity, row_version = q.row_version + 1, in_date = least(q.in_date, v_taken.in_date),
             weight = q.weight + v_taken.weight
       where q.warehouse_id = p_warehouse and q.location_id = p_to and q.product_id = p_product
         and coalesce(q.lot_id, 0) = coalesce(p_lot, 0) and coalesce(q.hu_id, 0) = coalesce(p_to_hu, 0)
         and coalesce(q.owner_id, 0) = coalesce(p_owner, 0) and q.status = p_to_status and (q.weight is null) = (v_taken.weight is null)
      returning q.quant_id, q.quantity, q.row_version into v_to_id, v_to_balance, v_to_version;
      if not found then
        perform wms.check_new_record(p_product, p_lot, p_owner, p_to_status, p_quantity, v_taken.weight, p_from_real);
        insert into wms.quant as q (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status, quantity, weight, in_date)
        values (p_warehouse, p_to, p_product, p_lot, p_to_hu, p_owner, p_to_status, p_quantity, v_taken.weight,
                coalesce(v_taken.in_date, p_at))
        on conflict (warehouse_id, location_id, product_id, coalesce(lot_id, 0), coalesce(hu_id, 0), coalesce(owner_id, 0), status) do update
          set quantity = q.quantity + excluded.quantity, row_version = q.row_version + 1, in_date = least(q.in_date, excluded.in_date),
              weight = case when excluded.weight is null then q.weight else coalesce(q.weight, 0) + excluded.weight end
        returning q.quant_id, q.quantity, q.row_version into v_to_id, v_to_balance, v_to_version;
      end if;
      exit when not p_from_real;
    end if;
  end loop;
  insert into wms.ledger (posted_at, ledger_id, op, line, warehouse_id, kind, product_id, quantity, from_location_id,
    to_location_id, lot_id, hu_id, to_hu_id, owner_id, status, to_status, from_quant_id, from_version, from_balance, to_quant_id,
    to_version, to_balance, order_line_id, reason, document, device, occurred_at, weight, undoes)
  values (p_at, p_ledger_id, p_op, p_line, p_warehouse, p_kind, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu,
    p_owner, p_status, p_to_status, v_taken.quant_id, v_taken.version, v_taken.balance, v_to_id, v_to_version, v_to_balance,
    p_order_line, p_reason, p_document, p_device, case when isfinite(p_occurred) then least(p_occurred, p_at) end,   -- clocks of devices err
    v_taken.weight, p_undoes);
  if p_hu is not null and v_taken.balance = 0 then
    delete from wms.quant q where q.quant_id = v_taken.quant_id and q.quantity = 0;
  end if;
  if v_taken.balance = 0 then            -- asked only then: a statement of its own costs every post
    if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null and h.target in ('quant', 'hu')) then
      perform wms.settle_holds(p_op, p_warehouse, p_at);
    end if;
  end if;
  if p_hu <> coalesce(p_to_hu, 0) then
    perform wms.check_spoken(array[p_hu]);
  end if;
  if p_to_class is not null and p_from <> p_to then
    perform wms.check_capacity(p_warehouse, array[p_to]);
  end if;
  return jsonb_build_object('ledger_id', p_ledger_id, 'quantity', p_quantity, 'from_location_id', p_from,
    'from_balance', v_taken.balance, 'to_location_id', p_to, 'to_balance', v_to_balance);   -- as wms.single_answer
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

-- No lot, unit or owner has an id below 1: in the key of a stock record 0 stands for "none". WM404.
create function wms.refuse_no_id() returns void
language plpgsql as $$
begin
  perform wms.refuse('WM404', 'This lot, unit or owner is not known.', 'Scan the label again.');
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

-- A stock record that does not exist yet may be made: known status and owner, the lot and weight that the product asks for.
-- Goods that come from a record of ours were asked when they came. WM404, WM422.
create function wms.check_new_record(p_product bigint, p_lot bigint, p_owner bigint, p_status text, p_quantity numeric,
                                     p_weight numeric, p_known boolean) returns void
language plpgsql as $$
begin
  perform wms.check_known_status(p_status);
  if not exists (select from wms.product p where p.product_id = p_product) then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  elsif p_owner is not null and not exists (select from wms.party y where y.party_id = p_owner and y.kind = 'owner') then
    perform wms.refuse('WM404', 'This owner is not known.', 'Choose an owner from the list, or have it entered first.');
  elsif p_known then
    return;
  elsif p_lot is null then
    perform wms.find_lot(p_product, null, null, p_quantity, p_status);
  end if;
  if p_weight is null and (select p.catch_weight from wms.product p where p.product_id = p_product) then
    perform wms.refuse('WM422', format('%s is kept by weight: each piece has its own.',
      (select p.sku from wms.product p where p.product_id = p_product)), 'Weigh it and post again with the weight.');
  end if;
end $$;
