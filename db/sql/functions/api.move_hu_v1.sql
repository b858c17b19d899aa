-- Roles: r_picker, r_packer, r_supervisor
-- Move a whole handling unit, with the units in it and all their content. Refused while something in it is reserved.
create function api.move_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_to bigint, p_kind text default 'move',
                               p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_unit wms.handling_unit;
  v_tree bigint[];
  v_lines wms.movement[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_hu', p_warehouse, p_hu, p_to, p_kind, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_tree := wms.unit_tree(p_warehouse, p_hu);
  select * into v_unit from wms.handling_unit where hu_id = p_hu;
  perform wms.check_move(p_warehouse, p_kind, v_unit.location_id, p_to, null, null);
  perform from wms.check_place(p_warehouse, v_unit.location_id, p_to);
  if exists (select from wms.quant q where q.hu_id = any (v_tree) and q.reserved > 0) then
    perform wms.refuse('WM423', format('Unit %s holds stock that is reserved.', v_unit.sscc), 'Pick it, or release the order first.');
  end if;
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, p_to, s.lot_id, s.hu_id, s.hu_id, null, s.status, s.status,
                       0, null, null, p_document, null, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, row_number() over (order by q.quant_id)::int as n from wms.quant q
           where q.hu_id = any (v_tree) and q.quantity > 0) s;
  update wms.handling_unit set location_id = p_to, parent_id = case when hu_id = p_hu then null else parent_id end
   where hu_id = any (v_tree);
  if v_lines is not null then
    perform wms.post_lines(p_op, p_warehouse, p_kind, v_at, v_lines, p_device, p_occurred_at);
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('lines', coalesce(cardinality(v_lines), 0), 'units', cardinality(v_tree)));
end $$;

-- A unit and all that stand in it, locked in order. WM404 unknown, WM455 shipped.
create function wms.unit_tree(p_warehouse int, p_hu bigint) returns bigint[]
language plpgsql as $$
declare
  v_tree bigint[];
begin
  with recursive tree as (
    select h.hu_id from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse
    union all
    select h.hu_id from wms.handling_unit h join tree t on h.parent_id = t.hu_id)
  select array_agg(hu_id order by hu_id) into v_tree from tree;
  if v_tree is null then
    perform wms.refuse('WM404', 'This handling unit is not known here.', 'Scan its label again.');
  end if;
  perform from wms.handling_unit where hu_id = any (v_tree) order by hu_id for no key update;
  if exists (select from wms.handling_unit where hu_id = any (v_tree) and state = 'shipped') then
    perform wms.refuse('WM455', 'This handling unit has left the warehouse.', 'Check which label was scanned.');
  end if;
  return v_tree;
end $$;
