-- Roles: all
-- How many stock records match, and how many would with one facet chosen otherwise, in bounded time. facet 'all': the whole
-- search, with the sums. Others: zone, status, category, owner ('' is none), expiry, held ('yes', 'no'), unit ('loose', 'unit');
-- each counts what all filters but its own leave. exact false: an estimate from a sample of the table's pages, 0 then means
-- fewer than p_floor's worth (column floor) and not none. WM422 as stock_page_v1.
create function api.stock_facets_v1(p_warehouse int, p_filters jsonb default '{}')
returns table (facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set work_mem = '32MB'
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set join_collapse_limit = 1 as $$
declare
  v_search wms.stock_search;
  v_records bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_search := wms.read_stock_filter(p_warehouse, p_filters);
  v_records := wms.stock_candidates(wms.no_facet(v_search), 10000, '{unit,lot,product,bin}');
  if v_records is not null then
    return query select * from wms.count_facets(v_search, v_records, 1);
    return;
  end if;
  return query select * from wms.sample_facets(v_search);
end $$;
