-- What proof reads: entries as they are sealed, column by column and without a join, the chain, its keys, and the daemon.

-- Roles: r_supervisor, r_auditor, r_admin, r_sealer
create view api.ledger_entry with (security_barrier) as
  select g.xid, g.ledger_id, g.posted_at, g.op, g.line, g.warehouse_id, g.kind, g.product_id, g.quantity, g.from_location_id,
         g.to_location_id, g.lot_id, g.hu_id, g.to_hu_id, g.owner_id, g.status, g.to_status, g.from_quant_id, g.from_version,
         g.from_balance, g.to_quant_id, g.to_version, g.to_balance, g.order_line_id, g.reason, g.document, g.device, g.actor,
         g.occurred_at, g.weight, g.undoes
    from wms.ledger g
   where g.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.seal_block with (security_barrier) as
  select * from wms.seal_block where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.seal_key with (security_barrier) as
  select k.*, coalesce(u.display_name, k.registered_by::text) as person
    from wms.seal_key k left join wms.app_user u on u.login = k.registered_by
   where k.warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.check_run with (security_barrier) as
  select * from wms.check_run where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.finding with (security_barrier) as
  select * from wms.finding where warehouse_id = any ((select wms.my_warehouses())::int[]);
create view api.job with (security_barrier) as
  select j.*, l.token, l.holder as leader, l.expires_at, l.expires_at > now() as led
    from wms.job j left join wms.lease l on l.name = 'daemon:' || j.warehouse_id
   where j.warehouse_id = any ((select wms.my_warehouses())::int[]);
