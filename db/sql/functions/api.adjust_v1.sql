-- Roles: r_supervisor
-- Correct what is on hand, up or down, with a reason: against the virtual adjustment place. Above the person's limit
-- nothing is posted: the answer is a request {request_id, state: pending, why} for somebody else to decide.
create function api.adjust_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_delta numeric, p_location bigint, p_reason text, p_lot bigint default null,
  p_hu bigint default null, p_status text default 'available', p_document text default null, p_device text default null,
  p_occurred_at timestamptz default null, p_owner bigint default null, p_weight numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('adjust', p_warehouse, p_product, p_delta, p_location, p_reason, p_lot, p_hu, p_status,
                                  p_document, p_owner, p_weight)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'adjust');
  perform wms.check_lot(p_product, p_lot);
  return wms.correct(p_op, p_warehouse, 'adjust', v_at, v_id, p_product, p_delta, p_location, p_reason, p_lot, p_hu, p_status,
                     p_document, p_device, p_occurred_at, p_owner, p_weight);
end $$;

-- One correction: posted within the person's limit, else asked for.
create function wms.correct(
  p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_ledger_id bigint, p_product bigint, p_delta numeric,
  p_location bigint, p_reason text, p_lot bigint, p_hu bigint, p_status text, p_document text, p_device text,
  p_occurred timestamptz, p_owner bigint, p_weight numeric default null) returns jsonb
language plpgsql as $$
declare
  v_edge bigint := wms.boundary(p_warehouse, case p_kind when 'scrap' then 'scrap' else 'adjustment' end);
  v_size record;
  v_answer jsonb;
begin
  perform wms.check_quantity(abs(p_delta));
  perform from wms.check_place(p_warehouse, case when p_delta < 0 then p_location else v_edge end,
                               case when p_delta < 0 then v_edge else p_location end);
  select * into v_size from wms.correction_size(p_warehouse, p_kind, array[p_product], array[p_delta]);
  if not wms.within_limit(p_kind, v_size.quantity, v_size.value) then
    if p_delta < 0 and not exists (
         select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product
            and q.lot_id is not distinct from p_lot and q.hu_id is not distinct from p_hu and q.owner_id is not distinct from p_owner
            and q.status = p_status and q.quantity - q.reserved >= -p_delta) then
      perform wms.refuse_short(p_warehouse, p_product, p_location, -p_delta);
    end if;
    return wms.ask_approval(p_op, p_warehouse, p_kind, jsonb_build_array(jsonb_build_object('product', p_product, 'delta', p_delta,
      'location', p_location, 'lot', p_lot, 'hu', p_hu, 'status', p_status, 'owner', p_owner, 'weight', p_weight)), abs(p_delta),
      abs(p_delta) * (select p.unit_value from wms.product p where p.product_id = p_product), p_reason, p_document, p_device);
  elsif p_delta < 0 then
    return wms.post_one(p_op, p_warehouse, p_kind, p_at, p_ledger_id, p_product, -p_delta, p_location, v_edge, p_lot, p_hu, null,
      p_status, p_status, 0, null, p_reason, p_document, p_device, p_occurred, p_owner, p_weight);
  end if;
  if p_hu is not null then
    perform wms.enter_unit(p_warehouse, p_hu, p_location);
  end if;
  v_answer := wms.post_one(p_op, p_warehouse, p_kind, p_at, p_ledger_id, p_product, p_delta, v_edge, p_location, p_lot, null, p_hu,
    p_status, p_status, 0, null, p_reason, p_document, p_device, p_occurred, p_owner, p_weight);
  if p_lot is not null then
    perform wms.check_serials(p_warehouse, array[p_lot]);
  end if;
  return v_answer;
end $$;

-- A reason code that exists and is meant for this. WM422.
create function wms.check_reason(p_reason text, p_kind text) returns void
language plpgsql as $$
begin
  if not exists (select from wms.reason_code r where r.code = p_reason and r.kind = p_kind) then
    perform wms.refuse('WM422', format('%s is not a reason for this.', coalesce(left(p_reason, 40), 'Nothing')),
      'Choose one of: ' || (select string_agg(r.code, ', ' order by r.code) from wms.reason_code r where r.kind = p_kind) || '.');
  end if;
end $$;

-- Stock of a tracked product names its lot, other stock none; the lot is one of that product. WM404, WM422.
create function wms.check_lot(p_product bigint, p_lot bigint) returns void
language plpgsql as $$
declare
  v_tracking text := (select tracking from wms.product where product_id = p_product);
begin
  if v_tracking is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  elsif (v_tracking = 'none') <> (p_lot is null)
        or (p_lot is not null and not exists (select from wms.lot l where l.lot_id = p_lot and l.product_id = p_product)) then
    perform wms.refuse('WM422', 'The lot does not fit the product.', 'Scan the lot on the goods.');
  end if;
end $$;
