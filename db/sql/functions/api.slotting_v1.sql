-- Roles: r_planner, r_supervisor
-- What slotting is reckoned from: bins that are picked from, what lies in them, and what was picked on which walk.

-- Bins of the kind pick with the limits of their storage class; lengths mm, weight g, volume litres.
create function api.slotting_faces_v1(p_warehouse int)
returns table (location_id bigint, code text, zone_code text, aisle text, racked boolean, x float8, y float8, z float8,
               width float8, depth float8, height float8, blocked boolean, class_code text, max_weight float8, max_volume float8,
               max_height int, mixing text, temperature_class text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select l.location_id, l.code, z.code, l.aisle, l.rack_id is not null, l.x::float8, l.y::float8, coalesce(l.z, 0)::float8,
         l.width::float8, l.depth::float8, l.height::float8, l.block_pick or l.block_putaway, c.code, c.max_weight::float8,
         c.max_volume::float8, c.max_height, c.product_mixing, c.temperature_class
    from wms.location l
    left join wms.zone z on z.zone_id = l.zone_id
    left join wms.storage_class c on c.class_id = l.class_id
   where l.warehouse_id = p_warehouse and l.kind = 'pick' and l.x is not null and l.y is not null
   order by l.location_id;
end $$;

-- What lies in those bins, product by product. loose: none of it stands on or in a handling unit. asked: it is to be moved
-- already, here or hither.
create function api.slotting_stock_v1(p_warehouse int)
returns table (product_id bigint, location_id bigint, quantity float8, reserved float8, loose boolean, held boolean, planned boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select q.product_id, q.location_id, sum(q.quantity)::float8, sum(q.reserved)::float8, bool_and(q.hu_id is null),
         bool_or(h.quant_id is not null), bool_or(t.product_id is not null)
    from wms.quant q
    join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id and l.kind = 'pick'
    left join (select distinct o.quant_id from wms.holds_on(p_warehouse) o) h on h.quant_id = q.quant_id
    left join (select distinct t.product_id, t.from_location_id from wms.task t
                where t.warehouse_id = p_warehouse and t.kind = 'move' and t.state < 400) t
      on t.product_id = q.product_id and t.from_location_id = q.location_id
   where q.warehouse_id = p_warehouse and q.quantity > 0
   group by q.product_id, q.location_id
   order by q.product_id, q.location_id;
end $$;

-- What was picked together between two moments and not taken back: a walk is a picker's tour, or the order where no tour is
-- known. day: of the warehouse's own clock.
create function api.slotting_walks_v1(p_warehouse int, p_from timestamptz, p_until timestamptz)
returns table (walk text, day date, products bigint[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with tour as (
    select t.order_line_id, t.from_location_id, min(t.tour_op::text) as tour
      from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.tour_op is not null
     group by t.order_line_id, t.from_location_id)
  select coalesce(t.tour, 'order ' || n.order_id), min((g.posted_at at time zone w.time_zone)::date),
         array_agg(distinct g.product_id order by g.product_id)
    from wms.ledger g
    join wms.warehouse w on w.warehouse_id = g.warehouse_id
    join wms.order_line n on n.order_line_id = g.order_line_id
    left join tour t on t.order_line_id = g.order_line_id and t.from_location_id = g.from_location_id
   where g.warehouse_id = p_warehouse and g.kind = 'pick' and g.undoes is null and g.posted_at >= p_from and g.posted_at < p_until
     and not exists (select from wms.ledger u where u.undoes = g.ledger_id and u.warehouse_id = p_warehouse)
   group by 1;
end $$;

-- Plans of moves, the newest first, with how far they are; the last hundred.
create function api.move_plans_v1(p_warehouse int)
returns table (plan_id bigint, made_at timestamptz, person text, not_before timestamptz, metres_a_day float8, open int,
               begun int, done int, cancelled int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select m.plan_id, m.made_at, coalesce(u.display_name, m.made_by::text), m.not_before, m.metres_a_day::float8,
         count(*) filter (where t.state < 200)::int, count(*) filter (where t.state in (200, 300))::int,
         count(*) filter (where t.state = 400)::int, count(*) filter (where t.state > 400)::int
    from wms.move_plan m
    join wms.task t on t.plan_id = m.plan_id
    left join wms.app_user u on u.login = m.made_by
   where m.warehouse_id = p_warehouse
   group by m.plan_id, u.display_name
   order by m.plan_id desc limit 100;
end $$;
