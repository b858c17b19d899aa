-- Roles: r_picker, r_packer, r_supervisor
-- A new handling unit at a place: with the SSCC on its label, or with the next of ours. Its tare is its carton's.
create function api.create_hu_v1(p_op uuid, p_warehouse int, p_kind text, p_location bigint, p_sscc text default null,
                                 p_parent bigint default null, p_carton_type text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
  v_hu bigint;
  v_sscc text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('create_hu', p_warehouse, p_kind, p_location, p_sscc, p_parent, p_carton_type)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_new_unit(p_warehouse, p_kind, p_location, p_sscc);
  if p_parent is not null then
    perform wms.lock_units(array[p_parent]);
    if not exists (select from wms.handling_unit h where h.hu_id = p_parent and h.warehouse_id = p_warehouse
                      and h.location_id = p_location and h.state <> 'shipped') then
      perform wms.refuse('WM404', 'The unit it shall stand in is not there.', 'Scan the unit and the bin again.');
    end if;
  end if;
  v_sscc := coalesce(p_sscc, wms.next_sscc(p_warehouse));
  v_hu := wms.find_hu(p_warehouse, v_sscc, p_kind, p_location);
  if p_parent is not null then
    perform wms.check_nesting(wms.present_unit(p_warehouse, v_hu), wms.open_unit(p_warehouse, p_parent));
    update wms.handling_unit set state = 'active' where hu_id = p_parent and state in ('empty', 'planned');
  end if;
  update wms.handling_unit set parent_id = p_parent, carton_type = p_carton_type, tare = coalesce(tare, (
           select c.tare from wms.carton_type c where c.warehouse_id = p_warehouse and c.code = p_carton_type))
   where hu_id = v_hu returning * into v_unit;
  perform wms.say_unit(v_unit, 'hu.created', jsonb_build_object('kind', p_kind, 'location', p_location, 'parent', p_parent));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', v_hu, 'sscc', v_sscc));
end $$;

-- Is it a kind, is the place one of ours, is the label free? WM404, WM409, WM422.
create function wms.check_new_unit(p_warehouse int, p_kind text, p_location bigint, p_sscc text) returns void
language plpgsql as $$
begin
  if p_kind is null or p_kind not in ('pallet', 'carton', 'tote', 'cart') then
    perform wms.refuse('WM422', format('%s is not a kind of handling unit.', coalesce(left(p_kind, 40), 'Nothing')),
                       'Choose pallet, carton, tote or cart.');
  elsif not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location
                       and l.kind <> 'virtual') then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  elsif exists (select from wms.handling_unit where sscc = p_sscc) then
    perform wms.refuse('WM409', format('SSCC %s is in use.', left(p_sscc, 40)), 'Take another label.');
  end if;
end $$;
