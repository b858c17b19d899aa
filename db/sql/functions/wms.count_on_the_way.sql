-- Counting by walking past (wms.count_walk): a bin on the list of counts near where somebody stands, taken for a while; scanning it
-- begins the count, as ever. One at a time: after a count comes other work, unless there is none (p_alone). Not for who is given
-- other kinds or other zones, nor a bin that they counted before or that is somebody else's. Answer as of api.next_task_v1, or null.
create function wms.count_on_the_way(p_warehouse int, p_at bigint, p_kinds jsonb, p_station text, p_seconds int, p_alone boolean) returns jsonb
language plpgsql as $$
declare
  v_way wms.count_walk;
  v_stands wms.location;
  v_limit wms.work_limit;
  v_one record;
begin
  select * into v_way from wms.count_walk w where w.warehouse_id = p_warehouse and w.way <> 'off';
  if not found or not coalesce(p_kinds ? 'count', true) then
    return null;
  end if;
  select * into v_limit from wms.work_limit l where l.warehouse_id = p_warehouse and l.login = session_user;
  if not coalesce('count' = any (v_limit.kinds), true) or not p_alone and wms.counted_last(p_warehouse, session_user) then
    return null;
  end if;
  select * into v_stands from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = coalesce(p_at, wms.last_place(p_warehouse, session_user));
  for v_one in
    select c.count_id, c.location_id, l.code, d.metres
      from wms.count c
     cross join lateral (select k.* from wms.location k where k.warehouse_id = p_warehouse and k.location_id = c.location_id limit 1) l
      left join wms.zone z on z.zone_id = l.zone_id
     cross join lateral (select sqrt((l.x::float8 - v_stands.x) ^ 2 + (l.y::float8 - v_stands.y) ^ 2) / 1000 as metres) d
     where c.warehouse_id = p_warehouse and c.state in ('open', 'recount') and coalesce(c.assigned_to, session_user) = session_user
       and (c.claimed_by is null or c.claimed_by = session_user or c.lease_until < now())
       and l.kind in ('storage', 'pick') and (v_limit.zones is null or z.code is null or z.code = any (v_limit.zones))
       and case v_way.way when 'aisle' then l.location_id = v_stands.location_id
                                            or (l.aisle, l.zone_id) is not distinct from (v_stands.aisle, v_stands.zone_id) and l.aisle is not null
                          else l.location_id = v_stands.location_id or d.metres <= v_way.metres end
       and not exists (select from wms.count_round r where r.count_id = c.count_id and r.person = session_user and r.closed_at is not null)
     order by c.claimed_by = session_user desc nulls last, d.metres nulls last, l.pick_sequence, c.count_id limit 5
  loop
    update wms.count c set claimed_by = session_user, station = p_station, lease_until = now() + make_interval(secs => p_seconds)
     where c.count_id = (select k.count_id from wms.count k where k.count_id = v_one.count_id and k.state in ('open', 'recount')
                            and (k.claimed_by is null or k.claimed_by = session_user or k.lease_until < now()) for no key update skip locked);
    if found then
      return jsonb_build_object('found', true, 'tasks', '[]'::jsonb, 'kind', 'count', 'batch_id', null, 'order_id', null,
        'count', jsonb_build_object('count_id', v_one.count_id, 'location_id', v_one.location_id, 'code', v_one.code),
        'why', jsonb_build_object('from', v_stands.code, 'metres', round(v_one.metres::numeric, 1), 'count', true));
    end if;
  end loop;
  return null;
end $$;

-- Was a count what this person did last? Their passes and their tasks of the last twelve hours.
create function wms.counted_last(p_warehouse int, p_login name) returns boolean
language sql stable as $$
  select coalesce((select r.closed_at from wms.count_round r
                    where r.warehouse_id = p_warehouse and r.person = p_login and r.closed_at > now() - interval '12 hours'
                    order by r.closed_at desc limit 1)
                  > coalesce((select t.finished_at from wms.task t
                               where t.warehouse_id = p_warehouse and t.claimed_by = p_login and t.finished_at > now() - interval '12 hours'
                               order by t.finished_at desc limit 1), '-infinity'), false)
$$;
