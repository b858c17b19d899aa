-- Counted over these records, each standing for p_factor.
create function wms.count_facets(p_search wms.stock_search, p_records bigint[], p_factor numeric)
returns table (facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint)
language plpgsql stable as $$
declare
  v_today date := (select (now() at time zone w.time_zone)::date from wms.warehouse w where w.warehouse_id = (p_search).warehouse);
  v_facets constant text[] := '{zone,status,category,owner,held,unit,expiry}';
  v_flags text;
begin
  select string_agg(format('(%s) as f%s', wms.stock_where(wms.only_facet(p_search, x.f)), x.n), ', ' order by x.n)
    into v_flags from unnest(v_facets) with ordinality x(f, n);
  return query execute format($q$
    with r as materialized (
      select q.quantity, q.reserved, coalesce(z.code, '') as zone, q.status, p.category, coalesce(o.code, '') as owner,
             case when %s then 'yes' else 'no' end as held, case when q.hu_id is null then 'loose' else 'unit' end as unit,
             %s as expiry, %s
        from unnest($2) u(id) cross join lateral (select * from wms.quant q where q.quant_id = u.id offset 0) q %s
       where q.warehouse_id = ($1).warehouse and %s),
    counted as (
      select c.facet, c.value, count(*) as records from r cross join lateral (values
        ('zone', zone, f2 and f3 and f4 and f5 and f6 and f7), ('status', status, f1 and f3 and f4 and f5 and f6 and f7),
        ('category', category, f1 and f2 and f4 and f5 and f6 and f7), ('owner', owner, f1 and f2 and f3 and f5 and f6 and f7),
        ('held', held, f1 and f2 and f3 and f4 and f6 and f7), ('unit', unit, f1 and f2 and f3 and f4 and f5 and f7),
        ('expiry', expiry, f1 and f2 and f3 and f4 and f5 and f6)) c(facet, value, counts) where c.counts group by 1, 2)
    select 'all', '', '', round(count(*) * $4)::bigint, coalesce(sum(quantity), 0) * $4, coalesce(sum(reserved), 0) * $4, $4 = 1, case when $4 = 1 then 0 else ceil(3 * $4)::bigint end
      from r where f1 and f2 and f3 and f4 and f5 and f6 and f7
    union all
    select v.facet, v.value, v.label, round(coalesce(c.records, 0) * $4)::bigint, null, null, $4 = 1, case when $4 = 1 then 0 else ceil(3 * $4)::bigint end
      from wms.facet_values(($1).warehouse) v left join counted c on c.facet = v.facet and c.value = v.value
    union all
    (select 'category', c.value, c.value, round(c.records * $4)::bigint, null, null, $4 = 1, case when $4 = 1 then 0 else ceil(3 * $4)::bigint end
       from counted c where c.facet = 'category' order by c.records desc, c.value limit 200)$q$,
    wms.held_condition(), wms.expiry_case(), v_flags, wms.stock_joins(), wms.stock_where(wms.no_facet(p_search)))
    using p_search, p_records, v_today, p_factor;
end $$;

-- The values of the facets that are few and known; categories are those that were met.
create function wms.facet_values(p_warehouse int) returns table (facet text, value text, label text)
language sql stable as $$
  select 'zone', z.code, z.name from wms.zone z where z.warehouse_id = p_warehouse
  union all select 'zone', '', ''
  union all select 'status', s.status, s.status from wms.stock_status s
  union all select 'owner', o.code, o.name from wms.party o where o.kind = 'owner'
  union all select 'owner', '', ''
  union all select v.facet, v.value, v.value from (values ('held', 'yes'), ('held', 'no'), ('unit', 'loose'), ('unit', 'unit'),
    ('expiry', 'expired'), ('expiry', 'week'), ('expiry', 'month'), ('expiry', 'quarter'), ('expiry', 'later'), ('expiry', 'none')) v(facet, value);
$$;

-- A search without the conditions of facets, and with that of one facet alone.
create function wms.no_facet(p_search wms.stock_search) returns wms.stock_search
language plpgsql immutable as $$
begin
  p_search.zones := null; p_search.categories := null; p_search.statuses := null; p_search.owners := null; p_search.own := null; p_search.held := null;
  p_search.loose := null; p_search.expiry := null; p_search.undated := null;
  return p_search;
