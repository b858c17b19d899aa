-- May stock leave p_from and enter p_to? WM404 unknown place, WM423 blocked. Returns whether each holds a balance
-- (virtual places do not) and the target's storage class, null where there is none to check.
create function wms.check_place(p_warehouse int, p_from bigint, p_to bigint, out from_real boolean, out to_real boolean,
                                out to_class int)
language plpgsql stable as $$
declare
  v_place record;
begin
  select f.kind <> 'virtual' as from_real, t.kind <> 'virtual' as to_real, t.class_id, f.block_pick, t.block_putaway,
         f.code as from_code, t.code as to_code into v_place
    from wms.location f, wms.location t
   where f.warehouse_id = p_warehouse and f.location_id = p_from and t.warehouse_id = p_warehouse and t.location_id = p_to;
  if not found then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  elsif v_place.block_pick then
    perform wms.refuse('WM423', format('%s is blocked for taking.', v_place.from_code), 'Ask the supervisor to lift the block.');
  elsif v_place.block_putaway then
    perform wms.refuse('WM423', format('%s is blocked for putting away.', v_place.to_code), 'Choose another bin.');
  end if;
  from_real := v_place.from_real;
  to_real := v_place.to_real;
  to_class := v_place.class_id;
end $$;
