-- Roles: r_planner, r_admin
-- Take a layout into an empty warehouse, or add to one: zones, storage classes, racks, locations, fixtures (all by code).
-- A code that is there already is refused (WM409); the layout editor changes what exists.
create function api.import_layout_v1(p_op uuid, p_warehouse int, p_layout jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' as $$
declare
  v_old jsonb;
  v_zones int; v_racks int; v_locations int; v_fixtures int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('import_layout', p_warehouse, p_layout)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_layout(p_warehouse, p_layout);
  insert into wms.storage_class (warehouse_id, code, max_weight, max_volume, max_height, max_handling_units, product_mixing,
                                 lot_mixing, temperature_class, hazard_classes, kept_by, kept_at)
  select p_warehouse, x.code, x.max_weight, x.max_volume, x.max_height, x.max_handling_units, coalesce(x.product_mixing, 'any'),
         coalesce(x.lot_mixing, 'any'), x.temperature_class, k.names, case when k.names is not null then session_user end,
         case when k.names is not null then clock_timestamp() end
    from jsonb_to_recordset(coalesce(p_layout -> 'classes', '[]')) x(code text, max_weight numeric, max_volume numeric,
           max_height int, max_handling_units int, product_mixing text, lot_mixing text, temperature_class text, hazard_classes jsonb)
   cross join lateral (select wms.hazard_names(x.hazard_classes) as names) k;
  insert into wms.zone (warehouse_id, code, name, x, y, width, depth, angle)
  select p_warehouse, x.code, x.name, x.x, x.y, x.width, x.depth, coalesce(x.angle, 0)
    from jsonb_to_recordset(coalesce(p_layout -> 'zones', '[]')) x(code text, name text, x numeric, y numeric, width numeric,
           depth numeric, angle numeric);
  get diagnostics v_zones = row_count;
  insert into wms.rack (warehouse_id, zone_id, code, x, y, angle, length, depth, height, columns, levels)
  select p_warehouse, z.zone_id, x.code, x.x, x.y, coalesce(x.angle, 0), x.length, x.depth, coalesce(x.height, 0), x.columns, x.levels
    from jsonb_to_recordset(coalesce(p_layout -> 'racks', '[]')) x(code text, zone text, x numeric, y numeric, angle numeric,
           length numeric, depth numeric, height numeric, columns int, levels int)
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone;
  get diagnostics v_racks = row_count;
  insert into wms.location (warehouse_id, code, barcode, check_digit, kind, zone_id, rack_id, column_no, aisle, bay, level,
                            position, x, y, z, width, depth, height, class_id, pick_sequence)
  select p_warehouse, x.code, coalesce(x.barcode, x.code), x.check_digit, x.kind, z.zone_id, r.rack_id, x."column", x.aisle, x.bay,
         x.level, x.position, x.x, x.y, x.z, x.width, x.depth, x.height, c.class_id, x.pick_sequence
    from jsonb_to_recordset(p_layout -> 'locations') x(code text, barcode text, check_digit text, kind text, zone text, rack text,
           "column" int, aisle text, bay text, level int, position text, x numeric, y numeric, z numeric, width numeric,
           depth numeric, height numeric, class text, pick_sequence int)
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = x.zone
    left join wms.rack r on r.warehouse_id = p_warehouse and r.code = x.rack
    left join wms.storage_class c on c.warehouse_id = p_warehouse and c.code = x.class;
  get diagnostics v_locations = row_count;
  insert into wms.fixture (warehouse_id, kind, code, label, points)
  select p_warehouse, x.kind, x.code, x.label, x.points
    from jsonb_to_recordset(coalesce(p_layout -> 'fixtures', '[]')) x(kind text, code text, label text, points jsonb);
  get diagnostics v_fixtures = row_count;
  insert into wms.station (warehouse_id, code, kind, location_id)
  select p_warehouse, l.code, case l.kind when 'packing' then 'packing' else 'receiving' end, l.location_id
    from wms.location l where l.warehouse_id = p_warehouse and l.kind in ('packing', 'receiving')
  on conflict (warehouse_id, code) do nothing;
  insert into wms.event (warehouse_id, type, payload) values (p_warehouse, 'layout.published', jsonb_build_object('locations', v_locations));
  return wms.keep_answer(p_op, jsonb_build_object('zones', v_zones, 'racks', v_racks, 'locations', v_locations, 'fixtures', v_fixtures));
end $$;

-- Nothing twice, nothing that is there already, every named zone, rack and class exists. All problems at once. WM409, WM422.
create function wms.check_layout(p_warehouse int, p_layout jsonb) returns void
language plpgsql as $$
declare
  v_problems jsonb;
begin
  if p_layout is null or coalesce(jsonb_array_length(p_layout -> 'locations'), 0) not between 1 and 200000 then
    perform wms.refuse('WM422', 'A layout has 1 to 200,000 locations.', 'Check the file.');
  end if;
  with x as (
    select e.value ->> 'code' as code, e.value ->> 'kind' as kind, e.value ->> 'zone' as zone, e.value ->> 'rack' as rack,
           e.value ->> 'class' as class, (e.value ->> 'column')::int as col
      from jsonb_array_elements(p_layout -> 'locations') e(value)
  ), rack as (
    select r.code, r.columns from jsonb_to_recordset(coalesce(p_layout -> 'racks', '[]')) r(code text, columns int)
    union select r.code, r.columns from wms.rack r where r.warehouse_id = p_warehouse
  ), problem as (
    select x.code, 'stands twice' as problem from x group by x.code having count(*) > 1
    union all select x.code, 'is there already' from x join wms.location l on l.warehouse_id = p_warehouse and l.code = x.code
    union all select x.code, 'is not an address' from x where coalesce(x.code, '') !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'
    union all select x.code, 'has no kind that a location can have' from x
               where coalesce(x.kind, '') not in ('storage', 'pick', 'receiving', 'quality', 'staging', 'packing', 'dock', 'station')
    union all select x.code, 'names an unknown rack, or a column it does not have' from x left join rack on rack.code = x.rack
               where x.rack is not null and (rack.code is null or x.col is null or x.col < 0 or x.col >= rack.columns)
    union all select x.code, 'names an unknown zone' from x
               where x.zone is not null and x.zone not in (select z ->> 'code' from jsonb_array_elements(coalesce(p_layout -> 'zones', '[]')) z
                                                           union select code from wms.zone where warehouse_id = p_warehouse)
    union all select x.code, 'names an unknown storage class' from x
               where x.class is not null and x.class not in (select c ->> 'code' from jsonb_array_elements(coalesce(p_layout -> 'classes', '[]')) c
                                                             union select code from wms.storage_class where warehouse_id = p_warehouse)
    limit 100)
  select jsonb_agg(jsonb_build_object('location', p.code, 'problem', p.problem)) into v_problems from problem p;
  if v_problems is not null then
    perform wms.refuse('WM422', format('%s problems in the layout; nothing was taken. First: %s %s.', jsonb_array_length(v_problems),
        coalesce(v_problems -> 0 ->> 'location', '?'), v_problems -> 0 ->> 'problem'),
      'Correct them and import again.', jsonb_build_object('problems', v_problems));
  end if;
end $$;
