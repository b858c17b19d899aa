-- Roles: r_picker, r_packer, r_supervisor, r_auditor, r_admin
-- May this act be taken back now? {possible, act, code, what, next_step, chain: acts to take back first, newest first,
-- reserved: who holds the goods}. Reads only.
create function api.undo_preview_v1(p_warehouse int, p_target_op uuid) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return wms.undo_verdict(p_warehouse, p_target_op);
end $$;
