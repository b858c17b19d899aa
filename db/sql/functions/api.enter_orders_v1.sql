-- Roles: r_supervisor, r_integration
-- Enter outbound orders with their lines: [{number, external_ref, source, priority, order_date, due_at, cut_off,
-- carrier_service, completeness, party or customer (its code), owner (whose goods; none: our own), instructions, value_added: [codes],
-- lines: [{line_no, product or sku, quantity, lot (this one and no other), min_remaining_days, instructions, kit: "components" (its
-- parts are picked instead of the kit)}]}]. All or nothing. WM404, WM409, WM422 with all problems.
create function api.enter_orders_v1(p_op uuid, p_warehouse int, p_orders jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_answer jsonb;
  v_orders jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('enter_orders', p_warehouse, p_orders)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_orders := wms.read_orders(p_orders);
  perform wms.check_orders(p_warehouse, v_orders);
  with entered as (
    insert into wms.orders (warehouse_id, number, source, external_ref, priority, order_date, due_at, cut_off,
                            carrier_service, completeness, party_id, owner_id, instructions, value_added)
    select p_warehouse, x.number, coalesce(x.source, 'manual'), x.external_ref, coalesce(x.priority, 5),
           coalesce(x.order_date, now()), x.due_at, x.cut_off, x.carrier_service, coalesce(x.completeness, 'ship_complete'), x.party,
           x.owner, coalesce(x.instructions, ''), coalesce(x.value_added, '{}')
      from jsonb_array_elements(v_orders) with ordinality e(value, n),
           jsonb_to_record(e.value) x(number text, source text, external_ref text, priority smallint, order_date timestamptz,
             due_at timestamptz, cut_off timestamptz, carrier_service text, completeness text, party bigint, owner bigint, instructions text, value_added text[])
     order by e.n
    returning order_id, number
  ), lines as (
    insert into wms.order_line (warehouse_id, order_id, line_no, product_id, quantity, lot_id, min_remaining_days, instructions, kit_id, kit_quantity)
    select p_warehouse, o.order_id, l.line_no, l.product, l.quantity, l.lot, l.min_remaining_days, coalesce(l.instructions, ''),
           l.kit_id, l.kit_quantity
      from jsonb_array_elements(v_orders) e(value)
      join entered o on o.number = e.value ->> 'number',
           jsonb_to_recordset(e.value -> 'lines') l(line_no int, product bigint, quantity numeric, lot bigint, min_remaining_days int, instructions text, kit_id bigint,
             kit_quantity numeric)
    returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number)
    select p_warehouse, 'order.entered', order_id, number from entered returning 1
  )
  select jsonb_build_object('orders', jsonb_agg(jsonb_build_object('order_id', order_id, 'number', number) order by order_id))
    into v_answer from entered;
  return wms.keep_answer(p_op, v_answer);
end $$;

-- Orders with codes as orders with ids: SKUs and customers are looked up (one that is not known becomes 0), kits that are taken as
-- their parts become a line a part. Orders that name ids only come back as they are.
create function wms.read_orders(p_orders jsonb) returns jsonb
language sql stable as $$
  select case when jsonb_typeof(p_orders) <> 'array' or not (p_orders @? '$[*].customer' or p_orders @? '$[*].lines[*].sku'
                                                            or p_orders @? '$[*].lines[*].kit') then p_orders else (
    select jsonb_agg(case when jsonb_typeof(e.value) <> 'object' then e.value else e.value || jsonb_strip_nulls(jsonb_build_object(
             'party', case when e.value ->> 'party' is null and e.value ->> 'customer' is not null then coalesce(
                (select y.party_id from wms.party y where y.kind = 'customer' and y.code = e.value ->> 'customer'), 0) end,
             'lines', case when jsonb_typeof(e.value -> 'lines') = 'array' then wms.read_lines(e.value -> 'lines') end)) end order by e.n)
      from jsonb_array_elements(p_orders) with ordinality e(value, n)) end
$$;

create function wms.read_lines(p_lines jsonb) returns jsonb
language sql stable as $$
  with line as (
    select e.n, e.value, coalesce((e.value ->> 'product')::bigint, p.product_id, case when e.value ->> 'sku' is not null then 0 end) as product_id,
           e.value ->> 'kit' = 'components' as apart, (e.value ->> 'line_no')::int as line_no
      from jsonb_array_elements(p_lines) with ordinality e(value, n)
      left join wms.product p on e.value ->> 'product' is null and p.sku = e.value ->> 'sku'
  ), part as (
    select l.*, k.component_id, k.quantity, row_number() over (partition by l.n order by k.component_id) as c
      from line l left join wms.kit t on l.apart and t.product_id = l.product_id and t.active
      left join wms.kit_line k on k.product_id = t.product_id and k.revision = t.revision
  )
  select jsonb_agg(case when p.component_id is null then p.value || jsonb_strip_nulls(jsonb_build_object('product', p.product_id))
           else (p.value - 'lot') || jsonb_build_object('product', p.component_id, 'quantity', (p.value ->> 'quantity')::numeric * p.quantity,
                  'kit', null, 'kit_id', p.product_id, 'kit_quantity', p.value -> 'quantity',
                  'line_no', case when p.c = 1 then p.line_no else (select max(x.line_no) from line x) + p.extra end) end order by p.n, p.c)
    from (select q.*, count(*) filter (where q.c > 1) over (order by q.n, q.c) as extra from part q) p
