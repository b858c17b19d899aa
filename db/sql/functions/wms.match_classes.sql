-- The classes of needs, with their turn among those of their product, and each need with its class. What no record suits has
-- none. Days that select the same records are one: the earliest end of life among them stands for both.
create function wms.match_classes(p_want wms.wanted[], p_rest wms.offered[], out classes wms.demand_class[],
                                  out lines wms.classed[])
language sql stable set enable_nestloop = off as $$
  with want as (
    select w.*, coalesce(w.owner_id, 0) as owner, coalesce(w.lot_id, 0) as lot from unnest(p_want) w
  ), demand as (
    select distinct product_id, owner, lot, least_on from want
  ), record as (
    select s.product_id, coalesce(s.owner_id, 0) as owner, coalesce(s.lot_id, 0) as lot, coalesce(s.ends_on, 'infinity') as ends_on
      from unnest(p_rest) s
  ), level as (
    select d.product_id, d.owner, d.lot, d.least_on, min(r.ends_on) as ends_from
      from demand d join record r on r.product_id = d.product_id and r.owner = d.owner
     where r.ends_on >= d.least_on and (d.lot = 0 or r.lot = d.lot) group by 1, 2, 3, 4
  ), classed as (
    select w.*, v.ends_from,
           dense_rank() over (order by w.product_id, w.owner, w.lot, v.ends_from, w.rule_id)::int as c
      from want w join level v on v.product_id = w.product_id and v.owner = w.owner and v.lot = w.lot and v.least_on = w.least_on
  ), class as (
    select distinct on (c) * from classed order by c
  ), turn as (                                       -- lots first, those of different lots together; then the strictest
    select k.*, row_number() over (partition by product_id, owner, lot order by ends_from desc, other_zones, rule_id) as among
      from class k
  ), passed as (
    select t.*, (among + case when lot = 0 then coalesce(max(among) filter (where lot > 0) over (partition by product_id, owner), 0)
                              else 0 end)::int as pass from turn t
  )
  select (select coalesce(array_agg(row(p.c, p.pass, p.product_id, p.owner_id, p.lot_id, p.ends_from, p.rule_id, p.strategy, p.zones,
                   p.zone_policy, p.other_zones, p.pack_policy, p.pack)::wms.demand_class), '{}') from passed p),
         (select coalesce(array_agg(row(k.n, k.c, p.pass, k.need, k.need)::wms.classed), '{}')
            from classed k join passed p on p.c = k.c)
$$;

-- Cut each need to what can be given when needs come in their turn: first within its lot, then within what lasts as long,
-- from the strictest day to the mildest, where the stricter needs count as well.
create function wms.match_cut(p_class wms.demand_class[], p_lines wms.classed[], p_rest wms.offered[]) returns wms.classed[]
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_lines wms.classed[] := p_lines;
  v_levels int;
begin
  select coalesce(max(x.levels), 0) into v_levels
    from (select count(distinct k.ends_from) as levels from unnest(p_class) k where k.lot_id is null
           group by k.product_id, k.owner_id) x;
  for v_level in 0 .. v_levels loop                  -- 0: the lots
    v_lines := array(
      with class as (
        select k.*, coalesce(k.owner_id, 0) as owner from unnest(p_class) k
      ), level as (
        select x.product_id, x.owner, 0 as lot, x.ends_from
          from (select k.product_id, k.owner, k.ends_from,
                       dense_rank() over (partition by k.product_id, k.owner order by k.ends_from desc) as nth
                  from class k where k.lot_id is null) x
         where x.nth = v_level group by 1, 2, 4
        union all
        select distinct k.product_id, k.owner, k.lot_id, k.ends_from from class k where v_level = 0 and k.lot_id is not null
      ), room as (
        select v.product_id, v.owner, v.lot, sum(s.free) as room
          from level v join unnest(p_rest) s on s.product_id = v.product_id and coalesce(s.owner_id, 0) = v.owner
         where (s.ends_on is null or s.ends_on >= v.ends_from) and (v.lot = 0 or s.lot_id = v.lot) group by 1, 2, 3
      ), inside as (
        select l.n, l.need, r.room, sum(l.need) over (partition by v.product_id, v.owner, v.lot order by l.n) as upto
          from unnest(v_lines) l join class k on k.c = l.c
          join level v on v.product_id = k.product_id and v.owner = k.owner
          join room r on r.product_id = v.product_id and r.owner = v.owner and r.lot = v.lot
         where k.ends_from >= v.ends_from and (v.lot = 0 or k.lot_id = v.lot)
      )
      select row(l.n, l.c, l.pass, case when i.upto > i.room then greatest(i.need - (i.upto - i.room), 0) else l.need end, l.whole)::wms.classed
        from unnest(v_lines) l left join inside i on i.n = l.n);
  end loop;
  return v_lines;
