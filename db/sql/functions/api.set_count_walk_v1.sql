-- Roles: r_supervisor
-- Whether people count by walking past: p_way off, aisle (bins of the aisle where they stand) or metres (within p_metres, 0.5 to 1000,
-- of where they stand). Answer: way, metres. WM422.
create function api.set_count_walk_v1(p_op uuid, p_warehouse int, p_way text, p_metres numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('count_walk', p_warehouse, p_way, p_metres)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_way is null or p_way not in ('off', 'aisle', 'metres') then
    perform wms.refuse('WM422', format('%s is no way of counting by walking past.', coalesce(left(p_way, 40), 'Nothing')), 'Use off, aisle or metres.');
  elsif (p_way = 'metres') <> (p_metres is not null) or p_metres not between 0.5 and 1000 or p_metres = 'NaN' then
    perform wms.refuse('WM422', 'A distance of 0.5 to 1,000 m stands with metres only.', 'Enter how far somebody goes out of their way.');
  end if;
  insert into wms.count_walk as w (warehouse_id, way, metres) values (p_warehouse, p_way, p_metres)
  on conflict (warehouse_id) do update set way = excluded.way, metres = excluded.metres, changed_by = session_user, changed_at = clock_timestamp();
  insert into wms.event (warehouse_id, type, payload) values (p_warehouse, 'count.walk', jsonb_build_object('way', p_way, 'metres', p_metres));
  return wms.keep_answer(p_op, jsonb_build_object('way', p_way, 'metres', p_metres));
end $$;

-- Roles: r_supervisor, r_planner, r_auditor
-- How it is: way, metres, and who said so last. Nobody did: off.
create function api.count_walk_v1(p_warehouse int)
returns table (way text, metres float8, person text, changed_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select coalesce(w.way, 'off'), w.metres::float8, coalesce(u.display_name, w.changed_by::text), w.changed_at
    from (select 1) one left join wms.count_walk w on w.warehouse_id = p_warehouse left join wms.app_user u on u.login = w.changed_by;
end $$;
