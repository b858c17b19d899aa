-- What may be sent instead of what, also by rules that have ended.

create view api.substitute_rule with (security_barrier) as
  select r.rule_id, r.warehouse_id, r.product_id, p.sku, p.name as product, r.substitute_id, s.sku as substitute_sku, s.name as substitute,
         r.ratio, r.party_id, y.code as customer, r.rank, r.made_at, coalesce(u.display_name, r.made_by::text) as made_by,
         r.ended_at, coalesce(e.display_name, r.ended_by::text) as ended_by
    from wms.substitute_rule r
    join wms.product p on p.product_id = r.product_id
    join wms.product s on s.product_id = r.substitute_id
    left join wms.party y on y.party_id = r.party_id
    left join wms.app_user u on u.login = r.made_by
    left join wms.app_user e on e.login = r.ended_by
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);
