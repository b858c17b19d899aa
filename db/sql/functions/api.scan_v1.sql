-- Roles: all
-- What a scan at a station means: asked for at every scan, so these plan once and look up by key.
-- The product behind any of these barcodes, else the one whose own number the first of them is.
create function api.item_of_scan_v1(p_warehouse int, p_codes text[])
returns table (product_id bigint, sku text, name text, units numeric, tracking text, has_expiry boolean, catch_weight boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select p.product_id, p.sku, p.name, coalesce(k.quantity, 1), p.tracking, p.shelf_life_days is not null, p.catch_weight
    from wms.product_barcode b join wms.product p on p.product_id = b.product_id
    left join wms.product_packaging k on k.product_id = b.product_id and k.level = b.level
   where b.barcode = any (p_codes) limit 1;
  if not found then
    return query select p.product_id, p.sku, p.name, 1::numeric, p.tracking, p.shelf_life_days is not null, p.catch_weight
                   from wms.product p where p.sku = p_codes[1];
  end if;
end $$;

-- The handling unit of an SSCC and where it stands; of a label that was replaced the unit that had it, with its new one.
create function api.unit_of_scan_v1(p_warehouse int, p_sscc text)
returns table (hu_id bigint, sscc text, kind text, state text, location_id bigint, location_code text, location_kind text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select h.hu_id, h.sscc, h.kind, h.state, h.location_id, l.code, l.kind
    from wms.handling_unit h join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
   where h.sscc = p_sscc and h.warehouse_id = p_warehouse;
  if not found then
    return query
    select h.hu_id, h.sscc, h.kind, h.state, h.location_id, l.code, l.kind
      from wms.hu_label b
      join wms.handling_unit h on h.hu_id = b.hu_id
      join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
     where b.sscc = p_sscc and h.warehouse_id = p_warehouse;
  end if;
end $$;
