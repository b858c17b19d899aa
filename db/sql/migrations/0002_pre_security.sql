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

do $$
declare
  v_table record;
begin
  for v_table in
    select c.oid, c.relname,
           exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'warehouse_id'
                                                and not a.attisdropped) as by_warehouse
      from pg_class c
     where c.relnamespace = 'wms'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'ledger%'
  loop
    execute format('alter table wms.%I enable row level security', v_table.relname);
    execute format('alter table wms.%I force row level security', v_table.relname);
    -- the function owner checks the warehouse itself, once a call, in wms.authorise (a test calls every function)
    execute format('create policy p_exec on wms.%I to wms_exec using (true) with check (true)', v_table.relname);
    if v_table.by_warehouse then
      execute format('create policy p_read on wms.%I for select to wms_owner '
                     'using (warehouse_id = any ((select wms.my_warehouses())::int[]))', v_table.relname);
    else
      execute format('create policy p_read on wms.%I for select to wms_owner '
                     'using (cardinality((select wms.my_warehouses())) > 0)', v_table.relname);
    end if;
  end loop;
end $$;

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
