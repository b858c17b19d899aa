-- Roles: r_picker, r_packer, r_supervisor
-- Move whole handling units, up to 5,000 stock records in all: [{hu, to}]. All or nothing; rules as for one unit.
create function api.move_hu_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_kind text default 'move',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set plan_cache_mode = force_custom_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_units bigint[];
  v_targets bigint[];
  v_lines wms.movement[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_hu_batch', p_warehouse, p_lines, p_kind, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(jsonb_array_length(p_lines), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A batch takes 1 to 5,000 units.', 'Split it and send the parts.');
  end if;
  with recursive tree as (
    select h.hu_id, x."to" as target, 0 as depth from jsonb_to_recordset(p_lines) x(hu bigint, "to" bigint)
      join wms.handling_unit h on h.hu_id = x.hu and h.warehouse_id = p_warehouse and h.state <> 'shipped'
    union all
    select h.hu_id, t.target, t.depth + 1 from wms.handling_unit h join tree t on h.parent_id = t.hu_id)
  select array_agg(hu_id order by hu_id), array_agg(target order by hu_id) into v_units, v_targets from tree;
  perform from wms.handling_unit where hu_id = any (v_units) order by hu_id for no key update;
  perform wms.check_unit_moves(p_warehouse, p_lines, p_kind, v_units);
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, s.target, s.lot_id, s.hu_id, s.hu_id, null, s.status, s.status,
                       0, null, null, p_document, null, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, u.target, row_number() over (order by q.quant_id)::int as n
            from unnest(v_units, v_targets) u(hu_id, target) join wms.quant q on q.hu_id = u.hu_id and q.quantity > 0) s;
  update wms.handling_unit h
     set location_id = u.target,
         parent_id = case when h.hu_id in (select (x ->> 'hu')::bigint from jsonb_array_elements(p_lines) x) then null else h.parent_id end
    from unnest(v_units, v_targets) u(hu_id, target) where h.hu_id = u.hu_id;
  if v_lines is not null then
    perform wms.post_lines(p_op, p_warehouse, p_kind, v_at, v_lines, p_device, p_occurred_at);
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('units', cardinality(v_units), 'lines', coalesce(cardinality(v_lines), 0)));
end $$;

-- May these units go where they are sent? Names the first that may not. WM404, WM422, WM423, WM455.
create function wms.check_unit_moves(p_warehouse int, p_lines jsonb, p_kind text, p_units bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if p_kind is null or p_kind not in ('move', 'putaway') then
    perform wms.refuse('WM422', format('%s is not a kind of move.', left(p_kind, 40)), 'Use move or putaway.');
  elsif cardinality(p_units) <> (select count(distinct u) from unnest(p_units) u) then
    perform wms.refuse('WM422', 'A unit is named twice, or stands in another that is moved too.', 'Name each outermost unit once.');
  end if;
  select e.n, h.hu_id, h.sscc, h.state, h.location_id = x."to" as there, l.kind, l.block_putaway, l.code into v_bad
    from jsonb_array_elements(p_lines) with ordinality e(value, n), jsonb_to_record(e.value) x(hu bigint, "to" bigint)
    left join wms.handling_unit h on h.hu_id = x.hu and h.warehouse_id = p_warehouse
    left join wms.location l on l.warehouse_id = p_warehouse and l.location_id = x."to"
   where h.hu_id is null or h.state = 'shipped' or l.code is null or l.kind = 'virtual' or l.block_putaway or h.location_id = x."to"
   order by e.n limit 1;
  if found then
    perform wms.refuse(
      case when v_bad.hu_id is null or v_bad.code is null then 'WM404' when v_bad.state = 'shipped' then 'WM455'
           when v_bad.block_putaway then 'WM423' else 'WM422' end,
      format('Line %s: %s.', v_bad.n, case
        when v_bad.hu_id is null then 'this handling unit is not known here' when v_bad.code is null then 'this bin is not known here'
        when v_bad.state = 'shipped' then format('unit %s has left the warehouse', v_bad.sscc)
        when v_bad.kind = 'virtual' then 'a move stays inside the warehouse'
        when v_bad.there then format('unit %s stands there already', v_bad.sscc)
        else format('%s is blocked for putting away', v_bad.code) end),
      'Correct the line and send the batch again.', jsonb_build_object('line', v_bad.n));
  end if;
  select h.sscc into v_bad from wms.quant q join wms.handling_unit h on h.hu_id = q.hu_id
   where q.hu_id = any (p_units) and q.reserved > 0 limit 1;
  if found then
    perform wms.refuse('WM423', format('Unit %s holds stock that is reserved.', v_bad.sscc), 'Pick it, or release the order first.');
  end if;
end $$;
