-- Roles: r_picker, r_supervisor
-- The next work for me, claimed: what a supervisor gave me first; else, of all that nobody has and that is due, what my role
-- and my limits let me do and costs least in seconds (wms.ranked_work says how). Picks come as a whole: a batch, or an order's.
-- p_at: the bin I stand at; without it where I finished last. p_ask: kinds, only these ([pick, putaway, move, replenish]);
-- seconds, {location_id: seconds of travel from there} as the plan's aisles have it: places that are not named are reckoned
-- along the axes. Answer: found, tasks, kind, batch_id, order_id, why; where nothing is found: how much is left out and why.
-- Where people count by walking past, a bin that is due nearby comes before what is neither begun, given, late nor due in half an
-- hour: kind count, count {count_id, location_id, code} (kinds: count among them, where they are named).
create function api.next_task_v1(p_op uuid, p_warehouse int, p_at bigint default null, p_ask jsonb default null,
                                 p_station text default null, p_lease_seconds int default 900)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set plan_cache_mode = force_custom_plan as $$
declare
  v_old jsonb;
  v_one record;
  v_round int;
  v_count jsonb;
  v_looked boolean := false;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('next_task', p_warehouse, p_at, p_station), p_ask -> 'kinds'), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_lease_seconds is null or p_lease_seconds not between 10 and 86400 then
    perform wms.refuse('WM422', 'Work is taken for 10 seconds to a day.', 'Ask for less.');
  end if;
  perform wms.check_kinds(p_ask -> 'kinds');
  for v_round in 1 .. 2 loop              -- first what nobody else looks at this very moment, then the best with a wait
    for v_one in select r.* from wms.ranked_work(p_warehouse, session_user, p_at, p_ask) r order by r.score, r.key limit 20 loop
      if not v_looked and v_one.score > -50000 and coalesce((v_one.why ->> 'due_at')::timestamptz > now() + interval '30 minutes', true) then
        v_count := wms.count_on_the_way(p_warehouse, p_at, p_ask -> 'kinds', p_station, p_lease_seconds, false);
        if v_count is not null then
          return wms.keep_answer(p_op, v_count);
        end if;
      end if;
      v_looked := true;                    -- the best decides: if that does not wait for a count, nothing does
      begin
        perform wms.take_work(p_op, v_one.tasks, p_station, p_lease_seconds, v_round = 1);
        return wms.keep_answer(p_op, jsonb_build_object('found', true, 'tasks', to_jsonb(v_one.tasks), 'kind', v_one.kind,
          'batch_id', v_one.batch_id, 'order_id', v_one.order_id, 'why', v_one.why));
      exception when sqlstate 'WM001' or lock_not_available then     -- gone meanwhile: its locks are given back
      end;
    end loop;
  end loop;
  v_count := wms.count_on_the_way(p_warehouse, p_at, p_ask -> 'kinds', p_station, p_lease_seconds, true);
  if v_count is not null then
    return wms.keep_answer(p_op, v_count);
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('found', false, 'left_out', wms.left_out(p_warehouse, session_user, p_ask -> 'kinds')));
end $$;

-- Kinds of work are a list of names. WM422.
create function wms.check_kinds(p_kinds jsonb) returns void
language plpgsql as $$
begin
  if p_kinds is not null and (jsonb_typeof(p_kinds) <> 'array' or not p_kinds <@ '["pick", "putaway", "move", "replenish", "count"]'::jsonb) then
    perform wms.refuse('WM422', 'That is no kind of work.', 'Choose of pick, putaway, move, replenish and count.');
  end if;
end $$;

-- Everything of one piece of work for this person, or nothing: WM001. Orders before tasks, as picks do.
create function wms.take_work(p_op uuid, p_tasks bigint[], p_station text, p_seconds int, p_skip boolean) returns void
language plpgsql as $$
declare
  v_held bigint[];
