-- What bins hold and what is on its way into them; what of a load's limits a bin would break. Used where places are proposed,
-- chosen and changed: goods that are planned for a bin count as if they lay in it.

-- Stock records of bins and what open tasks bring there (p_locations null: all bins; p_without: not this task's). Goods of a
-- unit count with the unit's tree as it is now; a task whose unit went elsewhere by itself brings nothing.
create function wms.putaway_contents(p_warehouse int, p_locations bigint[], p_without bigint default null)
returns table (location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, quantity numeric, coming boolean)
language sql stable rows 1000 as $$
  with recursive coming as materialized (
    select t.task_id, t.to_location_id, t.hu_id, t.product_id, t.lot_id, t.quantity - t.done as quantity
      from wms.task t
     where t.warehouse_id = p_warehouse and t.state < 400 and t.kind in ('putaway', 'move', 'replenish') and t.to_location_id is not null
       and (p_locations is null or t.to_location_id = any (p_locations)) and t.task_id is distinct from p_without
  ), tree as (
    select c.to_location_id, h.hu_id from coming c
      join wms.handling_unit h on h.hu_id = c.hu_id and h.location_id <> c.to_location_id and h.state <> 'shipped'
     where c.product_id is null
    union
    select t.to_location_id, h.hu_id from tree t join wms.handling_unit h on h.parent_id = t.hu_id and h.state <> 'shipped')
  select q.location_id, q.product_id, q.lot_id, q.hu_id, q.quantity, false from wms.quant q
   where p_locations is null and q.warehouse_id = p_warehouse and q.quantity > 0
  union all
  select q.location_id, q.product_id, q.lot_id, q.hu_id, q.quantity, false from unnest(p_locations) l(id)
   cross join lateral (select k.* from wms.quant k where k.warehouse_id = p_warehouse and k.location_id = l.id and k.quantity > 0 offset 0) q
  union all
  select t.to_location_id, q.product_id, q.lot_id, q.hu_id, q.quantity, true from tree t
   cross join lateral (select k.* from wms.quant k where k.hu_id = t.hu_id and k.quantity > 0 offset 0) q
  union all
  select c.to_location_id, c.product_id, c.lot_id, null, c.quantity, true from coming c where c.product_id is not null and c.quantity > 0
$$;

-- The storage classes for dangerous goods, with the hazard classes each takes: as somebody said, else as the goods lie now.
create function wms.hazard_places(p_warehouse int) returns table (class_id int, hazards text[])
language sql stable as $$
  select c.class_id, coalesce(c.hazard_classes, s.hazards)
    from wms.storage_class c
    left join lateral (
      select array_agg(distinct p.hazard_class) as hazards
        from wms.product p join wms.quant q on q.warehouse_id = p_warehouse and q.product_id = p.product_id and q.quantity > 0
        join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
       where p.hazard_class is not null and l.class_id = c.class_id and l.kind in ('storage', 'pick')) s on c.hazard_classes is null
   where c.warehouse_id = p_warehouse and cardinality(coalesce(c.hazard_classes, s.hazards)) > 0
$$;

-- One load: its goods row by row. A unit with all that stands in it, or so much of a stock record.
create function wms.putaway_goods(p_warehouse int, p_hu bigint, p_quant bigint, p_quantity numeric)
returns table (product_id bigint, lot_id bigint, hu_id bigint, status text, quantity numeric)
language sql stable as $$
  select q.product_id, q.lot_id, q.hu_id, q.status, q.quantity from wms.units_below(p_warehouse, array[p_hu]) b
   cross join lateral (select k.* from wms.quant k where k.hu_id = b.hu_id and k.quantity > 0) q
  union all
  select q.product_id, q.lot_id, null, q.status, p_quantity from wms.quant q where q.quant_id = p_quant and q.warehouse_id = p_warehouse
$$;

-- What stands against this load in each of these bins; problem null: nothing. Order and wording as in app/optimise/putaway.
create function wms.putaway_verdicts(p_warehouse int, p_hu bigint, p_quant bigint, p_quantity numeric, p_height int, p_without bigint,
                                     p_locations bigint[])
returns table (location_id bigint, code text, problem text, what text)
language sql stable as $$
  with load as materialized (
    select g.*, p.weight, p.volume, p.hazard_class, p.temperature_class from wms.putaway_goods(p_warehouse, p_hu, p_quant, p_quantity) g
      join wms.product p on p.product_id = g.product_id
  ), dangers as materialized (select * from wms.hazard_places(p_warehouse)
  ), there as materialized (
    select c.location_id, c.product_id, c.lot_id, c.hu_id, c.quantity, p.weight, p.volume, p.hazard_class
      from wms.putaway_contents(p_warehouse, p_locations, p_without) c
     cross join lateral (select k.weight, k.volume, k.hazard_class from wms.product k where k.product_id = c.product_id limit 1) p
  ), together as (
    select t.location_id, t.product_id, t.lot_id, t.hu_id, t.quantity, t.weight, t.volume, t.hazard_class from there t
    union all
    select l.id, g.product_id, g.lot_id, g.hu_id, g.quantity, g.weight, g.volume, g.hazard_class from unnest(p_locations) l(id), load g
  ), summed as (
    select x.location_id, sum(x.quantity * x.weight) as weight, sum(x.quantity * x.volume) as volume, count(distinct x.hu_id) as units,
           count(distinct x.product_id) as products, count(distinct (x.product_id, x.lot_id)) as lots
      from together x group by x.location_id
  ), conflicts as materialized (
    select * from wms.hazard_conflicts(p_warehouse, array(select distinct g.hazard_class from load g where g.hazard_class is not null), p_locations, p_without)
     where p_hu is null and p_quant is null or exists (select from load g where g.hazard_class is not null))
  select l.location_id, l.code, v.problem, v.what
    from unnest(p_locations) with ordinality a(id, n)
   cross join lateral (select k.* from wms.location k where k.warehouse_id = p_warehouse and k.location_id = a.id limit 1) l
    left join wms.storage_class c on c.class_id = l.class_id
    left join dangers d on d.class_id = l.class_id
    left join summed s on s.location_id = l.location_id
    left join conflicts z on z.location_id = l.location_id
   cross join lateral (select
      case when l.kind not in ('storage', 'pick') then array['kind', format('%s is not a bin for stock', l.code)]
           when l.block_putaway then array['blocked', format('%s is blocked for putting away', l.code)]
           when exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'location' and h.target_id = l.location_id
                                                 and h.released_at is null) then array['held', format('%s is on hold', l.code)]
           when l.kind = 'pick' and exists (select from load g where g.status <> 'available')
                then array['status', format('%s is a pick face; only available goods go there', l.code)]
           when exists (select from load g where coalesce(g.temperature_class, 'ambient') <> coalesce(c.temperature_class, 'ambient'))
                then array['temperature', format('%s is %s', l.code, coalesce(c.temperature_class, 'ambient'))]
           when exists (select from load g where g.hazard_class is not null and g.hazard_class <> all (coalesce(d.hazards, '{}')))
                then array['hazard', format('%s is not for these dangerous goods', l.code)]
           when d.class_id is not null and exists (select from load g where g.hazard_class is null)
                then array['hazard', format('%s is kept for dangerous goods', l.code)]
           when z.what is not null then array['segregation', z.what]
           when p_height > least(c.max_height, l.height) then array['height', format('%s is %s mm high', l.code, least(c.max_height, l.height)::int)]
           when s.weight > c.max_weight then array['weight', format('%s would carry %s kg; its limit is %s kg', l.code,
                                                                    round(s.weight / 1000, 1), round(c.max_weight / 1000, 1))]
           when s.volume > c.max_volume then array['volume', format('%s would hold %s l; its limit is %s l', l.code, round(s.volume, 1),
                                                                    round(c.max_volume, 1))]
           when s.units > c.max_handling_units then array['units', format('%s takes %s handling units', l.code, c.max_handling_units)]
           when c.product_mixing <> 'any' and s.products > 1 then array['product', format('%s takes one product only', l.code)]
           when c.lot_mixing <> 'any' and s.lots > s.products then array['lot', format('%s takes one lot of a product only', l.code)]
      end as bad) b
   cross join lateral (select b.bad[1] as problem, b.bad[2] as what) v
   order by a.n
