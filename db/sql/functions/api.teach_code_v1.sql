-- Roles: r_supervisor, r_planner
-- A code that nobody knew belongs to this product, as one piece or a level of its packaging; from now on it scans.
-- WM404, WM409 it is another product's, WM422.
create function api.teach_code_v1(p_op uuid, p_warehouse int, p_code text, p_product bigint, p_level text default 'each')
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_other text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('teach_code', p_warehouse, p_code, p_product, p_level)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(length(p_code), 0) not between 3 and 80 or p_code ~ '[[:cntrl:]]|^\s|\s$' then
    perform wms.refuse('WM422', 'This is no code that could be scanned again.', 'Scan it once more: 3 to 80 printable characters.');
  elsif p_code ~ '^[0-9]{12,14}$' and not wms.gtin_is_valid(p_code) then
    perform wms.refuse('WM422', format('%s was misread: its check digit is wrong.', p_code), 'Scan it again.');
  elsif exists (select from wms.location l where l.warehouse_id = p_warehouse and p_code in (l.code, l.barcode)) or exists (select from wms.handling_unit h where h.sscc = p_code) then
    perform wms.refuse('WM409', format('%s is a bin or a unit here.', p_code), 'Scan the code on the goods.');
  elsif not exists (select from wms.product p where p.product_id = p_product) then
    perform wms.refuse('WM404', 'This product is not known.', 'Scan or type the SKU of the item that it is on.');
  elsif p_level is distinct from 'each' and not exists (select from wms.product_packaging k where k.product_id = p_product and k.level = p_level) then
    perform wms.refuse('WM422', format('The product has no packaging “%s”.', coalesce(left(p_level, 20), '')), 'Teach it as one piece, or have the packaging entered first.');
  end if;
  insert into wms.product_barcode (barcode, product_id, level) values (p_code, p_product, p_level) on conflict (barcode) do nothing;
  if not found then
    select p.sku into v_other from wms.product_barcode b join wms.product p on p.product_id = b.product_id where b.barcode = p_code and b.product_id <> p_product;
    if found then
      perform wms.refuse('WM409', format('%s is the code of %s.', p_code, v_other), 'Check which of the two it is on; a planner can change it.');
    end if;
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, payload) values (p_warehouse, 'product.changed', p_product, jsonb_build_object('code', p_code, 'level', p_level));
  return wms.keep_answer(p_op, (select jsonb_build_object('product_id', p.product_id, 'sku', p.sku, 'code', p_code) from wms.product p where p.product_id = p_product));
end $$;
