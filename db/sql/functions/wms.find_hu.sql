-- The handling unit of an SSCC at a place; made there when it is seen for the first time. WM422 bad SSCC, WM455 elsewhere.
create function wms.find_hu(p_warehouse int, p_sscc text, p_kind text, p_location bigint) returns bigint
language plpgsql as $$
declare
  v_unit wms.handling_unit;
begin
  if not wms.sscc_is_valid(p_sscc) then
    perform wms.refuse('WM422', format('%s is not a valid SSCC.', left(p_sscc, 40)),
                       'Scan the label again: 18 digits with a right check digit.');
  end if;
  insert into wms.handling_unit (warehouse_id, sscc, kind, location_id)
  values (p_warehouse, p_sscc, p_kind, p_location) on conflict (sscc) do nothing;
  select * into v_unit from wms.handling_unit where sscc = p_sscc for no key update;
  if v_unit.warehouse_id <> p_warehouse or v_unit.location_id <> p_location then
    perform wms.refuse('WM455', format('Unit %s is not here.', p_sscc), 'Move the unit here first, or scan the right one.',
                       jsonb_build_object('location_id', v_unit.location_id));
  end if;
  return v_unit.hu_id;
end $$;
