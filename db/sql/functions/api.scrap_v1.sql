-- Roles: r_supervisor
-- Take goods out of stock for good, with a reason: to the virtual scrap place. Above the person's limit it becomes a
-- request, as in adjust_v1.
create function api.scrap_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_reason text, p_lot bigint default null,
  p_hu bigint default null, p_status text default 'available', p_document text default null, p_device text default null,
  p_occurred_at timestamptz default null, p_owner bigint default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('scrap', p_warehouse, p_product, p_quantity, p_location, p_reason, p_lot, p_hu, p_status,
                                  p_document, p_owner)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'scrap');
  perform wms.check_lot(p_product, p_lot);
  perform wms.check_quantity(p_quantity);
  return wms.correct(p_op, p_warehouse, 'scrap', v_at, v_id, p_product, -p_quantity, p_location, p_reason, p_lot, p_hu, p_status,
                     p_document, p_device, p_occurred_at, p_owner);
end $$;
