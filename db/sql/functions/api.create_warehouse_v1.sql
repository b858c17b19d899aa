-- Roles: r_admin
-- A new warehouse with its virtual places; its maker may act in it. WM409, WM422.
create function api.create_warehouse_v1(p_op uuid, p_code text, p_name text, p_time_zone text, p_address text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_id int;
begin
  perform wms.authorise_person();
  v_old := wms.claim_op(p_op, row('create_warehouse', p_code, p_name, p_time_zone, p_address)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_code is null or p_code !~ '^[A-Za-z0-9][A-Za-z0-9 _-]{0,31}$' or coalesce(p_name, '') = '' then
    perform wms.refuse('WM422', 'A warehouse needs a code of letters and digits, and a name.', 'Enter both, for example BRE2 and Bremen 2.');
  elsif not exists (select from pg_timezone_names z where z.name = p_time_zone) then
    perform wms.refuse('WM422', format('%s is not a time zone.', coalesce(left(p_time_zone, 40), 'Nothing')), 'Enter one such as Europe/Berlin.');
  elsif exists (select from wms.warehouse w where w.code = p_code) then
    perform wms.refuse('WM409', format('There is a warehouse %s already.', p_code), 'Choose another code.');
  end if;
  insert into wms.warehouse (code, name, time_zone, address) values (p_code, p_name, p_time_zone, p_address)
  returning warehouse_id into v_id;
  insert into wms.user_warehouse values (session_user, v_id);
  insert into wms.location (warehouse_id, code, barcode, kind, boundary)
  select v_id, upper(b), 'VIRTUAL-' || upper(b), 'virtual', b from unnest(array['supplier', 'customer', 'adjustment', 'scrap', 'transit']) b;
  insert into wms.event (warehouse_id, type, aggregate_id, number) values (v_id, 'warehouse.created', v_id, p_code);
  return wms.keep_answer(p_op, jsonb_build_object('warehouse_id', v_id));
end $$;

-- Is the person's session valid, whatever the warehouse? WM401.
create function wms.authorise_person() returns void
language plpgsql as $$
begin
  perform from wms.app_session s where s.login = session_user and not s.revoked and s.expires_at > now();
  if not found then
    perform wms.refuse('WM401', 'Your session has ended.', 'Sign in again.');
  end if;
end $$;
