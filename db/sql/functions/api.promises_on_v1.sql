-- Roles: r_supervisor, r_planner, r_auditor, r_admin
-- The open promises on these stock records (at most 5,000): what a hold or a change of status on them would break. person: who
-- is on the way, null while nobody has claimed the pick.
create function api.promises_on_v1(p_warehouse int, p_records bigint[])
returns table (quant_id bigint, order_id bigint, order_number text, line_no int, sku text, location text, quantity numeric,
               task_state text, person text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  if cardinality(p_records) > 5000 then
    perform wms.refuse('WM422', 'These are more than 5,000 stock records.', 'Choose fewer.');
  end if;
  return query
  select r.quant_id, o.order_id, o.number, i.line_no, p.sku, l.code, r.quantity, s.name, coalesce(u.display_name, t.claimed_by::text)
    from unnest(p_records) x(id)
    join wms.quant q on q.quant_id = x.id and q.warehouse_id = p_warehouse
    join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
    join wms.order_line i on i.order_line_id = r.order_line_id
    join wms.orders o on o.order_id = i.order_id
    join wms.product p on p.product_id = q.product_id
    join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    join wms.task t on t.task_id = r.task_id
    join wms.state s on s.entity = 'task' and s.rank = t.state
    left join wms.app_user u on u.login = t.claimed_by
   order by o.number, i.line_no, r.reservation_id;
end $$;

-- The open holds that cover these stock records (at most 5,000), each once, with how many of them it covers.
create function api.holds_covering_v1(p_warehouse int, p_records bigint[])
returns table (hold_id bigint, target text, reason text, note text, placed_at timestamptz, person text, records bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  if cardinality(p_records) > 5000 then
    perform wms.refuse('WM422', 'These are more than 5,000 stock records.', 'Choose fewer.');
  end if;
  return query
  select h.hold_id, h.target, coalesce(c.name, h.reason), h.note, h.placed_at, coalesce(u.display_name, h.placed_by::text), count(*)
    from unnest(p_records) x(id)
    join wms.quant q on q.quant_id = x.id and q.warehouse_id = p_warehouse
   cross join lateral wms.holds_of(p_warehouse, q) h
    left join wms.reason_code c on c.kind = 'hold' and c.code = h.reason
    left join wms.app_user u on u.login = h.placed_by
   group by h.hold_id, h.target, c.name, h.reason, h.note, h.placed_at, u.display_name, h.placed_by
   order by h.placed_at, h.hold_id;
end $$;
