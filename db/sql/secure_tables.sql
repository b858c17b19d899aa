-- Row-level security by warehouse on every table of ours that has none yet. Run after each revision; the ledger carries
-- none: no grant on it exists, readers go through barrier views (db/README.md, decision 3).
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
              and not exists (select from pg_policy y where y.polrelid = c.oid)
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
