-- Nothing of ours is for everybody: helpers are for the function owner, what people may call is granted one by one.
do $$
declare
  v_function record;
begin
  for v_function in
    select p.oid::regprocedure as signature, p.proname, n.nspname
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('wms', 'api') and p.prokind = 'f'
  loop
    execute format('revoke execute on function %s from public', v_function.signature);
    if v_function.nspname = 'wms' and v_function.proname not in ('my_warehouses', 'refuse_change', 'refuse_retired') then
      execute format('grant execute on function %s to wms_exec', v_function.signature);
    end if;
  end loop;
end $$;
