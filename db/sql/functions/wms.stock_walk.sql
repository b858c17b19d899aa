-- Pages of stock: out of few records in any order, or by walking groups in order.

-- The expression of an order, its type, and what decides between equals before the record's own number. WM422.
create function wms.stock_order(p_sort text, out expression text, out type text, out middle text)
language plpgsql immutable as $$
begin
  select x.e, x.t, x.m into expression, type, middle from (values
    ('bin', 'l.code', 'text', 'q.product_id'), ('sku', 'p.sku', 'text', 'q.location_id'), ('expiry', 't.expires_on', 'date', 'coalesce(q.lot_id, 0)'),
    ('product', 'p.name', 'text', '0::bigint'), ('lot', 't.number', 'text', '0::bigint'), ('unit', 'h.sscc', 'text', '0::bigint'),
    ('owner', 'o.code', 'text', '0::bigint'), ('status', 'q.status', 'text', '0::bigint'), ('quantity', 'q.quantity', 'numeric', '0::bigint'),
    ('reserved', 'q.reserved', 'numeric', '0::bigint'), ('free', '(q.quantity - q.reserved)', 'numeric', '0::bigint'),
    ('received', 'q.in_date', 'timestamptz', '0::bigint'), ('counted', 'q.last_counted_at', 'timestamptz', '0::bigint')) x(n, e, t, m)
   where x.n = ltrim(p_sort, '-');
  if expression is null then
    perform wms.refuse('WM422', 'Stock has no such order.', 'Choose one of the columns.');
  end if;
end $$;

-- The columns of a row over q, l, p, t, h, o, z; the key's text and middle are given.
create function wms.stock_columns(p_k text, p_m text) returns text
language sql immutable as $$
  select format('q.quant_id, (%s)::text as k, %s as m, q.location_id, l.code, z.code, q.product_id, p.sku, p.name, p.category, p.base_uom, '
    || 'q.lot_id, t.number, t.expires_on, q.hu_id, h.sscc, q.owner_id, o.code, q.status, l.block_pick, case when %s then ''?'' end, '
    || 'q.quantity, q.reserved, q.quantity - q.reserved, q.in_date, q.last_counted_at', p_k, p_m, wms.held_condition());
$$;
create function wms.stock_joins() returns text
language sql immutable as $$
  select 'join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id '
    || 'join wms.product p on p.product_id = q.product_id left join wms.lot t on t.lot_id = q.lot_id '
    || 'left join wms.handling_unit h on h.hu_id = q.hu_id left join wms.party o on o.party_id = q.owner_id '
    || 'left join wms.zone z on z.zone_id = l.zone_id';
$$;

-- A page out of these records, in any order. `offset 0` is a fence: they are looked up by their number and no other way.
create function wms.pick_stock(p_search wms.stock_search, p_records bigint[], p_sort text, p_after jsonb, p_limit int)
returns setof wms.stock_row language plpgsql stable as $$
declare
  v_o record := wms.stock_order(p_sort);
  v_down boolean := p_sort like '-%';
  v_after text := 'true';
begin
  if p_after is not null then
    v_after := format(case when p_after ->> 'k' is null then '(%1$s is null and (%2$s, q.quant_id) > ($3, $4))'
                      else '(%1$s %4$s $2::%3$s or %1$s is null or (%1$s = $2::%3$s and (%2$s, q.quant_id) > ($3, $4)))' end,
                      v_o.expression, v_o.middle, v_o.type, case when v_down then '<' else '>' end);
  end if;
  return query execute format(       -- the place in the order first, with no more looked up than it takes; then the page's columns
      'select s.* from (select %1$s from (select q.quant_id as id, %2$s as k, %3$s as m from unnest($5) u(id) '
      'cross join lateral (select * from wms.quant q where q.quant_id = u.id offset 0) q %4$s where %5$s and %6$s order by %2$s %7$s nulls last, %3$s, q.quant_id limit $6) x '
      'join wms.quant q on q.quant_id = x.id %4$s order by x.k %7$s nulls last, x.m, q.quant_id) r '
      'cross join lateral wms.say_holds(($1).warehouse, row(r.*)) s',
      wms.stock_columns('x.k', 'x.m'), v_o.expression, v_o.middle, wms.stock_joins(), wms.stock_where(p_search), v_after,
      case when v_down then 'desc' else 'asc' end)
    using p_search, p_after ->> 'k', coalesce((p_after ->> 'm')::bigint, 0), coalesce((p_after ->> 'q')::bigint, 0), p_records, p_limit;
