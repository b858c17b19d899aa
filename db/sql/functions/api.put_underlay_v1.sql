-- Roles: r_planner, r_admin
-- Keep the plan that lies under a floor. p_picture: PNG or JPEG in base64; null leaves the picture and changes its placing.
create function api.put_underlay_v1(p_op uuid, p_warehouse int, p_floor text, p_name text, p_placing jsonb, p_picture text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_picture bytea;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_underlay', p_warehouse, p_floor, p_name, p_placing, md5(p_picture))::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(length(p_floor), 0) not between 1 and 80 or coalesce(length(p_name), 0) not between 1 and 200
     or jsonb_typeof(p_placing) is distinct from 'object' or length(p_placing::text) > 1000 then
    perform wms.refuse('WM422', 'This plan cannot be kept.', 'Choose its file again.');
  end if;
  if length(p_picture) > 10700000 then
    perform wms.refuse('WM422', 'The plan is larger than 8 MB.', 'Save it with fewer dots per inch.');
  end if;
  if p_picture is null then
    update wms.layout_underlay set name = p_name, lying = p_placing, changed_at = clock_timestamp(), changed_by = session_user
     where warehouse_id = p_warehouse and floor_id = p_floor;
    if not found then
      perform wms.refuse('WM404', 'There is no plan under this floor any more.', 'Choose its file again.');
    end if;
  else
    begin
      v_picture := decode(p_picture, 'base64');
    exception when invalid_parameter_value then
      perform wms.refuse('WM422', 'This plan cannot be kept.', 'Choose its file again.');
    end;
    if substr(v_picture, 1, 4) <> '\x89504e47'::bytea and substr(v_picture, 1, 3) <> '\xffd8ff'::bytea then
      perform wms.refuse('WM422', 'The plan is neither PNG nor JPEG.', 'Choose its file again.');
    end if;
    insert into wms.layout_underlay as u (warehouse_id, floor_id, name, lying, picture)
    values (p_warehouse, p_floor, p_name, p_placing, v_picture)
    on conflict (warehouse_id, floor_id) do update set name = excluded.name, lying = excluded.lying,
       picture = excluded.picture, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('floor', p_floor));
end $$;

-- Take the plan away from under a floor; none there is well, too.
create function api.drop_underlay_v1(p_op uuid, p_warehouse int, p_floor text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('drop_underlay', p_warehouse, p_floor)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  delete from wms.layout_underlay where warehouse_id = p_warehouse and floor_id = p_floor;
  return wms.keep_answer(p_op, jsonb_build_object('floor', p_floor));
end $$;
