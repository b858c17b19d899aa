-- Roles: r_picker, r_packer, r_supervisor
-- Move or put away a quantity between two bins, in or out of handling units. p_weight: g, of goods with catch weight; without
-- it a part takes its share.
create function api.move_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_from bigint, p_to bigint, p_lot bigint default null,
  p_hu bigint default null, p_to_hu bigint default null, p_status text default 'available', p_kind text default 'move',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null,
  p_owner bigint default null, p_weight numeric default null)
returns jsonb language plpgsql security definer
-- generic: a plan for these very values would cast them before anything is checked
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set plan_cache_mode = force_generic_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_request text := row('move', p_warehouse, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status, p_kind,
                        p_document, p_owner, p_weight)::text;
  v_done record;
begin
  -- The short way (see api.receive_v1): loose goods between two records that are there. The one with the smaller key is
  -- written first: each update waits for the row of the one before it.
  with may as materialized (
    select t.class_id, q.quant_id as from_quant, q.in_date, r.quant_id as to_quant, p_from < p_to as from_first
      from wms.app_session s
      join wms.user_warehouse u on u.login = s.login and u.warehouse_id = p_warehouse
      join wms.location f on f.warehouse_id = u.warehouse_id and f.location_id = p_from
      join wms.location t on t.warehouse_id = u.warehouse_id and t.location_id = p_to
      join wms.quant q on q.warehouse_id = u.warehouse_id and q.location_id = p_from and q.product_id = p_product
       and coalesce(q.lot_id, 0) = coalesce(p_lot, 0) and coalesce(q.hu_id, 0) = 0 and coalesce(q.owner_id, 0) = coalesce(p_owner, 0) and q.status = p_status
      join wms.quant r on r.warehouse_id = u.warehouse_id and r.location_id = p_to and r.product_id = p_product
       and coalesce(r.lot_id, 0) = coalesce(p_lot, 0) and coalesce(r.hu_id, 0) = 0 and coalesce(r.owner_id, 0) = coalesce(p_owner, 0) and r.status = p_status
     where s.login = session_user and not s.revoked and s.expires_at > now() and f.kind <> 'virtual' and t.kind <> 'virtual'
       and not f.block_pick and not t.block_putaway and p_from <> p_to and p_kind in ('move', 'putaway')
       and (r.quantity > 0 or not exists (select from wms.product k where k.hazard_class is not null))    -- more of what lies there
       and not exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null)
       and p_hu is null and p_to_hu is null and p_weight is null and q.weight is null and r.weight is null
       and coalesce(p_lot, 1) > 0 and coalesce(p_owner, 1) > 0
       and p_quantity > 0 and q.quantity - q.reserved >= p_quantity and p_quantity = round(p_quantity, 6) and p_op is not null
       and (length(p_document) > 100) is not true and (length(p_device) > 100) is not true
  ), claimed as (
    insert into wms.posting (op, actor, request_hash, posted_at, ledger_id)
    select p_op, session_user, sha256(convert_to(v_request, 'UTF8')), v_at, v_id from may on conflict (op) do nothing returning 1
  ), first as (
    update wms.quant q
       set quantity = q.quantity + case when m.from_first then -p_quantity else p_quantity end, row_version = q.row_version + 1,
           in_date = case when m.from_first then q.in_date else least(q.in_date, m.in_date) end
      from claimed, may m
     where q.quant_id = case when m.from_first then m.from_quant else m.to_quant end
       and (not m.from_first or q.quantity - q.reserved >= p_quantity)
    returning m.*, q.quantity, q.row_version
  ), second as (
    update wms.quant q
       set quantity = q.quantity + case when m.from_first then p_quantity else -p_quantity end, row_version = q.row_version + 1,
           in_date = case when m.from_first then least(q.in_date, m.in_date) else q.in_date end
      from first m
     where q.quant_id = case when m.from_first then m.to_quant else m.from_quant end
       and (m.from_first or q.quantity - q.reserved >= p_quantity)
    returning m.*, q.quantity as other_quantity, q.row_version as other_version
  ), written as (
    insert into wms.ledger (posted_at, ledger_id, op, warehouse_id, kind, product_id, quantity, from_location_id, to_location_id,
      lot_id, owner_id, status, to_status, from_quant_id, from_version, from_balance, to_quant_id, to_version, to_balance,
      document, device, occurred_at)
    select v_at, v_id, p_op, p_warehouse, p_kind, p_product, p_quantity, p_from, p_to, p_lot, p_owner, p_status, p_status,
           d.from_quant, case when d.from_first then d.row_version else d.other_version end,
           case when d.from_first then d.quantity else d.other_quantity end,
           d.to_quant, case when d.from_first then d.other_version else d.row_version end,
           case when d.from_first then d.other_quantity else d.quantity end, p_document, p_device,
           case when isfinite(p_occurred_at) then least(p_occurred_at, v_at) end
      from second d
    returning from_balance, to_balance
  )
  select m.class_id, (select count(*) from first) as begun, w.from_balance, w.to_balance into v_done
    from may m left join written w on true;
  if v_done.to_balance is not null then
    if v_done.class_id is not null then
      perform wms.check_capacity(p_warehouse, array[p_to]);
    end if;
    return jsonb_build_object('ledger_id', v_id, 'quantity', p_quantity, 'from_location_id', p_from, 'from_balance',
      v_done.from_balance, 'to_location_id', p_to, 'to_balance', v_done.to_balance);      -- as wms.single_answer
  elsif v_done.begun > 0 then      -- taken by another while we waited for the second record: all is taken back
    perform wms.refuse_short(p_warehouse, p_product, p_from, p_quantity);
  end if;
  return wms.move_any(p_op, v_request, v_at, v_id, p_warehouse, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
                      p_kind, p_document, p_device, p_occurred_at, p_owner, p_weight);
