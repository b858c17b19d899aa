-- What the open lines of these orders still need, in the order of the orders given, each with the rule that holds for it,
-- the day its goods must last to and its packages. Between them, as shadows, what other orders were promised from the
-- same stock: before the first order given that is less urgent, or as urgent and not promised itself. p_promising: all that
-- others were promised, also from what is to come, before everything. Shadows take part in the matching and get nothing.
create function wms.wanted(p_warehouse int, p_orders bigint[], p_promising boolean default false) returns wms.wanted[]
language sql stable as $$
  with given as (
    select o.order_id, o.priority, o.type, o.party_id, o.owner_id, a.n::numeric as turn
      from unnest(p_orders) with ordinality a(id, n) join wms.orders o on o.order_id = a.id
  ), ours as (
    select g.*, l.order_line_id, l.line_no, l.product_id, l.lot_id, l.min_remaining_days,
           l.quantity - l.cancelled - l.reserved - l.picked as need
      from given g join wms.order_line l on l.order_id = g.order_id
     where l.quantity - l.cancelled - l.reserved - l.picked > 0
  ), urgency as (
    select g.priority + case when exists (select from wms.order_line l where l.order_id = g.order_id and l.promised > 0)
                        then 0 else 0.5 end as priority, min(g.turn) as turn
      from given g group by 1
  ), others as (
    select o.order_id, o.priority, o.type, o.party_id, o.owner_id,
           case when p_promising then 0 else (select min(u.turn) from urgency u where u.priority > o.priority) - 0.5 end as turn,
           l.order_line_id, l.line_no, l.product_id, l.lot_id, l.min_remaining_days,
           least(case when p_promising then l.promised else l.promised_stock end, l.quantity - l.cancelled) - l.reserved - l.picked as need
      from wms.order_line l join wms.orders o on o.order_id = l.order_id
     where l.promised > 0 and l.warehouse_id = p_warehouse and o.status between 100 and 600
       and l.product_id in (select x.product_id from ours x) and o.order_id <> all (p_orders)
       and least(case when p_promising then l.promised else l.promised_stock end, l.quantity - l.cancelled) - l.reserved - l.picked > 0
  ), lines as (
    select x.*, false as shadow from ours x
    union all
    select x.order_id, x.priority, x.type, x.party_id, x.owner_id, x.turn, x.order_line_id, x.line_no, x.product_id, x.lot_id,
           x.min_remaining_days, x.need, true from others x where x.turn is not null
  ), named as (                                      -- categories that a rule asks for; all others are alike
    select coalesce(array_agg(distinct r.category), '{}') as categories
      from wms.allocation_rule r where r.warehouse_id = p_warehouse and r.active and r.category is not null
  ), kinds as (
    select distinct x.type, x.party_id, case when p.category = any (n.categories) then p.category end as category
      from lines x join wms.product p on p.product_id = x.product_id cross join named n
  ), ruled as (
    select k.type, k.party_id, k.category, c.min_remaining_days as customer_days, r.*
      from kinds k left join wms.party c on c.party_id = k.party_id
      left join lateral (
        select r.rule_id, r.name, r.strategy, r.zones, r.zone_policy, r.other_zones, r.pack_policy, r.pack_level,
               r.min_remaining_days as rule_days
          from wms.allocation_rule r
         where r.warehouse_id = p_warehouse and r.active and (r.order_type is null or r.order_type = k.type)
           and (r.party_id is null or r.party_id = k.party_id) and (r.category is null or r.category = k.category)
         order by r.sequence limit 1) r on true
  )
  select coalesce(array_agg(row(x.n, x.order_id, x.order_line_id, x.product_id, x.owner_id, x.lot_id, x.least_on, x.need, x.rule_id,
           x.rule, x.strategy, x.zones, x.zone_policy, x.other_zones, case when x.pack is null then 'break' else x.pack_policy end,
           x.pack, x.shadow)::wms.wanted order by x.n), '{}')
    from (
      select row_number() over (order by x.turn, x.shadow desc, x.priority, x.order_id, x.line_no)::int as n, x.order_id,
             x.order_line_id, x.product_id, x.owner_id, x.lot_id, x.need, x.shadow, coalesce(r.rule_id, 0) as rule_id,
             current_date + coalesce(x.min_remaining_days, r.rule_days, r.customer_days, p.min_remaining_days) as least_on,
             coalesce(r.name, 'standard') as rule, coalesce(r.strategy, 'fefo') as strategy, coalesce(r.zones, '{}') as zones,
             coalesce(r.zone_policy, 'mix') as zone_policy, coalesce(r.other_zones, true) as other_zones,
             coalesce(r.pack_policy, 'break') as pack_policy,
             (select k.quantity from wms.product_packaging k where k.product_id = x.product_id and k.level = r.pack_level) as pack
        from lines x
        join wms.product p on p.product_id = x.product_id
        cross join named n
        join ruled r on r.type = x.type and coalesce(r.party_id, 0) = coalesce(x.party_id, 0)
                    and r.category is not distinct from case when p.category = any (n.categories) then p.category end) x
$$;
