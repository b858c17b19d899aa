-- The open orders by cut-off and carrier at these rates an hour, as wms.foretell_orders foretells them one by one. An order is ready
-- no sooner than the one before it, so that all orders of a cut-off make it, or none, but for those cut-offs in which the time runs
-- out: only these are looked at order by order. unknown: orders for which there is no forecast.
create function wms.foretell_cut_offs(p_warehouse int, p_picks float8, p_packs float8)
returns table (cut_off timestamptz, carrier_service text, orders bigint, picks bigint, misses bigint, late bigint, unknown bigint, ready_at timestamptz,
               first_miss text)
language sql stable as $$
  with head as materialized (
    select * from wms.open_by_cut_off(p_warehouse)
  ), upto as (
    select x.*, sum(x.picks) over w - x.picks as picks_before, sum(x.packs) over w - x.packs as packs_before
      from (select coalesce(h.cut_off, 'infinity') as at, coalesce(sum(h.picks) filter (where not h.held), 0) as picks,
                   coalesce(sum(h.orders) filter (where not h.held), 0) as packs from head h group by 1) x
    window w as (order by x.at)
  ), due as materialized (
    select u.*, case when p_packs > 0 and coalesce(p_picks, 0) = 0 and u.picks_before = 0 and u.picks > 0 then 'some'
                     when u.at < now() then 'all'
                     when coalesce(p_packs, 0) = 0 or coalesce(p_picks, 0) = 0 and u.picks_before > 0 then 'none'
                     when wms.ready_at(u.picks_before + u.picks, u.packs_before + u.packs, p_picks, p_packs) <= u.at then 'none'
                     when wms.ready_at(u.picks_before, u.packs_before + 1, p_picks, p_packs) > u.at then 'going'
                     else 'some' end as verdict
      from upto u
  ), close as (
    select o.cut_off, o.carrier_service, (o.priority::bigint << 48) + o.order_id as turn, o.status = 900 as held, d.at,
           d.picks_before + sum(case when o.status = 900 then 0 else wms.open_picks(p_warehouse, o.order_id) end) over w as picks_upto,
           d.packs_before + sum(case when o.status = 900 then 0 else 1 end) over w as packs_upto
      from due d
      join wms.orders o on coalesce(o.cut_off, 'infinity') = d.at
     where d.verdict = 'some' and o.warehouse_id = p_warehouse and o.type = 'outbound' and (o.status between 100 and 649 or o.status = 900)
    window w as (partition by d.at order by o.priority, o.order_id rows unbounded preceding)
  ), one as (
    select c.cut_off, c.carrier_service, count(*) filter (where c.ready_at is null) as unknown, count(*) filter (where c.ready_at > c.at or c.at < now()) as misses,
           min(c.turn) filter (where c.ready_at > c.at or c.at < now()) as first
      from (select c.*, case when not c.held then wms.ready_at(c.picks_upto, c.packs_upto, p_picks, p_packs) end as ready_at from close c) c group by 1, 2
  ), per as materialized (
    select h.cut_off, h.carrier_service, coalesce(h.cut_off, 'infinity') as at, sum(h.orders) as orders, sum(h.picks) as picks,
           coalesce(sum(h.orders) filter (where h.held), 0) as held, coalesce(sum(h.orders) filter (where not h.held), 0) as going,
           max(h.last) filter (where not h.held) as last, min(h.first) as first, min(h.first) filter (where not h.held) as first_going
      from head h group by 1, 2
  ), tail as (                                         -- what comes after a carrier's last order within its cut-off
    select p.cut_off, p.carrier_service, sum(x.picks) as picks, sum(x.packs) as packs
      from per p
     cross join lateral (
       select sum(h.picks) as picks, sum(h.orders) as packs from head h
        where coalesce(h.cut_off, 'infinity') = p.at and h.priority > (p.last >> 48) and not h.held
       union all
       select sum(wms.open_picks(p_warehouse, o.order_id)), count(*) from wms.orders o
        where coalesce(o.cut_off, 'infinity') = p.at and o.priority = (p.last >> 48)::smallint and o.order_id > p.last & 281474976710655
          and o.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 100 and 649) x
     where p.held = 0 group by 1, 2
  )
  select p.cut_off, p.carrier_service, p.orders::bigint, p.picks::bigint,
         case d.verdict when 'all' then p.orders when 'going' then p.going when 'some' then n.misses else 0 end::bigint,
         case when p.cut_off < now() then p.orders else 0 end::bigint,
         case when coalesce(p_packs, 0) = 0 or coalesce(p_picks, 0) = 0 and d.picks_before > 0 then p.orders
              when d.verdict = 'some' then n.unknown else p.held end::bigint,
         case when p.held = 0 then wms.ready_at(d.picks_before + d.picks - coalesce(t.picks, 0), d.packs_before + d.packs - coalesce(t.packs, 0), p_picks, p_packs) end,
         (select o.number from wms.orders o where o.order_id = 281474976710655
             & case d.verdict when 'all' then p.first when 'going' then p.first_going when 'some' then n.first end)
    from per p
    join due d on d.at = p.at
    left join one n on n.cut_off is not distinct from p.cut_off and n.carrier_service is not distinct from p.carrier_service
    left join tail t on t.cut_off is not distinct from p.cut_off and t.carrier_service is not distinct from p.carrier_service
