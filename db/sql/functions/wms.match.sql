-- Who gets what: needs against records, set by set, never line by line. Nothing is read from tables and nothing is written.
--
-- Needs that the same records suit form a class: one product and owner, one lot if it is asked for, one earliest end of life,
-- one rule. The sets of records that classes may draw from lie in each other (a lot within what lasts to a day, that within
-- what lasts to an earlier one), so
--   1. each need is cut to what its set and every set around it can still give when needs come in their turn
--      (wms.match_cut): no later need gets what an earlier one could have had, and the whole is a greatest flow;
--   2. classes are then served the strictest first, each by its rule: whatever they take inside their own set, enough is
--      left for the others, and goods that only the patient may have are left to them.
-- Two things lie outside of this and are met as well as a second round over what is left allows: rules that forbid zones
-- (their sets cross; wms.match_shift exchanges what others could have had elsewhere), and rules that give whole packages only.
create function wms.match(p_want wms.wanted[], p_offer wms.offered[]) returns wms.awarded[]
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_state wms.matching;
  v_class wms.demand_class[];
  v_pass wms.demand_class[];
  v_round int := 1;
begin
  v_state.takes := '{}';
  v_state.rest := array(select s from unnest(p_offer) s where s.why is null and s.free > 0);
  select m.classes, m.lines into v_class, v_state.lines from wms.match_classes(p_want, v_state.rest) m;
  v_state.multi := array(select k.product_id from unnest(v_class) k group by 1 having count(*) > 1);
  if cardinality(v_state.multi) > 0 then
    v_state.lines := wms.match_cut(v_class, v_state.lines, v_state.rest);
  end if;
  loop
    for v_turn in 1 .. coalesce((select max(k.pass) from unnest(v_class) k), 0) loop
      v_pass := array(select k from unnest(v_class) k where k.pass = v_turn);
      v_state := wms.match_pass(v_pass, v_state);
    end loop;
    exit when v_round = 2 or cardinality(v_state.multi) = 0;
    v_round := 2;                                    -- what cuts, packages and zones left over, to those who still miss it
    v_state.rest := array(select s from unnest(v_state.rest) s where s.product_id = any (v_state.multi));
    v_class := array(select k from unnest(v_class) k where k.product_id = any (v_state.multi));
    v_state.lines := array(select row(l.n, l.c, l.pass, l.whole, l.whole)::wms.classed from unnest(v_state.lines) l
                            where l.whole > 0 and l.c in (select k.c from unnest(v_class) k));
    exit when cardinality(v_state.rest) = 0 or cardinality(v_state.lines) = 0;
  end loop;
  if exists (select from unnest(v_class) k where not k.other_zones) and cardinality(v_state.lines) > 0 then
    v_state := wms.match_shift(v_class, v_state, p_want, p_offer);
  end if;
  return array(select row(t.n, t.quant_id, sum(t.quantity), min(t.choice), max(t.candidates), min(t.stage), min(t.ahead))::wms.awarded
                 from unnest(v_state.takes) t group by t.n, t.quant_id having sum(t.quantity) > 0);
end $$;

-- One turn of the classes: whole pallets, then fewest records, then full packages, then what is left, as their rules say.
create function wms.match_pass(p_pass wms.demand_class[], p_state wms.matching) returns wms.matching
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_state wms.matching := p_state;
  v_some wms.demand_class[];
  v_take wms.awarded[];
begin
  v_some := array(select k from unnest(p_pass) k where k.strategy = 'whole_pallet_first' and k.pack_policy <> 'only');
  for v_size in 1 .. case when cardinality(v_some) > 0 then 24 else 0 end loop       -- sizes of pallets, the biggest first
    v_take := wms.match_step(wms.match_pallets(v_some, v_state), v_state, 'pallet');
    exit when v_take is null;
    v_state := wms.match_apply(v_state, v_take);
  end loop;
  v_some := array(select k from unnest(p_pass) k where k.strategy = 'least_packages' and k.pack_policy <> 'only');
  for v_try in 1 .. case when cardinality(v_some) > 0 then 40 else 0 end loop
    v_take := wms.match_fewest(v_some, v_state);
    exit when v_take is null;
    v_state := wms.match_apply(v_state, v_take);
  end loop;
  v_some := array(select k from unnest(p_pass) k where k.pack_policy = 'only'
                     or (k.pack_policy = 'prefer' and k.strategy not in ('fefo', 'fifo', 'lifo')));
  if cardinality(v_some) > 0 then
    v_state := wms.match_apply(v_state, wms.match_step(v_some, v_state, 'pack'));
  end if;
  v_some := array(select k from unnest(p_pass) k where k.pack_policy <> 'only');
  return wms.match_apply(v_state, wms.match_step(v_some, v_state, 'rest'), true);
end $$;

-- The zones of a rule in their order, the others after them.
create function wms.zone_turn(p_policy text, p_zones int[], p_zone int) returns int language sql immutable as $$
  select case when cardinality(p_zones) = 0 then 0
              when p_policy = 'mix' then case when p_zone = any (p_zones) then 0 else 1 end
              else coalesce(array_position(p_zones, p_zone), 100000) end
