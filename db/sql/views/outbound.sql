-- What may be done to goods before they leave.
create view api.value_added with (security_barrier) as
  select v.code, v.name from wms.value_added v where cardinality((select wms.my_warehouses())) > 0;
