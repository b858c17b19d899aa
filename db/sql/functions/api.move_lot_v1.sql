-- Roles: r_supervisor
-- Goods that are booked as one lot are really of another: restate a quantity where it lies. Two movements through the virtual
-- adjustment place, kind correct_lot; the goods keep their age, and which lot came of which is kept. A lot that is new takes
-- the old one's dates unless p_expires_on says otherwise. What is promised goes last and by p_force only, as for a change of
-- status; out of a lot on hold only by p_force. {lot_id, first_ledger_id, broke}.
create function api.move_lot_v1(
  p_op uuid, p_warehouse int, p_quantity numeric, p_location bigint, p_from_lot bigint, p_to_lot text, p_reason text,
  p_expires_on date default null, p_hu bigint default null, p_status text default 'available', p_owner bigint default null,
  p_force boolean default false, p_document text default null, p_device text default null,
  p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lot wms.lot;
  v_new bigint;
  v_quant wms.quant;
  v_broke jsonb;
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_lot', p_warehouse, p_quantity, p_location, p_from_lot, p_to_lot, p_reason, p_expires_on,
                                  p_hu, p_status, p_owner, p_force, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'lot');
  perform wms.check_quantity(p_quantity);
  select * into v_lot from wms.lot where lot_id = p_from_lot;
  if v_lot.lot_id is null then
    perform wms.refuse('WM404', 'This lot is not known.', 'Scan the lot on the goods.');
  elsif v_lot.number = p_to_lot then
    perform wms.refuse('WM422', format('The goods are booked as lot %s already.', p_to_lot), 'Enter the lot that is on the goods.');
  end if;
  select * into v_quant from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = v_lot.product_id and q.lot_id = p_from_lot
     and q.hu_id is not distinct from p_hu and q.owner_id is not distinct from p_owner and q.status = p_status;
  if v_quant.quant_id is null or v_quant.quantity < p_quantity then
    perform wms.refuse_short(p_warehouse, v_lot.product_id, p_location, p_quantity);
  end if;
  v_broke := wms.make_room(p_warehouse, array[v_quant.quant_id], array[p_quantity], p_force,
                           format('Lot %s is really %s', v_lot.number, p_to_lot));
  if not coalesce(p_force, false) then
    perform wms.check_lot_free(p_warehouse, p_from_lot);
  end if;
  v_new := wms.lot_instead(v_lot, p_to_lot, p_expires_on, p_quantity, p_status);
  v_first := wms.restate(p_op, p_warehouse, v_at, v_quant.quant_id, p_quantity, v_new, p_reason, p_document, p_device, p_occurred_at);
  perform wms.check_serials(p_warehouse, array[v_new]);
  insert into wms.lot_origin (lot_id, from_lot_id, quantity, op) values (v_new, p_from_lot, p_quantity, p_op);
  perform wms.alarm_broken(p_warehouse, 'lot.corrected', 'lot:' || p_op, format('Lot %s is really %s', v_lot.number, p_to_lot), v_broke);
  return wms.keep_answer(p_op, jsonb_build_object('lot_id', v_new, 'first_ledger_id', v_first, 'broke', v_broke));
end $$;

-- Goods do not leave a lot on hold by being called another. WM423.
create function wms.check_lot_free(p_warehouse int, p_lot bigint) returns void
language plpgsql as $$
declare
  v_hold wms.hold;
begin
  select * into v_hold from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null and h.target = 'lot' and h.target_id = p_lot
   order by h.hold_id limit 1;
  if found then
    perform wms.refuse_held(v_hold, 'The goods would leave a hold:', 'Have the hold lifted, or post it again by force if the lot is surely another.');
  end if;
end $$;

-- The lot that the goods really are of; a new one has the dates of the one they were booked as, or the expiry given.
create function wms.lot_instead(p_lot wms.lot, p_number text, p_expires_on date, p_quantity numeric, p_status text) returns bigint
language plpgsql as $$
begin
  if p_expires_on is null and not exists (select from wms.lot t where t.product_id = (p_lot).product_id and t.number = p_number) then
    return wms.find_lot((p_lot).product_id, p_number, (p_lot).expires_on, p_quantity, p_status, (p_lot).best_before);
  end if;
  return wms.find_lot((p_lot).product_id, p_number, p_expires_on, p_quantity, p_status);
end $$;

-- Out of a stock record and back as another lot, through the virtual adjustment place; age and weight come along.
create function wms.restate(p_op uuid, p_warehouse int, p_at timestamptz, p_quant bigint, p_quantity numeric, p_lot bigint,
                            p_reason text, p_document text, p_device text, p_occurred timestamptz) returns bigint
language plpgsql as $$
declare
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  q wms.quant;
  v_weight numeric;
begin
  select k.* into q from wms.quant k where k.quant_id = p_quant for no key update;
  v_weight := case when p_quantity = q.quantity then q.weight else round(q.weight * p_quantity / q.quantity, 3) end;
  return wms.post_lines(p_op, p_warehouse, 'correct_lot', p_at, array[
    row(1, q.product_id, p_quantity, q.location_id, v_edge, q.lot_id, q.hu_id, null, q.owner_id, q.status, q.status, 0, null,
        p_reason, p_document, v_weight, null, null)::wms.movement,
    row(2, q.product_id, p_quantity, v_edge, q.location_id, p_lot, null, q.hu_id, q.owner_id, q.status, q.status, 0, null,
        p_reason, p_document, v_weight, q.in_date, null)::wms.movement], p_device, p_occurred);
end $$;
