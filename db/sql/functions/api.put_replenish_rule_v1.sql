-- Roles: r_supervisor, r_planner
-- A pick face of a product is kept between two quantities; p_pack: it is refilled in whole packs of so many. One rule a
-- product and face: entering it again changes it, p_active false ends it and what nobody has begun for it. Answer: rule_id,
-- cancelled. WM404, WM422.
create function api.put_replenish_rule_v1(p_op uuid, p_warehouse int, p_product bigint, p_location bigint, p_least numeric, p_most numeric,
                                          p_pack numeric default null, p_active boolean default true)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_rule bigint;
  v_cancelled int := 0;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_replenish_rule', p_warehouse, p_product, p_location, p_least, p_most, p_pack, p_active)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;      -- one planner after the other
  perform wms.check_rule(p_warehouse, p_product, p_location, p_least, p_most, p_pack);
  insert into wms.replenish_rule as r (warehouse_id, product_id, location_id, min_quantity, max_quantity, pack, active)
  values (p_warehouse, p_product, p_location, p_least, p_most, p_pack, coalesce(p_active, true))
  on conflict (warehouse_id, product_id, location_id) do update
    set min_quantity = excluded.min_quantity, max_quantity = excluded.max_quantity, pack = excluded.pack, active = excluded.active,
        made_by = session_user, made_at = now(), version = r.version + 1
  returning rule_id into v_rule;
  if not coalesce(p_active, true) then
    perform from wms.task t where t.rule_id = v_rule order by t.task_id for no key update;
    update wms.task t set state = 500, finished_at = now(), settlement = 'The rule has ended.'
     where t.rule_id = v_rule and (t.state < 200 or t.state = 600 and t.done = 0);
    get diagnostics v_cancelled = row_count;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('rule_id', v_rule, 'cancelled', v_cancelled));
end $$;

-- Can this face be kept between these? WM404, WM422.
create function wms.check_rule(p_warehouse int, p_product bigint, p_location bigint, p_least numeric, p_most numeric, p_pack numeric)
returns void language plpgsql stable as $$
declare
  v_face record;
begin
  select l.code, l.kind into v_face from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location;
  if v_face.code is null or not exists (select from wms.product p where p.product_id = p_product) then
    perform wms.refuse('WM404', 'This product or bin is not known here.', 'Check the SKU and the address of the pick face.');
  elsif v_face.kind <> 'pick' then
    perform wms.refuse('WM422', format('%s is no pick face.', v_face.code), 'Choose a bin that is picked from; goods come to it from reserve bins.');
  elsif p_least is null or p_most is null or p_least = 'NaN' or p_most = 'NaN' or p_least < 0 or p_most <= p_least or p_most > 1000000000
     or p_least <> round(p_least, 6) or p_most <> round(p_most, 6) then
    perform wms.refuse('WM422', format('Between %s and %s nothing can be kept.', coalesce(p_least::float8::text, 'nothing'),
                       coalesce(p_most::float8::text, 'nothing')), 'Enter 0 or more as the least, and more than that as the most.');
  elsif p_pack = 'NaN' or p_pack <= 0 or p_pack > p_most or p_pack <> round(p_pack, 6) then
    perform wms.refuse('WM422', format('Packs of %s do not fit a face of %s.', p_pack::float8, p_most::float8),
                       'Enter a pack that the face can take, or none.');
  end if;
end $$;

-- Roles: all
-- The rules with what lies in their faces, what comes, what waits for it, and what there is in reserve.
create function api.replenish_rules_v1(p_warehouse int)
returns table (rule_id bigint, product_id bigint, sku text, product text, location_id bigint, face text, zone text, min_quantity float8,
               max_quantity float8, pack float8, active boolean, on_face float8, free float8, incoming float8, waiting float8,
               waiting_lines int, cut_off timestamptz, reserve float8, task_id bigint, task_state text, trouble text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select f.rule_id, f.product_id, p.sku, p.name, f.location_id, l.code, z.code, f.min_quantity::float8, f.max_quantity::float8, f.pack::float8,
         r.active, f.on_face::float8, f.free::float8, f.incoming::float8, f.waiting::float8, f.lines, f.cut_off,
         (select coalesce(sum(s.free), 0) from wms.reserve_of(p_warehouse, f.product_id) s)::float8, k.task_id, s.name, k.exception_reason
    from wms.faces(p_warehouse, true) f
    join wms.replenish_rule r on r.rule_id = f.rule_id
    join wms.product p on p.product_id = f.product_id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = f.location_id
    left join wms.zone z on z.zone_id = l.zone_id
    left join lateral (select t.task_id, t.state, t.exception_reason from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'replenish'
                          and t.rule_id = f.rule_id and (t.state < 400 or t.state = 600) order by t.state = 600, t.task_id limit 1) k on true
    left join wms.state s on s.entity = 'task' and s.rank = k.state
   order by p.sku, l.code;
end $$;
