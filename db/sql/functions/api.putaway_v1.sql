-- Roles: r_picker, r_supervisor, r_planner
-- What putting away is reckoned from: places, what they hold and will hold, loads, rules. Lengths mm, weight g, volume litres.

-- Bins that goods may lie in, with the limits of their class; goods that are blocked or held for putting away are left out.
create function api.putaway_places_v1(p_warehouse int)
returns table (location_id bigint, code text, kind text, zone_code text, aisle text, racked boolean, level int, x float8, y float8, z float8,
               width float8, depth float8, height float8, class_code text, max_weight float8, max_volume float8, max_height int,
               max_units int, product_mixing text, lot_mixing text, temperature_class text, hazards text[], pick_sequence int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select l.location_id, l.code, l.kind, z.code, l.aisle, l.rack_id is not null, l.level, coalesce(l.x, 0)::float8, coalesce(l.y, 0)::float8,
         coalesce(l.z, 0)::float8, l.width::float8, l.depth::float8, l.height::float8, c.code, c.max_weight::float8, c.max_volume::float8,
         c.max_height, c.max_handling_units, c.product_mixing, c.lot_mixing, coalesce(c.temperature_class, 'ambient'), d.hazards,
         l.pick_sequence
    from wms.location l
    left join wms.zone z on z.zone_id = l.zone_id
    left join wms.storage_class c on c.class_id = l.class_id
    left join wms.hazard_places(p_warehouse) d on d.class_id = l.class_id
   where l.warehouse_id = p_warehouse and l.kind in ('storage', 'pick') and not l.block_putaway
     and not exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'location' and h.target_id = l.location_id
                                              and h.released_at is null)
   order by l.location_id;
end $$;

-- What bins hold and what is on its way to them, bin by bin, product and lot: columns side by side (one value for each row, 0 for no
-- lot, '' for no hazard), since it is asked for at every scan. units: counted at the first row of each, so that a bin's rows add up.
-- p_without: not this task's.
create function api.putaway_contents_v1(p_warehouse int, p_without bigint default null)
returns table (location json, product json, lot json, weight json, volume json, units json, hazard json)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select json_agg(s.location_id), json_agg(s.product_id), json_agg(s.lot_id), json_agg(s.weight), json_agg(s.volume), json_agg(s.units),
         json_agg(s.hazard_class)
    from (
      select c.location_id, c.product_id, coalesce(c.lot_id, 0) as lot_id, coalesce(sum(c.quantity * p.weight), 0)::float8 as weight,
             coalesce(sum(c.quantity * p.volume), 0)::float8 as volume, count(*) filter (where c.hu_id is not null and c.nth = 1) as units,
             coalesce(p.hazard_class, '') as hazard_class
        from (select k.*, row_number() over (partition by k.location_id, k.hu_id order by k.product_id, k.lot_id) as nth
                from wms.putaway_contents(p_warehouse, null, p_without) k) c
        join wms.location l on l.warehouse_id = p_warehouse and l.location_id = c.location_id and l.kind in ('storage', 'pick')
        join wms.product p on p.product_id = c.product_id
       group by c.location_id, c.product_id, c.lot_id, p.product_id) s;
end $$;

