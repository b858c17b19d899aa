-- The daemon leads a warehouse by a lease with a fencing token: each time another takes it, the token grows, and whoever
-- comes with an older one is refused in the transaction of what it wanted to do.

-- Roles: r_sealer
-- Take or keep the lease. p_seconds 0 gives it back. Answer: holder, token.
create function api.lead_v1(p_warehouse int, p_holder uuid, p_seconds int default 10)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  v_lease wms.lease;
begin
  perform wms.authorise(p_warehouse);
  if p_holder is null or p_seconds not between 0 and 300 then
    perform wms.refuse('WM422', 'A lease is held by somebody for at most 300 seconds.', 'Ask for less.');
  elsif p_seconds = 0 then
    update wms.lease set expires_at = clock_timestamp() where name = 'daemon:' || p_warehouse and holder = p_holder
       and expires_at > clock_timestamp();
    return jsonb_build_object('holder', false);
  end if;
  insert into wms.lease as l (name, holder, expires_at, last_act)
  values ('daemon:' || p_warehouse, p_holder, clock_timestamp() + make_interval(secs => p_seconds), clock_timestamp())
  on conflict (name) do update
    set token = case when l.holder = excluded.holder then l.token else l.token + 1 end, holder = excluded.holder,
        expires_at = excluded.expires_at, last_act = excluded.last_act
    where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
  returning * into v_lease;
  return jsonb_build_object('holder', v_lease.name is not null, 'token', v_lease.token);
end $$;

-- Is this token the one that leads, now? Answers it, or refuses with WM412. To be asked in the statement of the effect:
-- with held as materialized (select api.held_v1(...)) select api.effect(...) from held.
create function api.held_v1(p_warehouse int, p_token bigint)
returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  return p_token;
end $$;

-- The loops tell that they live. p_jobs: [{name, state, ran_at, took_ms, runs, failures, problem, detail}].
create function api.beat_v1(p_warehouse int, p_holder uuid, p_token bigint, p_jobs jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  insert into wms.job as j (warehouse_id, name, holder, state, ran_at, took_ms, runs, failures, problem, detail, beat_at)
  select p_warehouse, r.name, p_holder, r.state, r.ran_at, r.took_ms, coalesce(r.runs, 0), coalesce(r.failures, 0), left(r.problem, 400),
         coalesce(r.detail, '{}'), clock_timestamp()
    from jsonb_to_recordset(p_jobs) r(name text, state text, ran_at timestamptz, took_ms int, runs bigint, failures int, problem text,
                                      detail jsonb)
   order by r.name
  on conflict (warehouse_id, name) do update
    set holder = excluded.holder, state = excluded.state, ran_at = coalesce(excluded.ran_at, j.ran_at),
        took_ms = coalesce(excluded.took_ms, j.took_ms), runs = excluded.runs, failures = excluded.failures,
        problem = excluded.problem, detail = excluded.detail, beat_at = excluded.beat_at;
  return jsonb_build_object('jobs', jsonb_array_length(p_jobs));
end $$;

-- Work that a station claimed and never finished goes back to the others once its lease is over.
create function api.free_claims_v1(p_warehouse int, p_token bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_freed int;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  with late as (
    select t.task_id from wms.task t
     where t.warehouse_id = p_warehouse and t.state = 200 and t.lease_until < now() - interval '1 minute'
     order by t.task_id limit 500 for no key update skip locked), freed as (
    update wms.task t set state = 100, claimed_by = null, station = null, lease_until = null
      from late where t.task_id = late.task_id returning t.task_id, t.kind, t.from_location_id)
  , told as (insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
             select p_warehouse, 'task.freed', f.task_id, array_remove(array[f.from_location_id], null), jsonb_build_object('kind', f.kind)
               from freed f returning 1)
  select count(*) into v_freed from told;
  return jsonb_build_object('freed', v_freed);
end $$;

-- Next months' partitions of the ledger.
create function api.make_partitions_v1(p_warehouse int, p_token bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  call wms.make_partitions(3);
  return '{}';
end $$;

-- Does this token lead? The row stays locked against a change of leader until the caller's transaction ends. WM412.
create function wms.check_lease(p_warehouse int, p_token bigint) returns void
language plpgsql as $$
begin
  perform from wms.lease where name = 'daemon:' || p_warehouse and token = p_token and expires_at > clock_timestamp() for share;
  if not found then
    perform wms.refuse('WM412', 'Another daemon leads this warehouse now.', 'Leave it the work; nothing was changed.');
  end if;
end $$;
