-- May stock leave p_from and enter p_to? WM404 unknown place, WM423 blocked. Returns whether each holds a balance
-- (virtual places do not) and whether the target's storage class must be checked.
create function wms.check_place(p_warehouse int, p_from bigint, p_to bigint, out from_real boolean, out to_real boolean,
                                out to_class int)
language plpgsql stable as $$
declare
  v_place record;
begin
  for v_place in
    select l.location_id, l.code, l.kind, l.block_pick, l.block_putaway, l.class_id
      from wms.location l where l.warehouse_id = p_warehouse and l.location_id in (p_from, p_to)
  loop
    if v_place.location_id = p_from then
      from_real := v_place.kind <> 'virtual';
      if v_place.block_pick then
        perform wms.refuse('WM423', format('%s is blocked for taking.', v_place.code), 'Ask the supervisor to lift the block.');
      end if;
    end if;
    if v_place.location_id = p_to then
      to_real := v_place.kind <> 'virtual';
      to_class := v_place.class_id;
      if v_place.block_putaway then
        perform wms.refuse('WM423', format('%s is blocked for putting away.', v_place.code), 'Choose another bin.');
      end if;
    end if;
  end loop;
  if from_real is null or to_real is null then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  end if;
end $$;
