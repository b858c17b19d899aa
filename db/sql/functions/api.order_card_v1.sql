-- Roles: all
-- One order as the screen shows it: head, lines (with promise, reservations, what is missing and why, kit), cartons and totes with
-- its goods, put-back tasks, back orders; as json. Null where it is not known. WM401, WM403.
create function api.order_card_v1(p_warehouse int, p_order bigint)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off as $$
declare
  v_order wms.orders;
begin
  perform wms.authorise(p_warehouse);
  select * into v_order from wms.orders o where o.order_id = p_order and o.warehouse_id = p_warehouse;
  if v_order.order_id is null then
    return null;
  end if;
  return jsonb_build_object(
    'head', (select to_jsonb(r) from wms.order_row(p_order) r) || jsonb_build_object('type', v_order.type, 'instructions', v_order.instructions,
      'order_date', v_order.order_date, 'entered_by', coalesce((select u.display_name from wms.app_user u where u.login = v_order.entered_by), v_order.entered_by::text),
      'held_by', coalesce((select u.display_name from wms.app_user u where u.login = v_order.held_by), v_order.held_by::text), 'held_at', v_order.held_at,
      'held_note', v_order.held_note, 'held_words', (select c.name from wms.reason_code c where c.kind = 'cancel' and c.code = v_order.held_reason),
      'short_words', (select c.name from wms.reason_code c where c.kind = 'cancel' and c.code = v_order.short_reason),
      'owner', (select y.name from wms.party y where y.party_id = v_order.owner_id),
      'services', (select coalesce(jsonb_agg(a.name order by a.name), '[]') from wms.value_added a where a.code = any (v_order.value_added)),
      'back_order_number', (select b.number from wms.orders b where b.order_id = v_order.back_order_of)),
    'back_orders', (select coalesce(jsonb_agg(jsonb_build_object('order_id', b.order_id, 'number', b.number, 'state', s.name) order by b.order_id), '[]')
      from wms.orders b join wms.state s on s.entity = 'order' and s.rank = b.status where b.back_order_of = p_order),
    'lines', wms.card_lines(p_order), 'reserved', wms.card_reserved(p_warehouse, p_order), 'put_back', wms.card_put_back(p_warehouse, p_order),
    'units', (select coalesce(jsonb_agg(jsonb_build_object('hu_id', x.hu_id, 'sscc', h.sscc, 'kind', h.kind, 'state', h.state, 'location', f.code,
          'quantity', x.quantity) order by h.hu_id), '[]')
        from (select c.hu_id, sum(c.quantity) as quantity from wms.order_content(p_warehouse, p_order) c group by 1) x
        join wms.handling_unit h on h.hu_id = x.hu_id
        join wms.location f on f.warehouse_id = p_warehouse and f.location_id = h.location_id));
end $$;

create function wms.card_lines(p_order bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('order_line_id', l.order_line_id, 'line_no', l.line_no, 'product_id', l.product_id, 'sku', p.sku,
           'product', p.name, 'quantity', l.quantity, 'cancelled', l.cancelled, 'reserved', l.reserved, 'picked', l.picked, 'packed', l.packed,
           'shipped', l.shipped, 'missing', l.quantity - l.cancelled - l.reserved - l.picked, 'to_put_back', l.to_unpick + l.to_unpack,
           'promised', l.promised, 'promised_on', l.promised_on, 'lot', t.number, 'min_remaining_days', l.min_remaining_days,
           'instructions', l.instructions, 'kit', k.sku, 'kit_quantity', l.kit_quantity,
           'short', wms.say_note('short', s.explanation), 'promise', wms.say_note('promise', q.explanation)) order by l.line_no), '[]')
    from wms.order_line l join wms.product p on p.product_id = l.product_id
    left join wms.lot t on t.lot_id = l.lot_id
    left join wms.product k on k.product_id = l.kit_id
    left join wms.allocation_note s on s.order_line_id = l.order_line_id and s.kind = 'short' and s.closed_at is null
    left join wms.allocation_note q on q.order_line_id = l.order_line_id and q.kind = 'promise' and q.closed_at is null
   where l.order_id = p_order
$$;

