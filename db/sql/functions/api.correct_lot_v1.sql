-- Roles: r_supervisor
-- Correct what is known of a lot: p_changes {number, produced_on, expires_on, best_before}, only what changes; a date may
-- be null. The goods stay, in all warehouses. Promises here that its shelf life no longer keeps break, and are listed.
-- {lot_id, version, before, after, expired (is it past its expiry now), broke}. WM404, WM409, WM412, WM422.
create function api.correct_lot_v1(p_op uuid, p_warehouse int, p_lot bigint, p_changes jsonb, p_reason text,
                                   p_version int default null, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_lot wms.lot;
  v_new wms.lot;
  v_promises bigint[];
  v_takes numeric[];
  v_broke jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('correct_lot', p_warehouse, p_lot, p_changes, p_reason, p_version, p_note)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'lot');
  perform wms.check_note(p_note);
  select * into v_lot from wms.lot where lot_id = p_lot;
  v_new := wms.changed_lot(v_lot, p_changes);
  perform wms.fence_breaking();
  perform wms.lock_promises(wms.records_under(p_warehouse, array['lot'], array[p_lot]));
  v_promises := wms.promises_too_short(p_warehouse, v_new);
  v_takes := wms.promised(v_promises);
  v_broke := wms.list_broken(p_warehouse, v_promises, v_takes, '{}');
  perform wms.break_promises(p_warehouse, v_promises, v_takes, format('Lot %s was corrected', v_lot.number));
  perform wms.alarm_broken(p_warehouse, 'lot.corrected', 'lot:' || p_op, format('Correcting lot %s', v_lot.number), v_broke);
  update wms.lot t set number = v_new.number, produced_on = v_new.produced_on, expires_on = v_new.expires_on,
         best_before = v_new.best_before, version = t.version + 1
   where t.lot_id = p_lot and t.version = coalesce(p_version, v_lot.version)
  returning * into v_new;
  if not found then
    select * into v_lot from wms.lot where lot_id = p_lot;
    perform wms.refuse('WM412', format('Lot %s was changed meanwhile.', v_lot.number), 'Look at what it says now and correct that.',
      jsonb_build_object('now', wms.say_lot(v_lot)));
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  values (p_warehouse, 'lot.corrected', p_lot, v_new.number,
    array(select distinct q.location_id from wms.quant q where q.warehouse_id = p_warehouse and q.product_id = v_new.product_id
             and q.lot_id = p_lot and q.quantity > 0),
    jsonb_build_object('before', wms.say_lot(v_lot), 'after', wms.say_lot(v_new), 'reason', p_reason, 'note', coalesce(p_note, '')));
  return wms.keep_answer(p_op, jsonb_build_object('lot_id', p_lot, 'version', v_new.version, 'before', wms.say_lot(v_lot),
    'after', wms.say_lot(v_new), 'expired', coalesce(v_new.expires_on < current_date, false), 'broke', v_broke));
end $$;

-- What is known of a lot, as people read it.
create function wms.say_lot(p_lot wms.lot) returns jsonb language sql immutable as $$
  select jsonb_build_object('number', (p_lot).number, 'produced_on', (p_lot).produced_on, 'expires_on', (p_lot).expires_on,
    'best_before', (p_lot).best_before, 'version', (p_lot).version)
$$;

-- The lot as it would be. WM404 unknown, WM409 the number is another lot's, WM422 nothing changes or it cannot be.
create function wms.changed_lot(p_lot wms.lot, p_changes jsonb) returns wms.lot
language plpgsql stable as $$
declare
  v_new wms.lot := p_lot;
begin
  if (p_lot).lot_id is null then
    perform wms.refuse('WM404', 'This lot is not known.', 'Scan the lot on the goods.');
  elsif p_changes is null or jsonb_typeof(p_changes) <> 'object'
        or exists (select from jsonb_object_keys(p_changes) k where k not in ('number', 'produced_on', 'expires_on', 'best_before')) then
    perform wms.refuse('WM422', 'A lot has a number and the dates produced_on, expires_on and best_before.',
                       'Send those of them that change.');
  end if;
  v_new.number := case when p_changes ? 'number' then p_changes ->> 'number' else v_new.number end;
  v_new.produced_on := case when p_changes ? 'produced_on' then (p_changes ->> 'produced_on')::date else v_new.produced_on end;
  v_new.expires_on := case when p_changes ? 'expires_on' then (p_changes ->> 'expires_on')::date else v_new.expires_on end;
  v_new.best_before := case when p_changes ? 'best_before' then (p_changes ->> 'best_before')::date else v_new.best_before end;
  perform wms.check_lot_says(v_new.number, v_new.produced_on, v_new.expires_on, v_new.best_before);
  if v_new = p_lot then
    perform wms.refuse('WM422', format('Lot %s says that already.', v_new.number), 'Change something, or leave it.');
  elsif exists (select from wms.lot t where t.product_id = v_new.product_id and t.number = v_new.number and t.lot_id <> v_new.lot_id) then
    perform wms.refuse('WM409', format('There is a lot %s of this product.', v_new.number),
                       'Restate the goods as that lot instead, place by place.', jsonb_build_object('number', v_new.number));
  end if;
  return v_new;
end $$;

-- Open promises on a lot that would leave its customer less shelf life than asked for, if it were so.
create function wms.promises_too_short(p_warehouse int, p_lot wms.lot) returns bigint[] language plpgsql stable as $$
begin
  return (
    select coalesce(array_agg(r.reservation_id order by r.reservation_id), '{}')
      from wms.quant q join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
     where q.warehouse_id = p_warehouse and q.product_id = (p_lot).product_id and q.lot_id = (p_lot).lot_id
       and least((p_lot).expires_on, (p_lot).best_before) < current_date + coalesce(wms.needed_days(r.order_line_id), 0));
end $$;
