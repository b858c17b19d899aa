-- Where dangerous goods lie, and which of them may not lie together. A bin's place is in mm; rules are in metres.

-- Where goods of these hazard classes lie, and where open tasks bring them (p_without: not this one).
create function wms.hazards_lying(p_warehouse int, p_classes text[], p_without bigint) returns table (location_id bigint, hazard_class text)
language sql stable rows 100 as $$
  with recursive goods as materialized (
    select p.product_id, p.hazard_class from wms.product p where p.hazard_class = any (p_classes)
  ), coming as materialized (
    select t.to_location_id, t.hu_id, t.product_id from wms.task t
     where t.warehouse_id = p_warehouse and t.state < 400 and t.kind in ('putaway', 'move', 'replenish') and t.to_location_id is not null
       and t.task_id is distinct from p_without and cardinality(p_classes) > 0
  ), tree as (
    select c.to_location_id, h.hu_id from coming c
      join wms.handling_unit h on h.hu_id = c.hu_id and h.location_id <> c.to_location_id and h.state <> 'shipped' where c.product_id is null
    union
    select t.to_location_id, h.hu_id from tree t join wms.handling_unit h on h.parent_id = t.hu_id and h.state <> 'shipped')
  select distinct q.location_id, g.hazard_class from goods g
   cross join lateral (select k.location_id from wms.quant k where k.warehouse_id = p_warehouse and k.product_id = g.product_id and k.quantity > 0 offset 0) q
  union
  select t.to_location_id, g.hazard_class from tree t
   cross join lateral (select k.product_id from wms.quant k where k.hu_id = t.hu_id and k.quantity > 0 offset 0) q
    join goods g on g.product_id = q.product_id
  union
  select c.to_location_id, g.hazard_class from coming c join goods g on g.product_id = c.product_id
$$;

-- What the table of hazard classes says against a load with these classes in each of these bins; nothing: no row. No classes: what
-- lies in the bins itself is judged, after it was put there.
create function wms.hazard_conflicts(p_warehouse int, p_hazards text[], p_locations bigint[], p_without bigint)
returns table (location_id bigint, what text)
language plpgsql stable as $$
#variable_conflict use_column
begin
  if cardinality(p_hazards) = 0 and not exists (select from wms.quant q join wms.product p on p.product_id = q.product_id and p.hazard_class is not null
                                                 where q.warehouse_id = p_warehouse and q.location_id = any (p_locations) and q.quantity > 0) then
    return;
  end if;
  return query
  with known as materialized (
    select distinct p.hazard_class as name from wms.product p where p.hazard_class is not null
  ), lying as materialized (
    select y.location_id, y.hazard_class from wms.hazards_lying(p_warehouse, array(select k.name from known k), p_without) y
  ), bin as materialized (
    select l.location_id, l.code, l.zone_id, l.x::float8 as x, l.y::float8 as y, coalesce(l.z, 0)::float8 as z
      from unnest(p_locations) a(id) join wms.location l on l.warehouse_id = p_warehouse and l.location_id = a.id
  ), mine as (
    select b.location_id, h.name from bin b cross join unnest(p_hazards) h(name)
    union
    select b.location_id, y.hazard_class from bin b join lying y on y.location_id = b.location_id where cardinality(p_hazards) = 0
  ), rule as (
    select m.location_id, m.name, k.name as other, coalesce(r.rule, 'apart') as rule, coalesce(r.metres, 0)::float8 as metres
      from mine m join known k on k.name <> m.name
      left join wms.hazard_rule r on r.warehouse_id = p_warehouse and r.one = least(m.name collate "C", k.name collate "C")
                                 and r.other = greatest(m.name collate "C", k.name collate "C")
     where coalesce(r.rule, 'apart') <> 'together'
  )
  select distinct on (f.location_id) f.location_id, f.what from (
    select r.location_id, 0 as near, r.other, format('Its own goods of the hazard classes %s and %s may not lie together', r.name, r.other) as what
      from rule r where r.other = any (p_hazards)
    union all
    select b.location_id, case when y.location_id = b.location_id then 1 else 2 end, r.other,
           case when y.location_id = b.location_id then format('%s has goods of another hazard class: %s', b.code, r.other)
                when r.rule = 'never' then format('%s is in a zone with goods of hazard class %s (%s)', b.code, r.other, l.code)
                else format('%s is %s m from goods of hazard class %s (%s); %s m are asked for', b.code, round(d.metres::numeric, 1), r.other, l.code,
                            round(r.metres::numeric, 1)) end
      from rule r join bin b on b.location_id = r.location_id
      join lying y on y.hazard_class = r.other
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = y.location_id
     cross join lateral (select sqrt((l.x::float8 - b.x) ^ 2 + (l.y::float8 - b.y) ^ 2 + (coalesce(l.z, 0)::float8 - b.z) ^ 2) / 1000 as metres) d
     where y.location_id = b.location_id or (l.kind in ('storage', 'pick') and (
             (r.rule = 'never' and l.zone_id = b.zone_id) or (r.rule = 'apart' and d.metres < r.metres)))) f
   order by f.location_id, f.near, f.what;
end $$;