-- Open reservations with their picks, who has them and why these.
create function wms.card_reserved(p_warehouse int, p_order bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', p.sku, 'quantity', r.quantity, 'location', f.code, 'lot', n.number,
           'task_id', t.task_id, 'state', s.name, 'person', case when t.state in (200, 300) then coalesce(u.display_name, t.claimed_by::text) end,
           'why', wms.say_choice(r.explanation || jsonb_build_object('rule', r.rule))) order by l.line_no, r.reservation_id), '[]')
    from wms.order_line l join wms.reservation r on r.order_line_id = l.order_line_id and r.state = 'open'
    join wms.task t on t.task_id = r.task_id
    join wms.state s on s.entity = 'task' and s.rank = t.state
    join wms.product p on p.product_id = l.product_id
    left join wms.location f on f.warehouse_id = p_warehouse and f.location_id = t.from_location_id
    left join wms.lot n on n.lot_id = t.lot_id
    left join wms.app_user u on u.login = t.claimed_by
   where l.order_id = p_order
$$;

-- What is to be put back of an order (null: of any), the oldest first.
create function wms.card_put_back(p_warehouse int, p_order bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('task_id', t.task_id, 'order_id', t.order_id, 'number', o.number, 'sku', p.sku, 'product', p.name,
           'product_id', t.product_id, 'quantity', t.quantity, 'lot', n.number, 'sscc', h.sscc, 'unit', h.kind, 'location', f.code, 'to', b.code,
           'to_location_id', t.to_location_id, 'state', s.name, 'person', case when t.state in (200, 300) then coalesce(u.display_name, t.claimed_by::text) end,
           'reason', c.name) order by t.task_id), '[]')
    from wms.task t join wms.orders o on o.order_id = t.order_id
    join wms.product p on p.product_id = t.product_id
    join wms.handling_unit h on h.hu_id = t.hu_id
    join wms.state s on s.entity = 'task' and s.rank = t.state
    join wms.location f on f.warehouse_id = p_warehouse and f.location_id = h.location_id
    left join wms.location b on b.warehouse_id = p_warehouse and b.location_id = t.to_location_id
    left join wms.lot n on n.lot_id = t.lot_id
    left join wms.app_user u on u.login = t.claimed_by
    left join wms.reason_code c on c.kind = 'cancel' and c.code = t.explanation ->> 'reason'
   where t.warehouse_id = p_warehouse and t.kind = 'move' and t.order_line_id is not null and t.state < 400 and (p_order is null or t.order_id = p_order)
$$;

-- Roles: all
-- All that is to be put back in this warehouse: [{task_id, number, sku, quantity, sscc, location, to, person, reason ...}].
create function api.put_backs_v1(p_warehouse int)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return wms.card_put_back(p_warehouse, null);
end $$;

-- Roles: all
-- What happened to an order, newest first, before a moment: events and movements. text is empty where the kind says it all.
create function api.order_history_v1(p_warehouse int, p_order bigint, p_before timestamptz default 'infinity', p_limit int default 200)
returns table (at timestamptz, id bigint, what text, person text, sku text, quantity numeric, "from" text, "to" text, reason text, payload jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off as $$
#variable_conflict use_column
declare
  v_since timestamptz;
begin
  perform wms.authorise(p_warehouse);
  select o.entered_at into v_since from wms.orders o where o.order_id = p_order and o.warehouse_id = p_warehouse;
  return query
  select x.* from (
    select e.occurred_at as at, e.event_id as id, e.type, coalesce(u.display_name, e.actor::text), null::text, null::numeric, null::text, null::text,
           coalesce(c.name, e.payload ->> 'reason'), e.payload
      from wms.event e left join wms.app_user u on u.login = e.actor left join wms.reason_code c on c.kind = 'cancel' and c.code = e.payload ->> 'reason'
     where e.aggregate_id = p_order and e.type like 'order.%' and e.warehouse_id = p_warehouse and e.occurred_at < p_before
    union all
    select g.posted_at, g.ledger_id, g.kind, coalesce(u.display_name, g.actor::text), p.sku, g.quantity, f.code, t.code, g.reason, '{}'
      from wms.order_line l
      join wms.ledger g on g.warehouse_id = p_warehouse and g.product_id = l.product_id and g.posted_at >= v_since and g.order_line_id = l.order_line_id
      join wms.product p on p.product_id = l.product_id
      join wms.location f on f.warehouse_id = p_warehouse and f.location_id = g.from_location_id
      join wms.location t on t.warehouse_id = p_warehouse and t.location_id = g.to_location_id
      left join wms.app_user u on u.login = g.actor
     where l.order_id = p_order and l.warehouse_id = p_warehouse and g.posted_at < p_before) x
   order by 1 desc, 2 desc limit least(greatest(coalesce(p_limit, 200), 1), 1000);
end $$;
