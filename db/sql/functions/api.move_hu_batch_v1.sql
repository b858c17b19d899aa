-- Roles: r_picker, r_packer, r_supervisor
-- Move whole handling units, up to 5,000 stock records in all: [{hu, to}]. All or nothing; rules as for one unit.
create function api.move_hu_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_kind text default 'move',
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set plan_cache_mode = force_custom_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_units bigint[];
  v_targets bigint[];
  v_done jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_hu_batch', p_warehouse, p_lines, p_kind, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  if wms.lines_in(p_lines) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A batch takes 1 to 5,000 units.', 'Split it and send the parts.');
  end if;
  select array_agg(x.hu order by e.n), array_agg(x."to" order by e.n) into v_units, v_targets
    from jsonb_array_elements(p_lines) with ordinality e(value, n), jsonb_to_record(e.value) x(hu bigint, "to" bigint);
  perform wms.hold_hazards(p_warehouse, wms.hazards_of(p_warehouse, null, v_units));
  v_done := wms.move_units(p_op, p_warehouse, p_kind, v_at, v_units, v_targets, true, p_document, p_device, p_occurred_at);
  perform wms.check_hazard_moves(p_op, p_warehouse, v_at);
  return wms.keep_answer(p_op, v_done);
end $$;
