-- Where rules forbid zones, a need may go short although what it may have was given to another that could have had
-- something else: let them change. One exchange a product and round, until there is none; chains of several are not looked
-- for. Nobody loses anything: the other one's stock only comes from elsewhere.
create function wms.match_shift(p_class wms.demand_class[], p_state wms.matching, p_want wms.wanted[], p_offer wms.offered[])
returns wms.matching
language plpgsql stable set enable_nestloop = off set plan_cache_mode = force_custom_plan as $$
declare
  v_state wms.matching := p_state;
  v_found int[];
  v_take wms.awarded[];
begin
  for v_round in 1 .. 200 loop
    with class as (
      select k.*, coalesce(k.owner_id, 0) as owner from unnest(p_class) k where k.pack_policy <> 'only'
    ), given as (
      select t.n, t.quant_id, sum(t.quantity) as quantity from unnest(v_state.takes) t group by 1, 2 having sum(t.quantity) > 0
    ), missing as (
      select l.n, l.whole, k.* from unnest(v_state.lines) l join class k on k.c = l.c where l.whole > 0
    ), holder as (
      select g.n, g.quant_id, g.quantity, k.c, k.product_id, k.owner, k.lot_id, k.ends_from, k.zones, k.other_zones,
             s.lot_id as its_lot, s.ends_on, s.zone_id
        from given g join unnest(p_offer) s on s.quant_id = g.quant_id
        join wms.match_class_of(p_want, p_class) w on w.n = g.n join class k on k.c = w.c
    ), exchange as (
      select distinct on (m.product_id, m.owner) m.n as short, h.n as other, h.quant_id as this, f.quant_id as that,
             least(m.whole, h.quantity, f.free) as quantity
        from missing m
        join holder h on h.product_id = m.product_id and h.owner = m.owner and h.n <> m.n
        join unnest(v_state.rest) f on f.product_id = m.product_id and coalesce(f.owner_id, 0) = m.owner
       where (m.lot_id is null or m.lot_id = h.its_lot) and (h.ends_on is null or h.ends_on >= m.ends_from)
         and (m.other_zones or h.zone_id = any (m.zones))
         and (h.lot_id is null or h.lot_id = f.lot_id) and (f.ends_on is null or f.ends_on >= h.ends_from)
         and (h.other_zones or f.zone_id = any (h.zones)) and f.free > 0
       order by m.product_id, m.owner, m.n, f.base, h.n desc
    )
    select array_agg(x.t) into v_take
      from exchange e cross join lateral (values
        (row(e.short, e.this, e.quantity, 1, 1, 'shift', e.other)::wms.awarded, 1),
        (row(e.other, e.this, -e.quantity, 1, 1, 'shift', null)::wms.awarded, 2),
        (row(e.other, e.that, e.quantity, 1, 1, 'shift', e.short)::wms.awarded, 3)) x(t, part);
    exit when v_take is null;
    v_state.takes := v_state.takes || v_take;
    v_found := array(select t.n from unnest(v_take) t);
    v_state.lines := array(                          -- the other one gives and gets: only the short one's need changes
      select row(l.n, l.c, l.pass, l.need, l.whole - coalesce(t.quantity, 0))::wms.classed
        from unnest(v_state.lines) l left join (select n, sum(quantity) as quantity from unnest(v_take) group by n) t on t.n = l.n
       where l.whole > coalesce(t.quantity, 0));
    v_state.rest := array(
      select row(s.quant_id, s.location_id, s.product_id, s.owner_id, s.lot_id, s.hu_id, s.free - coalesce(t.quantity, 0),
                 s.ends_on, s.in_date, s.zone_id, s.code, s.kind, s.walk, s.pallet and t.quantity is null, s.base, s.why, s.fact)::wms.offered
        from unnest(v_state.rest) s
        left join (select quant_id, sum(quantity) as quantity from unnest(v_take) group by quant_id) t on t.quant_id = s.quant_id
       where s.free > coalesce(t.quantity, 0));
  end loop;
  return v_state;
end $$;

-- The class of each need, as match_classes gave it.
create function wms.match_class_of(p_want wms.wanted[], p_class wms.demand_class[]) returns table (n int, c int)
language sql stable set enable_nestloop = off as $$
  select w.n, (array_agg(k.c order by k.ends_from))[1]
    from unnest(p_want) w
    join unnest(p_class) k on k.product_id = w.product_id and coalesce(k.owner_id, 0) = coalesce(w.owner_id, 0)
     and coalesce(k.lot_id, 0) = coalesce(w.lot_id, 0) and k.rule_id = w.rule_id and k.ends_from >= w.least_on
   group by w.n
$$;