end $$;
create function wms.only_facet(p_search wms.stock_search, p_facet text) returns wms.stock_search
language plpgsql immutable as $$
declare
  v wms.stock_search;
begin
  case p_facet
    when 'zone' then v.zones := (p_search).zones;
    when 'category' then v.categories := (p_search).categories;
    when 'status' then v.statuses := (p_search).statuses;
    when 'owner' then v.owners := (p_search).owners; v.own := (p_search).own;
    when 'held' then v.held := (p_search).held;
    when 'unit' then v.loose := (p_search).loose;
    when 'expiry' then v.expiry := (p_search).expiry; v.undated := (p_search).undated;
  end case;
  return v;
end $$;

-- Counts over a sample of pages of the table (all of them, where it is small), corrected by counting what is rare exactly: the
-- whole search, the statuses, what expires soon, owners; each where it means few records.
create function wms.sample_facets(p_search wms.stock_search)
returns table (facet text, value text, label text, records bigint, on_hand numeric, reserved numeric, exact boolean, floor bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_began timestamptz := clock_timestamp();
  v_pages bigint := greatest(1, pg_relation_size('wms.quant') / 8192);
  v_share float8 := case when v_pages <= 300 then 1 else least(1, 150 / v_pages::float8) end;
  v_sample bigint[];
  v_factor numeric := 1;
  v_row record;
  v_rare wms.stock_search;
  v_ids bigint[];
begin
  select coalesce(array_agg(s.quant_id) filter (where s.warehouse_id = (p_search).warehouse and s.quantity > 0), '{}'),
         case when v_share = 1 then 1 else v_pages::numeric / greatest(1, count(distinct (s.ctid::text::point)[0])) end
    into v_sample, v_factor
    from wms.quant s tablesample system (100 * v_share) repeatable (7);
  for v_row in select * from wms.count_facets(p_search, v_sample, v_factor) loop
    facet := v_row.facet; value := v_row.value; label := v_row.label; records := v_row.records; on_hand := v_row.on_hand;
    reserved := v_row.reserved; exact := v_row.exact; floor := v_row.floor;
    v_ids := null;
    if not exact and facet = 'all' then
      v_ids := wms.stock_candidates(p_search, 10000);
      v_rare := p_search;
    elsif not exact and records < 4 * floor and facet in ('status', 'expiry', 'owner', 'held')
          and clock_timestamp() < v_began + interval '200 milliseconds' then
      v_rare := wms.with_value(p_search, facet, value);
      v_ids := wms.stock_candidates(v_rare, 2000, array[facet]);
    end if;
    if v_ids is not null then
      select c.records, c.on_hand, c.reserved, true, 0 into records, on_hand, reserved, exact, floor
        from wms.count_stock(v_rare, v_ids) c;
    end if;
    return next;
  end loop;
end $$;

-- The search with one facet set to one value.
create function wms.with_value(p_search wms.stock_search, p_facet text, p_value text) returns wms.stock_search
language plpgsql stable as $$
begin
  case p_facet
    when 'status' then p_search.statuses := array[p_value];
    when 'owner' then p_search.owners := array(select y.party_id from wms.party y where y.kind = 'owner' and y.code = p_value); p_search.own := p_value = '';
    when 'held' then p_search.held := p_value = 'yes';
    when 'expiry' then p_search := wms.read_expiry(p_search, jsonb_build_object('expiry', p_value));
    when 'zone' then p_search.zones := array(select z.zone_id from wms.zone z where z.warehouse_id = (p_search).warehouse and z.code = p_value);
    else null;
  end case;
  return p_search;
end $$;

create function wms.count_stock(p_search wms.stock_search, p_records bigint[], out records bigint, out on_hand numeric, out reserved numeric)
language plpgsql stable as $$
begin
  execute format('select count(*), coalesce(sum(q.quantity), 0), coalesce(sum(q.reserved), 0) from unnest($2) u(id) '
                 'cross join lateral (select * from wms.quant q where q.quant_id = u.id offset 0) q %s where q.warehouse_id = ($1).warehouse and %s', wms.stock_joins(), wms.stock_where(p_search))
    into records, on_hand, reserved using p_search, p_records;
end $$;
