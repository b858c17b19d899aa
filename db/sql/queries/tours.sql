-- name: order_walk
-- The bins from which an order is still to be picked: those of its open pick tasks.
select o.order_id, o.number, t.from_code
  from api.orders o left join api.task t
    on t.warehouse_id = o.warehouse_id and t.order_id = o.order_id and t.kind = 'pick' and t.state < 400
 where o.warehouse_id = :warehouse
   and (o.order_id = cast(:order as bigint) or o.number = cast(:number as text))
 order by t.task_id
