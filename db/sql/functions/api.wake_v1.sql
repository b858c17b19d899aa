-- Roles: all
-- The waker: one client holds a lease and wakes the others at most ten times a second. Returns whether the caller holds
-- it, with its fencing token. p_news: there is something new; false only keeps the lease, null gives it back.
create function api.wake_v1(p_warehouse int, p_holder uuid, p_news boolean)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '1s' as $$
declare
  v_lease wms.lease;
begin
  perform wms.authorise(p_warehouse);
  if p_news is null then
    update wms.lease set expires_at = now() where name = 'waker:' || p_warehouse and holder = p_holder;
    return jsonb_build_object('holder', false);
  end if;
  insert into wms.lease as l (name, holder, expires_at) values ('waker:' || p_warehouse, p_holder, now() + interval '5 seconds')
  on conflict (name) do update
    set token = case when l.holder = excluded.holder then l.token else l.token + 1 end, holder = excluded.holder,
        expires_at = excluded.expires_at
    where l.holder = excluded.holder or l.expires_at <= now()
  returning * into v_lease;
  if v_lease.name is null then
    return jsonb_build_object('holder', false);
  end if;
  if p_news and v_lease.last_act < clock_timestamp() - interval '100 milliseconds' then
    update wms.lease set last_act = clock_timestamp() where name = v_lease.name;
    perform pg_notify('stillage_wake', '');
  end if;
  return jsonb_build_object('holder', true, 'token', v_lease.token);
end $$;
