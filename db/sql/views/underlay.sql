-- Roles: r_planner, r_supervisor, r_auditor, r_admin
create view api.layout_underlay with (security_barrier) as
  select u.warehouse_id, u.floor_id, u.name, u.lying, u.picture, u.changed_at,
         coalesce(p.display_name, u.changed_by::text) as person
    from wms.layout_underlay u left join wms.app_user p on p.login = u.changed_by
   where u.warehouse_id = any ((select wms.my_warehouses())::int[]);
