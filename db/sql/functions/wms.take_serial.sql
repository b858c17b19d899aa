-- One piece is as good as another of the same product: who took another serial number than the one that was reserved, from the
-- same bin, takes that one. It is free, or reserved for a pick that nobody else has begun: then the two change.

-- Called with order, task and tote locked. WM404 not booked there, WM422 not a serial number, WM423 somebody else's.
create function wms.take_serial(p_warehouse int, p_batch bigint, p_task bigint, p_number text) returns void
language plpgsql as $$
declare
  v_task wms.task;
  v_mine wms.quant;
  v_other bigint;
  v_want wms.quant;
begin
  select t.* into v_task from wms.task t where t.task_id = p_task;
  if p_number is null or exists (select from wms.lot l where l.lot_id = v_task.lot_id and l.number = p_number) then
    return;
  end if;
  select q.* into v_mine from wms.reservation r join wms.quant q on q.quant_id = r.quant_id where r.task_id = p_task and r.state = 'open';
  if v_task.quantity <> 1 or not exists (select from wms.product p where p.product_id = v_task.product_id and p.tracking = 'serial')
     or exists (select from wms.order_line l where l.order_line_id = v_task.order_line_id and l.lot_id is not null) then
    perform wms.refuse('WM422', 'This very one was asked for.', 'Put the other one back and take the one that is reserved.');
  end if;
  v_want := wms.serial_here(p_warehouse, v_task, v_mine, p_number);
  if v_want.reserved > 0 then
    select r.task_id into v_other
      from wms.reservation r join wms.task t on t.task_id = r.task_id
     where r.quant_id = v_want.quant_id and r.state = 'open'
       and (t.state = 100 or t.state = 200 and (t.batch_id = p_batch or t.lease_until <= now()))
       for no key update of t skip locked;            -- never waits: tasks are locked in the order of their ids, this one is not
    if v_other is null then
      perform wms.refuse('WM423', format('Number %s is for another order.', p_number), 'Put it back and take another piece.');
    end if;
  end if;
  perform from wms.quant q where q.quant_id in (v_mine.quant_id, v_want.quant_id)
    order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  if (select q.quantity - q.reserved from wms.quant q where q.quant_id = v_want.quant_id) is distinct from v_want.quantity - v_want.reserved then
    perform wms.refuse('WM412', format('Number %s was taken meanwhile.', p_number), 'Take another piece.');
  end if;
  perform wms.change_serials(v_task, v_mine, v_want, v_other);
end $$;

-- The piece with this number where the task takes from. WM404.
create function wms.serial_here(p_warehouse int, p_task wms.task, p_mine wms.quant, p_number text) returns wms.quant
language plpgsql stable as $$
declare
  v_want wms.quant;
begin
  select q.* into v_want from wms.quant q join wms.lot l on l.lot_id = q.lot_id and l.number = p_number
   where q.warehouse_id = p_warehouse and q.location_id = (p_task).from_location_id and q.product_id = (p_task).product_id
     and q.hu_id is not distinct from (p_task).hu_id and q.owner_id is not distinct from (p_mine).owner_id
     and q.status = 'available' and q.quantity > 0;
  if v_want.quant_id is null then
    perform wms.refuse('WM404', format('Number %s is not booked here.', left(p_number, 40)), 'Undo, and take a piece whose number is; put this one aside for the supervisor.');
  end if;
  return v_want;
end $$;

-- Reservation and task go to the other piece; whoever had that one gets this one.
create function wms.change_serials(p_task wms.task, p_mine wms.quant, p_want wms.quant, p_other bigint) returns void
language plpgsql as $$
begin
  update wms.reservation r
     set quant_id = case r.task_id when p_other then (p_mine).quant_id else (p_want).quant_id end,
         explanation = r.explanation || jsonb_build_object('serial_changed', case r.task_id when p_other then (p_want).lot_id else (p_mine).lot_id end)
   where r.task_id in ((p_task).task_id, p_other) and r.state = 'open';
  update wms.task t set lot_id = case t.task_id when p_other then (p_mine).lot_id else (p_want).lot_id end
   where t.task_id in ((p_task).task_id, p_other);
  if p_other is null then
    update wms.quant q set reserved = q.reserved + case q.quant_id when (p_want).quant_id then 1 else -1 end
     where q.quant_id in ((p_mine).quant_id, (p_want).quant_id);
  end if;
end $$;