end $$;

-- A page by walking groups (bins, products, lots by expiry) in their order, a few at first and more the fewer match. After
-- 150 ms it stops between two steps with a row that says where.
create function wms.walk_stock(p_search wms.stock_search, p_sort text, p_after jsonb, p_limit int)
returns setof wms.stock_row language plpgsql stable as $$
declare
  v_kind text := ltrim(p_sort, '-');
  v_began timestamptz;
  v_k text := p_after ->> 'k';
  v_m bigint := coalesce((p_after ->> 'm')::bigint, 0);
  v_ids bigint[];
  v_keys text[];
  v_walked bigint[] := wms.walked_groups(p_search, v_kind);
  v_few boolean := v_walked is not null;
  v_groups text := wms.stock_groups(p_search, v_kind, p_sort like '-%', v_few);
  v_step int := case when v_few then 256 else 8 end;         -- of those that an index named, most have matches
  v_dated boolean := p_after is null or v_k is not null;     -- what has no expiry comes after all that has one
  v_got int := 0;
  v_n int;
begin
  v_began := clock_timestamp();
  if v_k is not null then                                    -- the rest of the group that the last page ended in
    return query select * from wms.stock_of_groups(p_search, v_kind, wms.group_of(p_search, v_kind, v_k, v_m), array[v_k],
      v_m, (p_after ->> 'q')::bigint, p_limit);
    get diagnostics v_got = row_count;
  end if;
  while v_dated and v_got < p_limit loop
    execute v_groups into v_ids, v_keys using p_search, v_k, v_m, v_step, v_walked;
    exit when v_ids is null;
    return query select * from wms.stock_of_groups(p_search, v_kind, v_ids, v_keys, 0, 0, p_limit - v_got);
    get diagnostics v_n = row_count;
    v_got := v_got + v_n;
    v_k := v_keys[cardinality(v_keys)];
    v_m := case v_kind when 'expiry' then v_ids[cardinality(v_ids)] else 9223372036854775807 end;
    v_step := least(2048, v_step * case when v_n = 0 then 4 else 2 end);
    if v_got < p_limit and clock_timestamp() > v_began + interval '150 milliseconds' then
      return next row(null, v_k, v_m, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                      null, null, null, null, null, null, null)::wms.stock_row;
      return;
    end if;
  end loop;
  if v_kind = 'expiry' and v_got < p_limit and ((p_search).expiry is null or (p_search).undated) then
    return query select * from wms.undated_stock(p_search, case when v_dated then 0 else (p_after ->> 'q')::bigint end,
                                                 p_limit - v_got, v_began);
  end if;
end $$;

-- The query for the next groups after key $2 (and, of lots that expire on one day, number $3), at most $4: ids and keys. $5: the
-- only bins or products there are (p_few: they are given, and put in order; else all are met in order).
create function wms.stock_groups(p_search wms.stock_search, p_kind text, p_down boolean, p_few boolean) returns text
language sql immutable as $$
  select format('select array_agg(x.id order by x.n), array_agg(x.k::text order by x.n) from (select y.*, row_number() over () as n from (%s) y) x',
    format(case p_kind
      when 'bin' then 'select l.location_id as id, l.code as k from ' || case when p_few then 'unnest($5) u(id) join wms.location l on '
          || 'l.warehouse_id = ($1).warehouse and l.location_id = u.id where ' else 'wms.location l where l.warehouse_id = ($1).warehouse and ' end
        || '($2 is null or l.code %1$s $2) '
        || case when cardinality((p_search).zones) = 1 and (p_search).zones[1] <> 0 then 'and l.zone_id = ($1).zones[1] '
                when (p_search).zones is not null then 'and coalesce(l.zone_id, 0) = any (($1).zones) ' else '' end
        || case when (p_search).bins is not null then 'and upper(l.code) like any (($1).bins) ' else '' end
        || 'order by l.code %2$s limit $4'
      when 'sku' then 'select p.product_id as id, p.sku as k from ' || case when p_few then 'unnest($5) u(id) join wms.product p on '
          || 'p.product_id = u.id where ' else 'wms.product p where ' end
        || '($2 is null or p.sku %1$s $2) '
        || case when (p_search).products is not null then 'and p.product_id = any (($1).products) ' else '' end
        || case when (p_search).categories is not null then 'and p.category = any (($1).categories) ' else '' end
        || 'order by p.sku %2$s limit $4'
      else 'select t.lot_id as id, t.expires_on as k from wms.lot t where t.expires_on is not null and ($2 is null or t.expires_on %1$s= $2::date '
        || 'and (t.expires_on <> $2::date or t.lot_id > $3)) '
        || case when (p_search).expiry is not null then 'and t.expires_on <@ ($1).expiry ' else '' end
        || case when (p_search).products is not null then 'and t.product_id = any (($1).products) ' else '' end
        || case when (p_search).lots is not null then 'and upper(t.number) like any (($1).lots) ' else '' end
        || 'order by t.expires_on %2$s, t.lot_id limit $4' end,
      case when p_down then '<' else '>' end, case when p_down then 'desc' else 'asc' end));
