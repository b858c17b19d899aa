-- Roles: r_picker, r_packer, r_supervisor
-- Part of a unit's content goes into another unit at the same place, or into a new one of the same kind (p_kind says another)
-- with the label p_sscc or the next of ours. [{product, quantity, lot, status, owner, weight}]. What is reserved stays.
create function api.split_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_lines jsonb, p_to_hu bigint default null,
  p_kind text default null, p_sscc text default null, p_document text default null, p_device text default null,
  p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_from wms.handling_unit;
  v_to wms.handling_unit;
  v_lines wms.movement[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('split_hu', p_warehouse, p_hu, p_lines, p_to_hu, p_kind, p_sscc, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if wms.lines_in(p_lines) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A split takes 1 to 5,000 lines.', 'Say what goes into the other unit.');
  end if;
  perform wms.hold_units(p_warehouse, array[p_hu, p_to_hu]);
  v_from := wms.open_unit(p_warehouse, p_hu);
  v_to := wms.split_target(p_warehouse, v_from, p_to_hu, p_kind, p_sscc);
  perform wms.check_not_picked(v_from);
  perform wms.check_no_put_back(v_from);
  select array_agg(row(e.n, x.product, x.quantity, v_from.location_id, v_from.location_id, x.lot, p_hu, v_to.hu_id, x.owner,
           coalesce(x.status, 'available'), coalesce(x.status, 'available'), 0, null, null, p_document, x.weight, null, null)::wms.movement
           order by e.n) into v_lines
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, quantity numeric, lot bigint, status text, owner bigint, weight numeric);
  perform wms.check_stays(p_warehouse, v_lines);
  perform wms.post_lines(p_op, p_warehouse, 'move', v_at, v_lines, p_device, p_occurred_at);
  perform wms.settle_unit(p_hu);
  update wms.handling_unit set state = 'active', gross_weight = null where hu_id = v_to.hu_id;
  perform wms.say_unit(v_from, 'hu.split', jsonb_build_object('into', v_to.sscc, 'into_id', v_to.hu_id, 'lines', cardinality(v_lines)));
  perform wms.say_unit(v_to, 'hu.filled', jsonb_build_object('from', v_from.sscc, 'from_id', p_hu, 'lines', cardinality(v_lines)));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', v_to.hu_id, 'sscc', v_to.sscc, 'lines', cardinality(v_lines)));
end $$;

-- The unit that the split goes into: the one given, or a new one beside. WM404, WM409, WM422, WM455.
create function wms.split_target(p_warehouse int, p_from wms.handling_unit, p_to_hu bigint, p_kind text, p_sscc text)
returns wms.handling_unit language plpgsql as $$
declare
  v_to wms.handling_unit;
  v_new bigint;
begin
  if p_to_hu is not null then
    v_to := wms.open_unit(p_warehouse, p_to_hu);
    if p_to_hu = (p_from).hu_id then
      perform wms.refuse('WM422', 'A unit cannot be split into itself.', 'Scan another unit.');
    elsif v_to.order_id is distinct from (p_from).order_id then
      perform wms.refuse('WM455', format('Units %s and %s are of different orders.', (p_from).sscc, v_to.sscc), 'Choose a unit of the same order.');
    end if;
    perform wms.check_together(p_from, v_to);
    perform wms.check_not_picked(v_to);
    return v_to;
  end if;
  perform wms.check_new_unit(p_warehouse, coalesce(p_kind, (p_from).kind), (p_from).location_id, p_sscc);
  v_new := wms.find_hu(p_warehouse, coalesce(p_sscc, wms.next_sscc(p_warehouse)), coalesce(p_kind, (p_from).kind), (p_from).location_id);
  update wms.handling_unit set order_id = (p_from).order_id where hu_id = v_new returning * into v_to;
  return v_to;
end $$;

-- After goods left a unit: nothing in it and no unit in it, then it is empty. A measured weight is none any more.
create function wms.settle_unit(p_hu bigint) returns void
language plpgsql as $$
begin
  update wms.handling_unit h set gross_weight = null,
         state = case when exists (select from wms.quant q where q.hu_id = p_hu and q.quantity > 0)
                        or exists (select from wms.handling_unit c where c.parent_id = p_hu and c.state <> 'shipped') then h.state
                      else 'empty' end
   where h.hu_id = p_hu;
end $$;
