-- Not enough stock: say what there is at the place and where else there is some. WM451.
create function wms.refuse_short(p_warehouse int, p_product bigint, p_location bigint, p_wanted numeric, p_line int default null)
returns void language plpgsql as $$
declare
  v_here record;
  v_else jsonb;
  v_sku text := (select sku from wms.product where product_id = p_product);
begin
  if v_sku is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  end if;
  select coalesce(sum(q.quantity), 0) as quantity, coalesce(sum(q.reserved), 0) as reserved into v_here from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product;
  select coalesce(jsonb_agg(jsonb_build_object('location', e.code, 'free', e.free)), '[]') into v_else
    from (select l.code, sum(q.quantity - q.reserved) as free
            from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
           where q.warehouse_id = p_warehouse and q.product_id = p_product and q.location_id <> p_location
             and q.status = 'available' and q.quantity > q.reserved
           group by l.code order by free desc limit 5) e;
  perform wms.refuse('WM451',
    format('%s%s of %s cannot be taken from %s: %s on hand, %s of it reserved.',
      case when p_line is null then '' else format('Line %s: ', p_line) end, p_wanted::float8, v_sku,
      coalesce((select code from wms.location where warehouse_id = p_warehouse and location_id = p_location), 'there'),
      v_here.quantity::float8, v_here.reserved::float8),
    case when v_else = '[]' then 'Count the bin; there is no other free stock.' else
      'Take it from ' || (v_else -> 0 ->> 'location') || ', or count the bin.' end,
    jsonb_build_object('line', p_line, 'sku', v_sku, 'on_hand', v_here.quantity, 'reserved', v_here.reserved, 'elsewhere', v_else));
end $$;