$$;

-- The bins or products that a walk has to look at, where indexes know them without a look at the records: the part of the search
-- that names fewest. Null for all.
create function wms.walked_groups(p_search wms.stock_search, p_kind text) returns bigint[]
language plpgsql stable as $$
declare
  v_best bigint[];
  v_least bigint := 400000;                                  -- records of an owner or status lie side by side in the index
  v_part text;
  v_ids bigint[];
  v_found bigint[];
  v_n bigint;
begin
  if p_kind = 'expiry' then
    return null;
  end if;
  foreach v_part in array '{unit,lot,bin,product,status,owner,held,expiry,zone}'::text[] loop
    v_ids := wms.part_ids(p_search, v_part);
    if v_part in ('status', 'held') or cardinality(v_ids) <= 20000 and not (p_kind = 'sku' and v_part = 'zone') then
      select x.groups, x.n into v_found, v_n
        from wms.groups_of_part(p_search, p_kind, v_part, v_ids,
                                least(v_least, case when v_part in ('status', 'owner') then v_least else 60000 end)) x;
      if v_n < least(v_least, case when v_part in ('status', 'owner') or v_found = v_ids then v_least else 60000 end) then
        v_best := coalesce(v_found, '{}');
        v_least := v_n;
      end if;
    end if;
  end loop;
  return case when cardinality(v_best) <= 50000 then v_best end;     -- more are everywhere: they are met soon
end $$;

-- The groups that one part of a search names, and out of how many records (a guess where it names groups itself); at most
-- p_most are looked at. Null where it says nothing.
create function wms.groups_of_part(p_search wms.stock_search, p_kind text, p_part text, p_ids bigint[], p_most bigint,
                                   out groups bigint[], out n bigint)
language plpgsql stable as $$
declare
  v_bins constant boolean := p_kind = 'bin';
  v_at constant int := (p_search).warehouse;
begin
  if v_bins and p_part in ('bin', 'zone') or not v_bins and p_part = 'product' then
    groups := p_ids;
    n := 10 * cardinality(p_ids);
  elsif p_part = 'status' and not 'available' = any ((p_search).statuses) then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select case when v_bins then q.location_id else q.product_id end as id from wms.quant q
       where q.warehouse_id = v_at and q.status = any ((p_search).statuses) and q.status <> 'available' limit p_most) x;
  elsif p_part = 'held' and (p_search).held then
    select array_agg(distinct x.id), count(*) into groups, n from (
      (select case when v_bins then q.location_id else q.product_id end as id from wms.quant q
        where q.warehouse_id = v_at and q.status <> 'available' limit p_most)
      union all
      (select case when v_bins then q.location_id else q.product_id end from wms.location l
         join wms.quant q on q.warehouse_id = l.warehouse_id and q.location_id = l.location_id
        where l.warehouse_id = v_at and l.block_pick limit p_most)
      union all
      (select case when v_bins then q.location_id else q.product_id end
         from wms.holds_on(v_at) h join wms.quant q on q.quant_id = h.quant_id limit p_most)) x;
  elsif p_part = 'unit' then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select case when v_bins then q.location_id else q.product_id end as id from wms.quant q where q.hu_id = any (p_ids) limit p_most) x;
  elsif p_part in ('lot', 'expiry') then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select case when v_bins then q.location_id else q.product_id end as id from wms.quant q
       where q.warehouse_id = v_at and q.lot_id = any (p_ids) limit p_most) x;
  elsif p_part = 'owner' then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select case when v_bins then q.location_id else q.product_id end as id from wms.quant q
       where q.warehouse_id = v_at and q.owner_id = any (p_ids) and q.owner_id is not null limit p_most) x;
  elsif p_part = 'product' then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select q.location_id as id from wms.quant q where q.warehouse_id = v_at and q.product_id = any (p_ids) limit p_most) x;
  elsif p_part in ('bin', 'zone') then
    select array_agg(distinct x.id), count(*) into groups, n from (
      select q.product_id as id from wms.quant q where q.warehouse_id = v_at and q.location_id = any (p_ids) limit p_most) x;
  end if;
