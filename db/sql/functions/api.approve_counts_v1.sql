-- Roles: r_supervisor
-- Accept what was counted and post the differences, now: kind 'count', with a reason of 'adjust' (null: found or lost, by the
-- sign). Nobody approves their own count. All or nothing; what cannot be posted is said bin by bin (WM455). Where less would be
-- left than is reserved, it is refused with the list of orders (WM451), unless p_break: then those reservations are given back.
create function api.approve_counts_v1(p_op uuid, p_warehouse int, p_counts bigint[], p_reason text default null, p_break boolean default false)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_bad record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('approve_counts', p_warehouse, p_counts, p_reason, p_break)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_reason is not null then
    perform wms.check_reason(p_reason, 'adjust');
  end if;
  if coalesce(cardinality(p_counts), 0) not between 1 and 20000 then
    perform wms.refuse('WM422', 'Approve 1 to 20,000 bins at once.', 'Choose fewer bins.');
  end if;
  perform from wms.count c where c.count_id = any (p_counts) order by c.count_id for no key update;
  select i.id, c.state, l.code, r.person into v_bad
    from unnest(p_counts) i(id)
    left join wms.count c on c.count_id = i.id and c.warehouse_id = p_warehouse
    left join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
    left join wms.count_round r on r.round_id = c.round_id
   where c.count_id is null or c.state not in ('counted', 'recount', 'review', 'approved')
      or r.closed_at is null or (r.person = session_user and not r.imported) limit 1;
  if found then
    if v_bad.state is null then
      perform wms.refuse('WM404', 'A count is not known here.', 'Refresh the list and choose again.');
    elsif v_bad.person = session_user and v_bad.state in ('counted', 'recount', 'review', 'approved') then
      perform wms.refuse('WM403', format('You counted %s yourself.', v_bad.code), 'Somebody else approves it.');
    end if;
    perform wms.refuse('WM455', format('%s is not ready to be approved: it is %s.', v_bad.code,
      case when v_bad.state in ('recount', 'open') then 'being counted' else v_bad.state end), 'Refresh the list and choose again.',
      jsonb_build_object('count', v_bad.id, 'state', v_bad.state));
  end if;
  update wms.count set decided_by = session_user, decided_at = clock_timestamp(), reason = p_reason where count_id = any (p_counts);
  return wms.keep_answer(p_op, wms.post_counts(p_op, p_warehouse, p_counts, p_reason, coalesce(p_break, false)));
end $$;

-- Roles: r_supervisor, r_integration
-- Post what was within tolerance and is approved by its plan, up to p_limit bins. What cannot be posted (stock moved on, would
-- break a reservation, a serial number that stands elsewhere) goes to review; the rest is posted. Answer: counts, lines, review,
-- more (there may be further ones).
create function api.post_counts_v1(p_op uuid, p_warehouse int, p_limit int default 500)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_most int := least(greatest(coalesce(p_limit, 500), 1), 5000);
  v_old jsonb;
  v_ready bigint[];
  v_stuck bigint[];
  v_taken int;
  v_answer jsonb := jsonb_build_object('counts', 0, 'lines', 0);
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('post_counts', p_warehouse, p_limit)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_ready := array(select c.count_id from wms.count c where c.warehouse_id = p_warehouse and c.state = 'approved'
                    order by c.count_id limit v_most for no key update skip locked);
  v_taken := cardinality(v_ready);
  v_stuck := array(select distinct (o.value ->> 'count')::bigint from jsonb_array_elements(wms.obstacles(p_warehouse, v_ready)) o);
  update wms.count c set state = 'review', flags = array(select distinct unnest(c.flags || array['reserved'])) where c.count_id = any (v_stuck);
  v_ready := array(select i from unnest(v_ready) i where i <> all (v_stuck));
  if v_ready <> '{}' then
    v_answer := wms.post_what_can_be(p_op, p_warehouse, v_ready);
  end if;
  return wms.keep_answer(p_op, v_answer || jsonb_build_object('review', cardinality(v_stuck) + coalesce((v_answer ->> 'review')::int, 0),
                                                              'more', v_taken = v_most));
end $$;

-- Post them in one go; where one is refused, one by one, so that a bin that cannot be posted waits for a person and holds up
-- no other. Only refusals are met so: what is nobody's fault is told and tried again.
create function wms.post_what_can_be(p_op uuid, p_warehouse int, p_counts bigint[]) returns jsonb
language plpgsql as $$
declare
  v_one bigint;
  v_answer jsonb;
  v_counts int := 0;
  v_lines int := 0;
  v_refused int := 0;
begin
  begin
    return wms.post_counts(p_op, p_warehouse, p_counts, null, false);
  exception when sqlstate 'WM404' or sqlstate 'WM422' or sqlstate 'WM423' or sqlstate 'WM451' or sqlstate 'WM452' or sqlstate 'WM453'
                 or sqlstate 'WM454' or sqlstate 'WM455' then
    null;
  end;
  for v_one in select c.count_id from wms.count c where c.count_id = any (p_counts) order by c.location_id loop
    begin
      v_answer := wms.post_counts(p_op, p_warehouse, array[v_one], null, false);
      v_counts := v_counts + 1;
      v_lines := v_lines + (v_answer ->> 'lines')::int;
    exception when sqlstate 'WM404' or sqlstate 'WM422' or sqlstate 'WM423' or sqlstate 'WM451' or sqlstate 'WM452' or sqlstate 'WM453'
                   or sqlstate 'WM454' or sqlstate 'WM455' then
      update wms.count c set state = 'review', flags = array(select distinct unnest(c.flags || array['refused'])) where c.count_id = v_one;
      v_refused := v_refused + 1;
    end;
  end loop;
  return jsonb_build_object('counts', v_counts, 'lines', v_lines, 'review', v_refused);
end $$;

-- Roles: r_supervisor
-- Not so: have these bins counted again, by somebody who has not counted them yet.
create function api.recount_v1(p_op uuid, p_warehouse int, p_counts bigint[], p_person text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_done int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('recount', p_warehouse, p_counts, p_person)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_counter(p_warehouse, p_person);
  perform from wms.count c where c.count_id = any (p_counts) and c.warehouse_id = p_warehouse order by c.count_id for no key update;
  if exists (select from wms.count_round r where r.count_id = any (p_counts) and r.person = p_person and r.closed_at is not null) then
    perform wms.refuse('WM455', format('%s has counted it already.', p_person), 'Give it to somebody else.');
  end if;
  update wms.count c set state = 'recount', assigned_to = p_person, decided_by = session_user, decided_at = clock_timestamp()
   where c.count_id = any (p_counts) and c.warehouse_id = p_warehouse and c.state in ('counted', 'review', 'approved');
  get diagnostics v_done = row_count;
  if v_done < coalesce(cardinality(p_counts), 0) or v_done = 0 then
    perform wms.refuse('WM455', 'Not all of these bins wait for a decision.', 'Refresh the list and choose again.');
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('recounts', v_done));
end $$;
