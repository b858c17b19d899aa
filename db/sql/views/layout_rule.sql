create view api.layout_rule with (security_barrier) as
  select r.warehouse_id, r.review, r.changed_at, coalesce(u.display_name, r.changed_by::text) as person
    from wms.layout_rule r left join wms.app_user u on u.login = r.changed_by
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);
