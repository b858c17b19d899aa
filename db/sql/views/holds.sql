-- Holds and parties, as people read them.
create view api.party with (security_barrier) as
  select * from wms.party where cardinality((select wms.my_warehouses())) > 0;

-- Each hold, open or lifted: what it is on in words, why, and the people. Records: how many stock records it covers now is
-- asked of api.held_stock_v1.
create view api.hold with (security_barrier) as
  select h.*, h.released_at is null as open,
         case h.target
           when 'lot' then t.number when 'product' then p.sku when 'hu' then u.sscc when 'location' then l.code else coalesce(ql.code, h.was) end as subject,
         coalesce(p.sku, tp.sku, qp.sku) as sku, coalesce(p.name, tp.name, qp.name) as product,
         coalesce(r.name, h.reason) as reason_name,
         coalesce(b.display_name, h.placed_by::text) as placed_person, coalesce(e.display_name, h.released_by::text) as released_person
    from wms.hold h
    left join wms.reason_code r on r.kind = 'hold' and r.code = h.reason
    left join wms.lot t on h.target = 'lot' and t.lot_id = h.target_id
    left join wms.product tp on tp.product_id = t.product_id
    left join wms.product p on h.target = 'product' and p.product_id = h.target_id
    left join wms.handling_unit u on h.target = 'hu' and u.hu_id = h.target_id
    left join wms.location l on h.target = 'location' and l.warehouse_id = h.warehouse_id and l.location_id = h.target_id
    left join wms.quant q on h.target = 'quant' and q.quant_id = h.target_id
    left join wms.location ql on ql.warehouse_id = q.warehouse_id and ql.location_id = q.location_id
    left join wms.product qp on qp.product_id = q.product_id
    left join wms.app_user b on b.login = h.placed_by
    left join wms.app_user e on e.login = h.released_by
   where h.warehouse_id = any ((select wms.my_warehouses())::int[]);
