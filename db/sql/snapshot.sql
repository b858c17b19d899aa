-- The queries of db/snapshot.py: one text a row, sorted by the reader.

-- title: tables
select format('table %I.%I (%s)%s%s%s', n.nspname, c.relname,
         (select string_agg(format(E'\n  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                   case when a.attnotnull then ' not null' else '' end,
                   case when a.attidentity <> '' then ' generated always as identity'
                        when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                        else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end), ',' order by a.attnum)
            from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
           where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
         coalesce(' partition by ' || pg_get_partkeydef(c.oid), ''),
         case when c.relrowsecurity then ' row security' || case when c.relforcerowsecurity then ' forced' else '' end
              else '' end,
         coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', ''))
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where n.nspname in ('wms', 'api', 'pii') and c.relkind in ('r', 'p', 'c') and not c.relispartition

-- title: constraints
select format('%s: %s %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  from pg_constraint c join pg_class t on t.oid = c.conrelid
 where c.connamespace = 'wms'::regnamespace and not t.relispartition and c.contype <> 'n'

-- title: indexes
select pg_get_indexdef(i.indexrelid)
  from pg_index i join pg_class t on t.oid = i.indrelid
 where t.relnamespace = 'wms'::regnamespace and not t.relispartition

-- title: policies
select format('%I.%I: %I for %s to %s using (%s) check (%s)', p.schemaname, p.tablename, p.policyname, lower(p.cmd),
              array_to_string(p.roles, ', '), p.qual, p.with_check)
  from pg_policies p where p.schemaname in ('wms', 'pii')

-- title: triggers
select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
 where c.relnamespace = 'wms'::regnamespace and not c.relispartition and not t.tgisinternal

-- title: views
select format('view %s owner %s with (%s)%s', c.oid::regclass, c.relowner::regrole, array_to_string(c.reloptions, ', '),
              E'\n' || pg_get_viewdef(c.oid))
  from pg_class c where c.relnamespace = 'api'::regnamespace and c.relkind = 'v'

-- title: functions
select format('%s returns %s owner %s%s settings (%s) body %s', p.oid::regprocedure, pg_get_function_result(p.oid),
              p.proowner::regrole, case when p.prosecdef then ' definer' else '' end,
              array_to_string(p.proconfig, '; '), md5(pg_get_functiondef(p.oid)))
  from pg_proc p where p.pronamespace in ('wms'::regnamespace, 'api'::regnamespace) and p.prokind in ('f', 'p')

-- title: grants
select format('%s on %s to %s', string_agg(x.privilege_type, ', ' order by x.privilege_type), x.object,
              case when x.grantee = 0 then 'public' else x.grantee::regrole::text end)
  from (select c.oid::regclass::text as object, (aclexplode(c.relacl)).*, c.relowner as owner from pg_class c
         where c.relnamespace in ('wms'::regnamespace, 'api'::regnamespace) and not c.relispartition
        union all
        select p.oid::regprocedure::text, (aclexplode(p.proacl)).*, p.proowner from pg_proc p
         where p.pronamespace in ('wms'::regnamespace, 'api'::regnamespace)
        union all
        select 'schema ' || n.nspname, (aclexplode(n.nspacl)).*, n.nspowner from pg_namespace n
         where n.nspname in ('wms', 'api', 'pii', 'public')) x
 where x.grantee <> x.owner group by x.object, x.grantee
