-- Roles: r_planner, r_admin
-- Create or change the kinds of carton of a warehouse: [{code, name, length, width, height, max_weight, tare}]. WM422.
create function api.import_cartons_v1(p_op uuid, p_warehouse int, p_cartons jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_count int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('import_cartons', p_warehouse, p_cartons)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_cartons is null or jsonb_typeof(p_cartons) <> 'array' or jsonb_array_length(p_cartons) not between 1 and 500
     or exists (select from jsonb_to_recordset(p_cartons) x(code text, name text, length int, width int, height int,
                                                            max_weight numeric, tare numeric)
                 where x.code is null or x.code !~ '^[A-Za-z0-9][A-Za-z0-9-]{0,15}$' or coalesce(x.name, '') = ''
                    or coalesce(x.length, 0) <= 0 or coalesce(x.width, 0) <= 0 or coalesce(x.height, 0) <= 0
                    or coalesce(x.max_weight, 0) <= 0 or coalesce(x.tare, -1) < 0) then
    perform wms.refuse('WM422', 'A carton kind is not complete.',
                       'Each needs a code, a name, three inner sides in mm, the most it carries and its own weight in g.');
  end if;
  insert into wms.carton_type (warehouse_id, code, name, length, width, height, max_weight, tare)
  select distinct on (x.code) p_warehouse, x.code, x.name, x.length, x.width, x.height, x.max_weight, x.tare
    from jsonb_to_recordset(p_cartons) x(code text, name text, length int, width int, height int, max_weight numeric, tare numeric)
   order by x.code
  on conflict (warehouse_id, code) do update set name = excluded.name, length = excluded.length, width = excluded.width,
     height = excluded.height, max_weight = excluded.max_weight, tare = excluded.tare;
  get diagnostics v_count = row_count;
  return wms.keep_answer(p_op, jsonb_build_object('cartons', v_count));
end $$;
