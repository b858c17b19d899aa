-- A hold on a stock record or a unit is a hold on goods. Goods that go elsewhere in the house as a whole take the hold of their record
-- along, so it still is a hold on them; of goods that are no more (scrapped, corrected, counted away) it ends, by whom and by
-- what is kept, and an undo of that act holds them again. Holds on lots, products and places stay: more of them may come.

-- After an act took the last of some records. Called from the posting itself, with the records locked. WM423 where held goods would lie
-- among others of the same key, whose hold it is not.
create function wms.settle_holds(p_op uuid, p_warehouse int, p_at timestamptz) returns void
language plpgsql as $$
declare
  v_hold record;
begin
  for v_hold in
    select h.hold_id, h.target, h.target_id, e.kind, e.location_id, e.next, e.moved,
           case h.target when 'quant' then format('%s in %s', p.sku, l.code) else 'unit ' || u.sscc end as was
      from wms.emptied_in(p_op, p_warehouse, p_at) e
      join wms.hold h on h.warehouse_id = p_warehouse and h.released_at is null and (h.target, h.target_id) = (e.target, e.id)
      join wms.product p on p.product_id = e.product_id
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = e.location_id
      left join wms.handling_unit u on h.target = 'hu' and u.hu_id = h.target_id
     order by h.hold_id
  loop
    perform wms.change_holds();
    if v_hold.next is null then
      perform wms.end_hold(p_op, p_warehouse, v_hold.hold_id, v_hold.was, v_hold.kind, v_hold.location_id);
    else
      perform wms.carry_hold(p_warehouse, v_hold.hold_id, v_hold.was, v_hold.location_id, v_hold.next, v_hold.moved);
    end if;
  end loop;
end $$;

-- Records and units of which an act took the last: kind and place of that entry, and the record all of it went to (null: out of
-- stock, or to several). A change of owner or lot goes through the virtual place: its second entry says where to.
create function wms.emptied_in(p_op uuid, p_warehouse int, p_at timestamptz)
returns table (target text, id bigint, kind text, product_id bigint, location_id bigint, next bigint, moved numeric)
language sql stable rows 1 as $$
  with recursive entry as materialized (
    select g.ledger_id, g.line, g.kind, g.product_id, g.quantity, g.hu_id, g.from_quant_id, g.from_location_id, coalesce(g.to_quant_id, o.to_quant_id) as next
      from wms.ledger g
      left join wms.ledger o on g.kind in ('owner', 'correct_lot') and g.to_quant_id is null and o.posted_at = p_at and o.op = p_op and o.line = g.line + 1
     where g.posted_at = p_at and g.op = p_op and g.warehouse_id = p_warehouse and g.from_quant_id is not null
       and not exists (select from wms.quant q where q.quant_id = g.from_quant_id and q.quantity > 0)
  ), above as (
    select e.ledger_id, h.hu_id, h.parent_id from entry e join wms.handling_unit h on h.hu_id = e.hu_id
    union
    select a.ledger_id, h.hu_id, h.parent_id from above a join wms.handling_unit h on h.hu_id = a.parent_id
  )
  select 'quant', e.from_quant_id, max(e.kind), max(e.product_id), max(e.from_location_id),
         case when count(distinct e.next) = 1 and count(e.next) = count(*) then max(e.next) end, sum(e.quantity)
    from entry e group by e.from_quant_id
  union all
  select 'hu', a.hu_id, max(e.kind), max(e.product_id), max(e.from_location_id), null, null
    from above a join entry e on e.ledger_id = a.ledger_id
   where not exists (select from wms.records_of(p_warehouse, 'hu', a.hu_id)) group by a.hu_id
$$;

-- Holds change while nobody makes promises (see wms.fence_breaking). Records are locked by now, so nobody is waited for: where somebody
-- reserves at this moment, all of it is given back and the same call comes again.
create function wms.change_holds() returns void
language plpgsql as $$
begin
  lock table wms.hold in row exclusive mode nowait;