-- Loads, one row for each of their goods: these units and stock records, or (both null) all that wait at receiving and dock
-- places without a task. p_task: the load of a task, which counts although it has one. Quantity of loose goods: what no task has yet.
create function api.putaway_loads_v1(p_warehouse int, p_units bigint[] default null, p_quants bigint[] default null, p_task bigint default null)
returns table (hu_id bigint, quant_id bigint, sscc text, unit_kind text, at_id bigint, at_code text, at_kind text, x float8, y float8, height int,
               product_id bigint, sku text, product text, lot_id bigint, lot text, status text, quantity float8, weight float8, volume float8,
               units int, length int, width int, piece_height int, upright boolean, category text, abc_class text, temperature_class text,
               hazard_class text, step float8, since timestamptz, task_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
declare
  v_all boolean := p_units is null and p_quants is null and p_task is null;
  v_units bigint[];
  v_quants bigint[];
  v_task wms.task;
begin
  perform wms.authorise(p_warehouse);
  if p_task is not null then
    select * into v_task from wms.task t where t.task_id = p_task and t.warehouse_id = p_warehouse and t.kind = 'putaway';
    p_units := case when v_task.product_id is null then array[v_task.hu_id] end;
    p_quants := array(select q.quant_id from wms.quant q
                       where q.warehouse_id = p_warehouse and q.location_id = v_task.from_location_id and q.product_id = v_task.product_id
                         and q.lot_id is not distinct from v_task.lot_id and q.hu_id is null
                         and q.status = coalesce(v_task.explanation ->> 'status', 'available') limit 1);
  end if;
  v_units := case when v_all then array(
      select h.hu_id from wms.location l join wms.handling_unit h on h.warehouse_id = l.warehouse_id and h.location_id = l.location_id
       where l.warehouse_id = p_warehouse and l.kind in ('receiving', 'dock') and h.parent_id is null and h.state in ('active', 'packed')
         and h.order_id is null
         and not exists (select from wms.task t where t.hu_id = h.hu_id and t.kind = 'putaway' and t.state < 400)) else p_units end;
  v_quants := case when v_all then array(
      select q.quant_id from wms.location l join wms.quant q on q.warehouse_id = l.warehouse_id and q.location_id = l.location_id
       where l.warehouse_id = p_warehouse and l.kind in ('receiving', 'dock') and q.hu_id is null and q.quantity > q.reserved) else p_quants end;
  return query
  select u.id, null::bigint, h.sscc, h.kind, l.location_id, l.code, l.kind, coalesce(l.x, 0)::float8, coalesce(l.y, 0)::float8,
         wms.load_height(p_warehouse, u.id), p.product_id, p.sku, p.name, g.lot_id, t.number, g.status, g.quantity::float8,
         coalesce(g.quantity * p.weight, 0)::float8, coalesce(g.quantity * p.volume, 0)::float8, g.units, p.length, p.width, p.height,
         p.this_side_up, p.category, p.abc_class, coalesce(p.temperature_class, 'ambient'), p.hazard_class, 1::float8, h.created_at,
         (select k.task_id from wms.task k where k.hu_id = u.id and k.kind = 'putaway' and k.state < 400 limit 1)
    from unnest(v_units) u(id)
    join wms.handling_unit h on h.hu_id = u.id and h.warehouse_id = p_warehouse
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = h.location_id
   cross join lateral (select x.product_id, x.lot_id, x.status, sum(x.quantity) as quantity, count(*) filter (where x.nth = 1)::int as units
                         from (select k.*, row_number() over (partition by k.hu_id order by k.product_id, k.lot_id) as nth
                                 from wms.putaway_goods(p_warehouse, u.id, null, null) k) x group by 1, 2, 3) g
    join wms.product p on p.product_id = g.product_id
    left join wms.lot t on t.lot_id = g.lot_id
  union all
  select null, q.quant_id, null, null, l.location_id, l.code, l.kind, coalesce(l.x, 0)::float8, coalesce(l.y, 0)::float8, null,
         p.product_id, p.sku, p.name, q.lot_id, t.number, q.status, w.free::float8, coalesce(w.free * p.weight, 0)::float8,
         coalesce(w.free * p.volume, 0)::float8, 0, p.length, p.width, p.height, p.this_side_up, p.category, p.abc_class,
         coalesce(p.temperature_class, 'ambient'), p.hazard_class, coalesce(s.quantity, 1)::float8, q.in_date, v_task.task_id
    from unnest(v_quants) u(id)
    join wms.quant q on q.quant_id = u.id and q.warehouse_id = p_warehouse and q.hu_id is null
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = q.location_id
    join wms.product p on p.product_id = q.product_id
    left join wms.lot t on t.lot_id = q.lot_id
    left join wms.product_packaging s on s.product_id = p.product_id and s.level = 'case'
   cross join lateral (
     select case when p_task is not null then v_task.quantity - v_task.done else q.quantity - q.reserved - coalesce((
              select sum(k.quantity - k.done) from wms.task k
               where k.warehouse_id = p_warehouse and k.kind = 'putaway' and k.state < 400 and k.from_location_id = q.location_id
                 and k.product_id = q.product_id and k.lot_id is not distinct from q.lot_id and k.hu_id is null), 0) end as free) w
   where w.free > 0
   order by 30, 1, 2, 11, 14;
end $$;

-- The rules in order; none: the warehouse goes by the standard ones.
create function api.putaway_rules_v1(p_warehouse int)
returns table ("position" int, name text, strategy text, active boolean, goods jsonb, zones text[], kinds text[], classes text[], metres float8,
               version int, person text, changed_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select r.position, r.name, r.strategy, r.active, r.goods, r.zones, r.kinds, r.classes, r.metres::float8, r.version,
         coalesce(u.display_name, r.changed_by::text), r.changed_at
    from wms.putaway_rule r left join wms.app_user u on u.login = r.changed_by where r.warehouse_id = p_warehouse order by r.position;
end $$;

-- Bins that products are put into before others, and (fixed false) the pick faces that they lie in, of these products (null: of all fixed).
create function api.putaway_homes_v1(p_warehouse int, p_products bigint[] default null)
returns table (product_id bigint, sku text, product text, location_id bigint, code text, fixed boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select f.product_id, p.sku, p.name, l.location_id, l.code, true
    from wms.fixed_bin f join wms.product p on p.product_id = f.product_id
    join wms.location l on l.warehouse_id = f.warehouse_id and l.location_id = f.location_id
   where f.warehouse_id = p_warehouse and (p_products is null or f.product_id = any (p_products))
  union all
  select distinct q.product_id, p.sku, p.name, l.location_id, l.code, false
    from unnest(p_products) a(id) join wms.quant q on q.warehouse_id = p_warehouse and q.product_id = a.id and q.quantity > 0
    join wms.product p on p.product_id = q.product_id
    join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id and l.kind = 'pick'
   order by 2, 6 desc, 5;
end $$;

-- Putaway tasks: the open ones, and the last p_done that are over. stale: the goods are not where the task fetches them.
create function api.putaway_tasks_v1(p_warehouse int, p_done int default 50)
returns table (task_id bigint, state int, state_name text, priority int, hu_id bigint, sscc text, unit_kind text, product_id bigint, sku text,
               product text, lot text, quantity float8, done float8, from_id bigint, from_code text, to_id bigint, to_code text, person text, explanation jsonb, created_at timestamptz,
               finished_at timestamptz, stale boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select t.task_id, t.state::int, s.name, t.priority::int, t.hu_id, h.sscc, h.kind, t.product_id, coalesce(p.sku, c.sku), coalesce(p.name, c.product), coalesce(b.number, c.lot),
         coalesce(t.quantity, c.quantity)::float8, t.done::float8, t.from_location_id, f.code, t.to_location_id, l.code, coalesce(u.display_name, t.claimed_by::text),
         t.explanation, t.created_at, t.finished_at,
         t.state < 400 and case when t.product_id is null then h.location_id <> t.from_location_id or h.state = 'shipped' else coalesce((
           select sum(q.quantity) from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = t.from_location_id
              and q.product_id = t.product_id and q.lot_id is not distinct from t.lot_id and q.hu_id is null), 0) < t.quantity - t.done end
    from (select k.* from wms.task k where k.warehouse_id = p_warehouse and k.kind = 'putaway' and k.state < 400
          union all
          (select k.* from wms.task k where k.warehouse_id = p_warehouse and k.kind = 'putaway' and k.state >= 400
            order by k.finished_at desc nulls last limit greatest(0, least(p_done, 500)))) t
    join wms.state s on s.entity = 'task' and s.rank = t.state
    left join wms.handling_unit h on h.hu_id = t.hu_id
    left join wms.product p on p.product_id = t.product_id
    left join wms.lot b on b.lot_id = t.lot_id
    left join wms.location f on f.warehouse_id = p_warehouse and f.location_id = t.from_location_id
    left join wms.location l on l.warehouse_id = p_warehouse and l.location_id = t.to_location_id
    left join wms.app_user u on u.login = t.claimed_by
    left join lateral (
      select case when count(distinct g.product_id) = 1 then min(x.sku) else format('%s products', count(distinct g.product_id)) end as sku,
             case when count(distinct g.product_id) = 1 then min(x.name) else 'mixed' end as product,
             case when count(distinct g.lot_id) = 1 then min(y.number) end as lot, sum(g.quantity) as quantity
        from wms.putaway_goods(p_warehouse, t.hu_id, null, null) g join wms.product x on x.product_id = g.product_id
        left join wms.lot y on y.lot_id = g.lot_id) c on t.product_id is null
   order by t.state >= 400, t.finished_at desc, t.priority, t.task_id;
end $$;
