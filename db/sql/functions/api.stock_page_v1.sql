-- Roles: all
-- A page of stock, after a place in the order (p_after, {"k", "m", "q"}: k, m and quant_id of the last row; null: the first
-- page). p_filters: see wms.read_stock_filter. p_sort: bin, sku or expiry in any case, the others (product, lot, unit, owner,
-- status, quantity, reserved, free, received, counted) where the filter means at most 40,000 records; a leading - turns it
-- round; what has no value comes last. A page that is shorter than p_limit is the last, unless its last row has no quant_id:
-- then the search took its time, and goes on after that row's k and m, with the largest bigint as q (of goods without expiry,
-- whose k is null, with m as q).
-- WM422: no such filter, order or page; too many for this order (detail: cap).
create function api.stock_page_v1(p_warehouse int, p_filters jsonb default '{}', p_sort text default 'sku',
                                  p_after jsonb default null, p_limit int default 200)
returns setof wms.stock_row language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set work_mem = '32MB'
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set join_collapse_limit = 1 as $$
declare
  v_search wms.stock_search;
  v_records bigint[];
  v_cap constant int := 40000;
begin
  perform wms.authorise(p_warehouse);
  if p_limit is null or p_limit not between 1 and 5000 then
    perform wms.refuse('WM422', 'A page has 1 to 5,000 rows.', 'Ask for fewer.');
  end if;
  v_search := wms.read_stock_filter(p_warehouse, p_filters);
  v_records := wms.stock_candidates(v_search, case when ltrim(p_sort, '-') in ('bin', 'sku') or ltrim(p_sort, '-') = 'expiry' and v_search.expiry is not null then 2000 else v_cap end);
  if v_records is not null then
    return query select * from wms.pick_stock(v_search, v_records, p_sort, p_after, p_limit);
  elsif ltrim(p_sort, '-') in ('bin', 'sku', 'expiry') then
    return query select * from wms.walk_stock(v_search, p_sort, p_after, p_limit);
  else
    perform wms.stock_order(p_sort);
    perform wms.refuse('WM422', 'There is too much stock here to put it into that order.',
      format('Narrow it to about %s records, or sort by bin, SKU or expiry.', to_char(v_cap, 'FM999,999')),
      jsonb_build_object('cap', v_cap));
  end if;
exception when data_exception then
  perform wms.refuse('WM422', 'The place to read on from cannot be read.', 'Start from the beginning.');
end $$;
