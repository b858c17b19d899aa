-- Roles: r_supervisor
-- Correct up to 5,000 stock records at once: [{product, delta, location, lot, hu, status}]. All or nothing, one reason.
create function api.adjust_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_reason text, p_document text default null,
                                    p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  v_old jsonb;
  v_lines wms.movement[];
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('adjust_batch', p_warehouse, p_reason, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'adjust');
  perform wms.check_lot(x.product, x.lot) from (select distinct y.product, y.lot
     from jsonb_to_recordset(p_lines) y(product bigint, lot bigint)) x;
  select array_agg(row(e.n, x.product, abs(x.delta), case when x.delta < 0 then x.location else v_edge end,
           case when x.delta < 0 then v_edge else x.location end, x.lot, case when x.delta < 0 then x.hu end,
           case when x.delta >= 0 then x.hu end, null, coalesce(x.status, 'available'), coalesce(x.status, 'available'), 0, null,
           p_reason, p_document, null, null, null)::wms.movement order by e.n)
    into v_lines
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, delta numeric, location bigint, lot bigint, hu bigint, status text);
  v_first := wms.post_lines(p_op, p_warehouse, 'adjust', v_at, v_lines, p_device, p_occurred_at);
  perform wms.check_serials(p_warehouse, array(select distinct m.lot_id from unnest(v_lines) m where m.lot_id is not null));
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first));
end $$;
