-- Rules by which stock is chosen, and why lines got nothing or what they were promised.
create view api.allocation_rule with (security_barrier) as
  select r.*, p.code as customer, p.name as customer_name,
         array(select z.code from unnest(r.zones) with ordinality a(id, n) join wms.zone z on z.zone_id = a.id order by a.n) as zone_codes
    from wms.allocation_rule r left join wms.party p on p.party_id = r.party_id
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.allocation_note with (security_barrier) as
  select n.*, l.order_id, l.line_no, o.number, p.sku, coalesce(u.display_name, n.made_by::text) as person
    from wms.allocation_note n join wms.order_line l on l.order_line_id = n.order_line_id
    join wms.orders o on o.order_id = l.order_id join wms.product p on p.product_id = l.product_id
    left join wms.app_user u on u.login = n.made_by
   where n.warehouse_id = any ((select wms.my_warehouses())::int[]);
