-- Roles: all
-- Stock as of a moment: of the warehouse, or of one bin, product, lot or handling unit (filters may be combined). The moment
-- includes entries posted at it. Keys without stock are left out. WM422: no moment.
create function api.stock_at_v1(p_warehouse int, p_at timestamptz, p_location bigint default null, p_product bigint default null,
                                p_lot bigint default null, p_hu bigint default null)
returns table (location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint, status text, quantity numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB' set enable_mergejoin = off set enable_hashagg = off as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_moment(p_at);
  return query select * from wms.stock_as_of(p_warehouse, p_at, 9223372036854775807,
    case when p_location is not null then array[p_location] end, p_product, p_lot, p_hu);
end $$;

-- A moment must be said. WM422.
create function wms.check_moment(p_at timestamptz) returns void
language plpgsql immutable as $$
begin
  if p_at is null or not isfinite(p_at) then
    perform wms.refuse('WM422', 'No moment was named.', 'Enter a date and a time.');
  end if;
end $$;
