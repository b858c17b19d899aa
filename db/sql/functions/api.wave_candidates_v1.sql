-- Roles: r_supervisor, r_planner, r_integration
-- Orders that could be released now, those with the nearest cut-off first, then the most urgent: open, nothing of them on the
-- floor in a batch, something of them still to be picked. channel: the first whose rules the order matches; null: none, it is
-- released by hand.
create function api.wave_candidates_v1(p_warehouse int, p_limit int default 5000)
returns table (order_id bigint, number text, status int, status_name text, priority int, cut_off timestamptz, due_at timestamptz,
               carrier_service text, customer text, completeness text, lines int, pieces float8, missing_lines int,
               channel_id int, channel text, channel_state text, entered_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  if (p_limit between 1 and 20000) is not true then
    perform wms.refuse('WM422', 'A list has 1 to 20,000 orders.', 'Choose a smaller number.');
  end if;
  return query
  with open as materialized (
    select o.* from wms.orders o
     where o.warehouse_id = p_warehouse and o.type = 'outbound' and o.status between 100 and 600
       and not exists (select from wms.task t where t.order_id = o.order_id and t.kind = 'pick' and t.state < 400
                          and (t.batch_id is not null or t.state in (200, 300) and t.lease_until > now()))
  ), line as (
    select o.order_id, count(*)::int as lines, sum(l.quantity - l.cancelled - l.picked) as pieces,
           count(*) filter (where n.closed_at is null and n.kind = 'short')::int as missing
      from open o join wms.order_line l on l.order_id = o.order_id and l.quantity - l.cancelled - l.picked > 0
      left join wms.allocation_note n on n.order_line_id = l.order_line_id and n.kind = 'short' and n.closed_at is null group by 1
  )
  select o.order_id, o.number, o.status::int, s.name, o.priority::int, o.cut_off, o.due_at, o.carrier_service, p.name, o.completeness,
         l.lines, l.pieces::float8, l.missing, c.channel_id, c.name, c.state, o.entered_at
    from open o join line l on l.order_id = o.order_id
    left join wms.state s on s.entity = 'order' and s.rank = o.status
    left join wms.party p on p.party_id = o.party_id
    left join lateral (
      select c.* from wms.release_channel c
       where c.warehouse_id = p_warehouse and o.priority between c.priority_from and c.priority_to
         and (c.services = '{}' or o.carrier_service = any (c.services)) and (c.most_lines is null or l.lines <= c.most_lines)
       order by c.sequence limit 1) c on true
   order by o.cut_off nulls last, o.priority, o.order_id limit p_limit;
end $$;
