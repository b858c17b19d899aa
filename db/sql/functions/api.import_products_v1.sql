-- Roles: r_planner, r_integration, r_admin
-- Create or change products by SKU, with packaging levels, barcodes and what a base unit is worth (left out: as it was); up to 5,000 at once, all or nothing.
create function api.import_products_v1(p_op uuid, p_warehouse int, p_products jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_count int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('import_products', p_warehouse, p_products)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_products(p_products);
  perform wms.check_levels(p_products);
  perform wms.check_retracking(p_products);
  insert into wms.product as p (sku, name, description, category, tracking, base_uom, weight, length, width, height,
                                shelf_life_days, min_remaining_days, abc_class, fragile, temperature_class, catch_weight,
                                this_side_up, stack_limit, hazard_class, unit_value)
  select x.sku, x.name, coalesce(x.description, ''), coalesce(x.category, ''), coalesce(x.tracking, 'none'),
         coalesce(x.base_uom, 'each'), x.weight, x.length, x.width, x.height, x.shelf_life_days,
         coalesce(x.min_remaining_days, 0), x.abc_class, coalesce(x.fragile, false), x.temperature_class,
         coalesce(x.catch_weight, false), coalesce(x.this_side_up, false), x.stack_limit, x.hazard_class, x.unit_value
    from jsonb_to_recordset(p_products) x(sku text, name text, description text, category text, tracking text, base_uom text,
           weight numeric, length int, width int, height int, shelf_life_days int, min_remaining_days int, abc_class text,
           fragile boolean, temperature_class text, catch_weight boolean, this_side_up boolean, stack_limit int, hazard_class text, unit_value numeric)
   order by x.sku
  on conflict (sku) do update set name = excluded.name, description = excluded.description, category = excluded.category,
     weight = excluded.weight, length = excluded.length, width = excluded.width, height = excluded.height,
     shelf_life_days = excluded.shelf_life_days, min_remaining_days = excluded.min_remaining_days,
     abc_class = excluded.abc_class, fragile = excluded.fragile, temperature_class = excluded.temperature_class,
     this_side_up = excluded.this_side_up, stack_limit = excluded.stack_limit, hazard_class = excluded.hazard_class,
     unit_value = coalesce(excluded.unit_value, p.unit_value), version = p.version + 1;
  get diagnostics v_count = row_count;
  update wms.product p                       -- left out: as it was; checked above that no stock stands against it
     set tracking = coalesce(x.tracking, p.tracking), base_uom = coalesce(x.base_uom, p.base_uom),
         catch_weight = coalesce(x.catch_weight, p.catch_weight)
    from jsonb_to_recordset(p_products) x(sku text, tracking text, base_uom text, catch_weight boolean)
   where p.sku = x.sku and (coalesce(x.tracking, p.tracking), coalesce(x.base_uom, p.base_uom), coalesce(x.catch_weight, p.catch_weight))
                        <> (p.tracking, p.base_uom, p.catch_weight);
  perform wms.put_packaging(p_products);
  perform wms.put_barcodes(p_products);
  insert into wms.event (warehouse_id, type, payload) values (p_warehouse, 'product.changed', jsonb_build_object('products', v_count));
  return wms.keep_answer(p_op, jsonb_build_object('products', v_count));
end $$;

-- What a product must have; names the first that has not. WM422.
create function wms.check_products(p_products jsonb) returns void
language plpgsql as $$
declare
  v_sku text;
begin
  if p_products is null or jsonb_typeof(p_products) <> 'array' or jsonb_array_length(p_products) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A batch takes 1 to 5,000 products.', 'Split it and send the parts.');
  end if;
  select coalesce(e.value ->> 'sku', '(no SKU)') into v_sku from jsonb_array_elements(p_products) e(value)
   where coalesce(e.value ->> 'sku', '') !~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$' or coalesce(e.value ->> 'name', '') = ''
      or coalesce(e.value ->> 'tracking', 'none') not in ('none', 'lot', 'serial')
      or coalesce((e.value ->> 'weight')::numeric, 0) < 0 or coalesce((e.value ->> 'length')::int, 1) <= 0
      or coalesce((e.value ->> 'width')::int, 1) <= 0 or coalesce((e.value ->> 'height')::int, 1) <= 0 limit 1;
  if found then
    perform wms.refuse('WM422', format('Product %s cannot be taken.', left(v_sku, 60)),
      'It needs a SKU of letters, digits, dot, dash or slash, a name, tracking none, lot or serial, and sizes above 0.');
  end if;
  select e.value ->> 'sku' into v_sku from jsonb_array_elements(p_products) e(value),
         jsonb_array_elements_text(case jsonb_typeof(e.value -> 'barcodes') when 'array' then e.value -> 'barcodes' else '[]' end) b(value)
   where length(b.value) not between 1 and 128 or b.value ~ '[[:cntrl:]]' limit 1;
  if found then
    perform wms.refuse('WM422', format('A barcode of %s cannot be scanned.', left(v_sku, 60)), 'A barcode has 1 to 128 characters: scan it from the pack.');
  end if;
  select e.value ->> 'sku' into v_sku from jsonb_array_elements(p_products) e(value)
   where jsonb_typeof(e.value -> 'unit_value') <> 'null'
     and not case when e.value ->> 'unit_value' ~ '^[0-9]{1,9}([.][0-9]{1,4})?$' then (e.value ->> 'unit_value')::numeric <= 999999999 else false end limit 1;
  if found then
    perform wms.refuse('WM422', format('The value of %s is none.', left(v_sku, 60)),
      'Enter what one base unit is worth: 0 or more, with at most four decimals; or leave it out.');
  end if;
  select max(e.value ->> 'sku') into v_sku from jsonb_array_elements(p_products) e(value)
   group by e.value ->> 'sku' having count(*) > 1 limit 1;
  if found then
    perform wms.refuse('WM422', format('Product %s stands twice in the batch.', v_sku), 'Keep one of them.');
  end if;
end $$;

-- How stock of a product is told apart does not change while there is some. WM455.
create function wms.check_retracking(p_products jsonb) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  select p.sku, p.tracking, p.base_uom, p.catch_weight into v_bad
    from jsonb_to_recordset(p_products) x(sku text, tracking text, base_uom text, catch_weight boolean)
    join wms.product p on p.sku = x.sku
   where (coalesce(x.tracking, p.tracking), coalesce(x.base_uom, p.base_uom), coalesce(x.catch_weight, p.catch_weight))
         <> (p.tracking, p.base_uom, p.catch_weight)
     and exists (select from wms.quant q where q.product_id = p.product_id and q.quantity > 0
                    and q.warehouse_id in (select w.warehouse_id from wms.warehouse w)) limit 1;
  if found then
    perform wms.refuse('WM455', format('%s has stock: its tracking (%s), unit (%s) and catch weight cannot change.', v_bad.sku, v_bad.tracking,
                       v_bad.base_uom), 'Use up or adjust the stock first, or make a new SKU.');
  end if;
end $$;

-- Packaging levels and barcodes of imported products. A barcode of another product is refused (WM409).
create function wms.put_barcodes(p_products jsonb) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  with code as (
    select distinct on (barcode) * from (
      select b.value as barcode, p.product_id, 'each' as level, 1 as weaker
        from jsonb_array_elements(p_products) e(value) join wms.product p on p.sku = e.value ->> 'sku',
             jsonb_array_elements_text(coalesce(e.value -> 'barcodes', '[]')) b(value)
      union
      select k.gtin, k.product_id, k.level, 0
        from wms.product_packaging k join wms.product p on p.product_id = k.product_id
       where k.gtin is not null and p.sku in (select e.value ->> 'sku' from jsonb_array_elements(p_products) e(value))) c
     order by barcode, weaker
  ), put as (
    insert into wms.product_barcode as o (barcode, product_id, level)
    select barcode, product_id, level from code order by barcode
    on conflict (barcode) do update set level = excluded.level where o.product_id = excluded.product_id
  )
  select c.barcode, q.sku into v_bad from code c join wms.product_barcode o on o.barcode = any (wms.gtin_spellings(c.barcode))
     and o.product_id <> c.product_id join wms.product q on q.product_id = o.product_id limit 1;
  if not found then      -- two products of one batch with one barcode: the second found it taken
    select b.value as barcode, q.sku into v_bad
      from jsonb_array_elements(p_products) e(value), jsonb_array_elements_text(coalesce(e.value -> 'barcodes', '[]')) b(value)
      join wms.product_barcode o on o.barcode = any (wms.gtin_spellings(b.value)) join wms.product q on q.product_id = o.product_id
     where q.sku <> e.value ->> 'sku' limit 1;
  end if;
  if found then
    perform wms.refuse('WM409', format('Barcode %s belongs to %s.', left(v_bad.barcode, 60), v_bad.sku), 'Correct the barcode and import again.');
  end if;
end $$;
