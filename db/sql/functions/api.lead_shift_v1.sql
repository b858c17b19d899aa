-- Roles: r_supervisor
-- A shift of simulated people has a warehouse for itself: two at once would take each other's carts and totes. Take or keep the
-- lease (p_seconds 0 gives it back); answer: mine, until. A shift that was killed is waited for until then.
create function api.lead_shift_v1(p_warehouse int, p_holder uuid, p_seconds int default 20)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  v_name text := 'shift:' || p_warehouse;
  v_lease wms.lease;
begin
  perform wms.authorise(p_warehouse);
  if p_holder is null or p_seconds is null or p_seconds not between 0 and 300 then
    perform wms.refuse('WM422', 'A lease is held by somebody for at most 300 seconds.', 'Ask for less.');
  elsif p_seconds = 0 then
    update wms.lease set expires_at = clock_timestamp() where name = v_name and holder = p_holder and expires_at > clock_timestamp();
    return jsonb_build_object('mine', false);
  end if;
  insert into wms.lease as l (name, holder, expires_at, last_act)
  values (v_name, p_holder, clock_timestamp() + make_interval(secs => p_seconds), clock_timestamp())
  on conflict (name) do update
    set token = case when l.holder = excluded.holder then l.token else l.token + 1 end, holder = excluded.holder,
        expires_at = excluded.expires_at, last_act = excluded.last_act
    where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
  returning * into v_lease;
  if found then
    return jsonb_build_object('mine', true, 'until', v_lease.expires_at);
  end if;
  select * into v_lease from wms.lease l where l.name = v_name;
  return jsonb_build_object('mine', false, 'until', v_lease.expires_at);
end $$;
