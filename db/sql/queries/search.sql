-- name: find_products
-- Products whose SKU begins with, or whose name holds, the text.
select p.product_id, p.sku, p.name, coalesce(s.on_hand, 0)::float8 as on_hand, s.location_id, s.location
  from (select product_id, sku, name from api.product
         where sku ilike :starts or name ilike :holds order by (sku ilike :starts) desc, sku limit :limit) p
  left join lateral (select sum(q.quantity) over () as on_hand, q.location_id, q.location from api.stock q
                      where q.warehouse_id = :warehouse and q.product_id = p.product_id order by q.quantity desc limit 1) s on true
 order by (p.sku ilike :starts) desc, p.sku

-- name: find_orders
-- Orders whose number begins with, or holds, the text; open ones first.
select order_id, number, state, lines, cut_off from api.orders
 where warehouse_id = :warehouse and number ilike :holds order by (status >= 700), number limit :limit

-- name: find_units
-- Handling units by the end or the whole of their SSCC.
select hu_id, sscc, kind, state, location_id, location_code from api.handling_unit
 where warehouse_id = :warehouse and sscc like :ends order by hu_id desc limit :limit
