-- Roles: r_planner, r_admin
-- The number that GS1 labels of this warehouse's bins begin with, AI (414); nothing: its labels are no GS1 labels.
create function api.set_gln_v1(p_op uuid, p_warehouse int, p_gln text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_sum int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('gln', p_warehouse, p_gln)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_gln is null then
    delete from wms.warehouse_gln where warehouse_id = p_warehouse;
  else
    -- modulo 10, weights 1 and 3 from the left, as all 13-digit numbers of GS1
    if p_gln ~ '^[0-9]{13}$' then
      select sum(substr(p_gln, i, 1)::int * case when i % 2 = 1 then 1 else 3 end) into v_sum from generate_series(1, 13) as i;
    end if;
    if v_sum is null or v_sum % 10 <> 0 then
      perform wms.refuse('WM422', format('%s is no GLN.', left(p_gln, 40)), 'Enter all 13 digits; the last one is the check digit.');
    end if;
    insert into wms.warehouse_gln as g (warehouse_id, gln) values (p_warehouse, p_gln)
    on conflict (warehouse_id) do update set gln = excluded.gln, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
  end if;
  insert into wms.event (warehouse_id, type, payload)
  values (p_warehouse, 'warehouse.gln', jsonb_build_object('gln', p_gln));
  return wms.keep_answer(p_op, jsonb_build_object('gln', p_gln));
end $$;
