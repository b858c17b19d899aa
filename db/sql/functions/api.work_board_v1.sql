-- Roles: all
-- What the board of tasks shows: open work in the pieces that one person does, the people, the exceptions, the cut-offs.

-- Open work, the most urgent first, at most p_limit pieces of those that nobody has (what people have is always there). lines and
-- done: tasks of the piece, and how many of them are done; stops: [[x, y, address, done], ...] mm, in the order of the walk.
create function api.work_board_v1(p_warehouse int, p_limit int default 300)
returns table (key text, kind text, tasks bigint[], state text, lines int, done int, quantity float8, priority int, due_at timestamptz,
               since timestamptz, not_before timestamptz, login text, person text, given boolean, lease_until timestamptz, held text, held_by text,
               batch_id bigint, batch_mode text, wave text, order_id bigint, order_number text, orders int, carrier text, sku text, product text,
               from_code text, to_code text, zones text[], metres float8, stops jsonb, why jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with shown as materialized (
    select case x.sort when 'B' then 'B' || x.id when 'O' then 'O' || x.id when 'X' then concat('X', x.id, '-', x.exchange) else 'T' || x.id end as key, x.sort, x.id,
           min(t.kind) as kind, array_agg(t.task_id order by t.sequence nulls last, t.task_id) as tasks, min(t.priority)::int as priority, min(t.due_at) as due_at,
           min(t.created_at) as since, min(t.batch_id) as batch_id, min(t.order_id) as order_id,
           max(t.claimed_by) filter (where t.state in (200, 300) and t.lease_until >= now()) as login, max(t.state)::int as rank, min(t.state)::int as least,
           max(t.lease_until) as lease_until, bool_or(t.assigned_by is not null and t.state >= 200) as handed, min(t.held_reason) as held,
           min(t.held_by) as holder, min(t.not_before) as not_before, max(t.tour_metres) as tour_metres, max(t.wave_id) as wave_id,
           min(t.product_id) as product_id, min(t.from_location_id) as from_id, min(t.to_location_id) as to_id,
           count(distinct t.order_id)::int as orders, sum(t.quantity - t.done) as quantity, (array_agg(t.explanation order by t.task_id))[1] as why
      from (select h.* from wms.had_pieces(p_warehouse, session_user) h
            union all
            select f.* from wms.free_pieces(p_warehouse, session_user, greatest(0, least(p_limit, 5000))) f) x
     cross join lateral wms.tasks_of_piece(p_warehouse, x.sort, x.id, x.exchange) t
     group by x.sort, x.id, x.exchange
  )
  select s.key, s.kind, s.tasks,
         case when s.least = 0 then 'held' when s.login is not null and s.rank = 300 then 'started' when s.login is not null then 'claimed'
              when s.not_before > now() then 'later' else 'ready' end,
         cardinality(s.tasks) + g.done, g.done, s.quantity::float8, s.priority, s.due_at, s.since, s.not_before, s.login::text, wms.called(s.login),
         coalesce(s.handed, false), case when s.login is not null then s.lease_until end, s.held, wms.called(s.holder), s.batch_id, b.mode, v.number,
         s.order_id, o.number, s.orders, o.carrier_service, k.sku, k.name, f.code, l.code, g.zones,
         coalesce(b.tour_metres, s.tour_metres)::float8, g.stops, s.why
    from shown s
    left join wms.batch b on b.batch_id = s.batch_id
    left join wms.wave v on v.wave_id = s.wave_id
    left join wms.orders o on o.order_id = s.order_id and s.orders = 1
    left join wms.product k on k.product_id = s.product_id and cardinality(s.tasks) = 1
    left join lateral (select k.code from wms.location k where k.warehouse_id = p_warehouse and k.location_id = s.from_id
                          and cardinality(s.tasks) = 1 limit 1) f on true        -- through the key, whatever the statistics
    left join lateral (select k.code from wms.location k where k.warehouse_id = p_warehouse and k.location_id = s.to_id
                          and cardinality(s.tasks) = 1 limit 1) l on true
   cross join lateral (
     select count(*) filter (where t.state = 400)::int as done, array_remove(array_agg(distinct z.code), null) as zones,
            coalesce(jsonb_agg(jsonb_build_array(c.x, c.y, c.code, t.state >= 400) order by t.state >= 400 desc, t.sequence nulls last, t.task_id)
                       filter (where c.x is not null), '[]') as stops
       from (select t.* from wms.task t where t.task_id = any (s.tasks)
             union all
             select t.* from wms.task t where s.batch_id is not null and t.batch_id = s.batch_id and t.state = 400
             union all
             select t.* from wms.task t where s.batch_id is null and s.kind = 'pick' and t.order_id = s.order_id and t.kind = 'pick' and t.state = 400) t
      cross join lateral (select unnest(case when t.kind = 'pick' then array[t.from_location_id] else array[t.from_location_id, t.to_location_id] end)) p(id)
      cross join lateral (select k.code, k.x, k.y, k.zone_id from wms.location k
                           where k.warehouse_id = p_warehouse and k.location_id = p.id limit 1) c
       left join wms.zone z on z.zone_id = c.zone_id) g
   order by s.login nulls first, s.priority, s.due_at nulls last, s.since, s.key;
end $$;

-- How much open work nobody has, in pieces and tasks, whatever the board shows of it; and what is late of all.
create function api.work_totals_v1(p_warehouse int)
returns table (pieces int, tasks int, held int, later int, late int, replenish int, exceptions int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select count(*) filter (where not w.has)::int, coalesce(sum(w.tasks) filter (where not w.has), 0)::int, count(*) filter (where w.held)::int,
         count(*) filter (where w.later and not w.held)::int, count(*) filter (where w.due_at < now())::int, count(*) filter (where w.kind = 'replenish')::int,
         (select count(*) from wms.task t where t.warehouse_id = p_warehouse and t.state = 600)::int
    from (select min(t.kind) as kind, count(*) as tasks, min(t.due_at) as due_at, bool_or(t.state = 0) as held, bool_or(t.not_before > now()) as later,
                 coalesce(bool_or(t.state = 300 or t.state = 200 and (t.lease_until >= now() or t.claimed_by = session_user)), false) as has
            from wms.task t
           where t.warehouse_id = p_warehouse and t.state < 400 and t.kind in ('pick', 'putaway', 'move', 'replenish')
           group by case when t.batch_id is not null then 1 when t.kind = 'pick' then 2 when t.exchange is not null then 3 else 4 end,
                    case when t.batch_id is not null then t.batch_id when t.kind = 'pick' then t.order_id when t.exchange is not null then t.plan_id else t.task_id end,
                    case when t.batch_id is null and t.kind <> 'pick' then t.exchange end) w;
end $$;

-- Who works here, what they are given, what they did in the last hour and today (the last sixteen hours), and where they are.
create function api.work_people_v1(p_warehouse int)
returns table (login text, person text, kinds text[], only_kinds text[], only_zones text[], lines_hour int, busy_minutes float8, lines_day int,
               last_at timestamptz, location_id bigint, code text, x float8, y float8, open int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select a.login::text, a.display_name, wms.may_do(a.login), m.kinds, m.zones, d.hour, d.busy::float8, d.day, d.last_at, l.location_id, l.code, l.x::float8,
         l.y::float8, (select count(*) from wms.task t where t.warehouse_id = p_warehouse and t.claimed_by = a.login and t.state in (200, 300)
                          and t.lease_until >= now())::int
    from wms.user_warehouse u
    join wms.app_user a on a.login = u.login
    join wms.app_session s on s.login = u.login and not s.revoked and s.expires_at > now()
    left join wms.work_limit m on m.warehouse_id = u.warehouse_id and m.login = u.login
   cross join lateral (
     select count(*) filter (where t.finished_at > now() - interval '1 hour')::int as hour, count(*)::int as day, max(t.finished_at) as last_at,
            extract(epoch from now() - min(t.finished_at) filter (where t.finished_at > now() - interval '1 hour')) / 60 as busy
       from wms.task t
      where t.warehouse_id = p_warehouse and t.claimed_by = u.login and t.finished_at > now() - interval '16 hours' and t.done > 0) d
    left join wms.location l on l.warehouse_id = p_warehouse and l.location_id = wms.last_place(p_warehouse, u.login)
   where u.warehouse_id = p_warehouse and cardinality(wms.may_do(a.login)) > 0
   order by a.display_name, a.login;
end $$;

-- Exceptions that are open: what, where, since when, whose, and what to do next. Every one has an owner: somebody, or the
-- supervisors on duty (owner null).
create function api.work_exceptions_v1(p_warehouse int)
returns table (task_id bigint, kind text, reason text, reason_name text, next_step text, owner text, owner_name text, priority int, due_at timestamptz,
               since timestamptz, by_person text, sku text, product text, product_id bigint, asked float8, done float8, from_id bigint,
               from_code text, to_code text, order_id bigint, order_number text, order_state int, waiting float8)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select t.task_id, t.kind, t.exception_reason,
         case t.exception_reason when 'no_reserve' then 'Reserve has none' else coalesce(r.name, 'Not finished') end,
         coalesce(t.next_step, 'Look into it, then settle it.'), t.exception_owner::text, wms.called(t.exception_owner), t.priority::int,
         coalesce(t.due_at, o.cut_off), coalesce(t.finished_at, t.created_at), wms.called(t.claimed_by), p.sku, p.name, t.product_id,
         t.quantity::float8, t.done::float8, f.location_id, f.code, l.code, t.order_id, o.number, o.status::int,
         (n.quantity - n.cancelled - n.reserved - n.picked)::float8
    from wms.task t
    left join wms.product p on p.product_id = t.product_id
    left join wms.location f on f.warehouse_id = t.warehouse_id and f.location_id = t.from_location_id
    left join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.to_location_id
    left join wms.orders o on o.order_id = t.order_id
    left join wms.order_line n on n.order_line_id = t.order_line_id
    left join wms.reason_code r on r.kind = 'short' and r.code = t.exception_reason
   where t.warehouse_id = p_warehouse and t.state = 600
   order by t.exception_owner is not null, t.priority, coalesce(t.due_at, o.cut_off) nulls last, t.task_id limit 500;
end $$;
