-- Roles: r_supervisor, r_integration
-- Put the bins of the plans that are due (p_plan null), or of this one, on the list again.
create function api.run_counts_v1(p_op uuid, p_warehouse int, p_plan bigint default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_one record;
  v_counts int := 0;
  v_plans int := 0;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('run_counts', p_warehouse, p_plan)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_plan is not null and not exists (select from wms.count_plan n where n.plan_id = p_plan and n.warehouse_id = p_warehouse
       and n.ended_at is null and n.kind not in ('demand', 'import')) then
    perform wms.refuse('WM404', 'This plan is not known here, or cannot be run again.', 'Choose a plan that repeats, or count bins from the map.');
  end if;
  for v_one in
    select n.plan_id from wms.count_plan n
     where n.warehouse_id = p_warehouse and n.ended_at is null and case when p_plan is null then n.next_on <= current_date else n.plan_id = p_plan end
     order by n.plan_id for no key update
  loop
    v_plans := v_plans + 1;
    v_counts := v_counts + (wms.run_plan(p_warehouse, v_one.plan_id, null, null) ->> 'counts')::int;
  end loop;
  return wms.keep_answer(p_op, jsonb_build_object('plans', v_plans, 'counts', v_counts));
end $$;

-- Roles: r_supervisor
-- End a plan: it runs no more, and what nobody has begun to count leaves the list.
create function api.end_plan_v1(p_op uuid, p_warehouse int, p_plan bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_left int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('end_plan', p_warehouse, p_plan)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  update wms.count_plan set ended_at = now(), next_on = null, version = version + 1
   where plan_id = p_plan and warehouse_id = p_warehouse and ended_at is null;
  if not found then
    perform wms.refuse('WM404', 'This plan is not known here, or has ended.', 'Refresh the list of plans.');
  end if;
  perform from wms.count c where c.plan_id = p_plan and c.state = 'open' order by c.count_id for no key update;
  update wms.count c set state = 'cancelled', decided_by = session_user, decided_at = now()
   where c.plan_id = p_plan and c.state = 'open' and (c.claimed_by is null or c.lease_until < now());
  get diagnostics v_left = row_count;
  return wms.keep_answer(p_op, jsonb_build_object('cancelled', v_left));
end $$;

-- Say who counts these bins (null: whoever comes). What somebody is counting now stays with them.
create function api.assign_counts_v1(p_op uuid, p_warehouse int, p_counts bigint[], p_person text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_busy int;
  v_done int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('assign_counts', p_warehouse, p_counts, p_person)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(cardinality(p_counts), 0) not between 1 and 5000 then
    perform wms.refuse('WM422', 'Assign 1 to 5,000 bins at once.', 'Choose fewer bins.');
  end if;
  perform wms.check_counter(p_warehouse, p_person);
  perform from wms.count c where c.count_id = any (p_counts) and c.warehouse_id = p_warehouse order by c.count_id for no key update;
  select count(*) into v_busy from unnest(p_counts) i(id)
   where exists (select from wms.count_round r where r.count_id = i.id and r.person = p_person and r.closed_at is not null);
  if v_busy > 0 then
    perform wms.refuse('WM455', format('%s has counted %s of these bins already.', p_person, v_busy),
                       'Give them to somebody else: a bin is counted again by another person.');
  end if;
  update wms.count c set assigned_to = p_person
   where c.count_id = any (p_counts) and c.warehouse_id = p_warehouse and c.state in ('open', 'recount')
     and (c.claimed_by is null or c.lease_until < now() or c.claimed_by = p_person);
  get diagnostics v_done = row_count;
  return wms.keep_answer(p_op, jsonb_build_object('assigned', v_done, 'kept', cardinality(p_counts) - v_done));
end $$;
