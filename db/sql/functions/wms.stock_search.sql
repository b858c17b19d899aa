-- How the explorer reads a filter, and how it finds stock by it in bounded time over millions of stock records.
-- Two ways. Where some part of the filter names at most 40,000 records (wms.stock_candidates), these are looked at one by
-- one, in any order. Else there are many that match, and they are met soon by walking bins, products or expiry dates in
-- order (wms.walk_stock); a walk that takes long stops and says where, so that no call is without an end.

-- A filter as people say it, read. Keys: sku, bin, lot (patterns: * stands for anything, a leading = for exactly, else the
-- beginning), sscc (its last digits), text (words of name and SKU, or a barcode), category, zone, status, owner (codes; '' in
-- category, zone and owner is none), held, unit ('loose' or 'unit'), expiry (names of buckets), expires_from, expires_to,
-- counted_before, received_from, received_to. WM422 where it cannot be read.
create function wms.read_stock_filter(p_warehouse int, p_filters jsonb) returns wms.stock_search
language plpgsql stable as $$
declare
  v wms.stock_search;
  v_unknown text;
  v_words text[] := array(select '%' || wms.plain_pattern(w) || '%' from unnest(string_to_array(p_filters ->> 'text', ' ')) w where w <> '');
  v_skus text[] := wms.patterns(p_filters -> 'sku');
  v_zones text[] := wms.texts(p_filters -> 'zone');
  v_owners text[] := wms.texts(p_filters -> 'owner');
begin
  select string_agg(key, ', ' order by key) into v_unknown from jsonb_object_keys(p_filters) key
   where key not in ('sku', 'bin', 'lot', 'sscc', 'text', 'category', 'zone', 'status', 'owner', 'held', 'unit', 'expiry',
                     'expires_from', 'expires_to', 'counted_before', 'received_from', 'received_to');
  if v_unknown is not null or length(p_filters::text) > 20000 then
    perform wms.refuse('WM422', 'There is no such filter: ' || coalesce(left(v_unknown, 100), 'it is too long') || '.',
                       'Take it out and search again.');
  end if;
  v.warehouse := p_warehouse;
  v.bins := wms.patterns(p_filters -> 'bin');
  v.lots := wms.patterns(p_filters -> 'lot');
  v.units := array(select reverse(regexp_replace(u, '[^0-9]', '', 'g')) || '%' from unnest(wms.texts(p_filters -> 'sscc')) u);
  v.units := nullif(v.units, '{}');
  v.statuses := wms.texts(p_filters -> 'status');
  v.categories := wms.texts(p_filters -> 'category');
  v.held := (p_filters ->> 'held')::boolean;
  v.loose := case p_filters ->> 'unit' when 'loose' then true when 'unit' then false end;
  v.counted_before := (p_filters ->> 'counted_before')::timestamptz;
  if p_filters ?| array['received_from', 'received_to'] then
    v.received := tstzrange((p_filters ->> 'received_from')::timestamptz, (p_filters ->> 'received_to')::timestamptz);
  end if;
  v := wms.read_expiry(v, p_filters);
  if v_zones is not null then
    v.zones := array(select z.zone_id from wms.zone z where z.warehouse_id = p_warehouse and z.code = any (v_zones))
      || case when '' = any (v_zones) then '{0}'::int[] else '{}' end;
  end if;
  if v_owners is not null then
    v.owners := array(select y.party_id from wms.party y where y.kind = 'owner' and y.code = any (v_owners));
    v.own := '' = any (v_owners);
  end if;
  if v_skus is not null or v_words <> '{}' then
    v.products := array(
      select p.product_id from wms.product p
       where (v_skus is null or upper(p.sku) like any (v_skus))
         and (v_words = '{}' or upper(p.sku || ' ' || p.name) like all (v_words)
              or p.product_id in (select b.product_id from wms.product_barcode b where b.barcode = trim(p_filters ->> 'text'))));
  end if;
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null) then
    v := wms.read_holds(v);
  end if;
  return v;
exception when data_exception then
  perform wms.refuse('WM422', 'The filter cannot be read.', 'Dates are written 2026-11-23; held is yes or no.');
