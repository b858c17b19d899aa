-- What the plan draws around its bins, as a version has it: what is there keeps its id, whatever it is called.

create function wms.put_plan(p_warehouse int, p_changes jsonb, p_no int) returns void
language plpgsql as $$
begin
  perform wms.put_zones(p_warehouse, wms.part(p_changes, 'zones'));
  perform wms.put_classes(p_warehouse, wms.part(p_changes, 'classes'), p_no);
  perform wms.put_racks(p_warehouse, wms.part(p_changes, 'racks'));
  if jsonb_typeof(p_changes -> 'fixtures') = 'array' then
    delete from wms.fixture f where f.warehouse_id = p_warehouse and not exists (
      select from jsonb_to_recordset(p_changes -> 'fixtures') x(kind text, code text) where x.kind = f.kind and x.code = f.code);
    insert into wms.fixture as f (warehouse_id, kind, code, label, points)
    select p_warehouse, x.kind, x.code, x.label, x.points
      from jsonb_to_recordset(p_changes -> 'fixtures') x(kind text, code text, label text, points jsonb)
    on conflict (warehouse_id, kind, code) do update set label = excluded.label, points = excluded.points
     where (f.label, f.points) is distinct from (excluded.label, excluded.points);
  end if;
end $$;

-- Codes are freed before they are given: two zones may change names with each other.
create function wms.put_zones(p_warehouse int, p_zones jsonb) returns void
language plpgsql as $$
declare
  v_ids int[] := array(select (select z.zone_id from wms.zone z where z.warehouse_id = p_warehouse and z.code = x.was)
    from rows from (jsonb_to_recordset(p_zones) as (was text)) with ordinality x(was, n) order by x.n);
begin
  update wms.zone z set code = '~' || z.zone_id
    from rows from (jsonb_to_recordset(p_zones) as (code text), unnest(v_ids)) x(code, id)
   where z.warehouse_id = p_warehouse and x.id is not null
     and (z.zone_id = x.id and z.code <> x.code or z.code = x.code and z.zone_id <> x.id);
  update wms.zone z set code = x.code, name = x.name, x = x.x, y = x.y, width = x.width, depth = x.depth, angle = coalesce(x.angle, 0)
    from rows from (jsonb_to_recordset(p_zones) as (code text, name text, x numeric, y numeric, width numeric, depth numeric, angle numeric),
                    unnest(v_ids)) x(code, name, x, y, width, depth, angle, id)
   where z.zone_id = x.id and (z.code, z.name, z.x, z.y, z.width, z.depth, z.angle)
         is distinct from (x.code, x.name, x.x, x.y, x.width, x.depth, coalesce(x.angle, 0));
  insert into wms.zone (warehouse_id, code, name, x, y, width, depth, angle)
  select p_warehouse, x.code, x.name, x.x, x.y, x.width, x.depth, coalesce(x.angle, 0)
    from rows from (jsonb_to_recordset(p_zones) as (code text, name text, x numeric, y numeric, width numeric, depth numeric, angle numeric),
                    unnest(v_ids)) x(code, name, x, y, width, depth, angle, id)
   where x.id is null
  on conflict (warehouse_id, code) do update set name = excluded.name, x = excluded.x, y = excluded.y, width = excluded.width,
    depth = excluded.depth, angle = excluded.angle;
end $$;