$$;

-- Everything that can be wrong with orders, all of it at once in the detail. WM404, WM409, WM422.
create function wms.check_orders(p_warehouse int, p_orders jsonb) returns void
language plpgsql as $$
declare
  v_problems jsonb := wms.order_problems(p_warehouse, p_orders);
begin
  if v_problems is not null then
    perform wms.refuse('WM422', format('%s %s cannot be entered; nothing was entered. First: order %s %s.',
        jsonb_array_length(v_problems), case when jsonb_array_length(v_problems) = 1 then 'line or order' else 'lines or orders' end,
        coalesce(v_problems -> 0 ->> 'order', '?'), v_problems -> 0 ->> 'problem'),
      'Correct them and enter the orders again.', jsonb_build_object('problems', jsonb_path_query_array(v_problems, '$[0 to 99]')));
  end if;
end $$;

-- [{order, line, problem}] in the order of the batch; null: none. WM422 where it is no batch.
create function wms.order_problems(p_warehouse int, p_orders jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_problems jsonb;
begin
  if p_orders is null or jsonb_typeof(p_orders) <> 'array' or jsonb_array_length(p_orders) not between 1 and 5000 then
    perform wms.refuse('WM422', 'A batch takes 1 to 5,000 orders.', 'Split it and send the parts.');
  end if;
  select jsonb_agg(p.problem) into v_problems from (
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'has no number or no lines') as problem
      from jsonb_array_elements(p_orders) e(value)
     where coalesce(e.value ->> 'number', '') = '' or coalesce(jsonb_array_length(e.value -> 'lines'), 0) = 0
    union all
    select jsonb_build_object('order', left(e.value ->> 'number', 40), 'problem',
             case when length(e.value ->> 'number') > 40 then 'has a number of more than 40 characters'
                  when x.priority not between 1 and 9 then 'has a priority that is not between 1 and 9'
                  else 'is to be complete in a way that is not known (ship_complete, partial, backorder)' end)
      from jsonb_array_elements(p_orders) e(value), jsonb_to_record(e.value) x(priority numeric, completeness text)
     where length(e.value ->> 'number') > 40 or x.priority not between 1 and 9
        or x.completeness not in ('ship_complete', 'partial', 'backorder')
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'is entered already')
      from jsonb_array_elements(p_orders) e(value)
      join wms.orders o on (o.warehouse_id = p_warehouse and o.number = e.value ->> 'number')
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'stands twice in the batch')
      from jsonb_array_elements(p_orders) e(value) group by e.value ->> 'number' having count(*) > 1
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'has a source and reference that are entered already')
      from jsonb_array_elements(p_orders) e(value)
      join wms.orders o on o.source = coalesce(e.value ->> 'source', 'manual') and o.external_ref = e.value ->> 'external_ref'
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'names a customer or owner that is not known')
      from jsonb_array_elements(p_orders) e(value), jsonb_to_record(e.value) x(party bigint, owner bigint)
     where (x.party is not null and not exists (select from wms.party y where y.party_id = x.party and y.kind = 'customer'))
        or (x.owner is not null and not exists (select from wms.party y where y.party_id = x.owner and y.kind = 'owner'))
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'line', l.line_no, 'problem', 'asks for a lot that is not of its product, or days below 0')
      from jsonb_array_elements(p_orders) e(value),
           jsonb_to_recordset(e.value -> 'lines') l(line_no int, product bigint, lot bigint, min_remaining_days int)
     where l.min_remaining_days < 0
        or (l.lot is not null and not exists (select from wms.lot t where t.lot_id = l.lot and t.product_id = l.product))
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'line', l.line_no, 'problem', 'has a line number twice')
      from jsonb_array_elements(p_orders) e(value), jsonb_to_recordset(e.value -> 'lines') l(line_no int)
     group by e.value ->> 'number', l.line_no having count(*) > 1
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'line', l.line_no, 'problem',
             case when p.product_id is null then 'names a product that is not known' else 'has a quantity that cannot be ordered' end)
      from jsonb_array_elements(p_orders) e(value),
           jsonb_to_recordset(e.value -> 'lines') l(line_no int, product bigint, quantity numeric)
      left join wms.product p on p.product_id = l.product
     where p.product_id is null or l.quantity is null or l.quantity = 'NaN' or l.quantity <= 0 or l.quantity > 1000000000
        or l.quantity <> round(l.quantity, 6) or l.line_no is null or l.line_no < 1
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'problem', 'asks for a service that is not offered here')
      from jsonb_array_elements(p_orders) e(value)
     where exists (select from jsonb_array_elements_text(case when jsonb_typeof(e.value -> 'value_added') = 'array' then e.value -> 'value_added' else '[]' end) v(code)
                    where not exists (select from wms.value_added a where a.code = v.code))
    union all
    select jsonb_build_object('order', e.value ->> 'number', 'line', l.line_no, 'problem', 'is to be taken apart, but its product is no kit')
      from jsonb_array_elements(p_orders) e(value), jsonb_to_recordset(e.value -> 'lines') l(line_no int, kit text, product bigint)
     where l.kit is not null and l.kit <> 'assembled' and exists (select from wms.product p where p.product_id = l.product)
     limit 5000) p;
  return v_problems;
end $$;
