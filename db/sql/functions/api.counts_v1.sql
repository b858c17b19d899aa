-- Roles: r_supervisor, r_auditor
-- What supervisors read of counting.

-- Plans with how far their last run is. waiting: nobody has begun; review: for a supervisor to decide; right_share: of the
-- lines counted in this run, the share without a difference (null where none is finished).
create function api.count_plans_v1(p_warehouse int)
returns table (plan_id bigint, name text, kind text, rule jsonb, every_days int, next_on date, run int, tolerance numeric, tolerance_share numeric,
               auto_post boolean, bins int, waiting int, counting int, recount int, review int, done int, right_share numeric, made_at timestamptz,
               ended boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select n.plan_id, n.name, n.kind, n.rule, n.every_days, n.next_on, n.run, n.tolerance, n.tolerance_share, n.auto_post,
         coalesce(c.bins, 0), coalesce(c.waiting, 0), coalesce(c.counting, 0), coalesce(c.recount, 0), coalesce(c.review, 0), coalesce(c.done, 0),
         e.share, n.made_at, n.ended_at is not null
    from wms.count_plan n
    left join lateral (
      select count(*) filter (where k.state <> 'cancelled')::int as bins,
             count(*) filter (where k.state = 'open' and (k.lease_until is null or k.lease_until < now()))::int as waiting,
             count(*) filter (where k.state in ('open', 'recount') and k.lease_until >= now())::int as counting,
             count(*) filter (where k.state = 'recount' and (k.lease_until is null or k.lease_until < now()))::int as recount,
             count(*) filter (where k.state in ('counted', 'review', 'approved'))::int as review,
             count(*) filter (where k.state = 'posted')::int as done
        from wms.count k where k.plan_id = n.plan_id and k.run = n.run) c on true
    left join lateral (
      select avg((x.difference = 0)::int) as share from wms.count k join wms.count_expectation x on x.round_id = k.round_id
       where k.plan_id = n.plan_id and k.run = n.run and k.state = 'posted') e on true
   where n.warehouse_id = p_warehouse and (n.ended_at is null or c.waiting + c.counting + c.recount + c.review > 0 or n.ended_at > now() - interval '30 days')
   order by n.ended_at is not null, n.plan_id desc limit 500;
end $$;

-- Bins on the list of a plan (null: of all) in these states, after p_after. lines: keys with a difference; value: what the
-- differences are worth, null where an article has no value. A pass that goes on shows no difference yet.
create function api.counts_v1(p_warehouse int, p_plan bigint default null, p_states text[] default null, p_after bigint default null, p_limit int default 200)
returns table (count_id bigint, plan_id bigint, plan text, location_id bigint, location text, zone text, state text, round int, person text,
               assigned_to text, counting boolean, flags text[], lines int, more numeric, less numeric, value numeric, closed_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select c.count_id, c.plan_id, n.name, c.location_id, l.code, z.name, c.state, r.round, coalesce(u.display_name, r.person::text),
         coalesce(a.display_name, c.assigned_to::text), coalesce(c.lease_until >= now(), false), c.flags,
         coalesce(e.lines, 0), coalesce(e.more, 0), coalesce(e.less, 0), e.value, r.closed_at
    from wms.count c
    join wms.count_plan n on n.plan_id = c.plan_id
    join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
    left join wms.zone z on z.zone_id = l.zone_id
    left join lateral (select k.* from wms.count_round k where k.count_id = c.count_id and k.left_at is null order by k.round desc limit 1) r on true
    left join wms.app_user u on u.login = r.person
    left join wms.app_user a on a.login = c.assigned_to
    left join lateral (
      select count(*)::int as lines, sum(x.difference) filter (where x.difference > 0) as more, -sum(x.difference) filter (where x.difference < 0) as less,
             case when bool_and(p.unit_value is not null) then sum(x.difference * p.unit_value) end as value
        from wms.count_expectation x join wms.product p on p.product_id = x.product_id
       where x.round_id = c.round_id and x.difference <> 0) e on true
   where c.warehouse_id = p_warehouse and (p_plan is null or c.plan_id = p_plan) and (p_states is null or c.state = any (p_states))
     and c.count_id > coalesce(p_after, 0)
   order by c.count_id limit least(greatest(p_limit, 1), 2000);
end $$;

-- Every pass over a bin, key by key: expected at the cut-off, counted, difference, its value; on_hand and reserved as they are
-- now; booked_at: where a unit is booked if that is another place.
create function api.count_review_v1(p_warehouse int, p_count bigint)
returns table (round int, person text, closed_at timestamptz, empty boolean, product_id bigint, sku text, name text, lot text, unit text, expected numeric,
               counted numeric, difference numeric, value numeric, moved boolean, records int, on_hand numeric, reserved numeric, booked_at text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select r.round, coalesce(u.display_name, r.person::text), r.closed_at,
         not exists (select from wms.count_line n where n.round_id = r.round_id and n.taken_back_at is null),
         e.product_id, p.sku, p.name, coalesce(t.number, e.lot_number), h.sscc, e.expected, e.counted, e.difference, e.difference * p.unit_value,
         e.moved, e.records, coalesce(q.on_hand, 0), coalesce(q.reserved, 0), case when h.location_id <> c.location_id then b.code end
    from wms.count c
    join wms.count_round r on r.count_id = c.count_id and r.closed_at is not null
    left join wms.app_user u on u.login = r.person
    left join wms.count_expectation e on e.round_id = r.round_id
    left join wms.product p on p.product_id = e.product_id
    left join wms.lot t on t.lot_id = e.lot_id
    left join wms.handling_unit h on h.hu_id = e.hu_id
    left join wms.location b on b.warehouse_id = h.warehouse_id and b.location_id = h.location_id
    left join lateral (select sum(k.quantity) as on_hand, sum(k.reserved) as reserved from wms.quant k
       where k.warehouse_id = p_warehouse and k.location_id = coalesce(h.location_id, c.location_id) and k.product_id = e.product_id
         and k.lot_id is not distinct from e.lot_id and k.hu_id is not distinct from e.hu_id) q on true
   where c.count_id = p_count and c.warehouse_id = p_warehouse
   order by r.round desc, abs(e.difference) desc nulls last, p.sku limit 5000;
end $$;

-- Accuracy of the last p_days by bin, sku, class (ABC) or person. counted: lines; right: lines without a difference; ira: right
-- / counted (inventory record accuracy); units: 1 - sum |difference| / sum expected, at least 0; value: sum of differences.
-- By person: every finished pass of theirs against the count that was accepted in the end.
create function api.count_accuracy_v1(p_warehouse int, p_by text, p_days int default 90, p_limit int default 500)
returns table (key text, label text, bins int, counted int, "right" int, ira numeric, units numeric, more numeric, less numeric, value numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  if p_by is null or p_by not in ('bin', 'sku', 'class', 'person') or p_days not between 1 and 3660 then
    perform wms.refuse('WM422', 'Accuracy is reported by bin, sku, class or person, over 1 to 3660 days.', 'Choose one of them.');
  end if;
  return query
  select k.key, max(k.label), count(distinct k.count_id)::int, count(*)::int, count(*) filter (where k.off = 0)::int,
         round(avg((k.off = 0)::int), 4), round(greatest(0, 1 - sum(abs(k.off)) / nullif(sum(k.truth), 0)), 4),
         coalesce(sum(k.off) filter (where k.off > 0), 0), coalesce(-sum(k.off) filter (where k.off < 0), 0),
         case when bool_and(k.unit_value is not null) then sum(k.off * k.unit_value) end
    from (
      select case p_by when 'bin' then l.code when 'sku' then p.sku when 'class' then coalesce(p.abc_class, '') else r.person::text end as key,
             case p_by when 'bin' then coalesce(z.name, '') when 'sku' then p.name when 'class' then 'Class ' || coalesce(p.abc_class, 'none')
                       else coalesce(u.display_name, r.person::text) end as label,
             c.count_id, case p_by when 'person' then e.difference - f.difference else e.difference end as off,
             case p_by when 'person' then e.expected + f.difference else e.expected end as truth, p.unit_value
        from wms.count c
        join wms.count_round r on r.count_id = c.count_id and r.closed_at is not null and (r.round_id = c.round_id or p_by = 'person')
        join wms.count_expectation e on e.round_id = r.round_id
        join wms.product p on p.product_id = e.product_id
        join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
        left join wms.zone z on z.zone_id = l.zone_id
        left join wms.app_user u on u.login = r.person
       cross join lateral (select coalesce(sum(x.difference), 0) as difference from wms.count_expectation x where x.round_id = c.round_id
          and x.product_id = e.product_id and x.lot_id is not distinct from e.lot_id and x.hu_id is not distinct from e.hu_id
          and x.lot_number is not distinct from e.lot_number) f
       where c.warehouse_id = p_warehouse and c.state = 'posted' and c.posted_at > now() - make_interval(days => p_days)) k
   group by k.key order by 6, 4 desc, 1 limit least(greatest(p_limit, 1), 5000);
end $$;

-- The people who can count here, with how many bins each has on their list.
create function api.counters_v1(p_warehouse int)
returns table (login text, name text, assigned int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select w.login::text, u.display_name, (select count(*)::int from wms.count c where c.warehouse_id = p_warehouse and c.assigned_to = w.login
                                            and c.state in ('open', 'recount'))
    from wms.user_warehouse w join wms.app_user u on u.login = w.login
   where w.warehouse_id = p_warehouse and exists (select from pg_catalog.pg_roles r where r.rolname in ('r_counter', 'r_picker', 'r_supervisor')
     and pg_has_role(w.login, r.oid, 'member'))
   order by 2 limit 500;
end $$;