-- Where a rule looks beyond the bin, two places that are chosen at once would not see one another. So who chooses a place for goods of a
-- class holds the rules that look further and name it, in the order of their keys: two wait for one another where a rule is between
-- their classes (or both are of one class), everybody else plans side by side. The book's row keeps the table from changing
-- meanwhile. First of the locks after the operation key. p_classes: of the goods; none: nothing is held.
create function wms.hold_hazards(p_warehouse int, p_classes text[]) returns void
language plpgsql as $$
begin
  if cardinality(p_classes) > 0 then
    perform from wms.hazard_book b where b.warehouse_id = p_warehouse and b.far for share;
    if found then
      perform from wms.hazard_rule r
        where r.warehouse_id = p_warehouse and (r.rule = 'never' or r.metres is not null) and (r.one = any (p_classes) or r.other = any (p_classes))
        order by r.one, r.other for no key update;
    end if;
  end if;
end $$;

-- The same where the goods are locked already: what is held since the beginning costs one look. Goods of other classes than at the
-- beginning came in between: their rules are taken without waiting, and where somebody has them the same call comes again.
create function wms.hold_hazards_now(p_warehouse int, p_classes text[]) returns void
language plpgsql as $$
begin
  if cardinality(p_classes) > 0 then
    perform from wms.hazard_book b where b.warehouse_id = p_warehouse and b.far for share nowait;
    if found then
      perform from wms.hazard_rule r
        where r.warehouse_id = p_warehouse and (r.rule = 'never' or r.metres is not null) and (r.one = any (p_classes) or r.other = any (p_classes))
        order by r.one, r.other for no key update nowait;
    end if;
  end if;
exception when lock_not_available then
  raise exception 'Places for such goods are being chosen at this moment.' using errcode = '40001';
end $$;

-- Hazard classes of these products, and of what stands in these units and the units in them.
create function wms.hazards_of(p_warehouse int, p_products bigint[], p_units bigint[]) returns text[]
language sql stable as $$
  select case when exists (select from wms.product k where k.hazard_class is not null) then array(
    select p.hazard_class from wms.product p where p.product_id = any (p_products) and p.hazard_class is not null
    union
    select p.hazard_class from wms.units_below(p_warehouse, array_remove(p_units, null)) b
     cross join lateral (select k.product_id from wms.quant k where k.hu_id = b.hu_id and k.quantity > 0 offset 0) q
      join wms.product p on p.product_id = q.product_id and p.hazard_class is not null)
    else '{}' end
$$;

-- May goods lie where an act brought them by hand? Into storage and pick bins only: dangerous goods where their class is allowed (as
-- somebody said; where nobody keeps bins for it, anywhere) and the table of hazard classes has nothing against it, nothing else into
-- bins kept for dangerous goods. Called after the posting. WM453.
create function wms.check_hazard_moves(p_op uuid, p_warehouse int, p_at timestamptz) returns void
language plpgsql as $$
declare
  v_bad record;
  v_classes text[];
  v_places bigint[];
begin
  if not exists (select from wms.product k where k.hazard_class is not null) then
    return;
  end if;
  select p.sku, p.hazard_class, x.what, m.to_location_id into v_bad
    from (select distinct g.product_id, g.to_location_id from wms.ledger g
           where g.posted_at = p_at and g.op = p_op and g.to_quant_id is not null and g.to_location_id <> g.from_location_id) m
    join wms.product p on p.product_id = m.product_id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = m.to_location_id and l.kind in ('storage', 'pick')
    left join wms.storage_class c on c.class_id = l.class_id
   cross join lateral (select case
      when p.hazard_class is null then case when cardinality(c.hazard_classes) > 0 then format('%s is kept for dangerous goods', l.code) end
      when c.hazard_classes is not null then case when p.hazard_class <> all (c.hazard_classes) then format('%s is not for these dangerous goods', l.code) end
      when exists (select from wms.storage_class k where k.warehouse_id = p_warehouse and p.hazard_class = any (k.hazard_classes))
           then format('%s is not for these dangerous goods', l.code) end as what) x
   where x.what is not null order by p.sku, l.code limit 1;
  if not found then
    select array_agg(distinct p.hazard_class), array_agg(distinct g.to_location_id) into v_classes, v_places
      from wms.ledger g join wms.product p on p.product_id = g.product_id and p.hazard_class is not null
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = g.to_location_id and l.kind in ('storage', 'pick')
     where g.posted_at = p_at and g.op = p_op and g.to_quant_id is not null and g.to_location_id <> g.from_location_id;
    if v_classes is null then
      return;
    end if;
    perform wms.hold_hazards_now(p_warehouse, v_classes);
    perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (v_places) order by l.location_id for no key update;
    select p.sku, p.hazard_class, z.what, z.location_id as to_location_id into v_bad
      from wms.hazard_conflicts(p_warehouse, '{}', v_places, null) z
      join wms.ledger g on g.posted_at = p_at and g.op = p_op and g.to_location_id = z.location_id
      join wms.product p on p.product_id = g.product_id and p.hazard_class is not null order by p.sku, z.what limit 1;
    if not found then
      return;
    end if;
  end if;
  perform wms.refuse('WM453', format('%s does not go there: %s.', concat(v_bad.sku, ' (' || v_bad.hazard_class || ')'), v_bad.what),
    'Choose another bin; put-away knows which ones take it.', jsonb_build_object('problem', 'hazard', 'location_id', v_bad.to_location_id));
end $$;