end $$;

-- Expiry by bucket and by date. The day is the warehouse's own.
create function wms.read_expiry(p_search wms.stock_search, p_filters jsonb) returns wms.stock_search
language plpgsql stable as $$
declare
  v_today date := (select (now() at time zone w.time_zone)::date from wms.warehouse w where w.warehouse_id = (p_search).warehouse);
  v_names text[] := wms.texts(p_filters -> 'expiry');
begin
  if v_names is not null then
    p_search.undated := 'none' = any (v_names);
    p_search.expiry := coalesce((select range_agg(b.days) from wms.expiry_buckets(v_today) b where b.name = any (v_names)), '{}');
  end if;
  if p_filters ?| array['expires_from', 'expires_to'] then
    p_search.undated := false;
    p_search.expiry := coalesce(p_search.expiry, '{(,)}')
      * datemultirange(daterange((p_filters ->> 'expires_from')::date, (p_filters ->> 'expires_to')::date, '[]'));
  end if;
  return p_search;
end $$;

create function wms.expiry_buckets(p_today date) returns table (name text, days daterange)
language sql immutable as $$
  values ('expired', daterange(null, p_today)), ('week', daterange(p_today, p_today + 8)),
         ('month', daterange(p_today + 8, p_today + 31)), ('quarter', daterange(p_today + 31, p_today + 92)),
         ('later', daterange(p_today + 92, null));
$$;

-- The name of the bucket that t's expiry falls into, $3 being today: wms.expiry_buckets as a case.
create function wms.expiry_case() returns text
language sql immutable as $$
  select 'case ' || string_agg(format('when t.expires_on < $3 + %s then %L', upper(b.days) - date '2000-01-01', b.name), ' ' order by b.days)
         || ' when t.expires_on is null then ''none'' else ''later'' end'
    from wms.expiry_buckets(date '2000-01-01') b where upper(b.days) is not null;
$$;

-- What the open holds of the warehouse stand on; a unit's also on the units in it.
create function wms.read_holds(p_search wms.stock_search) returns wms.stock_search
language plpgsql stable as $$
declare
  v_units bigint[];
begin
  select array_agg(h.target_id) filter (where h.target = 'quant'), array_agg(h.target_id) filter (where h.target = 'lot'),
         array_agg(h.target_id) filter (where h.target = 'product'), array_agg(h.target_id) filter (where h.target = 'location'),
         array_agg(h.target_id) filter (where h.target = 'hu')
    into p_search.hold_quants, p_search.hold_lots, p_search.hold_products, p_search.hold_places, v_units
    from wms.hold h where h.warehouse_id = (p_search).warehouse and h.released_at is null;
  if v_units is not null then
    p_search.hold_units := array(
      with recursive tree as (
        select u.id from unnest(v_units) u(id)
        union
        select h.hu_id from tree t join wms.handling_unit h on h.parent_id = t.id)
      select t.id from tree t);
  end if;
  return p_search;
end $$;

