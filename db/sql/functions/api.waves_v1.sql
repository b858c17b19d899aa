-- Roles: all
-- Waves with how far they are, the newest first; with them one row for what was streamed since midnight of the warehouse
-- (wave_id null), where anything was. state: done when nothing of it is to be done any more.
create function api.waves_v1(p_warehouse int, p_limit int default 50)
returns table (wave_id bigint, number text, state text, channel text, policy jsonb, preflight jsonb, person text, released_at timestamptz,
               orders int, batches int, begun int, finished int, tasks int, done int, gone int, exceptions int, people int, metres float8,
               metres_done float8, cut_off timestamptz, last_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set client_min_messages = error as $$
#variable_conflict use_column
declare
  v_midnight timestamptz := (select date_trunc('day', now() at time zone w.time_zone) at time zone w.time_zone from wms.warehouse w
                              where w.warehouse_id = p_warehouse);
begin
  perform wms.authorise(p_warehouse);
  if (p_limit between 1 and 1000) is not true then
    perform wms.refuse('WM422', 'A list has 1 to 1,000 waves.', 'Choose a smaller number.');
  end if;
  return query
  with chosen as materialized (
    select w.wave_id from wms.wave w where w.warehouse_id = p_warehouse order by w.wave_id desc limit p_limit
  ), batch as materialized (
    select b.wave_id, b.batch_id, b.tour_metres from wms.batch b join chosen c on c.wave_id = b.wave_id
    union all
    select null, b.batch_id, b.tour_metres from wms.batch b where b.wave_id is null and b.warehouse_id = p_warehouse and b.made_at >= v_midnight
  ), work as (
    select b.wave_id, b.batch_id, b.tour_metres, count(*) as tasks, count(*) filter (where t.state = 400) as done,
           count(*) filter (where t.state = 500) as gone, count(*) filter (where t.state = 600) as exceptions,
           count(*) filter (where t.state between 200 and 400) as begun, count(*) filter (where t.state < 400) as open, min(t.due_at) as cut_off,
           max(t.finished_at) as last_at, min(t.claimed_by::text) filter (where t.state in (200, 300) and t.lease_until > now()) as person
      from batch b join wms.task t on t.batch_id = b.batch_id group by 1, 2, 3
  ), total as (
    select k.wave_id, count(*)::int as batches, (count(*) filter (where k.begun > 0 and k.open > 0))::int as begun,
           (count(*) filter (where k.open = 0))::int as finished, sum(k.tasks)::int as tasks, sum(k.done)::int as done, sum(k.gone)::int as gone,
           sum(k.exceptions)::int as exceptions, count(distinct k.person)::int as people, sum(k.tour_metres)::float8 as metres,
           coalesce(sum(k.tour_metres) filter (where k.open = 0), 0)::float8 as metres_done, min(k.cut_off) filter (where k.open > 0) as cut_off,
           max(k.last_at) as last_at, sum(k.open)::int as open
      from work k group by 1
  ), order_of as (
    select b.wave_id, count(distinct s.order_id)::int as orders from batch b join wms.cart_slot s on s.batch_id = b.batch_id group by 1
  )
  select w.wave_id, w.number, case when w.state = 'released' and coalesce(t.open, 0) = 0 then 'done'
           when w.wave_id is null and t.open = 0 then 'done' else coalesce(w.state, 'released') end,
         c.name, w.policy, w.preflight, coalesce(u.display_name, w.released_by::text), w.released_at, coalesce(n.orders, 0),
         coalesce(t.batches, 0), coalesce(t.begun, 0), coalesce(t.finished, 0), coalesce(t.tasks, 0), coalesce(t.done, 0), coalesce(t.gone, 0),
         coalesce(t.exceptions, 0), coalesce(t.people, 0), coalesce(t.metres, 0), coalesce(t.metres_done, 0), t.cut_off, t.last_at
    from (select x.wave_id from chosen x union all select null where exists (select from batch b where b.wave_id is null)) a
    left join wms.wave w on w.wave_id = a.wave_id
    left join total t on t.wave_id is not distinct from a.wave_id
    left join order_of n on n.wave_id is not distinct from a.wave_id
    left join wms.release_channel c on c.channel_id = w.channel_id
    left join wms.app_user u on u.login = w.released_by
   order by a.wave_id is not null, a.wave_id desc;
end $$;

-- The batches of a wave (null: what was streamed and is open, or since an hour), in the order in which they were made.
create function api.wave_batches_v1(p_warehouse int, p_wave bigint default null)
returns table (batch_id bigint, mode text, zone text, orders int, tasks int, done int, gone int, exceptions int, open int, person text,
               claimed_until timestamptz, metres float8, s_shape float8, cut_off timestamptz, priority int, made_at timestamptz,
               cancelled boolean, numbers text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select b.batch_id, b.mode, z.code, count(distinct t.order_id)::int, count(*)::int, (count(*) filter (where t.state = 400))::int,
         (count(*) filter (where t.state = 500))::int, (count(*) filter (where t.state = 600))::int, (count(*) filter (where t.state < 400))::int,
         min(coalesce(u.display_name, t.claimed_by::text)) filter (where t.state in (200, 300) and t.lease_until > now()),
         max(t.lease_until) filter (where t.state in (200, 300) and t.lease_until > now()), b.tour_metres::float8, b.s_shape_metres::float8,
         min(t.due_at), min(t.priority)::int, b.made_at, b.cancelled_at is not null,
         string_agg(distinct o.number, ', ' order by o.number)
    from wms.batch b join wms.task t on t.batch_id = b.batch_id
    left join wms.orders o on o.order_id = t.order_id
    left join wms.zone z on z.zone_id = b.zone_id
    left join wms.app_user u on u.login = t.claimed_by
   where b.warehouse_id = p_warehouse and b.wave_id is not distinct from p_wave
     and (p_wave is not null or b.made_at > now() - interval '1 hour' or t.state < 400)
   group by b.batch_id, z.code order by b.batch_id;
end $$;
