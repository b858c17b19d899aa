-- Roles: r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin
-- The published plan told apart from every other, asked before a kept one is used: its number; before the first version, while
-- imports still add to the floor, what was added last (both from indexes: as cheap for a hundred thousand bins as for ten).
create function api.layout_stamp_v1(p_warehouse int) returns table (version_no int, parts bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
declare
  v_no int;
begin
  perform wms.authorise(p_warehouse);
  v_no := coalesce((select max(v.version_no) from wms.layout_version v where v.warehouse_id = p_warehouse), 0);
  return query
  select v_no, case when v_no > 0 then 0 else
         coalesce((select max(l.location_id) from wms.location l where l.warehouse_id = p_warehouse), 0)
         + (select count(*) from wms.fixture f where f.warehouse_id = p_warehouse) end;
end $$;