$$;

-- What the strategy looks at first; equal ones follow first expired first out.
create function wms.strategy_turn(p_strategy text, p_pack_policy text, p_record wms.offered) returns float8 language sql stable as $$
  select case p_strategy
           when 'fifo' then extract(epoch from (p_record).in_date)::float8
           when 'lifo' then -extract(epoch from (p_record).in_date)::float8
           when 'closest' then coalesce((p_record).walk, 2147483647)::float8
           when 'least_packages' then -(p_record).free::float8
           else case when p_pack_policy = 'prefer' then coalesce(extract(epoch from (p_record).ends_on)::float8, 'infinity')
                     else 0 end end
$$;

-- Needs and records of each class as intervals of their running sums, cut at every end of either: each piece lies in one need
-- and in one record. What a step may give is made of whole units where it says so. Null: nothing.
create function wms.match_step(p_class wms.demand_class[], p_state wms.matching, p_stage text) returns wms.awarded[]
language sql stable set enable_nestloop = off as $$
  with class as (
    select k.*, coalesce(k.owner_id, 0) as owner from unnest(p_class) k
  ), need as (
    select l.n, l.c, sum(x.need) over w as upto, row_number() over w as i
      from unnest((p_state).lines) l join class k on k.c = l.c
     cross join lateral (select case when p_stage = 'rest' then l.need else floor(l.need / k.pack) * k.pack end as need) x
     where x.need > 0
    window w as (partition by l.c order by l.n)
  ), total as (
    select c, max(upto) as upto from need group by c
  ), sorted as (
    select s.quant_id, k.c, x.free, sum(x.free) over w as upto, row_number() over w as i, count(*) over (partition by k.c) as candidates
      from unnest((p_state).rest) s join class k on k.product_id = s.product_id and k.owner = coalesce(s.owner_id, 0)
     cross join lateral (select case p_stage when 'rest' then s.free when 'pack' then floor(s.free / k.pack) * k.pack
                                     else case when s.pallet and s.free = k.pack then s.free else 0 end end as free) x
     where x.free > 0 and (k.lot_id is null or s.lot_id = k.lot_id) and (s.ends_on is null or s.ends_on >= k.ends_from)
       and (k.other_zones or s.zone_id = any (k.zones))
    window w as (partition by k.c order by wms.zone_turn(k.zone_policy, k.zones, s.zone_id), wms.strategy_turn(k.strategy, k.pack_policy, s),
                 k.pack_policy = 'prefer' and s.free < k.pack, s.base)
  ), record as (
    select r.* from sorted r join total t on t.c = r.c where r.upto - r.free < t.upto
  ), cut as (
    select c, upto, count(n) as needs, count(i) as records
      from (select c, upto, n, null::bigint as i from need union all select c, upto, null, i from record) x group by c, upto
  ), piece as (
    select c, upto, upto - coalesce(lag(upto) over w, 0) as quantity,
           1 + coalesce(sum(needs) over before, 0) as need_i, 1 + coalesce(sum(records) over before, 0) as record_i
      from cut window w as (partition by c order by upto), before as (w rows between unbounded preceding and 1 preceding)
  ), given as (
    select n.n, r.quant_id, p.quantity, r.i as choice, r.candidates, lag(n.n) over w as before_n, lag(r.i) over w as before_i
      from piece p join need n on n.c = p.c and n.i = p.need_i join record r on r.c = p.c and r.i = p.record_i
    window w as (partition by p.c order by p.upto)
  )
  select array_agg(row(g.n, g.quant_id, g.quantity, g.choice, g.candidates, p_stage,
           case when g.before_n <> g.n and g.before_i <> g.choice then g.before_n end)::wms.awarded) from given g
$$;

-- What was given is needed and offered no more. p_last of its turn: products of one class are done with.
create function wms.match_apply(p_state wms.matching, p_take wms.awarded[], p_last boolean default false) returns wms.matching
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_state wms.matching := p_state;
begin
  if p_take is null then
    return p_state;
  end if;
  if p_last then
    v_state.rest := array(select s from unnest(v_state.rest) s where s.product_id = any (v_state.multi));
  end if;
  v_state.takes := v_state.takes || p_take;
  v_state.lines := array(
    select row(l.n, l.c, l.pass, l.need - coalesce(t.quantity, 0), l.whole - coalesce(t.quantity, 0))::wms.classed
      from unnest(v_state.lines) l left join (select n, sum(quantity) as quantity from unnest(p_take) group by n) t on t.n = l.n
     where l.whole > coalesce(t.quantity, 0));
  v_state.rest := array(
    select row(s.quant_id, s.location_id, s.product_id, s.owner_id, s.lot_id, s.hu_id, s.free - coalesce(t.quantity, 0), s.ends_on,
               s.in_date, s.zone_id, s.code, s.kind, s.walk, s.pallet and t.quantity is null, s.base, s.why, s.fact)::wms.offered
      from unnest(v_state.rest) s
      left join (select quant_id, sum(quantity) as quantity from unnest(p_take) group by quant_id) t on t.quant_id = s.quant_id
     where s.free > coalesce(t.quantity, 0));
  return v_state;
end $$;
