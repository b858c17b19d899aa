-- Roles: r_picker, r_packer, r_supervisor
-- Move up to 5,000 lines at once: [{product, quantity, from, to, lot, hu, to_hu, status, owner, weight}]. All or nothing.
create function api.move_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_kind text default 'move',
                                  p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lines wms.movement[];
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('move_batch', p_warehouse, p_kind, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of(p_warehouse, array(select distinct x.product from jsonb_to_recordset(p_lines) x(product bigint)), null));
  perform wms.lock_units(array(select distinct x.to_hu from jsonb_to_recordset(p_lines) x(to_hu bigint)));      -- in key order
  perform wms.check_move(p_warehouse, p_kind, x."from", x."to", x.hu, x.to_hu)
     from jsonb_to_recordset(p_lines) x("from" bigint, "to" bigint, hu bigint, to_hu bigint);
  select array_agg(row(e.n, x.product, x.quantity, x."from", x."to", x.lot, x.hu, x.to_hu, x.owner,
           coalesce(x.status, 'available'), coalesce(x.status, 'available'), 0, null, null, p_document, x.weight, null, null)::wms.movement order by e.n)
    into v_lines
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, quantity numeric, "from" bigint, "to" bigint, lot bigint, hu bigint,
                                    to_hu bigint, status text, owner bigint, weight numeric);
  perform wms.check_stays(p_warehouse, v_lines);
  v_first := wms.post_lines(p_op, p_warehouse, p_kind, v_at, v_lines, p_device, p_occurred_at);
  perform wms.check_hazard_moves(p_op, p_warehouse, v_at);
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first));
end $$;
