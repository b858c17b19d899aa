-- Roles: r_picker, r_packer, r_supervisor
-- A new label for a unit: p_sscc, or the next of ours. The old one stays findable and is never given to another.
create function api.relabel_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_sscc text default null, p_reason text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
  v_sscc text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('relabel_hu', p_warehouse, p_hu, p_sscc, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.lock_units(array[p_hu]);
  v_unit := wms.present_unit(p_warehouse, p_hu);
  v_sscc := coalesce(p_sscc, wms.next_sscc(p_warehouse));
  if not wms.sscc_is_valid(v_sscc) then
    perform wms.refuse('WM422', format('%s is not a valid SSCC.', left(v_sscc, 40)), 'Scan the new label again: 18 digits with a right check digit.');
  elsif v_sscc = v_unit.sscc then
    perform wms.refuse('WM422', 'This is its label already.', 'Scan the new label.');
  elsif exists (select from wms.handling_unit h where h.sscc = v_sscc) then
    perform wms.refuse('WM409', format('SSCC %s is in use.', v_sscc), 'Take another label.');
  elsif length(p_reason) > 200 then
    perform wms.refuse('WM422', 'The reason has over 200 characters.', 'Say it shorter.');
  end if;
  insert into wms.hu_label (warehouse_id, sscc, hu_id, reason) values (p_warehouse, v_unit.sscc, p_hu, p_reason);
  update wms.handling_unit set sscc = v_sscc where hu_id = p_hu;
  perform wms.check_label(v_sscc);
  v_unit.sscc := v_sscc;
  perform wms.say_unit(v_unit, 'hu.relabelled', jsonb_build_object('was', (select b.sscc from wms.hu_label b where b.hu_id = p_hu
    order by b.retired_at desc limit 1), 'reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'sscc', v_sscc));
end $$;
