-- Everything that is wrong with changes in mass, line by line and field by field, before anything is posted.

-- Is there nothing wrong with a line by itself, but for blocks and reasons? Nearly all lines are whole: what follows asks
-- this first and spells out only the others.
create function wms.mass_whole(p_line wms.mass_line, p_kind text) returns boolean
language sql immutable as $$
  select (p_line).product_id is not null and (p_line).from_id is not null and (p_line).status is not null
    and (p_line).quantity <= 1000000000 and (p_line).quantity >= -1000000000 and (p_line).quantity = round((p_line).quantity, 6)
    and ((p_line).quantity > 0 or p_kind = 'adjust' and (p_line).quantity <> 0)
    and case (p_line).tracking when 'none' then (p_line).given ->> 'lot' is null when 'serial' then (p_line).lot_id is not null
             and abs((p_line).quantity) = 1 else (p_line).lot_id is not null end
    and ((p_line).given ->> 'sscc' is null or (p_line).hu_place = (p_line).from_id)
    and ((p_line).given ->> 'to_sscc' is null or (p_line).to_hu_place = (p_line).to_id)
    and ((p_line).given ->> 'owner' is null or (p_line).owner_id is not null)
    and case p_kind when 'move' then (p_line).to_id is not null
                         and ((p_line).from_id <> (p_line).to_id or (p_line).hu_id is distinct from (p_line).to_hu_id)
                    when 'status' then (p_line).to_status <> (p_line).status
                    when 'owner' then (p_line).owner_id is distinct from (p_line).to_owner_id
                         and ((p_line).given ->> 'to_owner' is null or (p_line).to_owner_id is not null)
                    else true end
$$;