end $$;

-- Every other move, and every refusal.
create function wms.move_any(
  p_op uuid, p_request text, p_at timestamptz, p_id bigint, p_warehouse int, p_product bigint, p_quantity numeric, p_from bigint,
  p_to bigint, p_lot bigint, p_hu bigint, p_to_hu bigint, p_status text, p_kind text, p_document text, p_device text,
  p_occurred_at timestamptz, p_owner bigint, p_weight numeric)
returns jsonb language plpgsql as $$
declare
  v_old jsonb;
  v_done jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, p_request, p_at, p_id);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of(p_warehouse, array[p_product], null));
  perform wms.check_move(p_warehouse, p_kind, p_from, p_to, p_hu, p_to_hu);
  perform wms.check_stays(p_warehouse, array[row(1, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_owner, p_status, p_status,
                                                 0, null, null, null, null, null, null)::wms.movement]);
  v_done := wms.post_one(p_op, p_warehouse, p_kind, p_at, p_id, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
    p_status, 0, null, null, p_document, p_device, p_occurred_at, p_owner, p_weight);
  perform wms.check_hazard_moves(p_op, p_warehouse, p_at);
  return v_done;
end $$;

-- A move stays inside the building, goes somewhere, and enters a unit only where that unit stands. WM422, WM455.
create function wms.check_move(p_warehouse int, p_kind text, p_from bigint, p_to bigint, p_hu bigint, p_to_hu bigint)
returns void language plpgsql as $$
begin
  if p_kind is null or p_kind not in ('move', 'putaway') then
    perform wms.refuse('WM422', format('%s is not a kind of move.', coalesce(left(p_kind, 40), 'Nothing')), 'Use move or putaway.');
  elsif p_from = p_to and p_hu is not distinct from p_to_hu then
    perform wms.refuse('WM422', 'The stock is there already.', 'Scan the bin it should go to.');
  elsif exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id in (p_from, p_to)
                   and l.kind = 'virtual') then
    perform wms.refuse('WM422', 'A move stays inside the warehouse.', 'Receive, ship or adjust instead.');
  end if;
  if p_to_hu is not null then
    perform wms.enter_unit(p_warehouse, p_to_hu, p_to);
  end if;
end $$;

-- Goods go into a unit only where it stands, and while it is open; an empty one is in use again. Locks it. WM455.
create function wms.enter_unit(p_warehouse int, p_hu bigint, p_location bigint) returns void
language plpgsql as $$
declare
  v_unit wms.handling_unit;
begin
  select * into v_unit from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse for no key update;
  if v_unit.location_id is distinct from p_location or v_unit.state = 'shipped' then
    perform wms.refuse('WM455', 'That handling unit does not stand there.', 'Scan the bin it stands in.');
  elsif v_unit.state = 'packed' then
    perform wms.refuse('WM455', format('Unit %s is closed.', v_unit.sscc), 'Open it again, or take another unit.');
  end if;
  perform wms.check_no_orders(v_unit);
  perform wms.use_unit(p_hu);
end $$;
