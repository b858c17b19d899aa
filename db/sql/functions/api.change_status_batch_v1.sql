-- Roles: r_supervisor
-- Change the quality status of up to 5,000 records: [{product, quantity, location, from_status, to_status, lot, hu}].
create function api.change_status_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_reason text,
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
  v_old := wms.claim_op(p_op, concat(row('status_batch', p_warehouse, p_reason, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'status');
  perform wms.check_status(x.from_status, x.to_status) from jsonb_to_recordset(p_lines) x(from_status text, to_status text);
  select array_agg(row(e.n, x.product, x.quantity, x.location, x.location, x.lot, x.hu, x.hu, null, x.from_status, x.to_status,
           0, null, p_reason, p_document, null, null, null)::wms.movement order by e.n)
    into v_lines
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, quantity numeric, location bigint, lot bigint, hu bigint,
                                    from_status text, to_status text);
  v_first := wms.post_lines(p_op, p_warehouse, 'status', v_at, v_lines, p_device, p_occurred_at);
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first));
end $$;
