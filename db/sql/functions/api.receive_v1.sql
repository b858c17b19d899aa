-- Roles: r_picker, r_packer, r_supervisor
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
  v_facts record;
  v_answer jsonb;
begin
  -- one look for what wms.authorise, check_place and boundary would ask one by one: this is the hottest call
  select l.kind, l.block_putaway, l.class_id, b.location_id as supplier into v_facts
    from wms.app_session s
    join wms.user_warehouse u on u.login = s.login and u.warehouse_id = p_warehouse
    left join wms.location b on b.warehouse_id = u.warehouse_id and b.boundary = 'supplier'
    left join wms.location l on l.warehouse_id = u.warehouse_id and l.location_id = p_location
   where s.login = session_user and not s.revoked and s.expires_at > now();
  if not found then
    perform wms.authorise(p_warehouse);
  end if;
  v_old := wms.claim_op(p_op, row('receive', p_warehouse, p_product, p_quantity, p_location, p_lot, p_expires_on, p_sscc,
                                  p_status, p_document)::text, v_at, v_id);
  if v_old is not null then
    return v_old;
  end if;
  if v_facts.kind is null or v_facts.block_putaway then
    perform wms.check_place(p_warehouse, v_facts.supplier, p_location);
  end if;
  if p_lot is not null or p_expires_on is not null then
    perform wms.check_quantity(p_quantity);
    v_lot := wms.find_lot(p_product, p_lot, p_expires_on, p_quantity, p_status);
  end if;                      -- without a lot: wms.book asks what the product needs, when it makes a record
  if p_sscc is not null then
    v_hu := wms.find_hu(p_warehouse, p_sscc, 'pallet', p_location);
  end if;
  v_answer := wms.book(p_op, p_warehouse, 'receive', v_at, v_id, p_product, p_quantity, v_facts.supplier, p_location, v_lot, null,
    v_hu, p_status, p_status, 0, null, null, p_document, p_device, p_occurred_at, false, v_facts.kind <> 'virtual',
    v_facts.class_id);
  if v_lot is not null then
    perform wms.check_serials(p_warehouse, array[v_lot]);
  end if;
  return v_answer;
end $$;