$$;

-- How high a load stands, mm: as it was measured, else as its packaging is; null where nobody knows. Loose goods are not judged.
create function wms.load_height(p_warehouse int, p_hu bigint) returns int
language sql stable as $$
  select coalesce(h.height, (select max(k.height) from wms.quant q join wms.product_packaging k on k.product_id = q.product_id
                              where q.hu_id = h.hu_id and q.quantity > 0
                                and k.level = case h.kind when 'pallet' then 'pallet' when 'carton' then 'case' end))
    from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse
$$;

-- Refuse a place for a load in words of the floor: what stands against it, and what to do. Call it with the place locked.
create function wms.check_putaway(p_warehouse int, p_hu bigint, p_quant bigint, p_quantity numeric, p_without bigint, p_to bigint) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  select * into v_bad from wms.putaway_verdicts(p_warehouse, p_hu, p_quant, p_quantity, wms.load_height(p_warehouse, p_hu), p_without, array[p_to]);
  if not found then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  elsif v_bad.problem is not null then
    perform wms.refuse(
      case when v_bad.problem in ('kind', 'height') then 'WM422' when v_bad.problem in ('weight', 'volume', 'units') then 'WM452'
           when v_bad.problem in ('blocked', 'held') then 'WM423' else 'WM453' end,
      v_bad.what || '.', 'Choose another bin; what is on its way there counts too.', jsonb_build_object('problem', v_bad.problem));
  end if;
end $$;

-- A unit went somewhere: its open putaway tasks are done where they meant that place, and over where they did not.
create function wms.settle_putaway(p_units bigint[], p_targets bigint[]) returns void
language plpgsql as $$
begin
  update wms.task t
     set state = case when t.to_location_id = u.target then 400 else 500 end, finished_at = clock_timestamp(),
         claimed_by = case when t.to_location_id = u.target then session_user else t.claimed_by end
    from unnest(p_units, p_targets) u(id, target)
   where t.hu_id = u.id and t.kind = 'putaway' and t.state < 400 and t.product_id is null;
end $$;
