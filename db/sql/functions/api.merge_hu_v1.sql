-- Roles: r_picker, r_packer, r_supervisor
-- All content of a unit, and the units in it, go into another at the same place. Reservations go along. The emptied unit
-- is empty then and stands in no other.
create function api.merge_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_into bigint, p_document text default null,
                                p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_holds boolean;
  v_from wms.handling_unit;
  v_into wms.handling_unit;
  v_lines wms.movement[];
  v_children int;
  v_tasks bigint[] := '{}';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('merge_hu', p_warehouse, p_hu, p_into, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_holds := wms.fence_holds(p_warehouse);
  perform wms.hold_units(p_warehouse, array[p_hu, p_into]);
  v_from := wms.open_unit(p_warehouse, p_hu);
  v_into := wms.open_unit(p_warehouse, p_into);
  perform wms.check_merge(p_warehouse, v_from, v_into);
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, s.location_id, s.lot_id, p_hu, p_into, s.owner_id, s.status,
                       s.status, s.reserved, null, null, p_document, s.weight, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, row_number() over (order by q.quant_id)::int as n from wms.quant q where q.hu_id = p_hu and q.quantity > 0) s;
  perform wms.check_stays(p_warehouse, v_lines);
  with moved as (update wms.handling_unit set parent_id = p_into where parent_id = p_hu and state <> 'shipped' returning 1)
  select count(*) into v_children from moved;
  if v_lines is null and v_children = 0 then
    perform wms.refuse('WM455', format('Unit %s holds nothing.', v_from.sscc), 'Scan the unit that is to be emptied.');
  elsif v_lines is not null then
    perform wms.post_lines(p_op, p_warehouse, 'move', v_at, v_lines, p_device, p_occurred_at);
    v_tasks := wms.carry_reservations(p_op, p_warehouse, v_at, v_holds);
  end if;
  update wms.handling_unit set parent_id = null, state = 'empty', gross_weight = null where hu_id = p_hu;
  update wms.handling_unit set state = 'active', gross_weight = null where hu_id = p_into;
  perform wms.check_entering(p_warehouse, p_into);
  perform wms.say_unit(v_from, 'hu.merged', jsonb_build_object('into', v_into.sscc, 'into_id', p_into, 'tasks', to_jsonb(v_tasks)),
                       array[v_from.location_id]);
  perform wms.say_unit(v_into, 'hu.filled', jsonb_build_object('from', v_from.sscc, 'from_id', p_hu, 'lines', coalesce(cardinality(v_lines), 0)));
  return wms.keep_answer(p_op, jsonb_build_object('lines', coalesce(cardinality(v_lines), 0), 'units', v_children,
                                                  'carried', cardinality(v_tasks)));
end $$;

-- May all of the one go into the other? WM422, WM423, WM455.
create function wms.check_merge(p_warehouse int, p_from wms.handling_unit, p_into wms.handling_unit) returns void
language plpgsql as $$
declare
  v_child wms.handling_unit;
begin
  if (p_from).hu_id = (p_into).hu_id then
    perform wms.refuse('WM422', 'A unit cannot be merged into itself.', 'Scan another unit.');
  elsif exists (select from wms.units_below(p_warehouse, array[(p_from).hu_id]) b where b.hu_id = (p_into).hu_id) then
    perform wms.refuse('WM422', format('Unit %s stands in it.', (p_into).sscc), 'Take it out first, or merge the other way round.');
  elsif (p_from).order_id is distinct from (p_into).order_id then
    perform wms.refuse('WM455', format('Units %s and %s are of different orders.', (p_from).sscc, (p_into).sscc),
                       'Choose a unit of the same order.');
  end if;
  perform wms.check_together(p_from, p_into);
  perform wms.check_not_picked(p_from);
  perform wms.check_not_picked(p_into);
  perform wms.check_no_put_back(p_from);
  perform wms.check_leaving(p_warehouse, p_from);
  for v_child in select h.* from wms.handling_unit h where h.parent_id = (p_from).hu_id and h.state <> 'shipped' order by h.hu_id loop
    perform wms.check_nesting(v_child, p_into);
  end loop;
  perform wms.check_not_held(p_warehouse, (p_from).hu_id);
end $$;
