-- What is at bins that a drawing takes out or calls by another address, and what of it stands against publishing.
-- p_how: rename (keeps its stock), remove (must be empty and free), goods (its goods go to another bin, p_new).
-- p_given: addresses that bins get now; an old address among them will mean another bin than its label hangs on.
create function wms.layout_stands(p_warehouse int, p_ids bigint[], p_codes text[], p_new text[], p_how text[], p_given text[])
returns setof wms.layout_stand
language sql stable rows 1000 as $$
  with bin as materialized (
    select b.id, b.code, b.new, b.how, g.code is not null as reused
      from rows from (unnest(p_ids), unnest(p_codes), unnest(p_new), unnest(p_how)) b(id, code, new, how)
      left join (select distinct code from unnest(p_given) u(code)) g on g.code = b.code
  ), lies as materialized (
    select q.location_id, count(*)::int as records, sum(q.quantity) as quantity, sum(q.reserved) as reserved from wms.quant q
     where q.warehouse_id = p_warehouse and q.quantity > 0 and q.location_id = any (p_ids) group by 1
  ), stands as materialized (
    select h.location_id, count(*)::int as units from wms.handling_unit h
     where h.warehouse_id = p_warehouse and h.state <> 'shipped' and h.location_id = any (p_ids) group by 1
  ), work as materialized (
    select k.id, count(*) filter (where k.kind = 'pick')::int as picks, count(*) filter (where k.kind = 'putaway')::int as putaways,
           count(*) filter (where k.kind = 'replenish')::int as replenishments,
           count(*) filter (where k.kind not in ('pick', 'putaway', 'replenish'))::int as others,
           count(*) filter (where k.state in (200, 300) and k.lease_until > now())::int as begun
      from (select t.task_id, t.kind, t.state, t.lease_until, t.from_location_id as id from wms.task t
             where t.warehouse_id = p_warehouse and t.state < 400 and t.from_location_id = any (p_ids)
            union
            select t.task_id, t.kind, t.state, t.lease_until, t.to_location_id from wms.task t
             where t.warehouse_id = p_warehouse and t.state < 400 and t.to_location_id = any (p_ids)) k
     group by 1
  ), counting as materialized (
    select c.location_id, count(*)::int as counts from wms.count c
     where c.warehouse_id = p_warehouse and c.location_id = any (p_ids)
       and c.state in ('open', 'counted', 'recount', 'review', 'approved') group by 1
  ), held as materialized (
    select h.target_id, count(*)::int as holds from wms.hold h
     where h.warehouse_id = p_warehouse and h.target = 'location' and h.target_id = any (p_ids) and h.released_at is null group by 1
  ), label as materialized (
    select p.code from wms.printed_label p where p.warehouse_id = p_warehouse and p.code = any (p_codes)
  ), told as materialized (
    select b.code, b.new, coalesce(l.records, 0) as records, coalesce(l.quantity, 0) as quantity, coalesce(l.reserved, 0) as reserved,
           coalesce(s.units, 0) as units, coalesce(w.picks, 0) as picks, coalesce(w.putaways, 0) as putaways,
           coalesce(w.replenishments, 0) as replenishments, coalesce(c.counts, 0) as counts, coalesce(w.others, 0) as others,
           coalesce(w.begun, 0) as begun, coalesce(h.holds, 0) as holds, (p.code is not null)::int as labels,
           wms.layout_reason(b.how, b.reused, coalesce(l.records, 0), coalesce(s.units, 0),
             coalesce(w.picks + w.putaways + w.replenishments + w.others, 0), coalesce(w.begun, 0), coalesce(c.counts, 0),
             coalesce(h.holds, 0)) as reason
      from bin b left join lies l on l.location_id = b.id left join stands s on s.location_id = b.id
      left join work w on w.id = b.id left join counting c on c.location_id = b.id left join held h on h.target_id = b.id
      left join label p on p.code = b.code
  )
  select t.code, t.new, t.records, t.quantity, t.reserved, t.units, t.picks, t.putaways, t.replenishments, t.counts, t.others, t.begun,
         t.holds, t.labels, coalesce(t.reason[1], ''), coalesce(t.reason[2], '')
    from told t
   where t.reason is not null or t.records > 0 or t.units > 0 or t.picks + t.putaways + t.replenishments + t.others + t.counts + t.holds
         + t.labels > 0
   order by t.reason is null, t.code
$$;

-- Why a bin stands against publishing, and what to do; null where it does not. Stable like format(), so that it is put into the
-- query: a call for each of 100,000 bins would cost seconds.
create function wms.layout_reason(p_how text, p_reused boolean, p_records int, p_units int, p_tasks int, p_begun int, p_counts int,
                                  p_holds int) returns text[]
language sql stable as $$
  select case
    when p_how = 'rename' and p_reused and p_begun > 0 then
      array['somebody is on the way to it, and its address will be another bin''s', 'Wait until the task is done, or take it back.']
    when p_how = 'rename' then null
    when p_counts > 0 then array['it is on a count list', 'Finish or cancel the count.']
    when p_holds > 0 then array['it is held', 'Lift the hold first.']
    when p_begun > 0 then array['somebody is working on a task there', 'Wait until it is done, or take the task back.']
    when p_how = 'goods' then null
    when p_records > 0 then array[format('%s stock %s there', p_records, case when p_records = 1 then 'record lies' else 'records lie' end),
                                  'Empty it, or say in the move map where its goods go.']
    when p_units > 0 then array[format('%s handling %s there', p_units, case when p_units = 1 then 'unit stands' else 'units stand' end),
                                'Move them, or say in the move map where they go.']
    when p_tasks > 0 then array[format('%s open %s to it', p_tasks, case when p_tasks = 1 then 'task leads' else 'tasks lead' end),
                                'Finish them, or say in the move map which bin takes over.'] end
$$;

-- Roles: r_planner, r_supervisor, r_auditor, r_admin
-- What stands against taking bins out or renaming them: p_plan is a list of {code, to, how}, p_given the addresses that bins
-- get. Bins without anything are left out; what blocks comes first. At most 200,000 bins.
create function api.check_publish_v1(p_warehouse int, p_plan jsonb, p_given text[])
returns setof wms.layout_stand
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  v_ids bigint[]; v_codes text[]; v_new text[]; v_how text[];
begin
  perform wms.authorise(p_warehouse);
  if wms.lines_in(p_plan) > 200000 then
    perform wms.refuse('WM422', 'That is more than a layout has.', 'Check fewer bins at once.');
  end if;
  select array_agg(l.location_id order by x.n), array_agg(x.code order by x.n), array_agg(x."to" order by x.n), array_agg(x.how order by x.n)
    into v_ids, v_codes, v_new, v_how
    from rows from (jsonb_to_recordset(case when wms.lines_in(p_plan) > 0 then p_plan else '[]' end)
                    as (code text, "to" text, how text)) with ordinality x(code, "to", how, n)
   cross join lateral (select k.location_id from wms.location k where k.warehouse_id = p_warehouse and k.code = x.code
                          and k.kind not in ('virtual', 'retired') limit 1) l;
  return query select * from wms.layout_stands(p_warehouse, v_ids, v_codes, v_new, v_how, p_given);
end $$;

-- Roles: r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin, r_counter
-- The version of the layout that is published, 0 before the first: who keeps addresses in memory asks whether they still hold.
create function api.layout_no_v1(p_warehouse int) returns int
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
begin
  perform wms.authorise(p_warehouse);
  return coalesce((select max(v.version_no) from wms.layout_version v where v.warehouse_id = p_warehouse), 0);
end $$;