-- What bins are kept for is put like all else of a class, and whose word it is (p_no: this version's) where it is another.
create function wms.put_classes(p_warehouse int, p_classes jsonb, p_no int) returns void
language plpgsql as $$
declare
  v_ids int[] := array(select (select c.class_id from wms.storage_class c where c.warehouse_id = p_warehouse and c.code = x.was)
    from rows from (jsonb_to_recordset(p_classes) as (was text)) with ordinality x(was, n) order by x.n);
begin
  update wms.storage_class c set code = '~' || c.class_id
    from rows from (jsonb_to_recordset(p_classes) as (code text), unnest(v_ids)) x(code, id)
   where c.warehouse_id = p_warehouse and x.id is not null
     and (c.class_id = x.id and c.code <> x.code or c.code = x.code and c.class_id <> x.id);
  update wms.storage_class c set code = x.code, max_weight = x.max_weight, max_volume = x.max_volume, max_height = x.max_height,
         max_handling_units = x.max_units, product_mixing = coalesce(x.product_mixing, 'any'), lot_mixing = coalesce(x.lot_mixing, 'any'),
         temperature_class = x.temperature, hazard_classes = k.names,
         kept_by = case when k.same then c.kept_by else session_user end,
         kept_at = case when k.same then c.kept_at else clock_timestamp() end,
         kept_no = case when k.same then c.kept_no else p_no end
    from rows from (jsonb_to_recordset(p_classes) as (code text, max_weight numeric, max_volume numeric, max_height numeric,
           max_handling_units int, product_mixing text, lot_mixing text, temperature_class text, hazard_classes jsonb), unnest(v_ids))
         x(code, max_weight, max_volume, max_height, max_units, product_mixing, lot_mixing, temperature, hazards, id)
    join wms.storage_class o on o.class_id = x.id
   cross join lateral (select wms.hazard_names(x.hazards) as names) n
   cross join lateral (select n.names, n.names is not distinct from o.hazard_classes as same) k
   where c.class_id = x.id;
  insert into wms.storage_class (warehouse_id, code, max_weight, max_volume, max_height, max_handling_units, product_mixing, lot_mixing,
                                 temperature_class, hazard_classes, kept_by, kept_at, kept_no)
  select p_warehouse, x.code, x.max_weight, x.max_volume, x.max_height, x.max_units, coalesce(x.product_mixing, 'any'),
         coalesce(x.lot_mixing, 'any'), x.temperature, k.names, case when k.names is not null then session_user end,
         case when k.names is not null then clock_timestamp() end, case when k.names is not null then p_no end
    from rows from (jsonb_to_recordset(p_classes) as (code text, max_weight numeric, max_volume numeric, max_height numeric,
           max_handling_units int, product_mixing text, lot_mixing text, temperature_class text, hazard_classes jsonb), unnest(v_ids))
         x(code, max_weight, max_volume, max_height, max_units, product_mixing, lot_mixing, temperature, hazards, id)
   cross join lateral (select wms.hazard_names(x.hazards) as names) k
   where x.id is null
  on conflict (warehouse_id, code) do update set max_weight = excluded.max_weight, max_volume = excluded.max_volume,
    max_height = excluded.max_height, max_handling_units = excluded.max_handling_units, product_mixing = excluded.product_mixing,
    lot_mixing = excluded.lot_mixing, temperature_class = excluded.temperature_class, hazard_classes = excluded.hazard_classes,
    kept_by = excluded.kept_by, kept_at = excluded.kept_at, kept_no = excluded.kept_no;
end $$;

create function wms.put_racks(p_warehouse int, p_racks jsonb) returns void
language plpgsql as $$
declare
  v_ids int[] := array(select (select r.rack_id from wms.rack r where r.warehouse_id = p_warehouse and r.code = x.was)
    from rows from (jsonb_to_recordset(p_racks) as (was text)) with ordinality x(was, n) order by x.n);
begin
  update wms.rack r set code = '~' || r.rack_id
    from rows from (jsonb_to_recordset(p_racks) as (code text), unnest(v_ids)) x(code, id)
   where r.warehouse_id = p_warehouse and x.id is not null
     and (r.rack_id = x.id and r.code <> x.code or r.code = x.code and r.rack_id <> x.id);
  update wms.rack r set code = x.code, zone_id = z.zone_id, x = x.x, y = x.y, angle = coalesce(x.angle, 0), length = x.length, depth = x.depth,
         height = coalesce(x.height, 0), columns = x.columns, levels = x.levels
    from rows from (jsonb_to_recordset(p_racks) as (code text, zone text, x numeric, y numeric, angle numeric, length numeric, depth numeric,
           height numeric, columns int, levels int), unnest(v_ids)) x(code, zone, x, y, angle, length, depth, height, columns, levels, id)
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone
   where r.rack_id = x.id and (r.code, r.zone_id, r.x, r.y, r.angle, r.length, r.depth, r.height, r.columns, r.levels)
         is distinct from (x.code, z.zone_id, x.x, x.y, coalesce(x.angle, 0), x.length, x.depth, coalesce(x.height, 0), x.columns, x.levels);
  insert into wms.rack (warehouse_id, zone_id, code, x, y, angle, length, depth, height, columns, levels)
  select p_warehouse, z.zone_id, x.code, x.x, x.y, coalesce(x.angle, 0), x.length, x.depth, coalesce(x.height, 0), x.columns, x.levels
    from rows from (jsonb_to_recordset(p_racks) as (code text, zone text, x numeric, y numeric, angle numeric, length numeric, depth numeric,
           height numeric, columns int, levels int), unnest(v_ids)) x(code, zone, x, y, angle, length, depth, height, columns, levels, id)
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone
   where x.id is null
  on conflict (warehouse_id, code) do update set zone_id = excluded.zone_id, x = excluded.x, y = excluded.y, angle = excluded.angle,
    length = excluded.length, depth = excluded.depth, height = excluded.height, columns = excluded.columns, levels = excluded.levels;
end $$;

-- What is drawn no more goes, unless a place that nobody drew still names it.
create function wms.sweep_plan(p_warehouse int, p_changes jsonb) returns void
language plpgsql as $$
declare
  v_racks text[] := array(select jsonb_array_elements_text(wms.part(p_changes -> 'gone', 'racks')));
  v_zones text[] := array(select jsonb_array_elements_text(wms.part(p_changes -> 'gone', 'zones')));
  v_classes text[] := array(select jsonb_array_elements_text(wms.part(p_changes -> 'gone', 'classes')));
begin
  delete from wms.rack r where r.warehouse_id = p_warehouse and (r.code like '~%' or r.code = any (v_racks)
      and r.code not in (select x.code from jsonb_to_recordset(wms.part(p_changes, 'racks')) x(code text)))
    and not exists (select from wms.location l where l.rack_id = r.rack_id);
  delete from wms.zone z where z.warehouse_id = p_warehouse and (z.code like '~%' or z.code = any (v_zones)
      and z.code not in (select x.code from jsonb_to_recordset(wms.part(p_changes, 'zones')) x(code text)))
    and not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.zone_id = z.zone_id)
    and not exists (select from wms.rack r where r.zone_id = z.zone_id);
  delete from wms.storage_class c where c.warehouse_id = p_warehouse and (c.code like '~%' or c.code = any (v_classes)
      and c.code not in (select x.code from jsonb_to_recordset(wms.part(p_changes, 'classes')) x(code text)))
    and not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.class_id = c.class_id);
end $$;
