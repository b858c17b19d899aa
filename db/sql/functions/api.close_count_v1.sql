-- Roles: r_counter, r_picker, r_supervisor
-- The bin is done: all that lies in it was entered, or it is empty (p_empty). What follows (nothing, posting, another
-- person's count, a supervisor's look) is decided here and told to nobody who counts: the answer, the statements and the rows
-- written are the same in every case. Stock is posted later, by a supervisor or the daemon (api.post_counts_v1).
create function api.close_count_v1(p_op uuid, p_warehouse int, p_count bigint, p_empty boolean default false, p_device text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set client_min_messages = error as $$
declare
  v_old jsonb;
  v_mine record;
  v_lines int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('close_count', p_warehouse, p_count, p_empty)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_mine from wms.my_round(p_warehouse, p_count);
  select count(*) into v_lines from wms.count_line n where n.round_id = v_mine.round_id and n.taken_back_at is null;
  if v_lines > 0 and p_empty then
    perform wms.refuse('WM422', format('You entered %s for %s.', case v_lines when 1 then 'one line' else v_lines || ' lines' end, v_mine.code),
                       'Take them back if it is empty, or finish the bin without saying so.');
  elsif v_lines = 0 and not coalesce(p_empty, false) then
    perform wms.refuse('WM422', format('Nothing was entered for %s.', v_mine.code), 'Scan what lies in it, or say that it is empty.');
  end if;
  perform wms.mark_counted(p_warehouse, array[v_mine.location_id], p_count);     -- first: who asks for a count waits for its state
  perform wms.judge_rounds(p_warehouse, array[v_mine.round_id]);
  return wms.keep_answer(p_op, jsonb_build_object('count_id', p_count, 'location', v_mine.code, 'lines', v_lines));
end $$;

-- These bins and what is in them were looked at now, whatever came of it.
create function wms.mark_counted(p_warehouse int, p_locations bigint[], p_count bigint) returns void
language plpgsql as $$
begin
  perform from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = any (p_locations)
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  update wms.quant q set last_counted_at = clock_timestamp() where q.warehouse_id = p_warehouse and q.location_id = any (p_locations);
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (p_locations) order by l.location_id for no key update;
  update wms.location l set last_counted_at = clock_timestamp() where l.warehouse_id = p_warehouse and l.location_id = any (p_locations);
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations) values (p_warehouse, 'count.counted', p_count, p_count::text, p_locations);
end $$;
