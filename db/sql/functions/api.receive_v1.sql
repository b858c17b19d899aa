-- Goods in: from the supplier onto a receiving place (or any real bin), with lot, expiry and handling unit where given.
create function api.receive_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_lot text default null,
  p_expires_on date default null, p_sscc text default null, p_status text default 'available',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
  v_lot bigint;
  v_hu bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('receive', p_warehouse, p_product, p_quantity, p_location, p_lot, p_expires_on, p_sscc,
                                  p_status, p_document)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_quantity(p_quantity);
  v_lot := wms.find_lot(p_product, p_lot, p_expires_on, p_quantity, p_status);
  if p_sscc is not null then
    v_hu := wms.find_hu(p_warehouse, p_sscc, 'pallet', p_location);
  end if;
  return wms.post_one(p_op, p_warehouse, 'receive', v_at, v_id, p_product, p_quantity,
    wms.boundary(p_warehouse, 'supplier'), p_location, v_lot, null, v_hu, p_status, p_status, 0, null, null, p_document,
    p_device, p_occurred_at);
end $$;