exception when lock_not_available then
  raise exception 'Orders are being reserved at this moment.' using errcode = '40001';
end $$;

-- Nothing of what was held is left.
create function wms.end_hold(p_op uuid, p_warehouse int, p_hold bigint, p_was text, p_kind text, p_location bigint) returns void
language plpgsql as $$
begin
  update wms.hold h set released_by = session_user, released_at = clock_timestamp(), emptied_by = p_op, was = p_was,
         release_note = format('Nothing of it is left (%s).', p_kind)
   where h.hold_id = p_hold;
  insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
  select p_warehouse, 'stock.released', p_hold, array[p_location],
         jsonb_build_object('hold', p_hold, 'target', h.target, 'id', h.target_id, 'reason', h.reason, 'note', h.release_note, 'emptied', p_kind)
    from wms.hold h where h.hold_id = p_hold;
  update wms.alarm a set cleared_at = now()
   where a.warehouse_id = p_warehouse and a.cleared_at is null and a.source_key = (select 'hold:' || h.op from wms.hold h where h.hold_id = p_hold)
     and not exists (select from wms.hold o where 'hold:' || o.op = a.source_key and o.released_at is null);
end $$;

-- All that was held lies in another record: the hold is on that one. WM423.
create function wms.carry_hold(p_warehouse int, p_hold bigint, p_was text, p_from bigint, p_next bigint, p_moved numeric) returns void
language plpgsql as $$
declare
  v_next record;
begin
  select q.quantity, q.status, q.location_id, l.code, p.sku into v_next
    from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    join wms.product p on p.product_id = q.product_id where q.quant_id = p_next;
  if v_next.quantity > p_moved and v_next.status = 'available' then
    perform wms.refuse('WM423', format('%s is on hold, and in %s lies %s that is not.', p_was, v_next.code, v_next.sku),
      'Put it where none of it lies, or have the hold lifted first.', jsonb_build_object('hold_id', p_hold, 'location_id', v_next.location_id));
  end if;
  update wms.hold h set target_id = p_next, since = clock_timestamp() where h.hold_id = p_hold;
  insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
  values (p_warehouse, 'stock.hold_moved', p_hold, array(select distinct x from unnest(array[p_from, v_next.location_id]) x order by 1),
          jsonb_build_object('hold', p_hold, 'was', p_was, 'what', format('%s in %s', v_next.sku, v_next.code)));
end $$;

-- An act was taken back after which nothing of held goods was left: they are held again, for the same reason.
create function wms.hold_again(p_op uuid, p_warehouse int, p_at timestamptz, p_target_op uuid) returns void
language plpgsql as $$
declare
  v_hold record;
  v_new bigint;
begin
  for v_hold in
    select h.*, coalesce((select u.to_quant_id from wms.ledger u join wms.ledger e on e.ledger_id = u.undoes
                           where h.target = 'quant' and u.posted_at = p_at and u.op = p_op and e.op = p_target_op and e.from_quant_id = h.target_id limit 1),
                         h.target_id) as id
      from wms.hold h where h.emptied_by = p_target_op and h.warehouse_id = p_warehouse order by h.hold_id
  loop
    perform wms.change_holds();
    insert into wms.hold (warehouse_id, target, target_id, reason, note, op, placed_at)
    values (p_warehouse, v_hold.target, v_hold.id, v_hold.reason, v_hold.note, p_op, clock_timestamp()) returning hold_id into v_new;
    insert into wms.event (warehouse_id, type, aggregate_id, locations, payload)
    select p_warehouse, 'stock.held', v_new, array(
             select distinct q.location_id from wms.records_of(p_warehouse, v_hold.target, v_hold.id) r(quant_id)
               join wms.quant q on q.quant_id = r.quant_id order by 1),
           jsonb_build_object('target', v_hold.target, 'id', v_hold.id, 'what', v_hold.was, 'reason', v_hold.reason, 'note', v_hold.note,
                              'again', v_hold.hold_id);
  end loop;
end $$;
