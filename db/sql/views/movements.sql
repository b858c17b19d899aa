-- Corrections that wait for a second person, and who may correct how much.

create view api.approval_limit with (security_barrier) as
  select a.role, a.kind, a.max_quantity, a.max_value, a.changed_at, coalesce(u.display_name, a.changed_by::text) as changed_by
    from wms.approval_limit a left join wms.app_user u on u.login = a.changed_by
   where cardinality((select wms.my_warehouses())) > 0;

create view api.adjustment_request with (security_barrier) as
  select r.request_id, r.warehouse_id, r.kind, r.state, r.quantity, r.value, r.reason, c.name as reason_name, r.document,
         jsonb_array_length(r.lines) as lines, r.requested_by, coalesce(q.display_name, r.requested_by::text) as requester, r.requested_at,
         r.decided_by, coalesce(d.display_name, r.decided_by::text) as decider, r.decided_at, r.decision_op, r.note,
         r.requested_by = session_user as mine
    from wms.adjustment_request r
    left join wms.app_user q on q.login = r.requested_by
    left join wms.app_user d on d.login = r.decided_by
    left join wms.reason_code c on c.kind = r.kind and c.code = r.reason
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.adjustment_request_line with (security_barrier) as
  select r.request_id, r.warehouse_id, e.n::int as line, p.sku, p.name as product, x.delta, l.code as location, t.number as lot, h.sscc,
         coalesce(x.status, 'available') as status, o.code as owner, coalesce(x.reason, r.reason) as reason,
         x.delta * p.unit_value as value, q.quantity as on_hand
    from wms.adjustment_request r
   cross join lateral jsonb_array_elements(r.lines) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(product bigint, delta numeric, location bigint, lot bigint, hu bigint, status text,
                                                 owner bigint, reason text)
    join wms.product p on p.product_id = x.product
    join wms.location l on l.warehouse_id = r.warehouse_id and l.location_id = x.location
    left join wms.lot t on t.lot_id = x.lot
    left join wms.handling_unit h on h.hu_id = x.hu
    left join wms.party o on o.party_id = x.owner
    left join wms.quant q on q.warehouse_id = r.warehouse_id and q.location_id = x.location and q.product_id = x.product
         and q.lot_id is not distinct from x.lot and q.hu_id is not distinct from x.hu and q.owner_id is not distinct from x.owner
         and q.status = coalesce(x.status, 'available')
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);
