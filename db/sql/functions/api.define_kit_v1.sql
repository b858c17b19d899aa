-- Roles: r_planner, r_supervisor, r_admin
-- What one piece of a product is made of: [{product, quantity}]. A changed list is a new revision; the old one stays, for
-- kits that were made by it. p_active false: no more of it is made.
create function api.define_kit_v1(p_op uuid, p_warehouse int, p_product bigint, p_lines jsonb, p_active boolean default true)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_kit wms.kit;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('define_kit', p_warehouse, p_product, p_lines, p_active)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  lock table wms.kit in share row exclusive mode;      -- so that no two definitions close a circle between them
  perform wms.check_kit_lines(p_product, p_lines);
  insert into wms.kit as k (product_id, active) values (p_product, coalesce(p_active, true))
  on conflict (product_id) do update set active = excluded.active, changed_at = clock_timestamp(), changed_by = session_user,
     revision = k.revision + case when wms.same_kit_lines(k, p_lines) then 0 else 1 end
  returning * into v_kit;
  insert into wms.kit_line (product_id, revision, component_id, quantity)
  select p_product, v_kit.revision, x.product, x.quantity from jsonb_to_recordset(p_lines) x(product bigint, quantity numeric)
  on conflict (product_id, revision, component_id) do nothing;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  select p_warehouse, 'kit.defined', p_product, p.sku, jsonb_build_object('revision', v_kit.revision, 'lines', jsonb_array_length(p_lines),
         'active', v_kit.active) from wms.product p where p.product_id = p_product;
  return wms.keep_answer(p_op, jsonb_build_object('product_id', p_product, 'revision', v_kit.revision, 'active', v_kit.active));
end $$;

-- Does the kit's present revision say the same?
create function wms.same_kit_lines(p_kit wms.kit, p_lines jsonb) returns boolean
language sql stable as $$
  select not exists (
    (select l.component_id, l.quantity from wms.kit_line l where l.product_id = (p_kit).product_id and l.revision = (p_kit).revision
     except select x.product, x.quantity from jsonb_to_recordset(p_lines) x(product bigint, quantity numeric))
    union all
    (select x.product, x.quantity from jsonb_to_recordset(p_lines) x(product bigint, quantity numeric)
     except select l.component_id, l.quantity from wms.kit_line l
             where l.product_id = (p_kit).product_id and l.revision = (p_kit).revision))
$$;

-- A list of other products, each once, none of them made of the kit itself. WM404, WM422.
create function wms.check_kit_lines(p_product bigint, p_lines jsonb) returns void
language plpgsql as $$
declare
  v_sku text := (select p.sku from wms.product p where p.product_id = p_product);
  v_bad record;
begin
  if v_sku is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  elsif wms.lines_in(p_lines) not between 1 and 200 then
    perform wms.refuse('WM422', 'A kit is made of 1 to 200 products.', 'Say what goes into one kit.');
  end if;
  select e.n, x.product, x.quantity, p.sku, p.tracking, count(*) over (partition by x.product) as times into v_bad
    from jsonb_array_elements(p_lines) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(product bigint, quantity numeric)
    left join wms.product p on p.product_id = x.product
   order by (p.sku is null or x.quantity is null or x.quantity <= 0 or x.quantity > 1000000 or x.quantity <> round(x.quantity, 6)
             or p.tracking = 'serial' and x.quantity <> trunc(x.quantity) or x.product = p_product) desc, times desc, e.n limit 1;
  if v_bad.sku is null then
    perform wms.refuse('WM404', format('Line %s: this product is not known.', v_bad.n), 'Check the SKU.');
  elsif v_bad.product = p_product then
    perform wms.refuse('WM422', format('Line %s: %s cannot be a part of itself.', v_bad.n, v_bad.sku), 'Take the line out.');
  elsif v_bad.quantity is null or v_bad.quantity <= 0 or v_bad.quantity > 1000000 or v_bad.quantity <> round(v_bad.quantity, 6)
        or v_bad.tracking = 'serial' and v_bad.quantity <> trunc(v_bad.quantity) then
    perform wms.refuse('WM422', format('Line %s: %s of %s cannot go into one kit.', v_bad.n, coalesce(v_bad.quantity::text, 'nothing'), v_bad.sku),
      'Enter a number above 0 with at most six decimals, whole pieces where there are serial numbers.');
  elsif v_bad.times > 1 then
    perform wms.refuse('WM422', format('%s stands in the list twice.', v_bad.sku), 'Add the quantities up in one line.');
  end if;
  with recursive part as (
    select x.product from jsonb_to_recordset(p_lines) x(product bigint)
    union
    select l.component_id from part p join wms.kit k on k.product_id = p.product
      join wms.kit_line l on l.product_id = k.product_id and l.revision = k.revision)
  select p.sku into v_bad from part a join wms.kit_line l on l.product_id = a.product and l.component_id = p_product
    join wms.kit k on k.product_id = l.product_id and k.revision = l.revision join wms.product p on p.product_id = a.product limit 1;
  if found then
    perform wms.refuse('WM422', format('%s is itself made of %s.', v_bad.sku, v_sku), 'A kit cannot contain itself: change one of the two.');
  end if;
end $$;
