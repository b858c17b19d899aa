-- wms.post_lines for more than its 5,000 lines: all records are held or made first, in the order of their keys, then the
-- places; then the lines are posted by 5,000, which waits for nobody any more. All or nothing, up to 50,000 lines.
create function wms.post_many(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                              p_device text, p_occurred timestamptz) returns bigint
language plpgsql as $$
declare
  v_first bigint;
  v_virtual bigint[];
begin
  if coalesce(cardinality(p_lines), 0) <= 5000 then
    return wms.post_lines(p_op, p_warehouse, p_kind, p_at, p_lines, p_device, p_occurred);
  elsif cardinality(p_lines) > 50000 then
    perform wms.refuse('WM422', format('%s lines are more than 50,000.', cardinality(p_lines)), 'Split them and send the parts.');
  end if;
  v_virtual := array(select l.location_id from wms.location l where l.warehouse_id = p_warehouse and l.boundary is not null);
  for v_chunk in 0 .. (cardinality(p_lines) - 1) / 5000 loop         -- what cannot be said at all makes no record
    perform wms.check_lines(p_warehouse, p_lines[v_chunk * 5000 + 1 : (v_chunk + 1) * 5000]);
  end loop;
  perform wms.make_records(p_warehouse, p_at, p_lines, v_virtual);
  perform from wms.location l where l.warehouse_id = p_warehouse and l.class_id is not null
      and l.location_id = any (array(select distinct m.to_location from unnest(p_lines) m)) order by l.location_id for no key update;
  for v_chunk in 0 .. (cardinality(p_lines) - 1) / 5000 loop
    v_first := least(v_first, wms.post_lines(p_op, p_warehouse, p_kind, p_at,
                       p_lines[v_chunk * 5000 + 1 : (v_chunk + 1) * 5000], p_device, p_occurred));
  end loop;
  return v_first;
end $$;