begin
  if p_skip then
    perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_tasks))
      order by o.order_id for no key update nowait;
    v_held := array(select t.task_id from wms.task t where t.task_id = any (p_tasks) order by t.task_id for no key update skip locked);
  else
    perform from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_tasks))
      order by o.order_id for no key update;
    v_held := array(select t.task_id from wms.task t where t.task_id = any (p_tasks) order by t.task_id for no key update);
  end if;
  if cardinality(v_held) <> cardinality(p_tasks) or exists (
       select from wms.task t where t.task_id = any (v_held) and not (t.state = 100 or t.state = 200 and (t.claimed_by = session_user
          or t.lease_until < now()))) then
    raise exception 'gone' using errcode = 'WM001';
  end if;
  update wms.task t set state = 200, claimed_by = session_user, station = p_station, sequence = coalesce(t.sequence, a.n::int), tour_op = p_op,
         lease_until = greatest(case when t.claimed_by = session_user then t.lease_until end, now() + make_interval(secs => p_seconds))
    from unnest(p_tasks) with ordinality a(id, n) where t.task_id = a.id;
  update wms.orders o set status = 500, version = o.version + 1
   where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_tasks) and t.kind = 'pick') and o.status < 500;
end $$;

-- Kinds of work that a login's roles allow on the floor.
create function wms.may_do(p_login name) returns text[]
language sql stable as $$
  select case when exists (select from pg_catalog.pg_roles r where r.rolname = p_login)
               and (pg_has_role(p_login, 'r_picker', 'member') or pg_has_role(p_login, 'r_supervisor', 'member'))
              then array['pick', 'putaway', 'move', 'replenish'] else '{}' end
$$;

-- Open work in pieces that one person does: a batch, the picks of an order, moves that change places, else a task; with what
-- keeps it from being taken now: later, held, taken (by another), limits. key: the same as long as the piece is the same.
create function wms.open_work(p_warehouse int, p_login name)
returns table (key text, kind text, tasks bigint[], batch_id bigint, order_id bigint, priority int, due_at timestamptz, since timestamptz,
               places bigint[], mine boolean, given boolean, why_not text)
language sql stable as $$
  with own as materialized (                       -- asked once: what a login may do is no cheap question
    select wms.may_do(p_login) as kinds, l.kinds as only_kinds, l.zones as only_zones
      from (select 1) one left join wms.work_limit l on l.warehouse_id = p_warehouse and l.login = p_login
  ), task as (
    select t.task_id, t.kind, t.sequence, t.batch_id, t.order_id, t.priority, t.due_at, t.created_at, t.claimed_by, t.state, t.assigned_by,
           coalesce(t.from_location_id, t.to_location_id) as place,
           case when t.batch_id is not null then 'B' || t.batch_id when t.kind = 'pick' then 'O' || t.order_id
                when t.exchange is not null then 'X' || t.plan_id || '-' || t.exchange else 'T' || t.task_id end as key,
           case when t.state = 0 then 'held'
                when t.not_before > now() then 'later'
                when t.state in (200, 300) and t.lease_until >= now() and t.claimed_by <> p_login then 'taken'
                when t.state = 300 and t.claimed_by <> p_login then 'taken'
                when not t.kind = any (o.kinds) or not t.kind = any (coalesce(o.only_kinds, o.kinds)) then 'limits'
                when o.only_zones is not null and z.code is not null and not z.code = any (o.only_zones) then 'limits' end as why
      from wms.task t
     cross join own o
      left join lateral (                               -- through the key, whatever the statistics
        select (select k.code from wms.zone k where k.zone_id = l.zone_id) as code from wms.location l
         where o.only_zones is not null                  -- nobody else's zones are asked for: a hundred thousand look-ups
           and l.warehouse_id = p_warehouse and l.location_id = coalesce(t.from_location_id, t.to_location_id) limit 1) z on true
     where t.warehouse_id = p_warehouse and t.state < 400 and t.kind in ('pick', 'putaway', 'move', 'replenish')
  )
  select t.key, min(t.kind), array_agg(t.task_id order by t.sequence nulls last, t.task_id), min(t.batch_id), min(t.order_id),
         min(t.priority)::int, min(t.due_at), min(t.created_at), array_agg(distinct t.place), bool_or(t.claimed_by = p_login and t.state >= 200),
         bool_or(t.claimed_by = p_login and t.state >= 200 and t.assigned_by is not null),
         min(t.why)
    from task t group by t.key
$$;

