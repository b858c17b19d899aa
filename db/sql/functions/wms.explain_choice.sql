-- Who has most of a record that is all reserved, as people say it.
create function wms.holder_of(p_quant bigint) returns text language sql stable as $$
  select format('%s, priority %s', o.number, o.priority)
    from wms.reservation r join wms.order_line l on l.order_line_id = r.order_line_id join wms.orders o on o.order_id = l.order_id
   where r.quant_id = p_quant and r.state = 'open' order by r.quantity desc, r.reservation_id limit 1
$$;

-- Why the stock of a product was no candidate for each need: counts a reason and the two records a reason that would have
-- come first, with what speaks against them. Needs of the same product, owner, lot, day and rule share the answer.
create function wms.explain_rejected(p_want wms.wanted[], p_offer wms.offered[]) returns table (n int, rejected jsonb)
language sql stable set enable_nestloop = off as $$
  with want as (
    select w.*, dense_rank() over (order by w.product_id, coalesce(w.owner_id, 0), coalesce(w.lot_id, 0), w.least_on, w.rule_id) as d
      from unnest(p_want) w where not w.shadow
  ), demand as (
    select distinct on (d) * from want order by d
  ), against as (
    select d.d, s.quant_id, s.code, s.kind, s.ends_on, s.owner_id, s.fact, s.base, r.reason
      from demand d join unnest(p_offer) s on s.product_id = d.product_id
     cross join lateral (select case
             when s.owner_id is distinct from d.owner_id then 'owner' when s.why <> 'reserved' then s.why
             when d.lot_id <> coalesce(s.lot_id, 0) then 'lot' when s.ends_on < d.least_on then 'expires'
             when not d.other_zones and coalesce(s.zone_id <> all (d.zones), true) then 'zone' when s.why is not null then s.why
             when d.pack_policy = 'only' and s.free < d.pack then 'pack' end as reason) r
     where r.reason is not null
  ), near as (
    select a.*, row_number() over (partition by a.d, a.reason order by a.base) as nth from against a
  ), fact as (
    select x.d, jsonb_agg(jsonb_build_object('quant', x.quant_id, 'bin', x.code, 'reason', x.reason, 'fact',
             case x.reason when 'expires' then x.ends_on::text when 'reserved' then wms.holder_of(x.quant_id)
                           when 'owner' then coalesce(x.owner_id::text, 'own') else x.fact end) order by x.base) as nearest
      from near x where x.nth <= 2 group by x.d
  ), counted as (
    select c.d, jsonb_object_agg(c.reason, c.many) as counts
      from (select d, reason, count(*) as many from against group by d, reason) c group by c.d
  )
  select w.n, jsonb_build_object('counts', k.counts, 'nearest', f.nearest)
    from want w join counted k on k.d = w.d join fact f on f.d = w.d
$$;

-- Who got a product in this matching, the three first in turn, and how many there were.
create function wms.explain_takers(p_want wms.wanted[], p_take wms.awarded[])
returns table (product_id bigint, takers bigint, first_takers jsonb)
language sql stable set enable_nestloop = off as $$
  with taker as (
    select w.product_id, w.order_id, bool_or(w.shadow) as promised, min(w.n) as n, sum(t.quantity) as quantity
      from unnest(p_take) t join unnest(p_want) w on w.n = t.n group by 1, 2
  ), nth as (
    select k.*, row_number() over (partition by k.product_id order by k.n) as nth, count(*) over (partition by k.product_id) as many
      from taker k
  )
  select k.product_id, min(k.many), jsonb_agg(jsonb_build_object('order', o.number, 'priority', o.priority, 'quantity', k.quantity,
           'promised', k.promised) order by k.n)
    from nth k join wms.orders o on o.order_id = k.order_id where k.nth <= 3 group by k.product_id
$$;

-- Each piece that was given, ready to be booked, with the rule, the choice among how many, who took what stood before it, and
-- what was no candidate.
create function wms.explained(p_want wms.wanted[], p_offer wms.offered[], p_take wms.awarded[]) returns wms.booking[]
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
begin
  return array(
    with ahead as (
      select w.n, o.number, o.priority from unnest(p_want) w join wms.orders o on o.order_id = w.order_id
       where w.n in (select t.ahead from unnest(p_take) t)
    )
    select row(w.n, t.choice, w.order_id, w.order_line_id, w.product_id, s.quant_id, s.location_id, s.lot_id, s.hu_id, t.quantity,
             case when w.strategy <> 'fefo' then w.strategy when s.ends_on is null then 'fifo' else 'fefo' end,
             jsonb_strip_nulls(jsonb_build_object('rule', w.rule, 'rule_id', w.rule_id, 'choice', t.choice, 'of', t.candidates,
               'expires_on', s.ends_on, 'needs_until', w.least_on, 'bin', s.code, 'kind', s.kind, 'stage', t.stage,
               'before_it', case when a.n is not null then jsonb_build_object('order', a.number, 'priority', a.priority) end,
               'rejected', x.rejected)))::wms.booking
      from unnest(p_take) t
      join unnest(p_want) w on w.n = t.n
      join unnest(p_offer) s on s.quant_id = t.quant_id
      left join ahead a on a.n = t.ahead
      left join wms.explain_rejected(p_want, p_offer) x on x.n = w.n
     where not w.shadow order by w.n, t.choice);
end $$;
