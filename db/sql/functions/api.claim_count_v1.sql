-- Roles: r_counter, r_picker, r_supervisor
-- What is open to counters. None of these reads a quantity, an expectation or a stock record into an answer or a refusal;
-- client_min_messages keeps the server from printing plans (with their constants) to whoever asks for them.

-- A bin was scanned: it is mine to count for a while, and the ledger position of all in it is kept. Scanned again, it goes
-- on where it stood. Answer: count_id, location_id, location, lines (what this person has entered so far).
create function api.claim_count_v1(p_op uuid, p_warehouse int, p_location bigint, p_station text default null, p_lease_seconds int default 1800)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set client_min_messages = error as $$
declare
  v_old jsonb;
  v_count wms.count;
  v_round wms.count_round;
  v_code text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('claim_count', p_warehouse, p_location, p_station)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select l.code into v_code from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location and l.kind <> 'virtual';
  if v_code is null then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  elsif coalesce(p_lease_seconds, 0) not between 10 and 86400 or length(p_station) > 100 then
    perform wms.refuse('WM422', 'A bin is taken for 10 seconds to a day, at a station with a short name.', 'Scan the bin again.');
  end if;
  select * into v_count from wms.count c
   where c.warehouse_id = p_warehouse and c.location_id = p_location and c.state in ('open', 'recount') for no key update;
  select * into v_round from wms.count_round r where r.round_id = v_count.round_id;
  if v_count.count_id is null or v_count.assigned_to <> session_user or (v_count.claimed_by <> session_user and v_count.lease_until > now())
     or exists (select from wms.count_round r where r.count_id = v_count.count_id and r.person = session_user and r.closed_at is not null) then
    perform wms.refuse('WM455', format('%s is not on your list.', v_code), 'Take the next bin of your list, or ask the supervisor.');
  end if;
  if v_round.round_id is null or v_round.person <> session_user or v_round.closed_at is not null or v_round.left_at is not null then
    v_round := wms.begin_round(p_warehouse, v_count);
  end if;
  update wms.count set claimed_by = session_user, station = p_station, lease_until = now() + make_interval(secs => p_lease_seconds),
         round_id = v_round.round_id where count_id = v_count.count_id;
  return wms.keep_answer(p_op, jsonb_build_object('count_id', v_count.count_id, 'location_id', p_location, 'location', v_code,
    'lines', wms.lines_of_round(v_round.round_id)));
end $$;

-- A new pass over a bin; what another had begun and left is void. Each record's position is a committed one: what is being
-- booked at this moment gets a later version, so it counts as having happened afterwards.
create function wms.begin_round(p_warehouse int, p_count wms.count) returns wms.count_round
language plpgsql as $$
declare
  v_round wms.count_round;
begin
  update wms.count_round set left_at = now() where count_id = p_count.count_id and closed_at is null and left_at is null;
  insert into wms.count_round (warehouse_id, count_id, round)
  values (p_warehouse, p_count.count_id, 1 + coalesce((select max(r.round) from wms.count_round r where r.count_id = p_count.count_id), 0))
  returning * into v_round;
  insert into wms.count_position (warehouse_id, round_id, line_id, quant_id, product_id, lot_id, hu_id, balance, row_version)
  select p_warehouse, v_round.round_id, 0, q.quant_id, q.product_id, q.lot_id, q.hu_id, q.quantity, q.row_version
    from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_count.location_id;
  return v_round;
end $$;

-- What a person entered in a pass and did not take back.
create function wms.lines_of_round(p_round bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('line_id', n.line_id, 'product_id', n.product_id, 'sku', p.sku, 'name', p.name,
           'lot', coalesce(t.number, n.lot_number), 'unit', h.sscc, 'quantity', n.quantity) order by n.line_id), '[]')
    from wms.count_line n
    left join wms.product p on p.product_id = n.product_id
    left join wms.lot t on t.lot_id = n.lot_id
    left join wms.handling_unit h on h.hu_id = n.hu_id
   where n.round_id = p_round and n.taken_back_at is null
$$;

-- The bin that this person is counting, with its pass; locked. WM455.
create function wms.my_round(p_warehouse int, p_count bigint, out round_id bigint, out location_id bigint, out code text)
language plpgsql as $$
begin
  select c.round_id, c.location_id, l.code into my_round.round_id, my_round.location_id, my_round.code
    from wms.count c join wms.count_round r on r.round_id = c.round_id
    join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
   where c.count_id = p_count and c.warehouse_id = p_warehouse and c.state in ('open', 'recount') and c.claimed_by = session_user
     and r.person = session_user and r.closed_at is null and r.left_at is null for no key update of c;
  if my_round.round_id is null then
    perform wms.refuse('WM455', 'You are not counting this bin.', 'Scan the bin to begin; if it is refused, take the next one.');
  end if;
  update wms.count c set lease_until = greatest(c.lease_until, now() + interval '10 minutes') where c.count_id = p_count;
end $$;