-- Work that a person may take now with what it costs them, in seconds, less is sooner: the way from where they stand to the
-- nearest of its places; 90 for each step of priority; from two hours before it is due 10 less for each minute, and 1,800 less
-- once it is late; 1 less for each minute that it has waited, at most 240. What they have already, or were given, comes first.
create function wms.ranked_work(p_warehouse int, p_login name, p_at bigint, p_ask jsonb)
returns table (key text, kind text, tasks bigint[], batch_id bigint, order_id bigint, score numeric, why jsonb)
language sql stable as $$
  with stands as (
    select l.location_id, l.code, l.x, l.y from wms.location l
     where l.warehouse_id = p_warehouse and l.location_id = coalesce(p_at, wms.last_place(p_warehouse, p_login))
  ), way as materialized (
    select e.key::bigint as location_id, (e.value)::numeric as seconds
      from jsonb_each_text(case when jsonb_typeof(p_ask -> 'seconds') = 'object' then p_ask -> 'seconds' else '{}' end) e
     where e.key ~ '^[0-9]{1,18}$' and e.value ~ '^[0-9]{1,7}(\.[0-9]+)?$'
  ), work as (
    select w.*, (select min(coalesce(y.seconds, (abs(l.x - s.x) + abs(l.y - s.y)) / 1100))
                   from unnest(w.places) p(id)
                  cross join lateral (select k.x, k.y from wms.location k where k.warehouse_id = p_warehouse and k.location_id = p.id limit 1) l
                   left join way y on y.location_id = p.id
                   left join stands s on true) as travel
      from wms.open_work(p_warehouse, p_login) w
     where w.why_not is null and (p_ask -> 'kinds' is null or w.given or p_ask -> 'kinds' ? w.kind)
  )
  select w.key, w.kind, w.tasks, w.batch_id, w.order_id, c.travel + c.urgency + c.due - c.waited - case when w.given then 200000 when w.mine then 100000 else 0 end,
         jsonb_build_object('from', (select s.code from stands s), 'travel_s', case when w.travel is null then null else round(w.travel) end,
           'priority', w.priority, 'due_at', w.due_at, 'given', w.given, 'late', w.due_at < now(), 'score', round(c.travel + c.urgency + c.due - c.waited))
    from work w
   cross join lateral (
     select coalesce(w.travel, 0) as travel, 90 * (w.priority - 1) as urgency,
            least(240, extract(epoch from now() - w.since) / 60) as waited,
            case when w.due_at is null then 0 when w.due_at < now() then -1800
                 else least(0, -10 * (120 - extract(epoch from w.due_at - now()) / 60)) end as due) c
$$;

-- Where somebody finished last, at most twelve hours ago: a task, or a bin that they counted.
create function wms.last_place(p_warehouse int, p_login name) returns bigint
language sql stable as $$
  select case when wms.counted_last(p_warehouse, p_login) then (
    select c.location_id from wms.count_round r join wms.count c on c.count_id = r.count_id
     where r.warehouse_id = p_warehouse and r.person = p_login and r.closed_at > now() - interval '12 hours' order by r.closed_at desc limit 1)
  else (
    select case when t.kind = 'pick' then t.from_location_id else coalesce(t.to_location_id, t.from_location_id) end
      from wms.task t
     where t.warehouse_id = p_warehouse and t.claimed_by = p_login and t.finished_at > now() - interval '12 hours'
     order by t.finished_at desc limit 1) end
$$;

-- Why somebody gets nothing: pieces of work left out, by reason, and when the next one may begin.
create function wms.left_out(p_warehouse int, p_login name, p_kinds jsonb) returns jsonb
language sql stable as $$
  select jsonb_build_object('later', count(*) filter (where w.why_not = 'later'), 'held', count(*) filter (where w.why_not = 'held'),
           'taken', count(*) filter (where w.why_not = 'taken'), 'limits', count(*) filter (where w.why_not = 'limits'),
           'other_kinds', count(*) filter (where w.why_not is null and not p_kinds ? w.kind),
           'next_at', (select min(t.not_before) from wms.task t where t.warehouse_id = p_warehouse and t.state = 100 and t.not_before > now()))
    from wms.open_work(p_warehouse, p_login) w
$$;

-- Roles: r_picker, r_supervisor
-- Where work waits that I might be given next: the places to which somebody may reckon the way before asking.
create function api.work_starts_v1(p_warehouse int, p_at bigint default null)
returns table (location_id bigint, code text, stands boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select l.location_id, l.code, x.stands
    from (select coalesce(p_at, wms.last_place(p_warehouse, session_user)) as id, true as stands
          union all
          select distinct p.id, false from wms.open_work(p_warehouse, session_user) w cross join unnest(w.places) p(id) where w.why_not is null) x
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = x.id
   order by x.stands desc, l.location_id;
end $$;
