-- Roles: r_supervisor, r_integration
-- Put a hold on a stock record, lot, unit, place or product: what it covers is no longer promised, picked, packed or shipped,
-- whoever put another hold on it besides. It may still be moved, counted, adjusted and change its status. Open promises on
-- it break now; the answer lists exactly which: {hold_id, what, records, broke: {orders, lines, tasks, people, picked}}.
create function api.place_hold_v1(p_op uuid, p_warehouse int, p_target text, p_id bigint, p_reason text, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('hold', p_warehouse, p_target, p_id, p_reason, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_answer := wms.place_holds(p_op, p_warehouse, array[p_target], array[p_id], p_reason, p_note);
  return wms.keep_answer(p_op, (v_answer - 'holds') || (v_answer -> 'holds' -> 0));
end $$;

-- Several targets at once, up to 500: [{target, id}]. All or nothing; one list of what all of them break together.
create function api.place_hold_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_reason text, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_targets text[];
  v_ids bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('hold_batch', p_warehouse, p_lines, p_reason, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_targets, v_ids from wms.hold_targets(p_lines);
  return wms.keep_answer(p_op, wms.place_holds(p_op, p_warehouse, v_targets, v_ids, p_reason, p_note));
end $$;

-- Roles: r_supervisor, r_integration, r_auditor
-- What holds on [{target, id}] would cover and break now, as placing them would answer; nothing changes.
create function api.preview_hold_v1(p_warehouse int, p_lines jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_targets text[];
  v_ids bigint[];
  v_quants bigint[];
  v_promises bigint[];
begin
  perform wms.authorise(p_warehouse);
  select * into v_targets, v_ids from wms.hold_targets(p_lines);
  perform wms.hold_name(p_warehouse, t.target, t.id) from unnest(v_targets, v_ids) t(target, id);
  v_quants := wms.records_under(p_warehouse, v_targets, v_ids);
  v_promises := wms.promises_on(v_quants);
  return jsonb_build_object('records', cardinality(v_quants),
    'broke', wms.list_broken(p_warehouse, v_promises, wms.promised(v_promises), v_quants));
end $$;

-- The lines of a batch as two arrays, each target once. WM422.
create function wms.hold_targets(p_lines jsonb, out targets text[], out ids bigint[])
language plpgsql immutable as $$
begin
  if p_lines is null or jsonb_typeof(p_lines) <> 'array' or jsonb_array_length(p_lines) not between 1 and 500 then
    perform wms.refuse('WM422', 'Hold 1 to 500 targets at once.', 'Choose fewer, or hold the product or place as a whole.');
  end if;
  select array_agg(s.target order by s.target, s.id), array_agg(s.id order by s.target, s.id) into targets, ids
    from (select distinct x.target, x.id from jsonb_to_recordset(p_lines) x(target text, id bigint)) s;
end $$;

-- Open reservations on these records, and how much each holds.
create function wms.promises_on(p_quants bigint[]) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(r.reservation_id order by r.reservation_id), '{}') from wms.reservation r
   where r.quant_id = any (p_quants) and r.state = 'open'
$$;
create function wms.promised(p_reservations bigint[]) returns numeric[]
language sql stable as $$
  select coalesce(array_agg(r.quantity order by r.reservation_id), '{}') from wms.reservation r where r.reservation_id = any (p_reservations)
$$;

-- Inside an api function that has authorised and claimed its key. WM404 unknown target, WM422, WM455 gone from here.
create function wms.place_holds(p_op uuid, p_warehouse int, p_targets text[], p_ids bigint[], p_reason text, p_note text) returns jsonb
language plpgsql as $$
declare
  v_names text[];
  v_quants bigint[];
  v_promises bigint[];
  v_takes numeric[];
  v_broke jsonb;
  v_why text;
  v_holds jsonb;
begin
  perform wms.check_reason(p_reason, 'hold');
  perform wms.check_note(p_note);
  v_names := array(select wms.hold_name(p_warehouse, t.target, t.id) from unnest(p_targets, p_ids) with ordinality t(target, id, n) order by t.n);
  perform wms.fence_breaking();
  perform wms.lock_promises(wms.records_under(p_warehouse, p_targets, p_ids));
  if 'quant' = any (p_targets) then        -- who takes the last of a record at this moment must see the hold, or be seen
    perform from wms.quant q where q.quant_id = any (wms.records_under(p_warehouse, p_targets, p_ids))
      order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  end if;
  v_quants := wms.records_under(p_warehouse, p_targets, p_ids);
  perform wms.refuse('WM455', format('Nothing is left of %s.', v_names[t.n]), 'Refresh the list; hold the lot or the place, if more may come.')
     from unnest(p_targets, p_ids) with ordinality t(target, id, n) where t.target = 'quant' and t.id <> all (v_quants) order by t.n limit 1;
  v_promises := wms.promises_on(v_quants);
  v_takes := wms.promised(v_promises);
  v_broke := wms.list_broken(p_warehouse, v_promises, v_takes, v_quants);
  v_why := format('A hold (%s) on %s%s', (select r.name from wms.reason_code r where r.kind = 'hold' and r.code = p_reason),
    v_names[1], case when cardinality(v_names) > 1 then format(' and %s more', cardinality(v_names) - 1) else '' end);
  with placed as (
    insert into wms.hold (warehouse_id, target, target_id, reason, note, op, placed_at)
    select p_warehouse, t.target, t.id, p_reason, coalesce(p_note, ''), p_op, clock_timestamp()
      from unnest(p_targets, p_ids) with ordinality t(target, id, n) order by t.n
    returning hold_id, target, target_id
  ), named as (
    select p.*, t.name from placed p join unnest(p_targets, p_ids, v_names) t(target, id, name) on (t.target, t.id) = (p.target, p.target_id)
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
    select p_warehouse, 'stock.held', n.hold_id, array(
             select distinct q.location_id from wms.records_of(p_warehouse, n.target, n.target_id) r(quant_id)
               join wms.quant q on q.quant_id = r.quant_id order by 1),
           jsonb_build_object('target', n.target, 'id', n.target_id, 'what', n.name, 'reason', p_reason, 'note', coalesce(p_note, ''))
      from named n order by n.hold_id returning 1
  )
  select jsonb_agg(jsonb_build_object('hold_id', n.hold_id, 'target', n.target, 'id', n.target_id, 'what', n.name) order by n.hold_id)
    into v_holds from named n;
  perform wms.break_promises(p_warehouse, v_promises, v_takes, v_why);
  perform wms.alarm_broken(p_warehouse, 'stock.held', 'hold:' || p_op, v_why, v_broke);
  return jsonb_build_object('holds', v_holds, 'records', cardinality(v_quants), 'broke', v_broke);
end $$;

-- A note is short. WM422.
create function wms.check_note(p_note text) returns void language plpgsql immutable as $$
begin
  if length(p_note) > 400 then
    perform wms.refuse('WM422', 'The note is over 400 characters.', 'Say it shorter.');
  end if;
end $$;

-- What a hold is on, in words. WM404 unknown here, WM422 nothing that can be held, WM455 gone.
create function wms.hold_name(p_warehouse int, p_target text, p_id bigint) returns text
language plpgsql stable as $$
declare
  v_name text;
  v_bar text;
begin
  case p_target
    when 'lot' then
      select format('lot %s of %s', t.number, p.sku) into v_name from wms.lot t join wms.product p on p.product_id = t.product_id
       where t.lot_id = p_id;
    when 'product' then
      select 'all ' || p.sku into v_name from wms.product p where p.product_id = p_id;
    when 'hu' then
      select 'unit ' || h.sscc, case when h.state = 'shipped' then format('Unit %s has left the warehouse.', h.sscc) end into v_name, v_bar
        from wms.handling_unit h where h.hu_id = p_id and h.warehouse_id = p_warehouse;
    when 'location' then
      select 'place ' || l.code into v_name from wms.location l
       where l.location_id = p_id and l.warehouse_id = p_warehouse and l.kind <> 'virtual';
    when 'quant' then
      select format('%s in %s', p.sku, l.code) || coalesce(', lot ' || t.number, '') || coalesce(', unit ' || h.sscc, '') into v_name
        from wms.quant q join wms.product p on p.product_id = q.product_id
        join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
        left join wms.lot t on t.lot_id = q.lot_id left join wms.handling_unit h on h.hu_id = q.hu_id
       where q.quant_id = p_id and q.warehouse_id = p_warehouse;
    else
      perform wms.refuse('WM422', format('%s cannot be held.', coalesce(left(p_target, 40), 'Nothing')),
        'Hold a stock record (quant), lot, unit (hu), place (location) or product.');
  end case;
  if v_name is null then
    perform wms.refuse('WM404', format('This %s is not known here.', case p_target when 'hu' then 'unit' when 'quant' then 'stock record'
      when 'location' then 'place' else p_target end), 'Scan it again, or refresh the list.', jsonb_build_object('target', p_target, 'id', p_id));
  elsif v_bar is not null then
    perform wms.refuse('WM455', v_bar, 'Check which label was scanned.');
  end if;
  return v_name;
end $$;
