-- Roles: r_supervisor
-- Change the quality status of up to 5,000 records: [{product, quantity, location, from_status, to_status, lot, hu, owner}].
-- All or nothing; promises as for one.
create function api.change_status_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_reason text,
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null, p_force boolean default false)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set plan_cache_mode = force_custom_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lines wms.movement[];
  v_first bigint;
  v_broke jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('status_batch', p_warehouse, p_reason, p_document, p_force), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'status');
  perform wms.check_status(x.from_status, x.to_status) from jsonb_to_recordset(p_lines) x(from_status text, to_status text);
  select array_agg(row(e.n, x.product, x.quantity, x.location, x.location, x.lot, x.hu, x.hu, x.owner, x.from_status, x.to_status,
           0, null, p_reason, p_document, null, null, null)::wms.movement order by e.n)
    into v_lines
    from jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, quantity numeric, location bigint, lot bigint, hu bigint, owner bigint,
                                    from_status text, to_status text);
  perform wms.check_not_expired(array(select m.lot_id from unnest(v_lines) m where m.to_status = 'available'), 'available');
  v_broke := wms.make_room(p_warehouse, array_agg(k.quant_id), array_agg(k.need), p_force, format('Change of status (%s)', p_reason))
    from (select q.quant_id, sum(m.quantity) as need
            from unnest(v_lines) m
           cross join lateral (
             select q.quant_id from wms.quant q
              where q.warehouse_id = p_warehouse and q.location_id = m.from_location and q.product_id = m.product_id
                and q.status = m.status and q.lot_id is not distinct from m.lot_id and q.hu_id is not distinct from m.hu_id
                and q.owner_id is not distinct from m.owner_id limit 1) q
           group by q.quant_id) k;
  perform wms.alarm_broken(p_warehouse, 'stock.status', 'status:' || p_op, format('Change of status (%s)', p_reason), v_broke);
  v_first := wms.post_lines(p_op, p_warehouse, 'status', v_at, v_lines, p_device, p_occurred_at);
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first, 'broke', v_broke));
end $$;
