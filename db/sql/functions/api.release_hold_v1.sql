-- Roles: r_supervisor
-- Lift a hold. Stock that another hold covers stays held: the answer says how much. {released, records, still_held}
create function api.release_hold_v1(p_op uuid, p_warehouse int, p_hold bigint, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('release_hold', p_warehouse, p_hold, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  return wms.keep_answer(p_op, wms.release_holds(p_warehouse, array[p_hold], p_note));
end $$;

-- Lift up to 500 holds. All or nothing.
create function api.release_hold_batch_v1(p_op uuid, p_warehouse int, p_holds bigint[], p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('release_hold_batch', p_warehouse, p_holds, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  return wms.keep_answer(p_op, wms.release_holds(p_warehouse, p_holds, p_note));
end $$;

-- WM404 unknown, WM422, WM455 lifted already, by whom and when.
create function wms.release_holds(p_warehouse int, p_holds bigint[], p_note text) returns jsonb
language plpgsql as $$
declare
  v_bad record;
  v_quants bigint[];
begin
  perform wms.check_note(p_note);
  if coalesce(cardinality(p_holds), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Lift 1 to 500 holds at once.', 'Choose fewer.');
  end if;
  perform from wms.hold h where h.hold_id = any (p_holds) and h.warehouse_id = p_warehouse order by h.hold_id for no key update;
  select h.hold_id, h.released_at, coalesce(u.display_name, h.released_by::text) as person into v_bad
    from unnest(p_holds) a(id) left join wms.hold h on h.hold_id = a.id and h.warehouse_id = p_warehouse
    left join wms.app_user u on u.login = h.released_by
   where h.hold_id is null or h.released_at is not null limit 1;
  if found and v_bad.hold_id is null then
    perform wms.refuse('WM404', 'This hold is not known here.', 'Refresh the list.');
  elsif found then
    perform wms.refuse('WM455', format('%s lifted this hold on %s.', v_bad.person, to_char(v_bad.released_at, 'DD Mon HH24:MI')),
      'Nothing is left to do.', jsonb_build_object('released_by', v_bad.person, 'released_at', v_bad.released_at));
  end if;
  v_quants := wms.records_under(p_warehouse, array_agg(h.target), array_agg(h.target_id)) from wms.hold h where h.hold_id = any (p_holds);
  update wms.hold set released_by = session_user, released_at = clock_timestamp(), release_note = coalesce(p_note, '')
   where hold_id = any (p_holds);
  insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
  select p_warehouse, 'stock.released', h.hold_id, array(
           select distinct q.location_id from wms.records_of(p_warehouse, h.target, h.target_id) r(quant_id)
             join wms.quant q on q.quant_id = r.quant_id order by 1),
         jsonb_build_object('hold', h.hold_id, 'target', h.target, 'id', h.target_id, 'reason', h.reason, 'note', coalesce(p_note, ''))
    from wms.hold h where h.hold_id = any (p_holds) order by h.hold_id;
  update wms.alarm a set cleared_at = now()
   where a.warehouse_id = p_warehouse and a.cleared_at is null
     and a.source_key in (select 'hold:' || h.op from wms.hold h where h.hold_id = any (p_holds))
     and not exists (select from wms.hold o where 'hold:' || o.op = a.source_key and o.released_at is null);
  return jsonb_build_object('released', (select count(distinct a) from unnest(p_holds) a), 'records', cardinality(v_quants),
    'still_held', (select count(distinct h.quant_id) from wms.holds_on(p_warehouse) h where h.quant_id = any (v_quants)));
end $$;
