-- Roles: r_picker, r_packer, r_supervisor
-- Zero-confirmation: a picker looked into a bin that the books say is empty. It is: the bin counts as counted now. It is not, or
-- the books say something else by now: it goes on the list of counts, with an alarm where goods lie that are in no book.
-- Answer: as_booked, count (it is to be counted). WM404, WM422.
create function api.confirm_empty_v1(p_op uuid, p_warehouse int, p_location bigint, p_empty boolean, p_device text default null,
                                     p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_bin wms.location;
  v_booked boolean;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('confirm_empty', p_warehouse, p_location, p_empty)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_empty is null then
    perform wms.refuse('WM422', 'Is the bin empty or not?', 'Answer yes or no.');
  end if;
  select * into v_bin from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location and l.kind in ('storage', 'pick');
  if v_bin.location_id is null then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  end if;
  v_booked := not exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_location and q.quantity > 0);
  if p_empty and v_booked then
    update wms.location set last_counted_at = clock_timestamp() where warehouse_id = p_warehouse and location_id = p_location;
  else
    perform wms.ask_count(p_warehouse, array[p_location], 'Bins that should be empty');
  end if;
  if v_booked and not p_empty then
    insert into wms.alarm (warehouse_id, kind, priority, text, next_step, location_id, source_key)
    values (p_warehouse, 'bin.not_empty', 3, format('%s should be empty, and goods lie in it', v_bin.code), 'Count the bin: it is on the list.',
            p_location, 'bin.not_empty:' || p_location)
    on conflict (warehouse_id, source_key) where cleared_at is null do nothing;
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  values (p_warehouse, 'bin.looked_at', p_location, v_bin.code, array[p_location],
          jsonb_build_object('empty', p_empty, 'as_booked', p_empty = v_booked, 'device', left(p_device, 100), 'occurred_at', p_occurred_at));
  return wms.keep_answer(p_op, jsonb_build_object('as_booked', p_empty = v_booked, 'count', p_empty is distinct from true or not v_booked));
end $$;