-- A json text or list of texts as an array; null where there is none.
create function wms.texts(p_value jsonb) returns text[]
language sql immutable as $$
  select case jsonb_typeof(p_value) when 'array' then array(select jsonb_array_elements_text(p_value))
                                    when 'string' then array[p_value #>> '{}'] when 'number' then array[p_value #>> '{}'] end;
$$;
create function wms.plain_pattern(p_text text) returns text
language sql immutable as $$
  select upper(replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_'));
$$;
create function wms.patterns(p_value jsonb) returns text[]
language sql immutable as $$
  select array_agg(case when x like '=%' then wms.plain_pattern(substr(x, 2))
                        when x like '%*%' then replace(wms.plain_pattern(x), '*', '%') else wms.plain_pattern(x) || '%' end)
    from unnest(wms.texts(p_value)) x where x <> '';
$$;
-- From where to where, by bytes, an index is read for a pattern of LIKE: the text before its first wildcard.
create function wms.pattern_start(p_pattern text) returns text
language sql immutable as $$
  select regexp_replace(substring(p_pattern from '^((?:[^%_\\]|\\.)*)'), '\\(.)', '\1', 'g');
$$;
create function wms.pattern_end(p_pattern text) returns text
language sql immutable as $$
  select wms.pattern_start(p_pattern) || chr(1114111);
$$;

-- Whether a record may not be used: its status, its bin, or a hold.
create function wms.held_condition() returns text
language sql immutable as $$
  select '(q.status <> ''available'' or l.block_pick or coalesce(q.quant_id = any (($1).hold_quants), false) or coalesce(q.lot_id = any '
    || '(($1).hold_lots), false) or coalesce(q.product_id = any (($1).hold_products), false) or coalesce(q.location_id = any '
    || '(($1).hold_places), false) or coalesce(q.hu_id = any (($1).hold_units), false))';
$$;

-- The conditions of a search as SQL over q (stock record), l (place), p (product), t (lot), h (unit); $1 is the search. Only
-- fixed text goes into it: what people typed stays a parameter.
create function wms.stock_where(p_search wms.stock_search) returns text
language sql immutable as $$
  select 'q.quantity > 0' || coalesce(string_agg(' and ' || x.condition, ''), '') from (values
    ((p_search).products is not null, 'q.product_id = any (($1).products)'),
    ((p_search).categories is not null, 'p.category = any (($1).categories)'),
    ((p_search).zones is not null, 'coalesce(l.zone_id, 0) = any (($1).zones)'),
    ((p_search).bins is not null, 'upper(l.code) like any (($1).bins)'),
    ((p_search).lots is not null, 'upper(t.number) like any (($1).lots)'),
    ((p_search).units is not null, 'reverse(h.sscc) like any (($1).units)'),
    ((p_search).statuses is not null, 'q.status = any (($1).statuses)'
      || case when not 'available' = any ((p_search).statuses) then ' and q.status <> ''available''' else '' end),
    ((p_search).owners is not null, '(q.owner_id = any (($1).owners)'
      || case when (p_search).own then ' or q.owner_id is null)' else ' and q.owner_id is not null)' end),
    ((p_search).held is not null, case when (p_search).held then '' else 'not ' end || wms.held_condition()),
    ((p_search).loose is not null, case when (p_search).loose then 'q.hu_id is null' else 'q.hu_id is not null' end),
    ((p_search).expiry is not null, '(t.expires_on <@ ($1).expiry'
      || case when (p_search).undated then ' or t.expires_on is null)' else ')' end),
    ((p_search).counted_before is not null, 'coalesce(q.last_counted_at, q.in_date) < ($1).counted_before'),
    ((p_search).received is not null, 'q.in_date <@ ($1).received')) x(given, condition) where x.given;
$$;
-- The stock records that one part of the search narrows it to, not yet looked at by the others: at most p_cap, or null where
-- every part means more. p_parts: which parts may be used.
create function wms.stock_candidates(p_search wms.stock_search, p_cap int,
  p_parts text[] default '{unit,lot,product,bin,status,owner,held,expiry,zone}') returns bigint[]
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_part text;
  v_ids bigint[];
  v_found bigint[];
  v_warehouse int := (p_search).warehouse;
begin
  foreach v_part in array p_parts loop
    v_found := null;
    v_ids := wms.part_ids(p_search, v_part);
    if v_part in ('status', 'held') then
      v_found := wms.part_records(p_search, v_part, p_cap);
    elsif v_ids is null or cardinality(v_ids) > 20000 then
      continue;
    elsif v_part in ('bin', 'zone') then
      v_found := array(select q.quant_id from wms.quant q where q.warehouse_id = v_warehouse and q.location_id = any (v_ids) limit p_cap + 1);
    elsif v_part = 'product' then
      v_found := array(select q.quant_id from wms.quant q where q.warehouse_id = v_warehouse and q.product_id = any (v_ids) limit p_cap + 1);
    elsif v_part in ('lot', 'expiry') then
      v_found := array(select q.quant_id from wms.quant q where q.warehouse_id = v_warehouse and q.lot_id = any (v_ids) limit p_cap + 1);
    elsif v_part = 'unit' then
      v_found := array(select q.quant_id from wms.quant q where q.hu_id = any (v_ids) limit p_cap + 1);
    elsif v_part = 'owner' then
      v_found := array(select q.quant_id from wms.quant q where q.warehouse_id = v_warehouse and q.owner_id = any (v_ids) limit p_cap + 1);
    end if;
    if cardinality(v_found) <= p_cap then
      return v_found;
    end if;
  end loop;
  return null;
end $$;

-- What a part of a search names: places, products, lots, units or owners, at most 20,001; null where it says nothing.
create function wms.part_ids(p_search wms.stock_search, p_part text) returns bigint[]
language plpgsql stable set enable_seqscan = off as $$
declare
  v_warehouse int := (p_search).warehouse;
begin
  if p_part = 'product' then
    return case when (p_search).categories is null then (p_search).products else array(
      select p.product_id from wms.product p where p.category = any ((p_search).categories)
         and ((p_search).products is null or p.product_id = any ((p_search).products)) limit 20001) end;
  elsif p_part = 'owner' and (p_search).own is not true then
    return (p_search).owners;
  elsif p_part = 'bin' and (p_search).bins is not null then
    return array(select l.location_id from unnest((p_search).bins) x(pattern) cross join lateral (
                   select l.location_id from wms.location l
                    where l.warehouse_id = v_warehouse and upper(l.code) ~>=~ wms.pattern_start(x.pattern)
                      and upper(l.code) ~<~ wms.pattern_end(x.pattern) and upper(l.code) like x.pattern limit 20001) l);
  elsif p_part = 'zone' and (p_search).zones is not null and not 0 = any ((p_search).zones) then
    return array(select l.location_id from wms.location l
                  where l.warehouse_id = v_warehouse and l.zone_id = any ((p_search).zones) limit 20001);
  elsif p_part = 'lot' and (p_search).lots is not null then
    return array(select t.lot_id from unnest((p_search).lots) x(pattern) cross join lateral (
                   select t.lot_id from wms.lot t where upper(t.number) ~>=~ wms.pattern_start(x.pattern)
                      and upper(t.number) ~<~ wms.pattern_end(x.pattern) and upper(t.number) like x.pattern limit 20001) t);
  elsif p_part = 'unit' and (p_search).units is not null then
    return array(select h.hu_id from unnest((p_search).units) x(pattern) cross join lateral (
                   select h.hu_id from wms.handling_unit h
                    where h.warehouse_id = v_warehouse and reverse(h.sscc) ~>=~ wms.pattern_start(x.pattern)
                      and reverse(h.sscc) ~<~ wms.pattern_end(x.pattern) limit 20001) h);
  elsif p_part = 'expiry' and (p_search).expiry is not null and (p_search).undated is not true then
    return array(select t.lot_id from wms.lot t
                  where t.expires_on is not null and t.expires_on >= coalesce(lower((p_search).expiry), '-infinity')
                    and t.expires_on <= coalesce(upper((p_search).expiry), 'infinity') and t.expires_on <@ (p_search).expiry
                  limit 20001);
  end if;
  return null;
end $$;

-- Records named by their status, or by all that holds them; null where the search says nothing of it.
create function wms.part_records(p_search wms.stock_search, p_part text, p_cap int) returns bigint[]
language plpgsql stable set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_warehouse int := (p_search).warehouse;
begin
  if p_part = 'status' and not 'available' = any ((p_search).statuses) then
    return array(select q.quant_id from wms.quant q
                  where q.warehouse_id = v_warehouse and q.status = any ((p_search).statuses) and q.status <> 'available' limit p_cap + 1);
  elsif p_part = 'held' and (p_search).held then
    return array(
      select x.quant_id from (
        (select q.quant_id from wms.quant q where q.warehouse_id = v_warehouse and q.status <> 'available' limit p_cap + 1)
        union
        (select q.quant_id from wms.location l join wms.quant q on q.warehouse_id = l.warehouse_id and q.location_id = l.location_id
          where l.warehouse_id = v_warehouse and l.block_pick limit p_cap + 1)
        union
        (select h.quant_id from wms.holds_on(v_warehouse) h limit p_cap + 1)) x limit p_cap + 1);
  end if;
  return null;
end $$;
