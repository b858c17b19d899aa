-- The handling unit of an SSCC at a place; made there when it is seen for the first time, in use again when it was empty.
-- WM422 bad SSCC, WM455 elsewhere, WM409 a label that was replaced.
create function wms.find_hu(p_warehouse int, p_sscc text, p_kind text, p_location bigint) returns bigint
language plpgsql as $$
declare
  v_unit wms.handling_unit;
  v_new boolean;
begin
  if not wms.sscc_is_valid(p_sscc) then
    perform wms.refuse('WM422', format('%s is not a valid SSCC.', left(p_sscc, 40)),
                       'Scan the label again: 18 digits with a right check digit.');
  elsif not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location) then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  end if;
  insert into wms.handling_unit (warehouse_id, sscc, kind, location_id)
  values (p_warehouse, p_sscc, p_kind, p_location) on conflict (sscc) do nothing;
  v_new := found;
  select * into v_unit from wms.handling_unit where sscc = p_sscc for no key update;
  if v_new or v_unit.hu_id is null then            -- not there: it got another label while we waited
    perform wms.check_label(p_sscc);
  end if;
  if v_unit.warehouse_id <> p_warehouse or v_unit.location_id <> p_location then
    perform wms.refuse('WM455', format('Unit %s is not here.', p_sscc), 'Move the unit here first, or scan the right one.',
                       jsonb_build_object('location_id', v_unit.location_id));
  elsif v_unit.state = 'packed' then
    perform wms.refuse('WM455', format('Unit %s is closed.', p_sscc), 'Open it again, or take another unit.');
  elsif v_unit.order_id is not null then
    perform wms.check_no_orders(v_unit);
  elsif v_unit.state in ('empty', 'planned') then
    update wms.handling_unit set state = 'active' where hu_id = v_unit.hu_id;
  end if;
  return v_unit.hu_id;
end $$;

-- A label that a unit had once is never used again. Asked after the unit with this label was written, so that of two who do
-- so at once the second sees what the first did. WM409.
create function wms.check_label(p_sscc text) returns void
language plpgsql as $$
declare
  v_now text;
begin
  select h.sscc into v_now from wms.hu_label b join wms.handling_unit h on h.hu_id = b.hu_id where b.sscc = p_sscc;
  if found then
    perform wms.refuse('WM409', format('Label %s was replaced by %s.', p_sscc, v_now), 'Scan the new label, or take an unused one.',
                       jsonb_build_object('sscc', v_now));
  end if;
end $$;
