-- Roles: all
-- What was picked into a tote and is not packed yet, by order line and lot; of several orders the oldest comes first. What is to
-- be put back is no work of the packer's.
create function api.pack_job_v1(p_warehouse int, p_tote bigint)
returns table (order_id bigint, number text, sscc text, order_line_id bigint, product_id bigint, sku text, name text,
               weight numeric, lot_id bigint, lot text, quantity numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_tote wms.handling_unit;
begin
  perform wms.authorise(p_warehouse);
  select * into v_tote from wms.handling_unit h where h.hu_id = p_tote and h.warehouse_id = p_warehouse;
  return query
  with moved as (                                          -- less what is to be put back
    select s.order_line_id, s.product_id, s.lot_id, sum(s.quantity)
             - coalesce((select sum(t.quantity) from wms.task t where t.order_line_id = s.order_line_id and t.kind = 'move' and t.state < 400
                            and t.hu_id = p_tote and t.lot_id is not distinct from s.lot_id), 0) as quantity
      from wms.spoken_in(array[p_tote]) s
     where exists (select from wms.quant q where q.hu_id = p_tote and q.product_id = s.product_id and q.quantity > 0)
     group by 1, 2, 3
  )
  select o.order_id, o.number, v_tote.sscc, m.order_line_id, m.product_id, p.sku, p.name, p.weight, m.lot_id, t.number, m.quantity
    from moved m
    join wms.order_line l on l.order_line_id = m.order_line_id
    join wms.orders o on o.order_id = l.order_id
    join wms.product p on p.product_id = m.product_id
    left join wms.lot t on t.lot_id = m.lot_id
   where m.quantity > 0
   order by o.order_id, l.line_no, m.lot_id;
end $$;
