-- Roles: r_supervisor
-- Change the quality status of a quantity where it lies, with a reason (available -> quarantined, damaged, ...).
create function api.change_status_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_from_status text, p_to_status text,
  p_reason text, p_lot bigint default null, p_hu bigint default null, p_document text default null,
  p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('status', p_warehouse, p_product, p_quantity, p_location, p_from_status, p_to_status, p_reason,
                                  p_lot, p_hu, p_document)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_status(p_from_status, p_to_status);
  perform wms.check_reason(p_reason, 'status');
  return wms.post_one(p_op, p_warehouse, 'status', v_at, v_id, p_product, p_quantity, p_location, p_location, p_lot, p_hu, p_hu,
    p_from_status, p_to_status, 0, null, p_reason, p_document, p_device, p_occurred_at);
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
