-- Roles: r_admin
-- What the SSCCs that we give out begin with: extension digit and GS1 company prefix. The serial starts again at 1.
create function api.set_sscc_prefix_v1(p_op uuid, p_warehouse int, p_company_prefix text, p_extension int default 3)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_other text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('sscc_prefix', p_warehouse, p_company_prefix, p_extension)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_company_prefix is null or p_company_prefix !~ '^[0-9]{4,12}$' or p_extension is null or p_extension not between 0 and 9 then
    perform wms.refuse('WM422', format('%s cannot begin an SSCC.', coalesce(left(p_company_prefix, 40), 'Nothing')),
                       'Enter the GS1 company prefix, 4 to 12 digits, and an extension digit 0 to 9.');
  end if;
  lock table wms.sscc_prefix in exclusive mode;        -- two warehouses with one prefix would give out the same numbers
  select w.code into v_other from wms.sscc_prefix p join wms.warehouse w on w.warehouse_id = p.warehouse_id
   where p.warehouse_id <> p_warehouse and p.company_prefix = p_company_prefix and p.extension = p_extension;
  if found then
    perform wms.refuse('WM409', format('Warehouse %s gives out SSCCs of this prefix and extension digit.', v_other),
                       'Choose another extension digit for this warehouse.');
  end if;
  insert into wms.sscc_prefix as p (warehouse_id, extension, company_prefix, since)
  values (p_warehouse, p_extension, p_company_prefix, nextval('wms.sscc_seq'))
  on conflict (warehouse_id) do update set extension = excluded.extension, company_prefix = excluded.company_prefix,
     since = excluded.since, changed_at = clock_timestamp(), changed_by = session_user;
  insert into wms.event (warehouse_id, type, payload)
  values (p_warehouse, 'warehouse.sscc_prefix', jsonb_build_object('company_prefix', p_company_prefix, 'extension', p_extension));
  return wms.keep_answer(p_op, jsonb_build_object('first', p_extension || p_company_prefix));
end $$;
