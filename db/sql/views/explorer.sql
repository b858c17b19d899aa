-- Roles: r_supervisor, r_planner, r_auditor, r_admin
create view api.saved_view with (security_barrier) as
  select v.saved_view_id, v.warehouse_id, v.workspace, v.login, coalesce(u.display_name, v.login::text) as person, v.name, v.shared,
         v.content, v.login = session_user as mine
    from wms.saved_view v left join wms.app_user u on u.login = v.login
   where v.warehouse_id = any ((select wms.my_warehouses())::int[]) and (v.shared or v.login = session_user);
