-- name: schema_version
-- The schema of this database.
select version_num from api.schema_version

-- name: me
-- The person behind this connection.
select login, display_name, nullif(expires_at, 'infinity') as expires_at from api.me

-- name: my_roles
-- The roles the person has.
select r.rolname::text as role from pg_catalog.pg_roles r
 where r.rolname like 'r\_%' and pg_catalog.pg_has_role(session_user, r.oid, 'usage') order by 1

-- name: my_warehouses
-- The warehouses the person may act in.
select warehouse_id, code, name, time_zone from api.my_warehouse order by code

-- name: every_warehouse
-- All warehouses of the database; readable by its administrator only.
select warehouse_id from wms.warehouse order by warehouse_id
