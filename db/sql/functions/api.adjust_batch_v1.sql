-- Roles: r_supervisor
-- Correct up to 5,000 stock records at once: [{product, delta, location, lot, hu, status, owner, weight}]. All or nothing, one
-- reason. Above the person's limit all of it becomes one request, as in adjust_v1.
create function api.adjust_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_reason text, p_document text default null,
                                    p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('adjust_batch', p_warehouse, p_reason, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'adjust');
  perform wms.check_lot(x.product, x.lot) from (select distinct y.product, y.lot
     from jsonb_to_recordset(p_lines) y(product bigint, lot bigint)) x;
  return wms.correct_many(p_op, p_warehouse, 'adjust', v_at, p_lines, p_reason, p_document, p_device, p_occurred_at);
end $$;

-- Many corrections: posted within the person's limit, else asked for as a whole.
create function wms.correct_many(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines jsonb, p_reason text,
                                 p_document text, p_device text, p_occurred timestamptz) returns jsonb
language plpgsql as $$
declare
  v_lines wms.movement[] := wms.corrections(p_warehouse, p_kind, p_lines, p_reason, p_document);
  v_size record;
begin
  select * into v_size from wms.correction_size(p_warehouse, p_kind, array(select m.product_id from unnest(v_lines) m order by m.line),
                                                array(select m.quantity from unnest(v_lines) m order by m.line));
  if v_lines is not null and not wms.within_limit(p_kind, v_size.quantity, v_size.value) then
    perform wms.check_lines(p_warehouse, v_lines);
    perform wms.check_there(p_warehouse, v_lines);
    return wms.ask_approval(p_op, p_warehouse, p_kind, p_lines, (select sum(m.quantity) from unnest(v_lines) m),
      (select sum(m.quantity * p.unit_value) from unnest(v_lines) m join wms.product p on p.product_id = m.product_id),
      p_reason, p_document, p_device);
  end if;
  return wms.keep_answer(p_op, wms.post_corrections(p_op, p_warehouse, p_kind, p_at, v_lines, p_device, p_occurred));
end $$;

-- Is there what these lines take? So that nobody is asked to approve what cannot be posted. Names the first that lacks it. WM451.
create function wms.check_there(p_warehouse int, p_lines wms.movement[]) returns void
language plpgsql as $$
declare
  v_short record;
begin
  select m.line, m.product_id, m.from_location, m.quantity into v_short
    from (select m.*, sum(m.quantity) over (partition by m.from_location, m.product_id, m.lot_id, m.hu_id, m.owner_id, m.status order by m.line) as taken
            from unnest(p_lines) m) m
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = m.from_location and l.boundary is null
    left join lateral (
      select q.quantity - q.reserved as free from wms.quant q
       where q.warehouse_id = p_warehouse and q.location_id = m.from_location and q.product_id = m.product_id and q.status = m.status
         and coalesce(q.lot_id, 0) = coalesce(m.lot_id, 0) and coalesce(q.hu_id, 0) = coalesce(m.hu_id, 0)
         and coalesce(q.owner_id, 0) = coalesce(m.owner_id, 0)) q on true
   where coalesce(q.free, 0) < m.taken order by m.line limit 1;
  if found then
    perform wms.refuse_short(p_warehouse, v_short.product_id, v_short.from_location, v_short.quantity, v_short.line);
  end if;
end $$;

-- Post corrections; a serial number stays one piece. Answer: lines, first_ledger_id.
create function wms.post_corrections(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                                     p_device text, p_occurred timestamptz) returns jsonb
language plpgsql as $$
declare
  v_first bigint;
begin
  perform wms.enter_unit(p_warehouse, u.to_hu_id, u.to_location)
     from (select distinct m.to_hu_id, m.to_location from unnest(p_lines) m where m.to_hu_id is not null order by 1) u;
  v_first := wms.post_many(p_op, p_warehouse, p_kind, p_at, p_lines, p_device, p_occurred);
  perform wms.check_serials(p_warehouse, array(select distinct m.lot_id from unnest(p_lines) m where m.lot_id is not null));
  return jsonb_build_object('lines', cardinality(p_lines), 'first_ledger_id', v_first);
end $$;
