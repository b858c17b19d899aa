-- Everything in api, and the helpers in wms: they are built anew from their files. What the tables themselves need stays.
do $$
declare
  v_names text;
begin
  select string_agg(format('api.%I', c.relname), ', ') into v_names
    from pg_class c where c.relnamespace = 'api'::regnamespace and c.relkind = 'v';
  if v_names is not null then
    execute 'drop view ' || v_names;
  end if;
  select string_agg(p.oid::regprocedure::text, ', ') into v_names
    from pg_proc p
   where p.pronamespace in ('api'::regnamespace, 'wms'::regnamespace) and p.prokind = 'f'
     and p.proname not in ('my_warehouses', 'refuse_change', 'refuse_retired');
  if v_names is not null then
    execute 'drop function ' || v_names;
  end if;
end $$;
