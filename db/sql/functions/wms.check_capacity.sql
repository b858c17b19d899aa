-- After a post: does the bin still keep its storage class? The row of the bin is locked first, so that two posts into
-- one bin are checked one after the other. WM452 over capacity, WM453 mixing.
create function wms.check_capacity(p_warehouse int, p_location bigint, p_class int) returns void
language plpgsql as $$
declare
  v_class wms.storage_class;
  v_code text;
  v_now record;
begin
  select l.code into v_code from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = p_location for no key update;
  select * into v_class from wms.storage_class c where c.class_id = p_class;
  select coalesce(sum(q.quantity * p.weight), 0) as weight, coalesce(sum(q.quantity * p.volume), 0) as volume,
         count(distinct q.product_id) as products, count(distinct q.hu_id) as units,
         count(distinct (q.product_id, q.lot_id)) as lots into v_now
    from wms.quant q join wms.product p on p.product_id = q.product_id
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.quantity > 0;
  if v_now.weight > v_class.max_weight then
    perform wms.refuse('WM452', format('%s would carry %s kg; its limit is %s kg.', v_code, round(v_now.weight / 1000, 1),
                       round(v_class.max_weight / 1000, 1)), 'Put less here or choose another bin.',
                       jsonb_build_object('limit_g', v_class.max_weight, 'would_be_g', v_now.weight));
  elsif v_now.volume > v_class.max_volume then
    perform wms.refuse('WM452', format('%s would hold %s l; its limit is %s l.', v_code, round(v_now.volume, 1),
                       round(v_class.max_volume, 1)), 'Put less here or choose another bin.',
                       jsonb_build_object('limit_l', v_class.max_volume, 'would_be_l', v_now.volume));
  elsif v_now.units > v_class.max_handling_units then
    perform wms.refuse('WM452', format('%s takes %s handling units.', v_code, v_class.max_handling_units),
                       'Choose another bin.', jsonb_build_object('limit_units', v_class.max_handling_units));
  elsif v_class.product_mixing <> 'any' and v_now.products > 1 then
    perform wms.refuse('WM453', format('%s takes one product only.', v_code), 'Choose an empty bin or one with this product.');
  elsif v_class.lot_mixing <> 'any' and v_now.lots > v_now.products then
    perform wms.refuse('WM453', format('%s takes one lot of a product only.', v_code), 'Choose an empty bin or one with this lot.');
  end if;
end $$;
