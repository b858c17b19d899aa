create view api.printed_label with (security_barrier) as
  select p.warehouse_id, p.code, p.carrier, p.way, p.times, p.printed_at, coalesce(u.display_name, p.printed_by::text) as person
    from wms.printed_label p left join wms.app_user u on u.login = p.printed_by
   where p.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.warehouse_gln with (security_barrier) as
  select g.warehouse_id, g.gln, g.changed_at, coalesce(u.display_name, g.changed_by::text) as person
    from wms.warehouse_gln g left join wms.app_user u on u.login = g.changed_by
   where g.warehouse_id = any ((select wms.my_warehouses())::int[]);
