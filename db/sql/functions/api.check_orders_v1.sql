-- Roles: r_supervisor, r_integration
-- Everything that is wrong with orders, as api.enter_orders_v1 would refuse them; nothing is entered. One row a problem, of at
-- most 5,000. WM422 where it is no batch of orders.
create function api.check_orders_v1(p_warehouse int, p_orders jsonb)
returns table (number text, line_no int, problem text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return query
  select x."order", x.line, x.problem
    from jsonb_to_recordset(wms.order_problems(p_warehouse, wms.read_orders(p_orders))) x("order" text, line int, problem text);
end $$;
