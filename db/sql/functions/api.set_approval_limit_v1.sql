-- Roles: r_admin
-- Set what a role may correct alone (adjust, scrap, count), by quantity in base units and by value; null is without limit.
create function api.set_approval_limit_v1(p_op uuid, p_warehouse int, p_role text, p_kind text, p_max_quantity numeric default null,
                                          p_max_value numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('set_approval_limit', p_role, p_kind, p_max_quantity, p_max_value)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_role is null or p_role not in ('r_picker', 'r_packer', 'r_supervisor', 'r_planner', 'r_admin')
     or p_kind is null or p_kind not in ('adjust', 'scrap', 'count') then
    perform wms.refuse('WM422', 'There is no such limit.', 'Limits are for adjust, scrap and count, by role.');
  elsif not coalesce(p_max_quantity between 0 and 1000000000, true) or not coalesce(p_max_value between 0 and 1000000000000, true) then
    perform wms.refuse('WM422', 'A limit is a number from 0.', 'Enter how much this role may correct alone, or nothing for no limit.');
  end if;
  insert into wms.approval_limit as a (role, kind, max_quantity, max_value) values (p_role, p_kind, p_max_quantity, p_max_value)
  on conflict (role, kind) do update set max_quantity = excluded.max_quantity, max_value = excluded.max_value,
     changed_by = session_user, changed_at = now();
  insert into wms.event (warehouse_id, type, payload) values (p_warehouse, 'limit.changed',
    jsonb_build_object('role', p_role, 'kind', p_kind, 'max_quantity', p_max_quantity, 'max_value', p_max_value));
  return wms.keep_answer(p_op, jsonb_build_object('role', p_role, 'kind', p_kind));
end $$;
