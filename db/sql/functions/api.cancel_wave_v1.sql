-- Roles: r_supervisor
-- Take a wave back: batches that nobody has begun are cancelled, their tasks too, and their orders may be released anew; what is
-- begun is finished. Reservations are given back. Answer: cancelled (batches), kept (batches begun), orders, released (pieces).
-- WM404, WM422 reason, WM455 nothing left to take back.
create function api.cancel_wave_v1(p_op uuid, p_warehouse int, p_wave bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_wave wms.wave;
  v_orders bigint[];
  v_batches bigint[];
  v_released numeric;
  v_kept int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cancel_wave', p_warehouse, p_wave, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  perform from wms.orders o where o.wave_id = p_wave and o.warehouse_id = p_warehouse order by o.order_id for no key update;
  perform from wms.task t where t.wave_id = p_wave and t.state < 400 order by t.task_id for no key update;
  select * into v_wave from wms.wave w where w.wave_id = p_wave and w.warehouse_id = p_warehouse;
  if v_wave.wave_id is null then
    perform wms.refuse('WM404', 'This wave is not known here.', 'Refresh the list of waves.');
  end if;
  v_batches := array(select b.batch_id from wms.batch b where b.wave_id = p_wave and b.cancelled_at is null
    and exists (select from wms.task t where t.batch_id = b.batch_id and t.state < 400)
    and not exists (select from wms.task t where t.batch_id = b.batch_id and (t.state in (300, 400, 600) or t.state = 200 and t.lease_until > now()))
    order by b.batch_id);
  select count(*) into v_kept from wms.batch b where b.wave_id = p_wave and b.batch_id <> all (v_batches)
     and exists (select from wms.task t where t.batch_id = b.batch_id and t.state < 400);
  if cardinality(v_batches) = 0 then
    perform wms.refuse('WM455', format('Nothing of wave %s can be taken back: every batch is begun, done or cancelled.', v_wave.number),
                       'Let the begun batches be finished, or cancel orders one by one.', jsonb_build_object('kept', v_kept));
  end if;
  v_orders := array(select distinct t.order_id from wms.task t where t.batch_id = any (v_batches) and t.state < 400 order by 1);
  v_released := wms.unreserve(p_warehouse, array(select r.reservation_id from wms.reservation r join wms.task t on t.task_id = r.task_id
    where t.batch_id = any (v_batches) and t.state < 400 and r.state = 'open'));
  update wms.task t set state = 500, finished_at = now() where t.batch_id = any (v_batches) and t.state < 400;
  update wms.batch b set cancelled_at = now() where b.batch_id = any (v_batches);
  update wms.orders o set version = o.version + 1, wave_id = case when w.else_open then o.wave_id end,
         status = case when o.status >= 500 then o.status when w.else_open then 300
                       when (select bool_and(l.promised >= l.quantity - l.cancelled) from wms.order_line l where l.order_id = o.order_id) then 200
                       else 100 end
    from (select x.id, exists (select from wms.task t where t.order_id = x.id and t.state < 400) as else_open from unnest(v_orders) x(id)) w
   where o.order_id = w.id;
  update wms.wave w set version = w.version + 1, state = case when v_kept = 0 and not exists (
           select from wms.task t where t.wave_id = p_wave and t.state = 400) then 'cancelled' else w.state end
   where w.wave_id = p_wave;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'wave.cancelled', p_wave, v_wave.number, jsonb_build_object('batches', cardinality(v_batches), 'kept', v_kept, 'reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('cancelled', cardinality(v_batches), 'kept', v_kept, 'orders', cardinality(v_orders),
                                                  'released', v_released));
end $$;
