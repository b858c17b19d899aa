-- Roles: r_picker, r_packer, r_supervisor
-- Move all that is in a bin to another: loose stock and handling units with what stands in them. Reservations go along and
-- their picks are sent to the new bin; a pick that somebody is doing now keeps the bin where it is (WM423, with the picks).
-- WM404, WM412 others are working there, WM422, WM423, WM451 empty, WM452, WM453.
create function api.move_bin_v1(p_op uuid, p_warehouse int, p_from bigint, p_to bigint, p_document text default null,
                                p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_holds boolean;
  v_done jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('move_bin', p_warehouse, p_from, p_to, p_document)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_hazards(p_warehouse, wms.hazards_of(p_warehouse, array(
      select distinct q.product_id from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_from and q.quantity > 0), null));
  v_holds := wms.fence_holds(p_warehouse);
  perform wms.check_move(p_warehouse, 'move', p_from, p_to, null, null);
  perform from wms.check_place(p_warehouse, p_from, p_to);
  for v_try in 1 .. 5 loop
    v_done := wms.try_move_bin(p_op, p_warehouse, v_at, p_from, p_to, v_holds, p_document, p_device, p_occurred_at);
    if v_done is not null then
      perform wms.check_hazard_moves(p_op, p_warehouse, v_at);
      return wms.keep_answer(p_op, v_done);
    end if;
  end loop;
  perform wms.refuse('WM412', 'Others are working in this bin.', 'Wait a moment, look what is in it, and try again.');
end $$;

-- One try, from what the bin holds now: what came or went before its records were locked gives the locks back, and null.
create function wms.try_move_bin(p_op uuid, p_warehouse int, p_at timestamptz, p_from bigint, p_to bigint, p_holds boolean,
                                 p_document text, p_device text, p_occurred timestamptz) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_units bigint[] := array(select h.hu_id from wms.handling_unit h where h.warehouse_id = p_warehouse and h.location_id = p_from
                               and h.state <> 'shipped' order by h.hu_id);
  v_lines wms.movement[];
  v_tasks bigint[];
begin
  v_tasks := wms.tasks_at(p_warehouse, p_from);
  perform from wms.task t where t.task_id = any (v_tasks) order by t.task_id for no key update;
  perform from wms.handling_unit h where h.hu_id = any (v_units) order by h.hu_id for no key update;
  if exists (select from wms.handling_unit h where h.hu_id = any (v_units) and (h.location_id <> p_from or h.state = 'shipped')) then
    raise exception using errcode = 'WM001';               -- somebody took it away while we waited for it
  end if;
  perform wms.check_bin_free(p_warehouse, v_tasks, p_to);
  perform wms.check_parked(p_warehouse, v_units, array_fill(p_to, array[cardinality(v_units)]));
  select array_agg(row(s.n, s.product_id, s.quantity, p_from, p_to, s.lot_id, s.hu_id, s.hu_id, s.owner_id, s.status, s.status,
                       s.reserved, null, null, p_document, s.weight, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, row_number() over (order by q.quant_id)::int as n from wms.quant q
           where q.warehouse_id = p_warehouse and q.location_id = p_from and q.quantity > 0) s;
  if v_lines is null and cardinality(v_units) = 0 then
    perform wms.refuse('WM451', 'The bin is empty.', 'Scan the bin that is to be emptied.');
  end if;
  perform wms.check_stays(p_warehouse, v_lines);
  update wms.handling_unit h set location_id = p_to,
         parent_id = case when h.parent_id = any (v_units) then h.parent_id end where h.hu_id = any (v_units);
  if v_lines is not null then
    perform wms.post_many(p_op, p_warehouse, 'move', p_at, v_lines, p_device, p_occurred);
  end if;
  if exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = p_from and q.quantity > 0)
     or exists (select from wms.handling_unit h where h.warehouse_id = p_warehouse and h.location_id = p_from and h.state <> 'shipped')
     or not wms.tasks_at(p_warehouse, p_from) <@ v_tasks then
    raise exception using errcode = 'WM001';
  end if;
  v_tasks := wms.carry_reservations(p_op, p_warehouse, p_at, p_holds);
  insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
  values (p_warehouse, 'bin.moved', p_from, array[p_from, p_to], jsonb_build_object('to', p_to, 'units', to_jsonb(v_units),
          'tasks', to_jsonb(v_tasks)));
  return jsonb_build_object('lines', coalesce(cardinality(v_lines), 0), 'units', cardinality(v_units), 'carried', cardinality(v_tasks));
exception        -- not WM000: that would catch its whole class
  when sqlstate 'WM001' or sqlstate 'WM451' or check_violation then
    if v_lines is null and sqlstate = 'WM451' then
      raise;
    end if;
    return null;
end $$;

-- The open tasks that take reserved stock out of a bin.
create function wms.tasks_at(p_warehouse int, p_location bigint) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(r.task_id order by r.task_id), '{}')
    from wms.quant q
   cross join lateral (select k.task_id from wms.reservation k where k.quant_id = q.quant_id and k.state = 'open') r
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.reserved > 0
$$;

-- Nobody is under way to these picks, and the goods can be picked where they go. Called with the tasks locked. WM423.
create function wms.check_bin_free(p_warehouse int, p_tasks bigint[], p_to bigint) returns void
language plpgsql as $$
declare
  v_busy jsonb;
  v_place record;
begin
  select jsonb_agg(jsonb_build_object('task_id', t.task_id, 'order', o.number, 'sku', p.sku, 'quantity', t.quantity,
           'person', coalesce(u.display_name, t.claimed_by::text), 'until', t.lease_until) order by t.task_id) into v_busy
    from wms.task t join wms.orders o on o.order_id = t.order_id join wms.product p on p.product_id = t.product_id
    left join wms.app_user u on u.login = t.claimed_by
   where t.task_id = any (p_tasks) and t.state in (200, 300) and t.lease_until > now();
  if v_busy is not null then
    perform wms.refuse('WM423', format('%s is picking %s for order %s from this bin%s.', v_busy -> 0 ->> 'person', v_busy -> 0 ->> 'sku',
        v_busy -> 0 ->> 'order', case when jsonb_array_length(v_busy) > 1 then format(' (and %s more picks are claimed)',
        jsonb_array_length(v_busy) - 1) else '' end),
      'Wait for the picks, or have the orders released.', jsonb_build_object('blocks', v_busy));
  end if;
  select l.code into v_place from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = p_to and (l.kind not in ('storage', 'pick') or l.block_pick
      or exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'location' and h.target_id = p_to
                    and h.released_at is null));
  if found and cardinality(p_tasks) > 0 then
    perform wms.refuse('WM423', format('Goods in this bin are reserved, and nothing is picked at %s.', v_place.code),
      'Move them to a storage or pick bin, pick them, or release the orders first.', jsonb_build_object('blocks', (
        select jsonb_agg(jsonb_build_object('task_id', t.task_id, 'order', o.number)) from wms.task t
          join wms.orders o on o.order_id = t.order_id where t.task_id = any (p_tasks))));
  end if;
end $$;
