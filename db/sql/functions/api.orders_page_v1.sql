-- Roles: all
-- A page of outbound orders, after a place in the order (p_after: {cut_off, priority, number, order_id} of the last row; null: the
-- first page). p_filters: {scope: open (default) or all, groups: [new, waiting, reserved, picking, picked, packed, shipped, held,
-- cancelled], text (begins a number or reference), carriers: [...], cut_offs: [...], completeness, party, priority, late, short,
-- back (also of orders that are cancelled), orders: [ids]}. p_sort: cut_off (the most pressing first), priority, number or newest. WM422.
create function api.orders_page_v1(p_warehouse int, p_filters jsonb default '{}', p_sort text default 'cut_off', p_after jsonb default null,
                                   p_limit int default 200)
returns table (order_id bigint, number text, status smallint, state text, "group" text, priority smallint, cut_off timestamptz, due_at timestamptz,
               carrier_service text, completeness text, customer text, customer_name text, lines int, ordered numeric, missing numeric, reserved numeric, picked numeric,
               packed numeric, shipped numeric, cancelled numeric, to_put_back numeric, promised boolean, promised_on date, version int, held_reason text,
               short_reason text, value_added text[], back_order_of bigint, wave text, source text, external_ref text, entered_at timestamptz,
               shipped_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
declare
  v_keys text;
  v_after text;
  v_ids bigint[];
begin
  perform wms.authorise(p_warehouse);
  if p_limit is null or p_limit not between 1 and 1000 then
    perform wms.refuse('WM422', 'A page has 1 to 1,000 rows.', 'Ask for fewer.');
  end if;
  case p_sort
    when 'cut_off' then
      v_keys := $q$coalesce(o.cut_off, 'infinity'::timestamptz), o.priority, o.order_id$q$;
      v_after := $q$(coalesce(($4 ->> 'cut_off')::timestamptz, 'infinity'), ($4 ->> 'priority')::smallint, ($4 ->> 'order_id')::bigint)$q$;
    when 'priority' then
      v_keys := $q$o.priority, coalesce(o.cut_off, 'infinity'::timestamptz), o.order_id$q$;
      v_after := $q$(($4 ->> 'priority')::smallint, coalesce(($4 ->> 'cut_off')::timestamptz, 'infinity'), ($4 ->> 'order_id')::bigint)$q$;
    when 'number' then
      v_keys := $q$o.number$q$;
      v_after := $q$($4 ->> 'number')$q$;
    when 'newest' then
      v_keys := $q$-o.order_id$q$;
      v_after := $q$(-($4 ->> 'order_id')::bigint)$q$;
    else
      perform wms.refuse('WM422', format('%s is no order of a list.', coalesce(left(p_sort, 40), 'Nothing')), 'Sort by cut_off, priority, number or newest.');
  end case;
  if p_sort = 'newest' then                            -- walks its index backwards
    execute format($q$select array_agg(x.order_id order by x.order_id desc) from (select o.order_id from wms.orders o where o.warehouse_id = $1 and %s
      and ($4 is null or o.order_id < ($4 ->> 'order_id')::bigint) order by o.order_id desc limit $3) x$q$, wms.order_filter(p_filters))
      into v_ids using p_warehouse, p_filters, p_limit, p_after;
  else
    execute format($q$select array_agg(x.order_id order by x.n) from (select o.order_id, row_number() over (order by %1$s) as n from wms.orders o
      where o.warehouse_id = $1 and %2$s and ($4 is null or (%1$s) > %3$s) order by %1$s limit $3) x$q$, v_keys, wms.order_filter(p_filters), v_after)
      into v_ids using p_warehouse, p_filters, p_limit, p_after;
  end if;
  return query select r.* from unnest(v_ids) with ordinality a(id, n) cross join lateral wms.order_row(a.id) r order by a.n;
exception when data_exception then
  perform wms.refuse('WM422', 'The filter or the place to read on from cannot be read.', 'Start from the beginning.');
end $$;

-- One row of the list.
create function wms.order_row(p_order bigint)
returns table (order_id bigint, number text, status smallint, state text, "group" text, priority smallint, cut_off timestamptz, due_at timestamptz,
               carrier_service text, completeness text, customer text, customer_name text, lines int, ordered numeric, missing numeric, reserved numeric, picked numeric,
               packed numeric, shipped numeric, cancelled numeric, to_put_back numeric, promised boolean, promised_on date, version int, held_reason text,
               short_reason text, value_added text[], back_order_of bigint, wave text, source text, external_ref text, entered_at timestamptz,
               shipped_at timestamptz)
language sql stable rows 1 as $$
  select o.order_id, o.number, o.status, s.name, wms.order_group(o.status), o.priority, o.cut_off, o.due_at, o.carrier_service, o.completeness,
         c.code, c.name, x.lines, x.ordered, x.missing, x.reserved, x.picked, x.packed, x.shipped, x.cancelled, x.to_put_back, x.promised, x.promised_on,
         o.version, o.held_reason, o.short_reason, o.value_added, o.back_order_of, w.number, o.source, o.external_ref, o.entered_at, o.shipped_at
    from wms.orders o
    join wms.state s on s.entity = 'order' and s.rank = o.status
    left join wms.party c on c.party_id = o.party_id
    left join wms.wave w on w.wave_id = o.wave_id
   cross join lateral (
     select count(*)::int as lines, sum(l.quantity) as ordered,
            sum(l.quantity - l.cancelled - l.reserved - l.picked) as missing, sum(l.reserved) as reserved, sum(l.picked) as picked, sum(l.packed) as packed,
            sum(l.shipped) as shipped, sum(l.cancelled) as cancelled, sum(l.to_unpick + l.to_unpack) as to_put_back,
            bool_and(l.promised >= l.quantity - l.cancelled) as promised, max(l.promised_on) as promised_on
       from wms.order_line l where l.order_id = o.order_id) x
   where o.order_id = p_order
$$;

-- The words of the list for ranges of states.
create function wms.order_group(p_status int) returns text
language sql immutable as $$
  select case when p_status = 910 then 'cancelled' when p_status = 900 then 'held' when p_status >= 700 then 'shipped' when p_status >= 650 then 'packed'
              when p_status >= 600 then 'picked' when p_status >= 500 then 'picking' when p_status >= 400 then 'reserved' when p_status >= 300 then 'waiting'
              else 'new' end
$$;

-- The conditions of a filter as text over o (orders) and $2 (the filter itself): only those that are asked, so that each has
-- its index. Nothing of the filter's content gets into the text.
create function wms.order_filter(p_filters jsonb) returns text
language sql immutable as $$
  select concat_ws(' and ', $q$o.type = 'outbound'$q$,
    case when coalesce(p_filters ->> 'scope', 'open') <> 'all' and coalesce(p_filters ->> 'back', '') <> 'true' then '(o.status < 700 or o.status = 900)' end,
    case when jsonb_typeof(p_filters -> 'groups') = 'array' and p_filters -> 'groups' <> '[]' then $q$ $2 -> 'groups' ? wms.order_group(o.status)$q$ end,
    case when coalesce(p_filters ->> 'text', '') <> '' then $q$(o.number ilike wms.starts($2 ->> 'text') or o.external_ref ilike wms.starts($2 ->> 'text'))$q$ end,
    case when jsonb_typeof(p_filters -> 'carriers') = 'array' and p_filters -> 'carriers' <> '[]' then $q$ $2 -> 'carriers' ? coalesce(o.carrier_service, '')$q$ end,
    case when jsonb_typeof(p_filters -> 'cut_offs') = 'array' and p_filters -> 'cut_offs' <> '[]'
      then $q$o.cut_off in (select x.at::timestamptz from jsonb_array_elements_text($2 -> 'cut_offs') x(at))$q$ end,
    case when p_filters ->> 'completeness' is not null then $q$o.completeness = $2 ->> 'completeness'$q$ end,
    case when p_filters ->> 'party' is not null then $q$o.party_id = ($2 ->> 'party')::bigint$q$ end,
    case when p_filters ->> 'priority' is not null then $q$o.priority = ($2 ->> 'priority')::smallint$q$ end,
    case when p_filters ->> 'late' = 'true' then $q$o.cut_off < now() and o.status < 700$q$ end,
    case when p_filters ->> 'short' = 'true' then $q$o.status between 300 and 649 and exists (select from wms.order_line l where l.order_id = o.order_id
      and l.quantity - l.cancelled - l.reserved - l.picked > 0)$q$ end,
    case when p_filters ->> 'back' = 'true' then $q$o.order_id = any (array(select t.order_id from wms.task t where t.warehouse_id = $1 and t.kind = 'move'
      and t.order_line_id is not null and t.state < 400))$q$ end,
    case when jsonb_typeof(p_filters -> 'orders') = 'array'
      then $q$o.order_id = any (array(select x.id::bigint from jsonb_array_elements_text($2 -> 'orders') x(id)))$q$ end)
$$;

-- A pattern for what begins with this text, its own % and _ meant as they stand.
create function wms.starts(p_text text) returns text
language sql immutable as $$
  select replace(replace(replace(p_text, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;

-- Roles: all
-- How many orders each choice would leave, counted over what the other filters leave: facet group, carrier, cut_off,
-- completeness, priority and flags (late, short; back: of all orders). value null: orders without one.
create function api.order_facets_v1(p_warehouse int, p_filters jsonb default '{}')
returns table (facet text, value text, orders int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query execute format($q$
    with one as materialized (                          -- counted by what they have in common: the choices are sums of few rows
      select o.status, o.carrier_service, o.cut_off, o.completeness, o.priority, o.cut_off < now() and o.status < 700 as late,
             o.status between 300 and 649 and m.order_id is not null as short,
             %1$s as g, %2$s as c, %3$s as t, count(*) as n
        from wms.orders o
        left join (select distinct l.order_id from wms.order_line l
                    where l.warehouse_id = $1 and l.quantity - l.cancelled - l.reserved - l.picked > 0) m on m.order_id = o.order_id
       where o.warehouse_id = $1 and %4$s group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    select 'group', wms.order_group(o.status), sum(o.n)::int from one o where o.c and o.t group by 2
    union all
    select 'carrier', o.carrier_service, sum(o.n)::int from one o where o.g and o.t group by 2
    union all
    select 'cut_off', o.cut_off::text, sum(o.n)::int from one o where o.g and o.c group by 2
    union all
    select 'completeness', o.completeness, sum(o.n)::int from one o where o.g and o.c and o.t group by 2
    union all
    select 'priority', o.priority::text, sum(o.n)::int from one o where o.g and o.c and o.t group by 2
    union all
    select 'flag', f.name, sum(o.n)::int from one o cross join lateral (values ('late', o.late), ('short', o.short)) f(name, so)
     where o.g and o.c and o.t and f.so group by 2
    union all
    select 'flag', 'back', count(distinct t.order_id)::int from wms.task t
     where t.warehouse_id = $1 and t.kind = 'move' and t.order_line_id is not null and t.state < 400 having count(*) > 0
    union all
    select 'all', null, coalesce(sum(o.n), 0)::int from one o where o.g and o.c and o.t$q$,
    case when p_filters -> 'groups' <> '[]' then $q$($2 -> 'groups' ? wms.order_group(o.status))$q$ else 'true' end,
    case when p_filters -> 'carriers' <> '[]' then $q$($2 -> 'carriers' ? coalesce(o.carrier_service, ''))$q$ else 'true' end,
    case when p_filters -> 'cut_offs' <> '[]'
      then $q$coalesce(o.cut_off in (select x.at::timestamptz from jsonb_array_elements_text($2 -> 'cut_offs') x(at)), false)$q$ else 'true' end,
    wms.order_filter(p_filters - array['groups', 'carriers', 'cut_offs'])) using p_warehouse, p_filters;
exception when data_exception then
  perform wms.refuse('WM422', 'The filter cannot be read.', 'Take it out.');
end $$;
