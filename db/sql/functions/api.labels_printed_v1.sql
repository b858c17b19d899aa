-- Roles: r_supervisor, r_planner, r_admin
-- Labels of bins came out: remember the addresses. p_labels: 1 to 5,000 of {code}. p_way: sheet (paper) or printer.
create function api.labels_printed_v1(p_op uuid, p_warehouse int, p_labels jsonb, p_carrier text, p_way text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_codes text[];
  v_wrong text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('labels_printed', p_warehouse, p_labels, p_carrier, p_way)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if jsonb_typeof(p_labels) is distinct from 'array' or jsonb_array_length(p_labels) not between 1 and 5000 then
    perform wms.refuse('WM422', 'One call tells of 1 to 5,000 labels.', 'Send them in several calls.');
  end if;
  if coalesce(p_carrier not in ('code128', 'datamatrix', 'gs1_128', 'gs1_datamatrix'), true)
     or coalesce(p_way not in ('sheet', 'printer'), true) then
    perform wms.refuse('WM422', 'This kind of label is not known.', 'Update the program.');
  end if;
  select array_agg(distinct c.code) into v_codes from jsonb_to_recordset(p_labels) as c (code text);
  select c.code into v_wrong from unnest(v_codes) as c (code)
   where c.code is null or c.code !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' limit 1;
  if found then
    perform wms.refuse('WM422', format('“%s” is no address.', coalesce(left(v_wrong, 40), '')), 'Print labels of bins only.');
  end if;
  insert into wms.printed_label as p (warehouse_id, code, carrier, way)
  select p_warehouse, c.code, p_carrier, p_way from unnest(v_codes) as c (code) order by c.code
  on conflict (warehouse_id, code) do update set carrier = excluded.carrier, way = excluded.way, times = p.times + 1,
     printed_at = excluded.printed_at, printed_by = excluded.printed_by;
  return wms.keep_answer(p_op, jsonb_build_object('printed', cardinality(v_codes)));
end $$;
