-- The virtual location of a warehouse beyond which stock is not ours to count (supplier, customer, adjustment, ...).
create function wms.boundary(p_warehouse int, p_boundary text) returns bigint
language sql stable
begin atomic
  select location_id from wms.location where warehouse_id = p_warehouse and boundary = p_boundary;
end;