end $$;

-- The pallets of the biggest size that still fits a need, as the unit of each class; classes without one are left out.
create function wms.match_pallets(p_class wms.demand_class[], p_state wms.matching) returns wms.demand_class[]
language sql stable set enable_nestloop = off as $$
  with most as (
    select l.c, max(l.need) as need from unnest((p_state).lines) l group by l.c
  ), size as (
    select k.c, max(s.free) as pack
      from unnest(p_class) k join most m on m.c = k.c
      join unnest((p_state).rest) s on s.product_id = k.product_id and coalesce(s.owner_id, 0) = coalesce(k.owner_id, 0)
     where s.pallet and s.free <= m.need and (k.lot_id is null or s.lot_id = k.lot_id)
       and (s.ends_on is null or s.ends_on >= k.ends_from) and (k.other_zones or s.zone_id = any (k.zones)) group by k.c
  )
  select coalesce(array_agg(row(k.c, k.pass, k.product_id, k.owner_id, k.lot_id, k.ends_from, k.rule_id, k.strategy, k.zones,
           k.zone_policy, k.other_zones, k.pack_policy, z.pack)::wms.demand_class), '{}')
    from unnest(p_class) k join size z on z.c = k.c
$$;

-- One round of fewest records: each need chooses the smallest record that covers it whole, else the biggest; needs that like
-- records of one size spread over them; a record serves those it has room for, in their turn. Null: nobody was served.
-- Classes with over 200,000 pairs are left to the running sums, biggest records first.
create function wms.match_fewest(p_class wms.demand_class[], p_state wms.matching) returns wms.awarded[]
language sql stable set enable_nestloop = off as $$
  with need as (
    select l.n, l.c, l.need, row_number() over (partition by l.c order by l.n) as nth, count(*) over (partition by l.c) as many
      from unnest((p_state).lines) l where l.need > 0
  ), record as (
    select s.quant_id, s.free, s.base, k.c, wms.zone_turn(k.zone_policy, k.zones, s.zone_id) as zone,
           count(*) over (partition by k.c) as many
      from unnest((p_state).rest) s
      join unnest(p_class) k on k.product_id = s.product_id and coalesce(k.owner_id, 0) = coalesce(s.owner_id, 0)
     where s.free > 0 and (k.lot_id is null or s.lot_id = k.lot_id) and (s.ends_on is null or s.ends_on >= k.ends_from)
       and (k.other_zones or s.zone_id = any (k.zones))
  ), pair as (
    select n.n, n.c, n.need, n.nth, r.quant_id, r.free, r.zone, r.many,
           row_number() over (partition by n.n, r.zone, r.free order by r.base) - 1 as k,
           count(*) over (partition by n.n, r.zone, r.free) as alike
      from need n join record r on r.c = n.c where n.many * r.many <= 200000
  ), chosen as (
    select distinct on (n) n, quant_id, least(need, free) as quantity, free, many from pair
     order by n, zone, free < need, case when free >= need then free else -free end, (k + alike - (nth - 1) % alike) % alike
  ), queue as (
    select *, sum(quantity) over (partition by quant_id order by n) as upto from chosen
  )
  select array_agg(row(q.n, q.quant_id, q.quantity, 1, q.many, 'fewest', null)::wms.awarded) from queue q where q.upto <= q.free
$$;
