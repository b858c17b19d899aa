-- What is asked of orders: read once, checked whole, then carried out.

-- Lines of an order that are to become another quantity: cut what is given up, grow what comes to it; new lines have no id.
create function wms.line_changes(p_order bigint, p_changes jsonb)
returns table (n int, line_no int, order_line_id bigint, product_id bigint, sku text, quantity numeric, want numeric, instructions text, given jsonb)
language sql stable as $$
  select e.n::int, coalesce(l.line_no, x.line_no), l.order_line_id, coalesce(l.product_id, p.product_id), coalesce(q.sku, p.sku, x.sku),
         coalesce(x.quantity, case when l.order_line_id is not null then l.quantity - l.cancelled - l.to_unpick - l.to_unpack end),
         l.quantity - l.cancelled - l.to_unpick - l.to_unpack, x.instructions, e.value
    from jsonb_array_elements(case when jsonb_typeof(p_changes -> 'lines') = 'array' then p_changes -> 'lines' else '[]' end) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(line_no int, product bigint, sku text, quantity numeric, instructions text)
    left join wms.order_line l on l.order_id = p_order and l.line_no = x.line_no
    left join wms.product q on q.product_id = l.product_id
    left join wms.product p on l.order_line_id is null and (p.product_id = x.product or x.product is null and p.sku = x.sku)
$$;

-- All that is wrong with a change, at once: [{line, problem}].
create function wms.change_problems(p_orders bigint[], p_changes jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_problems jsonb;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}' then
    return '[{"problem": "Nothing is to be changed."}]';
  end if;
  select coalesce(jsonb_agg(p.problem), '[]') into v_problems from (
    select jsonb_build_object('problem', format('%s is nothing that can be changed.', left(k.key, 40))) as problem
      from jsonb_object_keys(p_changes) k(key)
     where k.key not in ('cancel', 'priority', 'due_at', 'cut_off', 'carrier_service', 'completeness', 'instructions', 'value_added', 'party', 'lines')
    union all
    select jsonb_build_object('problem', 'A priority is a number from 1 (most urgent) to 9.')
     where p_changes ? 'priority' and not wms.is_between(p_changes -> 'priority', 1, 9)
    union all
    select jsonb_build_object('problem', 'Completeness is ship_complete, partial or backorder.')
     where p_changes ? 'completeness' and coalesce(p_changes ->> 'completeness', '') not in ('ship_complete', 'partial', 'backorder')
    union all
    select jsonb_build_object('problem', format('%s is no service that is offered here.', coalesce(left(v.code, 30), 'Nothing')))
      from jsonb_array_elements_text(case when jsonb_typeof(p_changes -> 'value_added') = 'array' then p_changes -> 'value_added' else '[]' end) v(code)
     where not exists (select from wms.value_added a where a.code = v.code)
    union all
    select jsonb_build_object('problem', 'The customer is not known.')
     where p_changes ? 'party' and p_changes ->> 'party' is not null
       and not exists (select from wms.party y where y.party_id = (p_changes ->> 'party')::bigint and y.kind = 'customer')
    union all
    select jsonb_build_object('problem', 'Lines are changed one order at a time.') where p_changes ? 'lines' and cardinality(p_orders) > 1
    union all
    select jsonb_build_object('line', c.line_no, 'problem',
             case when c.line_no is null or c.line_no < 1 then 'A line needs a number of 1 or more.'
                  when c.product_id is null then format('%s is not known.', coalesce('SKU ' || left(c.sku, 40), 'The product'))
                  when c.given ? 'product' and (c.given ->> 'product')::bigint <> c.product_id
                    or c.given ? 'sku' and c.given ->> 'sku' <> c.sku then format('It is %s already: set it to 0 and enter a new line.', c.sku)
                  when c.quantity is null then 'A new line needs a quantity.'
                  when c.order_line_id is null and c.quantity = 0 then 'A new line needs more than 0.'
                  else format('%s cannot be ordered.', coalesce(c.quantity::text, 'Nothing')) end)
      from wms.line_changes(p_orders[1], p_changes) c
     where cardinality(p_orders) = 1
       and (c.line_no is null or c.line_no < 1 or c.product_id is null or c.quantity is null or c.quantity = 'NaN' or c.quantity < 0
            or c.quantity > 1000000000 or c.quantity <> round(c.quantity, 6) or c.order_line_id is null and c.quantity = 0
            or c.given ? 'product' and (c.given ->> 'product')::bigint <> c.product_id or c.given ? 'sku' and c.given ->> 'sku' <> c.sku)
    union all
    select jsonb_build_object('line', c.line_no, 'problem', 'It stands there twice.')
      from wms.line_changes(p_orders[1], p_changes) c where c.line_no is not null group by c.line_no having count(*) > 1) p;
  return v_problems;
end $$;

create function wms.check_change(p_orders bigint[], p_changes jsonb) returns void
language plpgsql stable as $$
declare
  v_problems jsonb := wms.change_problems(p_orders, p_changes);
  v_first jsonb := v_problems -> 0;
begin
  if coalesce(cardinality(p_orders), 0) not between 1 and 500 then
    perform wms.refuse('WM422', 'Change 1 to 500 orders at once.', 'Choose the orders.');
  elsif v_first is not null then
    perform wms.refuse('WM422', concat('Line ' || (v_first ->> 'line') || ': ', v_first ->> 'problem',
        case when jsonb_array_length(v_problems) > 1 then format(' There are %s problems in all.', jsonb_array_length(v_problems)) end),
      'Correct it; nothing was changed.', jsonb_build_object('problems', v_problems));
  end if;
end $$;

-- What all lines of an order have to give up for this change.
create function wms.change_takes(p_warehouse int, p_order bigint, p_changes jsonb) returns setof wms.order_take
language sql stable as $$
  select t.* from (
    select array_agg(c.id) as ids, array_agg(c.cut) as cuts from (
      select l.order_line_id as id, l.quantity - l.cancelled - l.to_unpick - l.to_unpack as cut from wms.order_line l
       where l.order_id = p_order and (p_changes ->> 'cancel')::boolean
      union all
      select c.order_line_id, c.want - c.quantity from wms.line_changes(p_order, p_changes) c
       where c.want > c.quantity and not coalesce((p_changes ->> 'cancel')::boolean, false)) c) x
   cross join lateral wms.order_takes(p_warehouse, p_order, x.ids, x.cuts) t
$$;

-- May this order still be changed? Null: yes; else {code, what, next_step}.
create function wms.change_objection(p_order wms.orders) returns jsonb
language sql stable as $$
  select case
    when (p_order).type <> 'outbound' then jsonb_build_object('code', 'WM455', 'what', format('%s is no outbound order.', (p_order).number),
      'next_step', 'Change it where it was entered.')
    when (p_order).status = 670 then jsonb_build_object('code', 'WM455', 'what', format('Order %s is being loaded.', (p_order).number),
      'next_step', 'Take its cartons off the truck first.')
    when (p_order).status in (700, 800) then jsonb_build_object('code', 'WM455', 'what', format('Order %s has left.', (p_order).number),
      'next_step', 'Enter a return.')
    when (p_order).status = 910 then jsonb_build_object('code', 'WM455', 'what', format('Order %s is cancelled.', (p_order).number),
      'next_step', 'Enter a new order.') end
$$;
