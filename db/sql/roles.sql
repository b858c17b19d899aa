-- Roles of the cluster: groups that own, that run functions, and that people belong to. Idempotent; run by a superuser
-- before the migrations. People log in as themselves (session_user is the actor) and are members of r_* groups only.
do $$
declare
  v_role text;
begin
  foreach v_role in array array[
    'wms_owner',      -- owns tables and views; nobody ever logs in or switches to it
    'wms_exec',       -- owns the definer functions; INSERT and SELECT only on the ledger
    'r_picker', 'r_packer', 'r_supervisor', 'r_planner', 'r_auditor', 'r_integration', 'r_admin',
    'r_sealer',       -- the daemon's: appends blocks to the chain, keeps the clockwork; posts nothing
    'r_counter']      -- counts blindly: reads nothing that says how much there is
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role) then
      begin
        execute format('create role %I nologin', v_role);
      exception when duplicate_object or unique_violation then
        null;       -- another database of this server is being made at the same moment
      end;
    end if;
  end loop;
end $$;
