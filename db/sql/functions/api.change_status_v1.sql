-- Roles: r_supervisor
-- Change the quality status of a quantity where it lies, with a reason (available -> quarantined, damaged, ...). What is not
-- reserved goes first; where that is not enough, p_force takes promises away and the answer says which (broke), without it
-- WM423 with the same list.
create function api.change_status_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_from_status text, p_to_status text,
  p_reason text, p_lot bigint default null, p_hu bigint default null, p_document text default null,
  p_device text default null, p_occurred_at timestamptz default null, p_owner bigint default null, p_force boolean default false)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
  v_broke jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('status', p_warehouse, p_product, p_quantity, p_location, p_from_status, p_to_status, p_reason,
                                  p_lot, p_hu, p_document, p_owner, p_force)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'status');
  perform wms.check_status(p_from_status, p_to_status);
  perform wms.check_not_expired(array[p_lot], p_to_status);
  v_broke := wms.make_room(p_warehouse, array_agg(q.quant_id), array_agg(p_quantity), p_force,
      format('Status %s (%s)', p_to_status, p_reason))
    from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product and q.status = p_from_status
     and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_hu and q.owner_id is not distinct from p_owner;
  perform wms.alarm_broken(p_warehouse, 'stock.status', 'status:' || p_op, format('Status %s (%s)', p_to_status, p_reason), v_broke);
  return wms.keep_answer(p_op, wms.post_one(p_op, p_warehouse, 'status', v_at, v_id, p_product, p_quantity, p_location, p_location,
    p_lot, p_hu, p_hu, p_from_status, p_to_status, 0, null, p_reason, p_document, p_device, p_occurred_at, p_owner)
    || jsonb_build_object('broke', v_broke));
end $$;

-- Two different quality statuses that exist. WM422.
create function wms.check_status(p_from text, p_to text) returns void
language plpgsql immutable as $$
begin
  if p_from is null or p_to is null or p_from = p_to
     or not (array[p_from, p_to] <@ array['available', 'inspection', 'quarantined', 'damaged', 'expired', 'blocked']) then
    perform wms.refuse('WM422', 'This is not a change of status.',
                       'Choose two of: available, inspection, quarantined, damaged, expired, blocked.');
  end if;
end $$;

-- What has expired does not become available. WM454.
create function wms.check_not_expired(p_lots bigint[], p_to text) returns void
language plpgsql stable as $$
declare
  v_lot wms.lot;
begin
  select * into v_lot from wms.lot t where p_to = 'available' and t.lot_id = any (p_lots) and t.expires_on < current_date limit 1;
  if found then
    perform wms.refuse('WM454', format('Lot %s expired on %s.', v_lot.number, v_lot.expires_on),
      'Scrap or return it; where the date is wrong, correct the lot first.',
      jsonb_build_object('lot_id', v_lot.lot_id, 'expires_on', v_lot.expires_on));
  end if;
end $$;