end $$;

-- The group of a key.
create function wms.group_of(p_search wms.stock_search, p_kind text, p_k text, p_m bigint) returns bigint[]
language sql stable as $$
  select case p_kind
    when 'bin' then array(select l.location_id from wms.location l where l.warehouse_id = (p_search).warehouse and l.code = p_k)
    when 'sku' then array(select p.product_id from wms.product p where p.sku = p_k)
    else array[p_m] end;
$$;

-- What matches in these groups, in their order, after (p_m, p_q) in each. `offset 0` is a fence: the way to the records is the
-- group's index, whatever else the planner thinks of the other conditions.
create function wms.stock_of_groups(p_search wms.stock_search, p_kind text, p_ids bigint[], p_keys text[], p_m bigint, p_q bigint,
                                    p_limit int)
returns setof wms.stock_row language plpgsql stable as $$
declare
  v_place text := case p_kind when 'bin' then 'location_id' when 'sku' then 'product_id' else 'lot_id' end;
  v_middle text := case p_kind when 'bin' then 'q.product_id' when 'sku' then 'q.location_id' else 'q.lot_id' end;
  v_order text := case p_kind when 'expiry' then 'q.quant_id' else v_middle || ', q.quant_id' end;
begin
  return query execute format(
      'select s.* from (select r.* from rows from (unnest($2), unnest($3)) with ordinality u(id, key, n) cross join lateral ('
      'select %1$s from (select * from wms.quant q where q.warehouse_id = ($1).warehouse and q.%2$s = u.id and %3$s order by %4$s offset 0) q '
      '%5$s where %6$s order by %4$s limit $6) r order by u.n, r.m, r.quant_id limit $6) r '
      'cross join lateral wms.say_holds(($1).warehouse, row(r.*)) s',
      wms.stock_columns('u.key', v_middle), v_place,
      case when p_q = 0 then 'true' when p_kind = 'expiry' then 'q.quant_id > $5' else format('(%s) > ($4, $5)', v_order) end,
      v_order, wms.stock_joins(), wms.stock_where(p_search))
    using p_search, p_ids, p_keys, p_m, p_q, p_limit;
end $$;

-- Stock that has no expiry date, in the order of its records.
create function wms.undated_stock(p_search wms.stock_search, p_q bigint, p_limit int, p_began timestamptz)
returns setof wms.stock_row language plpgsql stable as $$
declare
  v_got int := 0;
  v_n int;
  v_last bigint;
begin
  loop
    select max(x.quant_id) into v_last from (
      select q.quant_id from wms.quant q where q.quant_id > p_q order by q.quant_id limit 10000) x;
    exit when v_last is null;
    return query execute format(
        'select s.* from (select %s from wms.quant q %s where q.quant_id > $2 and q.quant_id <= $3 and q.warehouse_id = ($1).warehouse '
        'and t.expires_on is null and %s order by q.quant_id limit $4) r cross join lateral wms.say_holds(($1).warehouse, row(r.*)) s',
        wms.stock_columns('null', '0::bigint'), wms.stock_joins(), wms.stock_where(p_search))
      using p_search, p_q, v_last, p_limit - v_got;
    get diagnostics v_n = row_count;
    v_got := v_got + v_n;
    exit when v_got >= p_limit;
    p_q := v_last;
    if clock_timestamp() > p_began + interval '150 milliseconds' then
      return next row(null, null, p_q, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                      null, null, null, null, null, null, null)::wms.stock_row;
      return;
    end if;
  end loop;
end $$;

-- A row with the reasons of the holds on it, in words; '' where it is held by its status or its bin alone.
create function wms.say_holds(p_warehouse int, p_row wms.stock_row) returns wms.stock_row
language plpgsql stable as $$
begin
  if (p_row).holds is not null then
    p_row.holds := coalesce((
      select string_agg(distinct coalesce(c.name, h.reason), ', ')
        from wms.quant q cross join lateral wms.holds_of(p_warehouse, q) h
        left join wms.reason_code c on c.kind = 'hold' and c.code = h.reason
       where q.quant_id = (p_row).quant_id), '');
  end if;
  return p_row;
end $$;
