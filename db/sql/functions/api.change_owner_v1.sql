-- Roles: r_supervisor
-- Goods change hands where they lie (null: ours): taken from the one owner, given to the other, in one posting of two
-- movements of kind owner through the virtual adjustment place. They keep their age. WM404, WM422, WM451.
create function api.change_owner_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_from_owner bigint, p_to_owner bigint,
  p_lot bigint default null, p_hu bigint default null, p_status text default 'available', p_document text default null,
  p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  v_old jsonb;
  v_record wms.quant;
  v_weight numeric;
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('change_owner', p_warehouse, p_product, p_quantity, p_location, p_from_owner, p_to_owner, p_lot,
                                  p_hu, p_status, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if p_from_owner is not distinct from p_to_owner then
    perform wms.refuse('WM422', 'The owner stays the same.', 'Choose who owns the goods from now on.');
  elsif exists (select from unnest(array[p_from_owner, p_to_owner]) o(id)
                 where o.id is not null and not exists (select from wms.party p where p.party_id = o.id and p.kind = 'owner')) then
    perform wms.refuse('WM404', 'This owner is not known.', 'Enter the owner first, or choose another.');
  end if;
  perform wms.check_lot(p_product, p_lot);
  select * into v_record from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product and q.lot_id is not distinct from p_lot
     and q.hu_id is not distinct from p_hu and q.owner_id is not distinct from p_from_owner and q.status = p_status;
  v_weight := round(v_record.weight * p_quantity / nullif(v_record.quantity, 0), 3);
  v_first := wms.post_lines(p_op, p_warehouse, 'owner', v_at, array[
    row(1, p_product, p_quantity, p_location, v_edge, p_lot, p_hu, null, p_from_owner, p_status, p_status, 0, null, null, p_document,
        v_weight, null, null)::wms.movement,
    row(2, p_product, p_quantity, v_edge, p_location, p_lot, null, p_hu, p_to_owner, p_status, p_status, 0, null, null, p_document,
        v_weight, v_record.in_date, null)::wms.movement], p_device, p_occurred_at);
  return wms.keep_answer(p_op, jsonb_build_object('lines', 2, 'first_ledger_id', v_first, 'quantity', p_quantity));
end $$;
