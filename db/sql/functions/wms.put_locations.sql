-- The bins of a version: those that are there keep their id, new ones are made, addresses change hands. Called with stock
-- locked; bins that go give their address free here and are retired at the end. {added, renamed, changed}
-- No custom plans by force: foreign keys would be planned anew for every row, which costs more than all the rest.
create function wms.put_locations(p_warehouse int, p_no int, p_rows wms.layout_row[], p_exits wms.layout_exit[], p_aliases interval) returns jsonb
language plpgsql as $$
declare
  v_added int;
  v_put int;
  v_renamed int;
begin
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (array(
      select x.location_id from unnest(p_rows) x where x.location_id is not null)) order by l.location_id for no key update;
  perform wms.free_codes(p_warehouse, p_rows, p_exits);
  update wms.location l
     set code = x.code, barcode = case when x.live and x.old_barcode <> x.old_code then l.barcode else x.code end,
         check_digit = case when x.code = x.old_code then coalesce(l.check_digit, x.check_digit) else x.check_digit end,
         kind = x.kind, zone_id = z.zone_id, rack_id = r.rack_id, column_no = x.col, aisle = x.aisle, bay = x.bay, level = x.level,
         position = x.position, x = x.x, y = x.y, z = x.z, width = x.width, depth = x.depth, height = x.height, class_id = c.class_id,
         pick_sequence = x.pick_sequence, version = l.version + 1, retired_at = null, drawn_as = null,
         block_putaway = l.block_putaway and x.live, block_pick = l.block_pick and x.live
    from unnest(p_rows) x
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone
    left join wms.rack r on r.warehouse_id = p_warehouse and r.code = x.rack
    left join wms.storage_class c on c.warehouse_id = p_warehouse and c.code = x.class
   where l.warehouse_id = p_warehouse and l.location_id = x.location_id;
  get diagnostics v_put = row_count;
  insert into wms.location (warehouse_id, code, barcode, check_digit, kind, zone_id, rack_id, column_no, aisle, bay, level, position,
                            x, y, z, width, depth, height, class_id, pick_sequence)
  select p_warehouse, x.code, x.code, x.check_digit, x.kind, z.zone_id, r.rack_id, x.col, x.aisle, x.bay, x.level, x.position, x.x, x.y, x.z,
         x.width, x.depth, x.height, c.class_id, x.pick_sequence
    from unnest(p_rows) x
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone
    left join wms.rack r on r.warehouse_id = p_warehouse and r.code = x.rack
    left join wms.storage_class c on c.warehouse_id = p_warehouse and c.code = x.class
   where x.location_id is null;
  get diagnostics v_added = row_count;
  v_renamed := wms.put_aliases(p_warehouse, p_no, p_rows, p_aliases);
  perform wms.put_stations(p_warehouse, p_rows);
  return jsonb_build_object('renamed', v_renamed,
    'added', v_added + (select count(*) from unnest(p_rows) x where x.location_id is not null and not x.live),
    'changed', v_put - v_renamed - (select count(*) from unnest(p_rows) x where x.location_id is not null and not x.live));
end $$;

-- Addresses that change hands are given up first, by bins that stay, that go, or that went before; others keep theirs.
create function wms.free_codes(p_warehouse int, p_rows wms.layout_row[], p_exits wms.layout_exit[]) returns void
language plpgsql as $$
declare
  v_ids bigint[];
begin
  v_ids := array(
    select m.location_id
      from (select x.location_id, x.old_code from unnest(p_rows) x where x.live and x.old_code <> x.code
            union all select e.location_id, e.code from unnest(p_exits) e) m
      join (select x.code from unnest(p_rows) x where x.code is distinct from x.old_code) w on w.code = m.old_code);
  update wms.location l set code = 'tmp.' || l.location_id, barcode = case when l.barcode = l.code then 'tmp.' || l.location_id else l.barcode end
   where l.warehouse_id = p_warehouse and l.location_id = any (v_ids);
  v_ids := array(
    select l.location_id from unnest(p_rows) x
      join wms.location l on l.warehouse_id = p_warehouse and l.code = x.code and l.kind = 'retired'
     where l.location_id is distinct from x.location_id
    union
    select l.location_id from unnest(p_rows) x
      join wms.location l on l.warehouse_id = p_warehouse and l.barcode = x.code and l.kind = 'retired'
     where l.location_id is distinct from x.location_id);
  update wms.location l set code = wms.past_code(l.code, l.location_id), barcode = wms.past_code(l.code, l.location_id)
   where l.warehouse_id = p_warehouse and l.location_id = any (v_ids);
end $$;

-- Old addresses lead to their bins, until somebody else bears them or their time is over. Returns how many bins were renamed.
create function wms.put_aliases(p_warehouse int, p_no int, p_rows wms.layout_row[], p_aliases interval) returns int
language plpgsql as $$
declare
  v_number int;
begin
  select count(*) into v_number from unnest(p_rows) x where x.live and x.old_code <> x.code;
  delete from wms.location_alias a using unnest(p_rows) x
   where a.warehouse_id = p_warehouse and a.barcode = x.code and x.code is distinct from x.old_code;
  insert into wms.location_alias as a (warehouse_id, barcode, location_id, version_no, until)
  select p_warehouse, x.old_code, x.location_id, p_no, clock_timestamp() + p_aliases from unnest(p_rows) x
   where x.live and x.old_code <> x.code
     and x.old_code not in (select g.code from unnest(p_rows) g where g.code is distinct from g.old_code and g.code is not null)
   order by x.old_code
  on conflict (warehouse_id, barcode) do update set location_id = excluded.location_id, version_no = excluded.version_no, until = excluded.until;
  return v_number;
end $$;

-- Stations are called like the places where they work.
create function wms.put_stations(p_warehouse int, p_rows wms.layout_row[]) returns void
language plpgsql as $$
begin
  update wms.station s set code = '~' || s.station_id from unnest(p_rows) x
   where s.warehouse_id = p_warehouse and s.location_id = x.location_id and s.code = x.old_code and x.old_code <> x.code;
  update wms.station s set code = x.code from unnest(p_rows) x
   where s.warehouse_id = p_warehouse and s.location_id = x.location_id and s.code = '~' || s.station_id
     and not exists (select from wms.station o where o.warehouse_id = p_warehouse and o.code = x.code);
  insert into wms.station (warehouse_id, code, kind, location_id)
  select p_warehouse, l.code, case l.kind when 'packing' then 'packing' else 'receiving' end, l.location_id
    from unnest(p_rows) x join wms.location l on l.warehouse_id = p_warehouse and l.code = x.code
   where x.kind in ('packing', 'receiving')
     and not exists (select from wms.station o where o.warehouse_id = p_warehouse and o.location_id = l.location_id)
  on conflict (warehouse_id, code) do update set location_id = excluded.location_id;
end $$;

-- A label that was printed before the draft was begun is that of the bin of before: its address has no label any more. What
-- was printed since is meant for the bin that bears the address now.
create function wms.forget_labels(p_warehouse int, p_rows wms.layout_row[], p_exits wms.layout_exit[], p_begun timestamptz) returns void
language plpgsql as $$
begin
  delete from wms.printed_label p
   using (select x.old_code as code from unnest(p_rows) x where x.live and x.old_code <> x.code
          union all select e.code from unnest(p_exits) e) g
   where p.warehouse_id = p_warehouse and p.code = g.code and p.printed_at < p_begun;
end $$;
