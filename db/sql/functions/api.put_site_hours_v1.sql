-- Roles: r_supervisor, r_planner, r_admin
-- When the site works, in its own time; closing before it opens, or then, is on the next day: 22:00 to 06:00 is a night shift,
-- 00:00 to 00:00 around the clock. Answer: opens, closes. WM422.
create function api.put_site_hours_v1(p_op uuid, p_warehouse int, p_opens time, p_closes time)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_site_hours', p_warehouse, p_opens, p_closes)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_opens is null or p_closes is null then
    perform wms.refuse('WM422', 'The hours of the site are not complete.', 'Say when it opens and when it closes.');
  end if;
  insert into wms.site_hours (warehouse_id, opens, closes) values (p_warehouse, p_opens, p_closes)
  on conflict (warehouse_id) do update set opens = excluded.opens, closes = excluded.closes, set_by = session_user, set_at = now();
  return wms.keep_answer(p_op, jsonb_build_object('opens', p_opens, 'closes', p_closes));
end $$;

-- Roles: all
-- When the site works; 5 to 22 h where nobody has said.
create function api.site_hours_v1(p_warehouse int)
returns table (opens time, closes time)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select coalesce(h.opens, '05:00'), coalesce(h.closes, '22:00') from (select 1) one left join wms.site_hours h on h.warehouse_id = p_warehouse;
end $$;
