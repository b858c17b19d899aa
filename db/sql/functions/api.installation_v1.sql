-- Roles: r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin, r_counter
-- Which installation this is, and the name that devices knew it by before it had one of its own.
create function api.installation_v1(p_warehouse int)
returns table (installation text, known_as text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
  perform wms.authorise(p_warehouse);
  return query select i.installation_id::text, i.known_as from wms.installation i;
end $$;
