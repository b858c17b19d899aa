-- Roles: r_picker, r_packer, r_supervisor
-- Close a unit: what is in it stays in it until it is opened again. p_gross_weight: what the scale says, g.
create function api.close_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_gross_weight numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('close_hu', p_warehouse, p_hu, p_gross_weight)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_units(p_warehouse, array[p_hu]);
  v_unit := wms.open_unit(p_warehouse, p_hu);
  perform wms.check_unit_weight(p_gross_weight);
  if not exists (select from wms.units_below(p_warehouse, array[p_hu]) b join wms.quant q on q.hu_id = b.hu_id and q.quantity > 0) then
    perform wms.refuse('WM455', format('Unit %s holds nothing.', v_unit.sscc), 'Fill it before it is closed.');
  end if;
  update wms.handling_unit set state = 'packed', gross_weight = coalesce(p_gross_weight, gross_weight) where hu_id = p_hu;
  perform wms.say_unit(v_unit, 'hu.closed', jsonb_build_object('gross_weight', p_gross_weight));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'state', 'packed'));
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- Open a closed unit, or take an empty one into use again. Not while its order is being loaded.
create function api.reopen_hu_v1(p_op uuid, p_warehouse int, p_hu bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
  v_order wms.orders;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('reopen_hu', p_warehouse, p_hu)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select o.* into v_order from wms.handling_unit h join wms.orders o on o.order_id = h.order_id
   where h.hu_id = p_hu and h.warehouse_id = p_warehouse for no key update of o;
  perform wms.lock_units(array[p_hu]);
  v_unit := wms.present_unit(p_warehouse, p_hu);
  if v_unit.state = 'active' then
    perform wms.refuse('WM455', format('Unit %s is open.', v_unit.sscc), 'Go on with it.', jsonb_build_object('state', v_unit.state));
  elsif v_order.status >= 670 then
    perform wms.refuse('WM455', format('Order %s is being loaded.', v_order.number), 'Take it off the load first.',
                       jsonb_build_object('order', v_order.number));
  end if;
  update wms.handling_unit set state = 'active', gross_weight = null where hu_id = p_hu;
  perform wms.say_unit(v_unit, 'hu.reopened', jsonb_build_object('was', v_unit.state));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'state', 'active'));
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- What a unit weighs and measures, as far as it is given: tare and gross in g, sides in mm.
create function api.measure_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_gross_weight numeric default null, p_tare numeric default null,
                                  p_length int default null, p_width int default null, p_height int default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('measure_hu', p_warehouse, p_hu, p_gross_weight, p_tare, p_length, p_width, p_height)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.lock_units(array[p_hu]);
  v_unit := wms.present_unit(p_warehouse, p_hu);
  perform wms.check_unit_weight(p_gross_weight);
  perform wms.check_unit_weight(p_tare);
  if least(p_length, p_width, p_height) not between 1 and 100000 or greatest(p_length, p_width, p_height) > 100000 then
    perform wms.refuse('WM422', 'A side is not between 1 mm and 100 m.', 'Measure again, in millimetres.');
  elsif coalesce(p_gross_weight, v_unit.gross_weight) < coalesce(p_tare, v_unit.tare) then
    perform wms.refuse('WM422', 'The unit would weigh less than when it is empty.', 'Weigh it again, and check the tare.');
  end if;
  update wms.handling_unit set gross_weight = coalesce(p_gross_weight, gross_weight), tare = coalesce(p_tare, tare),
         length = coalesce(p_length, length), width = coalesce(p_width, width), height = coalesce(p_height, height)
   where hu_id = p_hu returning * into v_unit;
  perform wms.say_unit(v_unit, 'hu.measured', jsonb_strip_nulls(jsonb_build_object('gross_weight', p_gross_weight, 'tare', p_tare,
    'length', p_length, 'width', p_width, 'height', p_height)));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'gross_weight', v_unit.gross_weight, 'tare', v_unit.tare));
end $$;

-- A weight that a unit can have: 0 to 100 t in g, at most three decimals. WM422.
create function wms.check_unit_weight(p_weight numeric) returns void
language plpgsql immutable as $$
begin
  if p_weight = 'NaN' or p_weight < 0 or p_weight > 100000000 or p_weight <> round(p_weight, 3) then
    perform wms.refuse('WM422', format('%s g is no weight of a unit.', left(p_weight::text, 40)), 'Weigh it again, in grams.');
  end if;
end $$;
