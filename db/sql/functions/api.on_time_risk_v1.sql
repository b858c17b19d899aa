-- Roles: all
-- Who misses the cut-off at this rate? The rate is that of the last hour (or since its first pick, but of five minutes at
-- least): picks an hour by all pickers, orders packed an hour. Open orders are served by cut-off, then priority, then age; an
-- order is packed when all picks up to it and all packing up to it can be done: now + the larger of (picks before it and its own
-- / pick rate) and (orders to pack before it and itself / pack rate). Answer: {at, minutes, people, picks_an_hour,
-- packed_an_hour, open, misses, late, unknown, cut_offs: [{cut_off, carrier, orders, done, open, picks, misses, late, ready_at, first_miss}]}. misses: orders
-- that will be late, with those that are late already (late). unknown: open orders for which there is no rate; held ones count
-- as open, never as ready.
create function api.on_time_risk_v1(p_warehouse int)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
declare
  v_rate record;
  v_said jsonb;
  v_sums jsonb;
begin
  perform wms.authorise(p_warehouse);
  select * into v_rate from wms.work_rates(p_warehouse);
  with foretold as materialized (
    select * from wms.foretell_cut_offs(p_warehouse, v_rate.picks, v_rate.packs)
  ), one as (
    select f.*, 0::bigint as done from foretold f
    union all
    select o.cut_off, o.carrier_service, 0, 0, 0, 0, 0, null, null, count(*) from wms.orders o
     where o.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 650 and 899 and o.cut_off > now() - interval '12 hours' group by 1, 2
  ), per as (
    select f.cut_off, f.carrier_service as carrier, sum(f.orders + f.done) as orders, sum(f.done) as done, sum(f.orders) as open, sum(f.picks) as picks,
           sum(f.misses) as misses, sum(f.late) as late, max(f.ready_at) as ready_at, max(f.first_miss) as first_miss
      from one f group by 1, 2
  )
  select (select coalesce(jsonb_agg(to_jsonb(p) order by p.cut_off nulls last, p.carrier), '[]') from per p),
         (select jsonb_build_object('open', coalesce(sum(f.orders), 0), 'misses', coalesce(sum(f.misses), 0), 'late', coalesce(sum(f.late), 0),
            'unknown', coalesce(sum(f.unknown), 0)) from foretold f) into v_said, v_sums;
  return v_sums || jsonb_build_object('at', now(), 'minutes', v_rate.minutes, 'people', v_rate.people, 'picks_an_hour', round(v_rate.picks::numeric, 1),
    'packed_an_hour', round(v_rate.packs::numeric, 1), 'cut_offs', v_said);
end $$;

-- Picks and orders packed an hour, of the last hour or since its first pick or pack (of five minutes at least); 0 where none.
create function wms.work_rates(p_warehouse int, out people int, out minutes int, out picks float8, out packs float8)
language sql stable as $$
  with act as (
    select g.kind, g.posted_at, g.actor, g.order_line_id from wms.ledger g
     where g.posted_at > now() - interval '1 hour' and g.warehouse_id = p_warehouse and g.kind in ('pick', 'pack')
       and not exists (select from wms.ledger u where u.undoes = g.ledger_id)
  ), since as (
    select k.kind, greatest(extract(epoch from now() - min(a.posted_at)), 300) / 3600.0 as hours, count(a.kind) as n,
           count(distinct l.order_id) as orders, count(distinct a.actor) as people
      from (values ('pick'), ('pack')) k(kind) left join act a on a.kind = k.kind left join wms.order_line l on l.order_line_id = a.order_line_id
     group by 1
  )
  select max(s.people) filter (where s.kind = 'pick')::int, coalesce(round(60 * max(s.hours) filter (where s.kind = 'pick' and s.n > 0)), 0)::int,
         coalesce(max(s.n / s.hours) filter (where s.kind = 'pick'), 0)::float8, coalesce(max(s.orders / s.hours) filter (where s.kind = 'pack'), 0)::float8
    from since s
$$;

-- Each open order in its turn: what is to be picked of it, and when it will be packed at these rates an hour (null: no rate, or held).
create function wms.foretell_orders(p_warehouse int, p_picks float8, p_packs float8)
returns table (turn bigint, order_id bigint, number text, cut_off timestamptz, carrier_service text, picks bigint, ready_at timestamptz, misses boolean)
language sql stable as $$
  with served as (
    select o.order_id, o.number, o.cut_off, o.carrier_service, o.status, o.priority from wms.orders o
     where o.warehouse_id = p_warehouse and o.type = 'outbound' and (o.status between 100 and 649 or o.status = 900)
  ), tasks as materialized (                           -- joined, not looked up order by order: the planner knows how many there are
    select t.order_id, count(*)::int as n from wms.task t
     where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.state < 400 group by 1
  ), lines as materialized (
    select l.order_id, count(*)::int as n from wms.order_line l
     where l.warehouse_id = p_warehouse and l.quantity - l.cancelled - l.reserved - l.picked > 0 group by 1
  ), open as (
    select s.*, coalesce(t.n, 0) + coalesce(l.n, 0) as picks
      from served s left join tasks t on t.order_id = s.order_id left join lines l on l.order_id = s.order_id
  ), turn as (
    select o.*, row_number() over w as turn, sum(case when o.status = 900 then 0 else o.picks end) over w as picks_upto,
           sum(case when o.status = 900 then 0 else 1 end) over w as packs_upto
      from open o window w as (order by coalesce(o.cut_off, 'infinity'), o.priority, o.order_id rows unbounded preceding)
  ), ready as (
    select t.*, case when t.status <> 900 then wms.ready_at(t.picks_upto, t.packs_upto, p_picks, p_packs) end as ready_at from turn t
  )
  select r.turn, r.order_id, r.number, r.cut_off, r.carrier_service, r.picks, r.ready_at, coalesce(r.ready_at > r.cut_off or r.cut_off < now(), false)
    from ready r
$$;

-- Roles: all
-- The open orders that miss their cut-off at this rate, the most pressing first (see api.on_time_risk_v1).
create function api.orders_at_risk_v1(p_warehouse int, p_limit int default 1000)
returns table (order_id bigint, number text, cut_off timestamptz, carrier_service text, picks bigint, ready_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_custom_plan set work_mem = '64MB' as $$
#variable_conflict use_column
declare
  v_rate record;
begin
  perform wms.authorise(p_warehouse);
  select * into v_rate from wms.work_rates(p_warehouse);
  return query select f.order_id, f.number, f.cut_off, f.carrier_service, f.picks, f.ready_at
    from wms.foretell_orders(p_warehouse, v_rate.picks, v_rate.packs) f
   where f.misses order by f.turn limit least(greatest(coalesce(p_limit, 1000), 1), 5000);
end $$;
