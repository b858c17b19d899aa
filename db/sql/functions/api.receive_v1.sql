-- Roles: r_picker, r_packer, r_supervisor
-- Goods in: from the supplier onto a receiving place (or any real bin), with lot, expiry, handling unit, owner and weight
-- (g, of goods with catch weight) where given.
create function api.receive_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_lot text default null,
  p_expires_on date default null, p_sscc text default null, p_status text default 'available',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null,
  p_owner bigint default null, p_weight numeric default null, p_best_before date default null)
returns jsonb language plpgsql security definer
-- generic: a plan for these very values would cast them before anything is checked
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set plan_cache_mode = force_generic_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_request text := row('receive', p_warehouse, p_product, p_quantity, p_location, p_lot, p_expires_on, p_sscc, p_status,
                        p_document, p_owner, p_weight, p_best_before)::text;
  v_done record;
begin
  -- The short way, for what is most common: plain goods into a record that is there. One statement, since each is paid for
  -- at every scan (app/bench/posting.py watches). It does nothing where it does not fit, or stops after the claim.
  with may as materialized (
    select l.class_id, b.location_id as supplier
      from wms.app_session s
      join wms.user_warehouse u on u.login = s.login and u.warehouse_id = p_warehouse
      join wms.location b on b.warehouse_id = u.warehouse_id and b.boundary = 'supplier'
      join wms.location l on l.warehouse_id = u.warehouse_id and l.location_id = p_location
     where s.login = session_user and not s.revoked and s.expires_at > now() and l.kind <> 'virtual' and not l.block_putaway
       and p_quantity > 0 and p_quantity <= 1000000000 and p_quantity = round(p_quantity, 6) and p_op is not null
       and (length(p_document) > 100) is not true and (length(p_device) > 100) is not true
       and p_lot is null and p_expires_on is null and p_best_before is null and p_sscc is null and p_weight is null and coalesce(p_owner, 1) > 0
  ), claimed as (
    insert into wms.posting (op, actor, request_hash, posted_at, ledger_id)
    select p_op, session_user, sha256(convert_to(v_request, 'UTF8')), v_at, v_id from may on conflict (op) do nothing returning 1
  ), added as (
    update wms.quant q
       set quantity = q.quantity + p_quantity, row_version = q.row_version + 1, in_date = least(q.in_date, v_at)
      from claimed
     where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product
       and coalesce(q.lot_id, 0) = 0 and coalesce(q.hu_id, 0) = 0 and coalesce(q.owner_id, 0) = coalesce(p_owner, 0) and q.status = p_status and q.weight is null
    returning q.quant_id, q.quantity, q.row_version
  ), written as (
    insert into wms.ledger (posted_at, ledger_id, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id,
      owner_id, status, to_status, to_quant_id, to_version, to_balance, document, device, occurred_at)
    select v_at, v_id, p_op, p_warehouse, 'receive', p_product, p_quantity, m.supplier, p_location, p_owner, p_status, p_status,
           a.quant_id, a.row_version, a.quantity, p_document, p_device,
           case when isfinite(p_occurred_at) then least(p_occurred_at, v_at) end
      from added a, may m
    returning from_location_id, to_balance
  )
  select m.class_id, jsonb_build_object('ledger_id', v_id, 'quantity', p_quantity, 'from_location_id', w.from_location_id,
           'from_balance', null, 'to_location_id', p_location, 'to_balance', w.to_balance) as answer      -- as wms.single_answer
    into v_done from written w, may m;
  if not found then
    return wms.receive_any(p_op, v_request, v_at, v_id, p_warehouse, p_product, p_quantity, p_location, p_lot, p_expires_on,
                           p_sscc, p_status, p_document, p_device, p_occurred_at, p_owner, p_weight, p_best_before);
  elsif v_done.class_id is not null then
    perform wms.check_capacity(p_warehouse, array[p_location]);
  end if;
  return v_done.answer;
end $$;

-- Goods in with all that can be said of them, or into a record that is not there yet; and every refusal.
create function wms.receive_any(
  p_op uuid, p_request text, p_at timestamptz, p_id bigint, p_warehouse int, p_product bigint, p_quantity numeric,
  p_location bigint, p_lot text, p_expires_on date, p_sscc text, p_status text, p_document text, p_device text,
  p_occurred_at timestamptz, p_owner bigint, p_weight numeric, p_best_before date)
returns jsonb language plpgsql as $$
declare
  v_old jsonb;
  v_lot bigint;
  v_hu bigint;
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, p_request, p_at, p_id);
  if v_old is not null then
    return v_old;
  end if;
  if p_lot is not null or p_expires_on is not null or p_best_before is not null then
    perform wms.check_quantity(p_quantity);
    v_lot := wms.find_lot(p_product, p_lot, p_expires_on, p_quantity, p_status, p_best_before);
  end if;                      -- without a lot: wms.book asks what the product needs, when it makes a record
  if p_sscc is not null then
    v_hu := wms.find_hu(p_warehouse, p_sscc, 'pallet', p_location);
  end if;
  v_answer := wms.post_one(p_op, p_warehouse, 'receive', p_at, p_id, p_product, p_quantity, wms.boundary(p_warehouse, 'supplier'),
    p_location, v_lot, null, v_hu, p_status, p_status, 0, null, null, p_document, p_device, p_occurred_at, p_owner, p_weight);
  if v_lot is not null then
    perform wms.check_serials(p_warehouse, array[v_lot]);
  end if;
  return v_answer;
end $$;
