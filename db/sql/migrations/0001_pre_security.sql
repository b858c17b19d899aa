-- Row-level security by warehouse, and what PostgreSQL allows everybody until it is taken away.
-- The ledger carries none: no grant on it exists, readers go through barrier views (db/README.md, decision 3).

set role wms_exec;
create function wms.my_warehouses() returns int[] language sql stable security definer
  set search_path = pg_catalog, pg_temp
begin atomic
  select coalesce(array_agg(u.warehouse_id::int), '{}')
    from wms.user_warehouse u join wms.app_session s on s.login = u.login
   where u.login = session_user and not s.revoked and s.expires_at > now();
end;
reset role;
revoke execute on function wms.my_warehouses() from public;
grant execute on function wms.my_warehouses() to
  wms_owner, r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin;

-- taken from everybody: temporary tables, foreign locks, large objects, sleeping, forged wake-ups
do $$
declare
  v_function record;
begin
  execute format('revoke temporary, connect on database %I from public', current_database());
  execute format('grant connect on database %I to r_picker, r_packer, r_supervisor, r_planner, r_auditor, '
                 'r_integration, r_admin', current_database());
  for v_function in
    select p.oid::regprocedure as signature
      from pg_proc p
     where p.pronamespace = 'pg_catalog'::regnamespace
       and (p.proname like 'pg\_advisory%' or p.proname like 'pg\_try\_advisory%' or p.proname like 'lo\_%'
            or p.proname in ('loread', 'lowrite', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'pg_notify',
                             'pg_export_snapshot', 'pg_current_xact_id', 'txid_current', 'pg_logical_emit_message'))
  loop
    execute format('revoke execute on function %s from public', v_function.signature);
  end loop;
end $$;
grant execute on function pg_notify(text, text) to wms_exec;
grant execute on function pg_current_xact_id() to wms_exec;
grant execute on function pg_control_system() to wms_exec;
revoke create on schema wms, api from wms_exec;      -- granted again while routines are built
