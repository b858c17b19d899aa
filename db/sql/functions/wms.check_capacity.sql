-- After a post: do these bins still keep their storage class? Their rows are locked first, in order, so that two posts into
-- one bin are checked one after the other. Bins without a class pass. WM452 over capacity, WM453 mixing.
create function wms.check_capacity(p_warehouse int, p_locations bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (p_locations) and l.class_id is not null
    order by l.location_id for no key update;
  select l.code, c.*, n.* into v_bad
    from wms.location l join wms.storage_class c on c.class_id = l.class_id
    join lateral (
      select sum(q.quantity * p.weight) as weight, sum(q.quantity * p.volume) as volume,
             count(distinct q.product_id) as products, count(distinct q.hu_id) as units,
             count(distinct (q.product_id, q.lot_id)) as lots
        from wms.quant q
        cross join lateral (select k.weight, k.volume from wms.product k where k.product_id = q.product_id limit 1) p   -- by key, whatever the statistics
       where q.warehouse_id = p_warehouse and q.location_id = l.location_id and q.quantity > 0) n on true
   where l.warehouse_id = p_warehouse and l.location_id = any (p_locations)
     and (n.weight > c.max_weight or n.volume > c.max_volume or n.units > c.max_handling_units
          or (c.product_mixing <> 'any' and n.products > 1) or (c.lot_mixing <> 'any' and n.lots > n.products))
   order by l.location_id limit 1;
  if not found then
    return;
  elsif v_bad.weight > v_bad.max_weight then
    perform wms.refuse('WM452', format('%s would carry %s kg; its limit is %s kg.', v_bad.code, round(v_bad.weight / 1000, 1),
                       round(v_bad.max_weight / 1000, 1)), 'Put less here or choose another bin.',
                       jsonb_build_object('limit_g', v_bad.max_weight, 'would_be_g', v_bad.weight));
  elsif v_bad.volume > v_bad.max_volume then
    perform wms.refuse('WM452', format('%s would hold %s l; its limit is %s l.', v_bad.code, round(v_bad.volume, 1),
                       round(v_bad.max_volume, 1)), 'Put less here or choose another bin.',
                       jsonb_build_object('limit_l', v_bad.max_volume, 'would_be_l', v_bad.volume));
  elsif v_bad.units > v_bad.max_handling_units then
    perform wms.refuse('WM452', format('%s takes %s handling units.', v_bad.code, v_bad.max_handling_units),
                       'Choose another bin.', jsonb_build_object('limit_units', v_bad.max_handling_units));
  elsif v_bad.product_mixing <> 'any' and v_bad.products > 1 then
    perform wms.refuse('WM453', format('%s takes one product only.', v_bad.code), 'Choose an empty bin or one with this product.');
  end if;
  perform wms.refuse('WM453', format('%s takes one lot of a product only.', v_bad.code), 'Choose an empty bin or one with this lot.');
end $$;
