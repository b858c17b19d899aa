-- Roles: r_picker, r_packer, r_supervisor
-- Take goods of a delivery in: lot and expiry as on the label, onto a supplier's unit (p_sscc), or with a label of ours
-- (p_label). What differs from what is announced needs a reason of kind receipt (over, wrong, other_lot, damaged, expired), of a
-- blind delivery none, since asking would tell how much is expected. Damaged goods come in as damaged, wrong ones blocked,
-- expired ones expired, returned ones by p_disposition; others available, or as the first matching plan of quality says.
-- Answer: receipt_id, ledger_id, quantity, status, sscc, hu_id, sample, task_id, lines [{line_no, received}], waiting (orders
-- that these goods could go to at once: number, quantity, cut_off).
-- WM404, WM422 not announced / more than announced (detail: code over, wrong, other_lot), WM423, WM452-455.
create function api.receive_inbound_v1(p_op uuid, p_warehouse int, p_inbound bigint, p_product bigint, p_quantity numeric, p_location bigint,
  p_lot text default null, p_expires_on date default null, p_sscc text default null, p_reason text default null, p_note text default null,
  p_weight numeric default null, p_disposition text default null, p_label boolean default false, p_device text default null,
  p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_delivery wms.inbound;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('receive_inbound', p_warehouse, p_inbound, p_product, p_quantity, p_location, p_lot, p_expires_on, p_sscc,
                                  p_reason, p_note, p_weight, p_disposition, p_label)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_delivery := wms.open_inbound(p_warehouse, p_inbound);
  return wms.keep_answer(p_op, wms.take_in(p_op, p_warehouse, v_at, 0, v_delivery, p_product, p_quantity, p_location, p_lot, p_expires_on,
    case when p_label and p_sscc is null then wms.next_sscc(p_warehouse) else p_sscc end, p_reason, p_note, p_weight, p_disposition,
    p_device, p_occurred_at));
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- Take in a whole unit of the supplier by one scan of its SSCC: every line announced on it, as announced.
-- Answer: sscc, hu_id, receipts (as receive_inbound). WM404 not announced, WM455 taken in already, WM422 a lot is missing.
create function api.receive_unit_v1(p_op uuid, p_warehouse int, p_inbound bigint, p_sscc text, p_location bigint, p_device text default null,
                                    p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_delivery wms.inbound;
  v_line record;
  v_n int := 0;
  v_done jsonb := '[]';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('receive_unit', p_warehouse, p_inbound, p_sscc, p_location)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_delivery := wms.open_inbound(p_warehouse, p_inbound);
  for v_line in
    select l.*, row_number() over (order by l.product_id, l.lot, l.line_no) as n, p.catch_weight, p.sku
      from wms.inbound_line l join wms.product p on p.product_id = l.product_id
     where l.inbound_id = p_inbound and l.sscc = p_sscc and l.quantity > 0 order by n
  loop
    v_n := v_n + 1;
    if v_line.received > 0 then
      perform wms.refuse('WM455', format('Unit %s was taken in already.', p_sscc), 'Go on with the next one.');
    elsif v_line.catch_weight then
      perform wms.refuse('WM422', format('%s on this unit is kept by weight.', v_line.sku), 'Receive it piece by piece, with the scale.');
    end if;
    v_done := v_done || wms.take_in(p_op, p_warehouse, v_at, v_n, v_delivery, v_line.product_id, v_line.quantity, p_location, v_line.lot,
                                    v_line.expires_on, p_sscc, null, null, null, null, p_device, p_occurred_at);
  end loop;
  if v_n = 0 then
    perform wms.refuse('WM404', format('Unit %s is not announced in %s.', left(p_sscc, 40), v_delivery.number),
                       'Receive what is on it item by item.');
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('sscc', p_sscc, 'hu_id', v_done -> 0 -> 'hu_id', 'receipts', v_done));
end $$;

-- A delivery that goods can be taken in for, locked; the first receipt opens it. WM404, WM455.
create function wms.open_inbound(p_warehouse int, p_inbound bigint) returns wms.inbound
language plpgsql as $$
declare
  v_delivery wms.inbound;
begin
  perform wms.fence_breaking();      -- a plan of quality may put a hold on the lot
  select * into v_delivery from wms.inbound d where d.inbound_id = p_inbound and d.warehouse_id = p_warehouse for no key update;
  if not found then
    perform wms.refuse('WM404', 'This delivery is not known here.', 'Refresh the list.');
  elsif v_delivery.state >= 700 then
    perform wms.refuse('WM455', format('%s is %s.', v_delivery.number, wms.inbound_state(v_delivery.state)),
                       'Have a supervisor open it again, or announce these goods as a new delivery.',
                       jsonb_build_object('state', wms.inbound_state(v_delivery.state)));
  end if;
  update wms.inbound d set state = 400, version = d.version + 1, arrived_at = coalesce(d.arrived_at, clock_timestamp()),
         started_at = coalesce(d.started_at, clock_timestamp())
   where d.inbound_id = p_inbound and d.state < 400;
  return v_delivery;
end $$;

create function wms.inbound_state(p_state smallint) returns text
language sql immutable
begin atomic
  select case p_state when 100 then 'entered' when 200 then 'expected' when 300 then 'arrived' when 400 then 'receiving' when 500 then 'received'
              when 600 then 'put_away' when 700 then 'closed' when 910 then 'cancelled' end;
end;

-- One receipt: which lines it counts on, in which status it comes in, booked, written down. Answer: as receive_inbound.
create function wms.take_in(p_op uuid, p_warehouse int, p_at timestamptz, p_n int, p_delivery wms.inbound, p_product bigint, p_quantity numeric,
  p_location bigint, p_lot text, p_expires_on date, p_sscc text, p_reason text, p_note text, p_weight numeric, p_disposition text,
  p_device text, p_occurred timestamptz)
returns jsonb language plpgsql as $$
declare
  v_id bigint := nextval('wms.entry_seq');
  v_status text;
  v_lot bigint;
  v_hu bigint;
  v_plan wms.qc_plan;
  v_shares jsonb;
  v_posted jsonb;
  v_receipts bigint[];
  v_check jsonb := '{}';
begin
  perform wms.check_quantity(p_quantity);
  perform wms.check_note(p_note);
  if p_reason is not null then
    perform wms.check_reason(p_reason, 'receipt');
  end if;
  perform wms.check_disposition(p_delivery, p_disposition);
  v_shares := wms.share_out(p_delivery, p_product, p_quantity, p_lot, p_sscc, p_reason);
  v_status := wms.status_of_receipt(p_reason, p_disposition, p_expires_on);
  if v_status = 'available' then
    v_plan := wms.matching_plan(p_warehouse, p_delivery, p_product);
    v_status := case when v_plan.action = 'inspection' then 'inspection' else v_status end;
  end if;
  if p_lot is not null or p_expires_on is not null then
    v_lot := wms.find_lot(p_product, p_lot, p_expires_on, p_quantity, v_status, null);
  end if;
  if v_plan.action = 'hold' then
    v_status := wms.hold_incoming(p_op, p_warehouse, v_plan, v_lot);
  end if;
  if p_sscc is not null then
    v_hu := wms.find_hu(p_warehouse, p_sscc, 'pallet', p_location);
  end if;
  v_posted := wms.book_receipt(p_op, p_warehouse, p_at, v_id, p_n, p_delivery, p_product, p_quantity, p_location, v_lot, v_hu, v_status, p_reason,
                               p_weight, p_device, p_occurred);
  v_receipts := wms.write_receipts(p_op, p_warehouse, p_at, p_delivery, v_shares, p_product, p_quantity, v_lot, v_hu, p_location, v_status,
                                   p_reason, p_disposition, p_note, p_weight);
  if v_plan.qc_plan_id is not null then
    v_check := wms.ask_quality(p_op, p_warehouse, v_plan, p_product, p_quantity, p_location, v_lot, v_hu);
  end if;
  return jsonb_build_object('receipt_id', v_receipts[1], 'ledger_id', v_id, 'quantity', p_quantity, 'status', v_status, 'product_id', p_product,
      'location_id', p_location, 'lot_id', v_lot, 'sscc', p_sscc, 'hu_id', v_hu,
      'quant_id', (select g.to_quant_id from wms.ledger g where g.posted_at = p_at and g.ledger_id = v_id), 'lines', case when not p_delivery.blind then (
        select jsonb_agg(jsonb_build_object('line_no', l.line_no, 'received', l.received) order by l.line_no) from wms.inbound_line l
         where l.inbound_id = p_delivery.inbound_id and l.product_id = p_product) end,
      'waiting', case when v_status = 'available' then wms.waiting_for(p_warehouse, p_product, p_quantity) else '[]' end)
    || v_check || (v_posted - array['ledger_id', 'quantity']);
end $$;

-- A return says what becomes of the goods, other deliveries do not. WM422.
create function wms.check_disposition(p_delivery wms.inbound, p_disposition text) returns void
language plpgsql immutable as $$
begin
  if (p_delivery).kind = 'return' and coalesce(p_disposition, '') not in ('restock', 'inspect', 'repair', 'vendor', 'scrap') then
    perform wms.refuse('WM422', 'Nobody has said what becomes of these returned goods.',
                       'Choose one of: restock, inspect, repair, vendor, scrap.', '{"code": "disposition"}');
  elsif (p_delivery).kind <> 'return' and p_disposition is not null then
    perform wms.refuse('WM422', 'Only returned goods have a disposition.', 'Receive them without.');
  end if;
end $$;

-- The quality status that goods come in with.
create function wms.status_of_receipt(p_reason text, p_disposition text, p_expires_on date) returns text
language sql stable as $$
  select case when p_reason = 'damaged' then 'damaged' when p_reason = 'wrong' then 'blocked'
              when p_reason = 'expired' then case when p_expires_on < current_date then 'expired' else 'blocked' end
              else case p_disposition when 'inspect' then 'inspection' when 'repair' then 'quarantined' when 'vendor' then 'blocked'
                     when 'scrap' then 'damaged' else 'available' end end
$$;

-- On which lines a receipt counts: of this unit and lot first, then of this lot, then of none in particular; each up to what is
-- announced, the rest on the last of them (over) or on none (not announced). [{line, quantity}]. Refuses what needs a reason.
create function wms.share_out(p_delivery wms.inbound, p_product bigint, p_quantity numeric, p_lot text, p_sscc text, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_line record;
  v_left numeric := p_quantity;
  v_part numeric;
  v_last bigint;
  v_shares jsonb := '[]';
  v_blind boolean := (p_delivery).blind;
  v_sku text := (select p.sku from wms.product p where p.product_id = p_product);
begin
  if v_sku is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  end if;
  perform from wms.inbound_line l where l.inbound_id = (p_delivery).inbound_id and l.product_id = p_product order by l.inbound_line_id for no key update;
  for v_line in
    select l.inbound_line_id, greatest(l.quantity - l.received, 0) as open from wms.inbound_line l
     where l.inbound_id = (p_delivery).inbound_id and l.product_id = p_product and l.quantity > 0 and (l.lot is null or l.lot is not distinct from p_lot or p_reason is not null or v_blind)
     order by l.sscc is not distinct from p_sscc desc, l.lot is not distinct from p_lot desc, l.lot is null desc, l.line_no
  loop
    v_last := v_line.inbound_line_id;
    v_part := least(v_left, v_line.open);
    if v_part > 0 then
      v_shares := v_shares || jsonb_build_object('line', v_last, 'quantity', v_part);
      v_left := v_left - v_part;
    end if;
    exit when v_left = 0;
  end loop;
  if v_left > 0 then
    perform wms.refuse_surplus(p_delivery, p_product, v_sku, p_lot, p_reason, v_left, v_last);
    v_shares := v_shares || jsonb_build_object('line', v_last, 'quantity', v_left);
  end if;
  return v_shares;
end $$;

-- Goods that no line asks for are taken in with a reason, of a blind delivery without. WM422 with the code that would say it.
create function wms.refuse_surplus(p_delivery wms.inbound, p_product bigint, p_sku text, p_lot text, p_reason text, p_left numeric, p_line bigint) returns void
language plpgsql stable as $$
declare
  v_lots text := (select string_agg(distinct l.lot, ', ') from wms.inbound_line l where l.inbound_id = (p_delivery).inbound_id and l.product_id = p_product and l.quantity > 0);
begin
  if (p_delivery).blind or p_reason is not null and (p_line is not null or p_reason = 'wrong') then
    return;
  elsif p_line is not null then
    perform wms.refuse('WM422', format('%s of %s are more than %s announces.', p_left::float8, p_sku, (p_delivery).number),
      'Count again; if it is right, take them in with the reason “more than announced”.', jsonb_build_object('code', 'over', 'over', p_left));
  elsif v_lots is not null then
    perform wms.refuse('WM422', format('Lot %s of %s is not announced, but %s.', coalesce(p_lot, 'none'), p_sku, v_lots),
      'Check the label; if it is right, take it in with the reason “another lot”.', jsonb_build_object('code', 'other_lot', 'lots', v_lots));
  end if;
  perform wms.refuse('WM422', format('%s is not announced in %s.', p_sku, (p_delivery).number),
    'Take it in with the reason “not ordered”, or leave it on the truck.', jsonb_build_object('code', 'wrong'));
end $$;

-- Into stock: from the supplier, returned goods from the customer.
create function wms.book_receipt(p_op uuid, p_warehouse int, p_at timestamptz, p_id bigint, p_n int, p_delivery wms.inbound, p_product bigint,
  p_quantity numeric, p_location bigint, p_lot bigint, p_hu bigint, p_status text, p_reason text, p_weight numeric, p_device text,
  p_occurred timestamptz) returns jsonb
language plpgsql as $$
declare
  v_from bigint := wms.boundary(p_warehouse, wms.inbound_party((p_delivery).kind));
  v_place record;
  v_answer jsonb;
begin
  select * into v_place from wms.check_place(p_warehouse, v_from, p_location);
  v_answer := wms.book(p_op, p_warehouse, 'receive', p_at, p_id, p_product, p_quantity, v_from, p_location, p_lot, null, p_hu, p_status, p_status, 0,
    null, p_reason, (p_delivery).number, p_device, p_occurred, v_place.from_real, v_place.to_real, v_place.to_class, null, p_weight, null, null, p_n);
  if p_lot is not null then
    perform wms.check_serials(p_warehouse, array[p_lot]);
  end if;
  return v_answer;
end $$;

-- The receipts, one a line; the lines count them, the delivery is received when nothing is missing any more.
create function wms.write_receipts(p_op uuid, p_warehouse int, p_at timestamptz, p_delivery wms.inbound, p_shares jsonb, p_product bigint, p_quantity numeric,
  p_lot bigint, p_hu bigint, p_location bigint, p_status text, p_reason text, p_disposition text, p_note text, p_weight numeric) returns bigint[]
language plpgsql as $$
declare
  v_receipts bigint[];
begin
  with made as (
    insert into wms.receipt (warehouse_id, inbound_id, inbound_line_id, op, product_id, quantity, lot_id, hu_id, location_id, status, weight, reason,
                             disposition, note, received_at)
    select p_warehouse, (p_delivery).inbound_id, x.line, p_op, p_product, x.quantity, p_lot, p_hu, p_location, p_status,
           p_weight * x.quantity / p_quantity, p_reason, p_disposition, coalesce(p_note, ''), p_at
      from jsonb_to_recordset(p_shares) x(line bigint, quantity numeric)
    returning receipt_id, inbound_line_id, quantity
  ), counted as (
    update wms.inbound_line l set received = l.received + m.quantity,
           damaged = l.damaged + case when p_status = 'damaged' then m.quantity else 0 end
      from (select inbound_line_id, sum(quantity) as quantity from made group by 1) m where l.inbound_line_id = m.inbound_line_id
  )
  select array_agg(m.receipt_id order by m.receipt_id) into v_receipts from made m;
  perform wms.settle_inbound((p_delivery).inbound_id);
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'inbound.received', (p_delivery).inbound_id, (p_delivery).number,
          jsonb_build_object('product', p_product, 'quantity', p_quantity, 'reason', p_reason));
  return v_receipts;
end $$;

-- How far an open delivery is: nothing missing is received, something is receiving.
create function wms.settle_inbound(p_inbound bigint) returns void
language plpgsql as $$
begin
  update wms.inbound d set version = d.version + 1, state = case
      when exists (select from wms.inbound_line l where l.inbound_id = p_inbound)
       and not exists (select from wms.inbound_line l where l.inbound_id = p_inbound and l.received < l.quantity) then 500 else 400 end
   where d.inbound_id = p_inbound and d.state < 700;
end $$;

-- ---- undo: what api.undo_v1 does with receipts -----------------------------------------------------------------------------

-- Before an act is taken back: its deliveries are locked, none of them may be closed. WM455.
create function wms.hold_receipts(p_warehouse int, p_op uuid) returns void
language plpgsql as $$
declare
  v_closed text;
begin
  perform from wms.inbound d where d.inbound_id in (select r.inbound_id from wms.receipt r where r.op = p_op and r.warehouse_id = p_warehouse)
    order by d.inbound_id for no key update;
  perform from wms.task t where t.task_id in (select c.task_id from wms.qc_check c where c.op = p_op) order by t.task_id for no key update;
  select d.number into v_closed from wms.inbound d join wms.receipt r on r.inbound_id = d.inbound_id
   where r.op = p_op and r.warehouse_id = p_warehouse and d.state >= 700 limit 1;
  if found then
    perform wms.refuse('WM455', format('%s is closed with these goods in its report.', v_closed), 'Open the delivery again first.');
  end if;
end $$;

-- After an act was taken back: its receipts are, its lines count less, quality need not look any more.
create function wms.undo_receipts(p_op uuid, p_warehouse int, p_target uuid) returns void
language plpgsql as $$
begin
  with undone as (
    update wms.receipt r set undone_op = p_op, undone_at = clock_timestamp()
     where r.op = p_target and r.warehouse_id = p_warehouse and r.undone_op is null returning r.*
  )
  update wms.inbound_line l set received = l.received - u.quantity, damaged = l.damaged - u.damaged
    from (select inbound_line_id, sum(quantity) as quantity, coalesce(sum(quantity) filter (where status = 'damaged'), 0) as damaged
            from undone where inbound_line_id is not null group by 1) u
   where l.inbound_line_id = u.inbound_line_id;
  perform wms.settle_inbound(d.inbound_id) from (select distinct r.inbound_id from wms.receipt r where r.undone_op = p_op) d;
  update wms.task t set state = 500, finished_at = clock_timestamp()
    from wms.qc_check c where c.op = p_target and c.state = 'open' and t.task_id = c.task_id;
  update wms.qc_check c set state = 'cancelled', decided_by = session_user, decided_at = clock_timestamp() where c.op = p_target and c.state = 'open';
end $$;
