-- Roles: r_supervisor
-- Close a delivery: nothing more is taken in. The difference report is kept as it is now and comes back (report: lines with
-- announced, received, short, over, damaged; units). Less than announced needs a reason of kind receipt: short, missing or
-- follows. WM404, WM422, WM455.
create function api.close_inbound_v1(p_op uuid, p_warehouse int, p_inbound bigint, p_reason text default null, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_delivery wms.inbound;
  v_report jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('close_inbound', p_warehouse, p_inbound, p_reason, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_note(p_note);
  v_delivery := wms.held_inbound(p_warehouse, p_inbound);
  if v_delivery.state >= 700 then
    perform wms.refuse('WM455', format('%s is %s.', v_delivery.number, wms.inbound_state(v_delivery.state)), 'Refresh the list.');
  end if;
  v_report := wms.inbound_report(p_inbound);
  if (v_report ->> 'short_lines')::int > 0 and coalesce(p_reason, '') not in ('short', 'missing', 'follows') then
    perform wms.refuse('WM422', format('%s of %s lines are short by %s.', v_report ->> 'short_lines', v_report ->> 'lines', (v_report ->> 'short')::float8),
      'Receive the rest, or close it with a reason: short, missing or follows.', v_report);
  elsif p_reason is not null then
    perform wms.check_reason(p_reason, 'receipt');
  end if;
  update wms.inbound d set state = 700, closed_at = clock_timestamp(), closed_by = session_user, close_reason = p_reason, version = d.version + 1,
         report = v_report, note = case when p_note is null then d.note else left(trim(d.note || ' ' || p_note), 400) end
   where d.inbound_id = p_inbound;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'receipt.closed', p_inbound, v_delivery.number, v_report - 'detail');
  return wms.keep_answer(p_op, jsonb_build_object('number', v_delivery.number, 'report', v_report));
end $$;

-- Roles: r_supervisor
-- Take a close or a cancel back: goods can be taken in again. WM404, WM455.
create function api.reopen_inbound_v1(p_op uuid, p_warehouse int, p_inbound bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_delivery wms.inbound;
  v_state smallint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('reopen_inbound', p_warehouse, p_inbound)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_delivery := wms.held_inbound(p_warehouse, p_inbound);
  if v_delivery.state < 700 then
    perform wms.refuse('WM455', format('%s is open.', v_delivery.number), 'Receive it.');
  end if;
  update wms.inbound d set state = case when d.started_at is not null then 400 when d.arrived_at is not null then 300 else 200 end,
         closed_at = null, closed_by = null, close_reason = null, report = null, version = d.version + 1 where d.inbound_id = p_inbound;
  if v_delivery.started_at is not null then
    perform wms.settle_inbound(p_inbound);
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, number) values (p_warehouse, 'inbound.reopened', p_inbound, v_delivery.number);
  select d.state into v_state from wms.inbound d where d.inbound_id = p_inbound;
  return wms.keep_answer(p_op, jsonb_build_object('number', v_delivery.number, 'state', v_state));
end $$;

-- Roles: r_supervisor, r_integration
-- A delivery that will not come. Nothing of it may be in stock; its appointments are cancelled. WM404, WM422, WM455.
create function api.cancel_inbound_v1(p_op uuid, p_warehouse int, p_inbound bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_delivery wms.inbound;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('cancel_inbound', p_warehouse, p_inbound, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_reason(p_reason, 'cancel');
  v_delivery := wms.held_inbound(p_warehouse, p_inbound);
  if v_delivery.state >= 700 then
    perform wms.refuse('WM455', format('%s is %s.', v_delivery.number, wms.inbound_state(v_delivery.state)), 'Refresh the list.');
  elsif exists (select from wms.receipt r where r.inbound_id = p_inbound and r.undone_op is null) then
    perform wms.refuse('WM455', format('Goods of %s were taken in.', v_delivery.number), 'Take these receipts back first, or close it as short.');
  end if;
  update wms.inbound d set state = 910, closed_at = clock_timestamp(), closed_by = session_user, close_reason = p_reason, version = d.version + 1
   where d.inbound_id = p_inbound;
  update wms.dock_appointment a set state = 'cancelled', version = a.version + 1 where a.inbound_id = p_inbound and a.state in ('booked', 'arrived', 'docked');
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'inbound.cancelled', p_inbound, v_delivery.number, jsonb_build_object('reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('number', v_delivery.number));
end $$;

-- A delivery, locked. WM404.
create function wms.held_inbound(p_warehouse int, p_inbound bigint) returns wms.inbound
language plpgsql as $$
declare
  v_delivery wms.inbound;
begin
  select * into v_delivery from wms.inbound d where d.inbound_id = p_inbound and d.warehouse_id = p_warehouse for no key update;
  if not found then
    perform wms.refuse('WM404', 'This delivery is not known here.', 'Refresh the list.');
  end if;
  return v_delivery;
end $$;

-- What differs, line by line: announced, received, short, over, damaged; goods that no line asked for as lines without a number.
create function wms.inbound_report(p_inbound bigint) returns jsonb
language sql stable as $$
  with line as (
    select l.line_no, p.sku, p.name, l.lot, l.quantity as announced, l.received, greatest(l.quantity - l.received, 0) as short,
           greatest(l.received - l.quantity, 0) as over, l.damaged
      from wms.inbound_line l join wms.product p on p.product_id = l.product_id where l.inbound_id = p_inbound and (l.quantity > 0 or l.received > 0)
    union all
    select null, p.sku, p.name, t.number, 0, sum(r.quantity), 0, sum(r.quantity), coalesce(sum(r.quantity) filter (where r.status = 'damaged'), 0)
      from wms.receipt r join wms.product p on p.product_id = r.product_id left join wms.lot t on t.lot_id = r.lot_id
     where r.inbound_id = p_inbound and r.inbound_line_id is null and r.undone_op is null group by p.sku, p.name, t.number
  )
  select jsonb_build_object('lines', count(*) filter (where line_no is not null), 'announced', coalesce(sum(announced), 0),
           'received', coalesce(sum(received), 0), 'short', coalesce(sum(short), 0), 'over', coalesce(sum(over), 0), 'damaged', coalesce(sum(damaged), 0),
           'short_lines', count(*) filter (where short > 0), 'over_lines', count(*) filter (where over > 0 and line_no is not null),
           'wrong_lines', count(*) filter (where line_no is null), 'damaged_lines', count(*) filter (where damaged > 0),
           'detail', coalesce(jsonb_agg(to_jsonb(line) order by line_no nulls last, sku) filter (where short > 0 or over > 0 or damaged > 0), '[]'))
    from line
$$;