-- What a line says by itself that cannot be.
create function wms.mass_misfits(p_warehouse int, p_kind text, p_lines wms.mass_line[], p_reason text)
returns table (line int, field text, code text, problem text, next_step text)
language sql stable rows 10 as $$
  select m.line, v.field, v.code, v.problem, v.next_step
    from unnest(p_lines) m
   cross join lateral (select left(m.given ->> 'sku', 40) as sku, left(m.given ->> 'from', 40) as source, left(m.given ->> 'to', 40) as target,
      left(m.given ->> 'unit', 40) as unit, left(m.given ->> 'lot', 40) as lot, left(m.given ->> 'sscc', 40) as sscc,
      left(m.given ->> 'to_sscc', 40) as to_sscc, left(m.given ->> 'owner', 40) as owner, left(m.given ->> 'to_owner', 40) as to_owner,
      left(m.given ->> 'status', 40) as status, left(m.given ->> 'to_status', 40) as to_status) g
   cross join lateral (values
    ('sku', 'WM404', case when m.product_id is null then format('%s is not known.', coalesce(g.sku, 'No SKU: it')) end, 'Check the SKU.'),
    ('unit', 'WM404', case when m.product_id is not null and m.factor is null then format('%s has no packaging %s.', m.sku, coalesce(g.unit, m.by_barcode)) end,
      'Use a unit that the product has, or each.'),
    ('quantity', 'WM422', case when m.given ->> 'quantity' is null then 'The quantity is missing.'
        when m.factor is not null and not coalesce(abs(m.quantity) > 0 and abs(m.quantity) <= 1000000000 and m.quantity = round(m.quantity, 6)
          and (m.quantity > 0 or p_kind = 'adjust'), false) then format('%s is not a quantity that can be posted.', left(m.given ->> 'quantity', 40)) end,
      'Enter a number above 0 with at most six decimals.'),
    ('from', 'WM404', case when m.from_id is null then format('%s is not known in this warehouse.', coalesce(g.source, 'No bin: it')) end, 'Check the address.'),
    ('from', 'WM423', case when m.from_blocked and (p_kind <> 'adjust' or m.quantity < 0) then format('%s is blocked for taking.', m.from_code) end,
      'Ask the supervisor to lift the block.'),
    ('to', 'WM404', case when p_kind = 'move' and m.to_id is null then format('%s is not known in this warehouse.', coalesce(g.target, 'No bin: it')) end,
      'Check the address.'),
    ('to', 'WM423', case when m.to_blocked then format('%s is blocked for putting away.', m.to_code) end, 'Choose another bin.'),
    ('to', 'WM422', case when m.from_id = m.to_id and m.hu_id is not distinct from m.to_hu_id then 'The goods are there already.' end,
      'Enter another bin, or delete the row.'),
    ('lot', 'WM422', case when m.tracking <> 'none' and g.lot is null then format('%s needs a %s number.', m.sku, m.tracking)
        when m.tracking = 'none' and g.lot is not null then format('%s is not tracked by lot.', m.sku) end, 'Correct the lot.'),
    ('lot', 'WM404', case when m.tracking <> 'none' and g.lot is not null and m.lot_id is null then format('%s has no lot %s.', m.sku, g.lot) end,
      'Check the lot on the goods.'),
    ('quantity', 'WM422', case when m.tracking = 'serial' and abs(m.quantity) <> 1 then format('%s is one piece a number.', m.sku) end,
      'Enter a row for each number.'),
    ('sscc', 'WM404', case when g.sscc is not null and m.hu_id is null then format('Unit %s is not known here.', g.sscc)
        when m.hu_place <> m.from_id then format('Unit %s does not stand in %s.', g.sscc, m.from_code) end, 'Check the label.'),
    ('to_sscc', 'WM404', case when g.to_sscc is not null and m.to_hu_id is null then format('Unit %s is not known here, or closed.', g.to_sscc)
        when m.to_hu_place <> m.to_id then format('Unit %s does not stand in %s.', g.to_sscc, m.to_code) end, 'Check the label.'),
    ('owner', 'WM404', case when g.owner is not null and m.owner_id is null then format('Owner %s is not known.', g.owner) end, 'Check the owner.'),
    ('to_owner', 'WM404', case when g.to_owner is not null and m.to_owner_id is null then format('Owner %s is not known.', g.to_owner)
        when p_kind = 'owner' and m.owner_id is not distinct from m.to_owner_id then 'The owner stays the same.' end, 'Check the owner.'),
    ('status', 'WM422', case when m.status is null then format('%s is not a status of stock.', g.status) end,
      'Use available, inspection, quarantined, damaged, expired or blocked.'),
    ('to_status', 'WM422', case when p_kind = 'status' and m.to_status is null then format('%s is not a status of stock.', coalesce(g.to_status, 'Nothing'))
        when p_kind = 'status' and m.to_status = m.status then 'The status stays the same.' end,
      'Use available, inspection, quarantined, damaged, expired or blocked.'),
    ('reason', 'WM422', case when p_kind in ('adjust', 'scrap', 'status') and not exists (
        select from wms.reason_code r where r.kind = p_kind and r.code = coalesce(m.reason, p_reason))
        then format('%s is not a reason for this.', coalesce(left(coalesce(m.reason, p_reason), 40), 'Nothing')) end, 'Choose a reason from the list.')
   ) v(field, code, problem, next_step)
   where v.problem is not null
     and (wms.mass_whole(m, p_kind) is not true or m.from_blocked or m.to_blocked or p_kind in ('adjust', 'scrap', 'status')
          and not coalesce(coalesce(m.reason, p_reason) = any (array(select r.code from wms.reason_code r where r.kind = p_kind)), false))
$$;

-- Which movements would take more than is free then, in the order of the lines, counting what lines above take and bring.
create function wms.mass_lacks(p_warehouse int, p_moves wms.movement[])
returns table (n int, product_id bigint, location_id bigint, quantity numeric, free numeric, on_hand numeric, reserved numeric)
language sql stable rows 10 as $$
  select k.n, k.product_id, k.loc, -k.delta, greatest(coalesce(q.quantity - q.reserved, 0) + k.running - k.delta, 0),
         coalesce(q.quantity, 0), coalesce(q.reserved, 0)
    from (select m.line as n, s.side, m.product_id, s.loc, m.lot_id, s.hu, m.owner_id, s.status, s.delta,
                 sum(s.delta) over (partition by s.loc, m.product_id, m.lot_id, s.hu, m.owner_id, s.status
                                    order by m.line, s.side rows unbounded preceding) as running
            from unnest(p_moves) m
           cross join lateral (values (0, m.from_location, m.hu_id, m.status, -m.quantity),
                                      (1, m.to_location, m.to_hu_id, m.to_status, m.quantity)) s(side, loc, hu, status, delta)) k
    join lateral (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = k.loc and l.boundary is null limit 1) r on true
    left join lateral (
      select h.quantity, h.reserved from wms.quant h
       where h.warehouse_id = p_warehouse and h.location_id = k.loc and h.product_id = k.product_id and h.lot_id is not distinct from k.lot_id
         and h.hu_id is not distinct from k.hu and h.owner_id is not distinct from k.owner_id and h.status = k.status limit 1) q on true
   where k.side = 0 and coalesce(q.quantity - q.reserved, 0) + k.running < 0
