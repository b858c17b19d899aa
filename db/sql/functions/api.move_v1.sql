-- Roles: r_picker, r_packer, r_supervisor
-- Move or put away a quantity between two bins, in or out of handling units.
create function api.move_v1(
  p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_from bigint, p_to bigint, p_lot bigint default null,
  p_hu bigint default null, p_to_hu bigint default null, p_status text default 'available', p_kind text default 'move',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_id bigint := nextval('wms.entry_seq');
  v_old jsonb;
  v_facts record;
begin
  -- one look for what wms.authorise and check_place would ask one by one
  select f.kind as from_kind, f.block_pick, t.kind as to_kind, t.block_putaway, t.class_id into v_facts
    from wms.app_session s
    join wms.user_warehouse u on u.login = s.login and u.warehouse_id = p_warehouse
    left join wms.location f on f.warehouse_id = u.warehouse_id and f.location_id = p_from
    left join wms.location t on t.warehouse_id = u.warehouse_id and t.location_id = p_to
   where s.login = session_user and not s.revoked and s.expires_at > now();
  if not found then
    perform wms.authorise(p_warehouse);
  end if;
  v_old := wms.claim_op(p_op, row('move', p_warehouse, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
                                  p_kind, p_document)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  if p_to_hu is not null or p_from = p_to or p_kind not in ('move', 'putaway') or p_kind is null
     or v_facts.from_kind = 'virtual' or v_facts.to_kind = 'virtual' then
    perform wms.check_move(p_warehouse, p_kind, p_from, p_to, p_hu, p_to_hu);
  end if;
  if v_facts.from_kind is null or v_facts.to_kind is null or v_facts.block_pick or v_facts.block_putaway then
    perform wms.check_place(p_warehouse, p_from, p_to);
  end if;
  return wms.book(p_op, p_warehouse, p_kind, v_at, v_id, p_product, p_quantity, p_from, p_to, p_lot, p_hu, p_to_hu, p_status,
    p_status, 0, null, null, p_document, p_device, p_occurred_at, true, true, v_facts.class_id);
end $$;

-- A move stays inside the building, goes somewhere, and enters a unit only where that unit stands. WM422, WM455.
create function wms.check_move(p_warehouse int, p_kind text, p_from bigint, p_to bigint, p_hu bigint, p_to_hu bigint)
returns void language plpgsql as $$
declare
  v_place bigint;
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
    select h.location_id into v_place from wms.handling_unit h
     where h.hu_id = p_to_hu and h.warehouse_id = p_warehouse and h.state <> 'shipped' for no key update;
    if v_place is distinct from p_to then
      perform wms.refuse('WM455', 'That handling unit does not stand there.', 'Scan the bin it stands in.');
    end if;
  end if;
end $$;