$$;

-- When so many picks and packs are done at these rates an hour; null: no rate.
create function wms.ready_at(p_picks_upto numeric, p_packs_upto numeric, p_picks float8, p_packs float8) returns timestamptz
language sql stable as $$
  select case when coalesce(p_packs, 0) > 0 and (coalesce(p_picks, 0) > 0 or p_picks_upto = 0)
              then now() + make_interval(secs => 3600 * greatest(coalesce(p_picks_upto / nullif(p_picks, 0), 0), p_packs_upto / p_packs)) end
$$;

-- Open orders and their picks by cut-off, carrier, priority, held or not; first and last: priority and order of both ends, in one
-- number. Joined by hash whatever the statistics: as a loop in a loop, right after an import, it would not come to an end.
create function wms.open_by_cut_off(p_warehouse int)
returns table (cut_off timestamptz, carrier_service text, held boolean, priority smallint, orders bigint, picks bigint, first bigint, last bigint)
language sql stable set enable_nestloop = off as $$
  with tasks as (
    select t.order_id, count(*)::int as n from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.state < 400 group by 1
  ), lines as (
    select l.order_id, count(*)::int as n from wms.order_line l
     where l.warehouse_id = p_warehouse and l.quantity - l.cancelled - l.reserved - l.picked > 0 group by 1
  )
  select o.cut_off, o.carrier_service, o.status = 900, o.priority, count(*), sum(coalesce(t.n, 0) + coalesce(l.n, 0)),
         min((o.priority::bigint << 48) + o.order_id), max((o.priority::bigint << 48) + o.order_id)
    from wms.orders o left join tasks t on t.order_id = o.order_id left join lines l on l.order_id = o.order_id
   where o.warehouse_id = p_warehouse and o.type = 'outbound' and (o.status between 100 and 649 or o.status = 900) group by 1, 2, 3, 4
$$;

-- What is still to be picked of an order: picks that wait, and lines of which something is still to be reserved.
create function wms.open_picks(p_warehouse int, p_order bigint) returns bigint
language sql stable as $$
  select (select count(*) from wms.task t where t.warehouse_id = p_warehouse and t.order_id = p_order and t.kind = 'pick' and t.state < 400)
       + (select count(*) from wms.order_line l where l.warehouse_id = p_warehouse and l.order_id = p_order
             and l.quantity - l.cancelled - l.reserved - l.picked > 0)
$$;