$$;

-- The lack in words: what there is, and under which lot, unit, owner or status the bin holds the product besides.
create function wms.mass_short(p_warehouse int, p_lines wms.mass_line[], p_moves wms.movement[])
returns table (line int, field text, code text, problem text, next_step text)
language sql stable rows 10 as $$
  select m.line, 'quantity', 'WM451',
         format('%s of %s cannot be taken from %s: %s on hand%s%s.', k.quantity::float8, m.sku, m.from_code, k.on_hand::float8,
                case when k.reserved > 0 then format(', %s of it reserved', k.reserved::float8) else '' end,
                case when k.free < k.on_hand - k.reserved then format(', %s left by the rows above', k.free::float8) else '' end),
         coalesce('The bin holds it as: ' || o.others || '.', 'Count the bin, or take less.')
    from wms.mass_lacks(p_warehouse, p_moves) k
    join unnest(p_lines) m on m.n = k.n
    left join lateral (
      select string_agg(format('%s%s%s%s%s', q.quantity::float8, coalesce(' lot ' || t.number, ''), coalesce(' in unit ' || h.sscc, ''),
               coalesce(' of ' || w.code, ''), case when q.status <> 'available' then ' ' || q.status else '' end), '; ' order by q.quant_id) as others
        from (select * from wms.quant i where i.warehouse_id = p_warehouse and i.location_id = k.location_id and i.product_id = k.product_id
                 and i.quantity > 0 and not (i.lot_id is not distinct from m.lot_id and i.hu_id is not distinct from m.hu_id
                 and i.owner_id is not distinct from m.owner_id and i.status = m.status) order by i.quant_id limit 5) q
        left join wms.lot t on t.lot_id = q.lot_id
        left join wms.handling_unit h on h.hu_id = q.hu_id
        left join wms.party w on w.party_id = q.owner_id) o on true
$$;

