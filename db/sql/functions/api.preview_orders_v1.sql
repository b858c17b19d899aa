-- Roles: r_supervisor, r_integration, r_planner, r_auditor, r_admin
-- What changing or cancelling these orders would undo, exactly what api.change_orders_v1 then does: reservations given back
-- with the people who have the pick, goods to be put back with where they are and where they go, cartons to be opened. One
-- row an order: {order_id, number, version, state, state_after, allowed, code, what, next_step, open, reserved: [...],
-- put_back: [...], cartons: [...]}; seen: a mark of all of it, for the act. WM404, WM422 with all problems.
create function api.preview_orders_v1(p_warehouse int, p_orders bigint[], p_changes jsonb)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_change(p_orders, p_changes);
  if exists (select from unnest(p_orders) a(id) where not exists (
      select from wms.orders o where o.order_id = a.id and o.warehouse_id = p_warehouse)) then
    perform wms.refuse('WM404', 'An order is not known in this warehouse.', 'Refresh the list.');
  end if;
  select jsonb_build_object('seen', wms.change_seen(p_warehouse, p_orders, p_changes),
           'orders', jsonb_agg(wms.undone_by_change(p_warehouse, o, p_changes) order by a.n)) into v_answer
    from unnest(p_orders) with ordinality a(id, n) join wms.orders o on o.order_id = a.id;
  return v_answer;
end $$;

-- A mark of what a change would undo now: it is another one as soon as the change would undo anything else.
create function wms.change_seen(p_warehouse int, p_orders bigint[], p_changes jsonb) returns text
language sql stable as $$
  select md5(string_agg(format('%s/%s/%s', o.order_id, o.version, (
           select string_agg((t.*)::text, ';' order by t.n) from wms.change_takes(p_warehouse, o.order_id, p_changes) t)), '|' order by o.order_id))
    from wms.orders o where o.order_id = any (p_orders)
$$;

-- One order's part of the preview.
create function wms.undone_by_change(p_warehouse int, p_order wms.orders, p_changes jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_no jsonb := wms.change_objection(p_order);
  v_takes wms.order_take[];
  v_left numeric;
begin
  v_takes := case when v_no is null then array(select t from wms.change_takes(p_warehouse, (p_order).order_id, p_changes) t) else '{}' end;
  select sum(l.quantity - l.cancelled - l.to_unpick - l.to_unpack) into v_left from wms.order_line l where l.order_id = (p_order).order_id;
  v_left := v_left - coalesce((select sum(t.quantity) from unnest(v_takes) t), 0) + coalesce(
    (select sum(greatest(c.quantity - coalesce(c.want, 0), 0)) from wms.line_changes((p_order).order_id, p_changes) c), 0);
  return jsonb_build_object('order_id', (p_order).order_id, 'number', (p_order).number, 'version', (p_order).version,
    'state', (select s.name from wms.state s where s.entity = 'order' and s.rank = (p_order).status),
    'allowed', v_no is null, 'code', v_no -> 'code', 'what', v_no -> 'what', 'next_step', v_no -> 'next_step', 'left', v_left,
    'cancelled', v_no is null and v_left = 0, 'open', coalesce((select sum(t.quantity) from unnest(v_takes) t where t.kind = 'open'), 0),
    'reserved', wms.say_reserved(p_warehouse, v_takes), 'put_back', wms.say_put_back(p_warehouse, v_takes),
    'cartons', (select coalesce(jsonb_agg(distinct h.sscc), '[]') from unnest(v_takes) t join wms.handling_unit h on h.hu_id = t.hu_id
                 where t.kind = 'packed'));
end $$;

-- Reservations that go back, each with its pick and who has it.
create function wms.say_reserved(p_warehouse int, p_takes wms.order_take[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', p.sku, 'product', p.name, 'quantity', t.quantity, 'location', f.code,
           'task_id', t.task_id, 'person', case when k.state in (200, 300) then coalesce(u.display_name, k.claimed_by::text) end) order by t.n), '[]')
    from unnest(p_takes) t
    join wms.order_line l on l.order_line_id = t.order_line_id
    join wms.product p on p.product_id = t.product_id
    join wms.task k on k.task_id = t.task_id
    join wms.location f on f.warehouse_id = p_warehouse and f.location_id = k.from_location_id
    left join wms.app_user u on u.login = k.claimed_by
   where t.kind = 'reserved'
$$;

-- Goods that become put-back tasks: from which unit, where it stands, to which bin.
create function wms.say_put_back(p_warehouse int, p_takes wms.order_take[]) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('line_no', l.line_no, 'sku', p.sku, 'product', p.name, 'quantity', t.quantity, 'lot', n.number,
           'sscc', h.sscc, 'unit', h.kind, 'packed', t.kind = 'packed', 'location', f.code, 'to', b.code) order by t.n), '[]')
    from unnest(p_takes) t
    join wms.order_line l on l.order_line_id = t.order_line_id
    join wms.product p on p.product_id = t.product_id
    join wms.handling_unit h on h.hu_id = t.hu_id
    join wms.location f on f.warehouse_id = p_warehouse and f.location_id = h.location_id
    left join wms.lot n on n.lot_id = t.lot_id
    left join wms.location b on b.warehouse_id = p_warehouse
          and b.location_id = wms.bin_before(p_warehouse, t.order_line_id, t.product_id, t.lot_id)
   where t.kind in ('picked', 'packed')
$$;
