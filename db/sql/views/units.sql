-- Kits and the labels that units had.
create view api.kit with (security_barrier) as
  select k.product_id, p.sku, p.name as product, k.revision, k.active, k.changed_at, coalesce(u.display_name, k.changed_by::text) as person
    from wms.kit k join wms.product p on p.product_id = k.product_id left join wms.app_user u on u.login = k.changed_by
   where cardinality((select wms.my_warehouses())) > 0;
create view api.kit_line with (security_barrier) as
  select l.product_id, l.revision, l.component_id, p.sku, p.name as component, p.tracking, l.quantity
    from wms.kit_line l join wms.product p on p.product_id = l.component_id
   where cardinality((select wms.my_warehouses())) > 0;
create view api.hu_label with (security_barrier) as
  select b.warehouse_id, b.sscc, b.hu_id, h.sscc as now, b.reason, b.retired_at, coalesce(u.display_name, b.retired_by::text) as person
    from wms.hu_label b join wms.handling_unit h on h.hu_id = b.hu_id left join wms.app_user u on u.login = b.retired_by
   where b.warehouse_id = any ((select wms.my_warehouses())::int[]);