-- Which bins would not keep their storage class: said at each line that still adds to them once they are over.
create function wms.mass_overfull(p_warehouse int, p_lines wms.mass_line[], p_moves wms.movement[])
returns table (line int, field text, code text, problem text, next_step text)
language sql stable rows 10 as $$
  with add as (
    select m.line as n, m.to_location as loc, m.product_id, m.lot_id, m.to_hu_id as hu, m.quantity * p.weight as weight, m.quantity * p.volume as volume
      from unnest(p_moves) m
      join lateral (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = m.to_location and l.class_id is not null limit 1) c on true
     cross join lateral (select k.weight, k.volume from wms.product k where k.product_id = m.product_id limit 1) p
     where m.from_location <> m.to_location
  ), bin as (
    select b.loc, l.code, c.max_weight, c.max_volume, c.max_handling_units, c.product_mixing, c.lot_mixing, n.weight as has_weight, n.volume as has_volume, n.products, n.lots, n.units
      from (select distinct a.loc from add a) b
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = b.loc
      join wms.storage_class c on c.class_id = l.class_id
     cross join lateral (
       select coalesce(sum(d.quantity * p.weight), 0) as weight, coalesce(sum(d.quantity * p.volume), 0) as volume,
              count(distinct d.product_id) as products, count(distinct (d.product_id, d.lot_id)) as lots, count(distinct d.hu_id) as units
         from (select s.product_id, s.lot_id, s.hu_id, sum(s.quantity) as quantity
                 from (select q.product_id, q.lot_id, q.hu_id, q.quantity from wms.quant q
                        where q.warehouse_id = p_warehouse and q.location_id = b.loc
                       union all
                       select v.product_id, v.lot_id, s.hu, s.delta from unnest(p_moves) v
                        cross join lateral (values (v.from_location, v.hu_id, -v.quantity), (v.to_location, v.to_hu_id, v.quantity)) s(loc, hu, delta)
                        where s.loc = b.loc) s
                group by 1, 2, 3 having sum(s.quantity) > 0) d
        cross join lateral (select k.weight, k.volume from wms.product k where k.product_id = d.product_id limit 1) p) n
  )
  select m.line, 'to', v.code, v.problem, v.next_step
    from (select x.*, sum(x.weight) over w as later_weight, sum(x.volume) over w as later_volume
            from add x window w as (partition by x.loc order by x.n desc rows unbounded preceding)) a
    join bin b on b.loc = a.loc
    join unnest(p_lines) m on m.n = a.n
   cross join lateral (values
      ('WM452', case when b.has_weight > b.max_weight and b.has_weight - a.later_weight + a.weight > b.max_weight
         then format('%s would carry %s kg with all rows; its limit is %s kg.', b.code, round(b.has_weight / 1000, 1), round(b.max_weight / 1000, 1)) end,
       'Put less here or choose another bin.'),
      ('WM452', case when b.has_volume > b.max_volume and b.has_volume - a.later_volume + a.volume > b.max_volume
         then format('%s would hold %s l with all rows; its limit is %s l.', b.code, round(b.has_volume, 1), round(b.max_volume, 1)) end,
       'Put less here or choose another bin.'),
      ('WM452', case when b.units > b.max_handling_units and a.hu is not null
         then format('%s takes %s handling units.', b.code, b.max_handling_units) end, 'Choose another bin.'),
      ('WM453', case when b.product_mixing <> 'any' and b.products > 1 then format('%s takes one product only; with all rows it holds %s.', b.code, b.products)
         when b.lot_mixing <> 'any' and b.lots > b.products then format('%s takes one lot of a product only.', b.code) end,
       'Choose an empty bin or one with this product.')) v(code, problem, next_step)
   where v.problem is not null
$$;

-- Serial numbers that would be more than one piece.
create function wms.mass_doubled(p_warehouse int, p_lines wms.mass_line[])
returns table (line int, field text, code text, problem text, next_step text)
language sql stable rows 10 as $$
  select m.line, 'lot', 'WM455', format('Serial number %s of %s is one piece; it would be %s.', m.given ->> 'lot', m.sku, (n.pieces + k.added)::float8),
         'Check the number.'
    from unnest(p_lines) m
    join (select i.lot_id, sum(i.quantity) as added from unnest(p_lines) i where i.tracking = 'serial' and i.lot_id is not null group by 1) k
      on k.lot_id = m.lot_id
   cross join lateral (select coalesce(sum(q.quantity), 0) as pieces from wms.quant q
                        where q.warehouse_id = p_warehouse and q.product_id = m.product_id and q.lot_id = m.lot_id) n
   where m.tracking = 'serial' and m.quantity > 0 and n.pieces + k.added > 1
$$;

-- All of it. Lines that say nothing usable are left out of what is reckoned over lines.
create function wms.mass_problems(p_warehouse int, p_kind text, p_lines wms.mass_line[], p_reason text)
returns table (line int, field text, code text, problem text, next_step text)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_whole wms.mass_line[] := array(
    select m from unnest(p_lines) m where wms.mass_whole(m, p_kind)
     order by m.n);
  v_moves wms.movement[] := wms.mass_moves(p_warehouse, p_kind, v_whole, p_reason, null);
begin
  return query select * from wms.mass_misfits(p_warehouse, p_kind, p_lines, p_reason);
  return query select * from wms.mass_short(p_warehouse, p_lines, v_moves);
  if p_kind = 'adjust' or p_kind = 'move' and exists (select from unnest(v_whole) m where m.to_class is not null) then
    return query select * from wms.mass_overfull(p_warehouse, p_lines, v_moves);
  end if;
  if p_kind = 'adjust' then
    return query select * from wms.mass_doubled(p_warehouse, v_whole);
  end if;
end $$;
