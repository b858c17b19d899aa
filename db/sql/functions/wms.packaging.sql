-- Packaging levels: each <= inner <= case <= layer <= pallet, each a whole number of the next smaller one that the product
-- has; one GTIN is one product and one level.

create function wms.level_rank(p_level text) returns int
language sql immutable
begin atomic
  select array_position(array['each', 'inner', 'case', 'layer', 'pallet'], p_level);
end;

-- The levels of a batch of products, one row each.
create function wms.levels_of(p_products jsonb)
returns table (sku text, base_uom text, level text, quantity numeric, gtin text, length int, width int, height int, gross_weight numeric,
               shippable boolean)
language sql immutable rows 5000 as $$
  select e.value ->> 'sku', coalesce(e.value ->> 'base_uom', 'each'), g.*
    from jsonb_array_elements(p_products) e(value),
         jsonb_to_recordset(coalesce(e.value -> 'packaging', '[]')) g(level text, quantity numeric, gtin text, length int, width int,
                                                                      height int, gross_weight numeric, shippable boolean)
$$;

-- Say all that is wrong with a batch in one refusal: the first in the sentence, up to 50 in the detail.
create function wms.refuse_problems(p_code text, p_problems jsonb, p_next text) returns void
language plpgsql as $$
begin
  if jsonb_array_length(p_problems) > 0 then
    perform wms.refuse(p_code, (p_problems -> 0 ->> 'what') || case when jsonb_array_length(p_problems) > 1
        then format(' There are %s problems in all.', jsonb_array_length(p_problems)) else '' end,
      p_next, jsonb_build_object('problems', jsonb_path_query_array(p_problems, '$[0 to 49]')));
  end if;
end $$;

-- Levels that can be, taken one by one: known, once, a size, a GTIN with a right check digit, that no other in the batch has. WM422.
create function wms.check_levels(p_products jsonb) returns void
language plpgsql as $$
declare
  v_problems jsonb;
begin
  with level as (
    select l.*, count(*) over (partition by l.sku, l.level) as times,
           case when l.gtin is not null then count(*) over (partition by lpad(l.gtin, 14, '0')) end as uses
      from wms.levels_of(p_products) l
  ), problem as (
    select l.sku, l.level, case
        when wms.level_rank(l.level) is null then format('%s is no packaging level', coalesce(left(l.level, 40), 'Nothing'))
        when l.times > 1 then format('level %s stands twice', l.level)
        when l.quantity is null or l.quantity <= 0 or l.quantity > 1000000000 or l.quantity = 'NaN' or l.quantity <> round(l.quantity, 6)
          then format('%s in a %s is not a quantity', coalesce(left(l.quantity::text, 40), 'nothing'), l.level)
        when l.level = 'each' and l.base_uom = 'each' and l.quantity <> 1 then format('an each holds 1, not %s', l.quantity::float8)
        when l.gtin is not null and l.gtin !~ '^([0-9]{8}|[0-9]{12,14})$' then
          format('%s at level %s is no GTIN: it has %s characters, a GTIN has 8, 12, 13 or 14 digits', left(l.gtin, 40), l.level, length(l.gtin))
        when l.gtin is not null and not wms.gtin_is_valid(l.gtin) then format('GTIN %s at level %s has a wrong check digit', l.gtin, l.level)
        when l.uses > 1 then format('GTIN %s stands at more than one level', l.gtin)
        when least(l.length, l.width, l.height) <= 0 or l.gross_weight < 0 then format('level %s has a size or weight below 0', l.level)
      end as what
      from level l
  )
  select coalesce(jsonb_agg(jsonb_build_object('sku', p.sku, 'level', p.level, 'what', format('Product %s: %s.', p.sku, p.what))
                            order by p.sku, wms.level_rank(p.level)), '[]') into v_problems from problem p where p.what is not null;
  perform wms.refuse_problems('WM422', v_problems, 'Scan the code on the pack, or ask the supplier for it; levels are each, inner, case, layer, pallet.');
end $$;

-- Write the levels; those not named stay. Then all levels of each product must nest and no GTIN may be another's. WM409, WM422.
create function wms.put_packaging(p_products jsonb) returns void
language plpgsql as $$
declare
  v_problems jsonb;
begin
  update wms.product_packaging k set gtin = null       -- so that two levels can exchange theirs
    from wms.levels_of(p_products) l join wms.product p on p.sku = l.sku
   where k.product_id = p.product_id and k.level = l.level and k.gtin is not null;
  select coalesce(jsonb_agg(jsonb_build_object('sku', l.sku, 'level', l.level,
           'what', format('GTIN %s belongs to %s (%s).', l.gtin, o.sku, k.level)) order by l.sku, l.level), '[]') into v_problems
    from wms.levels_of(p_products) l
    join wms.product_packaging k on lpad(k.gtin, 14, '0') = lpad(l.gtin, 14, '0') and k.gtin is not null
    join wms.product o on o.product_id = k.product_id;
  perform wms.refuse_problems('WM409', v_problems, 'Correct the GTIN and import again.');
  insert into wms.product_packaging as k (product_id, level, quantity, gtin, length, width, height, gross_weight, shippable)
  select p.product_id, l.level, l.quantity, l.gtin, l.length, l.width, l.height, l.gross_weight, coalesce(l.shippable, false)
    from wms.levels_of(p_products) l join wms.product p on p.sku = l.sku order by 1, 2
  on conflict (product_id, level) do update set quantity = excluded.quantity, gtin = excluded.gtin, length = excluded.length,
     width = excluded.width, height = excluded.height, gross_weight = excluded.gross_weight, shippable = excluded.shippable;
  select coalesce(jsonb_agg(jsonb_build_object('sku', s.sku, 'level', s.level, 'what',
           format('Product %s: a %s of %s is not a whole number of %s of %s.', s.sku, s.level, s.quantity::float8, s.below, s.size::float8))
           order by s.sku, s.rank), '[]') into v_problems
    from (select p.sku, k.level, k.quantity, wms.level_rank(k.level) as rank, lag(k.level) over w as below, lag(k.quantity) over w as size
            from wms.product_packaging k join wms.product p on p.product_id = k.product_id
           where p.sku in (select distinct l.sku from wms.levels_of(p_products) l)
          window w as (partition by k.product_id order by wms.level_rank(k.level))) s
   where s.size is not null and (s.quantity < s.size or s.quantity % s.size <> 0);
  perform wms.refuse_problems('WM422', v_problems, 'Correct how many go into each level and import again.');
end $$;
