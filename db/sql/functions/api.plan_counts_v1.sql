-- Roles: r_supervisor
-- Plan counts and put the first bins on the list. p_kind abc, turnover, accuracy, zero or demand (p_locations); p_rule says
-- which: {classes, zone, days, limit, below} (wms.bins_to_count). p_every_days: again and again. Bins on a list stay there.
create function api.plan_counts_v1(
  p_op uuid, p_warehouse int, p_name text, p_kind text, p_rule jsonb default '{}', p_locations bigint[] default null,
  p_every_days int default null, p_tolerance numeric default 0, p_tolerance_share numeric default 0,
  p_auto_post boolean default true, p_person text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_plan bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('plan_counts', p_warehouse, p_name, p_kind, p_rule, p_locations, p_every_days, p_tolerance,
                                  p_tolerance_share, p_auto_post, p_person)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_plan(p_warehouse, p_name, p_kind, p_rule, p_locations, p_tolerance, p_tolerance_share);
  if p_every_days not between 1 and 3660 then
    perform wms.refuse('WM422', 'A plan repeats after 1 to 3660 days.', 'Enter the days between two counts.');
  end if;
  perform wms.check_counter(p_warehouse, p_person);
  insert into wms.count_plan (warehouse_id, name, kind, rule, every_days, tolerance, tolerance_share, auto_post)
  values (p_warehouse, trim(p_name), p_kind, coalesce(p_rule, '{}'), p_every_days, coalesce(p_tolerance, 0),
          coalesce(p_tolerance_share, 0), coalesce(p_auto_post, true))
  on conflict do nothing returning plan_id into v_plan;
  if v_plan is null then
    perform wms.refuse('WM409', format('There is a plan named %s.', left(p_name, 80)), 'Choose another name, or end that plan.');
  end if;
  return wms.keep_answer(p_op, wms.run_plan(p_warehouse, v_plan, p_locations, p_person) || jsonb_build_object('plan_id', v_plan));
end $$;

-- Is this a plan at all? WM422, WM404.
create function wms.check_plan(p_warehouse int, p_name text, p_kind text, p_rule jsonb, p_locations bigint[],
                               p_tolerance numeric, p_share numeric) returns void
language plpgsql stable as $$
begin
  if length(trim(p_name)) not between 1 and 80 or p_name is null then
    perform wms.refuse('WM422', 'A plan has a name of 1 to 80 characters.', 'Give it a name that people will know it by.');
  elsif p_kind is null or p_kind not in ('abc', 'turnover', 'accuracy', 'zero', 'demand') then
    perform wms.refuse('WM422', format('%s is not a kind of count plan.', coalesce(left(p_kind, 40), 'Nothing')),
                       'Use one of: abc, turnover, accuracy, zero, demand.');
  elsif (p_kind = 'demand') <> (coalesce(cardinality(p_locations), 0) > 0) or cardinality(p_locations) > 5000 then
    perform wms.refuse('WM422', 'A count on demand names 1 to 5,000 bins, other plans none.', 'Choose the bins on the map.');
  elsif p_tolerance < 0 or p_tolerance >= 'NaN' or p_tolerance > 1000000000 or p_share not between 0 and 1 then
    perform wms.refuse('WM422', 'That is not a tolerance.', 'Enter units of 0 or more, and a share of 0 to 1.');
  elsif jsonb_typeof(p_rule) <> 'object' or exists (
        select from jsonb_each(p_rule) e where case e.key when 'classes' then jsonb_typeof(e.value) <> 'array'
          when 'zone' then jsonb_typeof(e.value) <> 'string'
          when 'days' then not wms.is_between(e.value, 0, 3660) when 'limit' then not wms.is_between(e.value, 1, 5000)
          when 'below' then not wms.is_between(e.value, 0, 1) else true end) then
    perform wms.refuse('WM422', 'The rule of this plan cannot be read.',
                       'Use classes (a list), zone, days (0 to 3660), limit (1 to 5000) and below (0 to 1).');
  elsif exists (select from unnest(p_locations) i(id) where not exists (select from wms.location l
          where l.warehouse_id = p_warehouse and l.location_id = i.id and l.kind not in ('virtual', 'retired'))) then
    perform wms.refuse('WM404', 'A bin is not known in this warehouse.', 'Choose the bins on the map again.');
  end if;
end $$;
create function wms.is_between(p_value jsonb, p_least numeric, p_most numeric) returns boolean
language sql immutable as $$
  select case when jsonb_typeof(p_value) = 'number' then (p_value #>> '{}')::numeric between p_least and p_most else false end
$$;

-- A person who can count here: known, of this warehouse. Null: whoever comes. WM404.
create function wms.check_counter(p_warehouse int, p_person text) returns void
language plpgsql stable as $$
begin
  if p_person is not null and not exists (select from wms.user_warehouse u where u.login = p_person and u.warehouse_id = p_warehouse) then
    perform wms.refuse('WM404', format('%s does not work in this warehouse.', left(p_person, 60)), 'Choose a person of the list.');
  end if;
end $$;

-- Put the bins of a plan on the list, once more. Answer: counts (bins put on the list), already (bins that are on one).
create function wms.run_plan(p_warehouse int, p_plan bigint, p_locations bigint[], p_person text) returns jsonb
language plpgsql as $$
declare
  v_plan wms.count_plan;
  v_bins bigint[];
  v_made int;
begin
  update wms.count_plan set run = run + 1, version = version + 1, next_on = current_date + every_days
   where plan_id = p_plan and warehouse_id = p_warehouse returning * into v_plan;
  v_bins := case when p_locations is null then wms.bins_to_count(p_warehouse, v_plan.kind, v_plan.rule) else p_locations end;
  insert into wms.count (warehouse_id, plan_id, run, location_id, assigned_to)
  select p_warehouse, p_plan, v_plan.run, b.id, p_person from (select distinct unnest(v_bins) as id order by 1) b
  on conflict (warehouse_id, location_id) where state in ('open', 'counted', 'recount', 'review', 'approved') do nothing;
  get diagnostics v_made = row_count;
  return jsonb_build_object('counts', v_made, 'already', cardinality(array(select distinct unnest(v_bins))) - v_made, 'run', v_plan.run);
end $$;

-- The bins that a plan means today, at most rule.limit (200), those not counted for longest first. Not counted within
-- rule.days (abc: 0, others: 30). abc: stock of rule.classes. turnover: most movements in rule.days. accuracy: the last
-- count was right in less than rule.below of its lines (1), or a pick came short there. zero: emptied within rule.days (1).
create function wms.bins_to_count(p_warehouse int, p_kind text, p_rule jsonb) returns bigint[]
language plpgsql stable as $$
declare
  v_days interval := make_interval(days => coalesce((p_rule ->> 'days')::int, case p_kind when 'abc' then 0 when 'zero' then 1 else 30 end));
  v_most int := coalesce((p_rule ->> 'limit')::int, 200);
  v_classes text[] := array(select jsonb_array_elements_text(coalesce(p_rule -> 'classes', '["A"]')));
begin
  return array(
    select l.location_id
      from wms.location l
      left join wms.zone z on z.zone_id = l.zone_id
      cross join lateral (select case p_kind
        when 'abc' then case when exists (select from wms.quant q join wms.product p on p.product_id = q.product_id
             where q.warehouse_id = p_warehouse and q.location_id = l.location_id and q.quantity > 0 and p.abc_class = any (v_classes))
             and (l.last_counted_at is null or l.last_counted_at <= now() - v_days) then 1 end
        when 'turnover' then (select count(*) from wms.ledger g where g.warehouse_id = p_warehouse
             and ((g.from_location_id = l.location_id and g.from_quant_id is not null)
                  or (g.to_location_id = l.location_id and g.to_quant_id is not null)) and g.posted_at > now() - v_days)
        when 'accuracy' then case when wms.right_share(p_warehouse, l.location_id, v_days) < coalesce((p_rule ->> 'below')::numeric, 1)
             then 1 end
        when 'zero' then case when exists (select from wms.ledger g where g.warehouse_id = p_warehouse
             and g.from_location_id = l.location_id and g.from_quant_id is not null and g.posted_at > now() - v_days
             and g.posted_at > coalesce(l.last_counted_at, '-infinity'))
             and not exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = l.location_id and q.quantity > 0)
             then 1 end end as weight) w
     where l.warehouse_id = p_warehouse and l.kind in ('storage', 'pick') and w.weight > 0
       and (p_rule ->> 'zone' is null or z.code = p_rule ->> 'zone')
     order by case when p_kind = 'turnover' then w.weight end desc nulls last, l.last_counted_at nulls first, l.pick_sequence, l.location_id
     limit v_most);
end $$;

-- Of the lines of the last counts of a bin, the share that was right; null where none was counted in that time.
create function wms.right_share(p_warehouse int, p_location bigint, p_days interval) returns numeric
language sql stable as $$
  select avg((e.difference = 0)::int) from wms.count c join wms.count_expectation e on e.round_id = c.round_id
   where c.warehouse_id = p_warehouse and c.location_id = p_location and c.state = 'posted' and c.posted_at > now() - p_days
$$;
