-- Roles: r_supervisor, r_integration
-- Available stock of lots past their expiry becomes expired, in one go; promises on it break. What was picked for an order
-- stays as it is (shipping refuses it) and is listed, and so is what lies in a bin that is blocked for taking. Nothing to do
-- is an answer. {lines, lots: [{lot_id, lot, sku, expires_on, quantity}], left: [{location, sku, lot, quantity}], broke}
create function api.expire_lots_v1(p_op uuid, p_warehouse int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set plan_cache_mode = force_custom_plan as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_quants bigint[];
  v_stay bigint[];
  v_promises bigint[];
  v_takes numeric[];
  v_broke jsonb;
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('expire_lots', p_warehouse)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.fence_breaking();
  perform wms.lock_promises(wms.expired_records(p_warehouse));
  v_quants := wms.expired_records(p_warehouse);
  v_stay := array(select x.quant_id from wms.picked_in(v_quants) x
                  union select q.quant_id from wms.quant q join wms.location l
                     on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
                   where q.quant_id = any (v_quants) and (l.block_pick or l.block_putaway));
  v_promises := wms.promises_on(v_quants);
  v_takes := wms.promised(v_promises);
  v_broke := wms.list_broken(p_warehouse, v_promises, v_takes, v_quants);
  perform from wms.quant q where q.quant_id = any (v_quants)
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0)
     for no key update;
  perform wms.break_promises(p_warehouse, v_promises, v_takes, 'Past its expiry');
  v_answer := wms.tell_expired(p_warehouse, v_quants, v_stay) || jsonb_build_object('broke', v_broke,
    'lines', wms.post_expired(p_op, p_warehouse, v_at, array(select a from unnest(v_quants) a where a <> all (v_stay) order by a)));
  perform wms.alarm_broken(p_warehouse, 'stock.expired', 'expired:' || p_op, 'Past its expiry', v_broke);
  return wms.keep_answer(p_op, v_answer);
end $$;

-- Stock that is available although its lot has expired.
create function wms.expired_records(p_warehouse int) returns bigint[] language sql stable as $$
  select coalesce(array_agg(q.quant_id), '{}')
    from wms.lot t
   cross join lateral (select q.quant_id from wms.quant q
                        where q.warehouse_id = p_warehouse and q.product_id = t.product_id and q.lot_id = t.lot_id
                          and q.status = 'available' and q.quantity > 0 offset 0) q
   where t.expires_on < current_date
$$;

-- Which lots expired with how much, and what was left as it is.
create function wms.tell_expired(p_warehouse int, p_quants bigint[], p_stay bigint[]) returns jsonb language sql stable as $$
  with stock as (
    select q.*, t.number, t.expires_on, p.sku, l.code from wms.quant q
      join wms.lot t on t.lot_id = q.lot_id join wms.product p on p.product_id = q.product_id
      join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
     where q.quant_id = any (p_quants))
  select jsonb_build_object(
    'lots', (select coalesce(jsonb_agg(to_jsonb(x) order by x.lot_id), '[]')
      from (select s.lot_id, s.number as lot, s.sku, s.expires_on, sum(s.quantity) as quantity from stock s
             where s.quant_id <> all (p_stay) group by 1, 2, 3, 4) x),
    'left', (select coalesce(jsonb_agg(jsonb_build_object('location_id', s.location_id, 'location', s.code, 'sku', s.sku,
        'lot', s.number, 'hu_id', s.hu_id, 'quantity', s.quantity) order by s.quant_id), '[]')
      from stock s where s.quant_id = any (p_stay)))
$$;

-- The movements, in batches of 5,000. Returns how many.
create function wms.post_expired(p_op uuid, p_warehouse int, p_at timestamptz, p_quants bigint[]) returns int
language plpgsql as $$
declare
  v_lines wms.movement[];
  v_done int := 0;
begin
  while v_done < cardinality(p_quants) loop
    select array_agg(row(v_done + s.n, q.product_id, q.quantity, q.location_id, q.location_id, q.lot_id, q.hu_id, q.hu_id, q.owner_id,
             q.status, 'expired', 0, null, 'expired', null, null, null, null)::wms.movement order by s.n) into v_lines
      from unnest(p_quants[v_done + 1 : v_done + 5000]) with ordinality s(id, n) join wms.quant q on q.quant_id = s.id;
    perform wms.post_lines(p_op, p_warehouse, 'status', p_at, v_lines, null, null);
    v_done := v_done + cardinality(v_lines);
  end loop;
  return v_done;
end $$;
