-- Handling units as a tree: cart > pallet > carton, tote. What stands in a unit stands where it stands.
-- Who changes the tree locks the units it touches, in the order of their ids, and looks again after the wait: a unit that
-- somebody put onto a pallet while one waited for that pallet goes along.

-- How many lines a request brings; 0 where it brings no list at all.
create function wms.lines_in(p_lines jsonb) returns int
language sql immutable
begin atomic
  select case when jsonb_typeof(p_lines) = 'array' then jsonb_array_length(p_lines) else 0 end;
end;

-- Each unit at or below the units asked for, with the place of the one it stands in (1 = the first asked for).
-- What left the warehouse is below nothing. `union` ends even on a tree that somebody broke.
create function wms.units_below(p_warehouse int, p_units bigint[]) returns table (hu_id bigint, n int)
language sql stable rows 10 as $$
  with recursive tree as (
    select h.hu_id, u.n::int from unnest(p_units) with ordinality u(id, n)
     cross join lateral (select k.hu_id from wms.handling_unit k where k.hu_id = u.id and k.warehouse_id = p_warehouse limit 1) h
    union
    select c.hu_id, t.n from tree t
     cross join lateral (select k.hu_id from wms.handling_unit k where k.parent_id = t.hu_id and k.state <> 'shipped') c)
  select hu_id, n from tree
$$;

-- The open tasks that take reserved stock out of these units, and those that put these units away.
create function wms.tasks_of_units(p_units bigint[]) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(r.task_id order by r.task_id), '{}')
    from unnest(p_units) u(id)
   cross join lateral (
     select k.task_id from wms.quant q join wms.reservation k on k.quant_id = q.quant_id and k.state = 'open'
      where q.hu_id = u.id and q.reserved > 0
     union
     select t.task_id from wms.task t where t.hu_id = u.id and t.kind = 'putaway' and t.state < 400) r
$$;

-- Lock these units, all that stand in them, their stock records, and before all that the tasks that reserved from them;
-- each in the order of its key. Whatever came or went while we waited is looked for again: then the locks are given back
-- and taken anew. Returns all units of the trees. WM412 if others do not let go of them.
create function wms.hold_units(p_warehouse int, p_units bigint[]) returns bigint[]
language plpgsql as $$
declare
  v_tree bigint[];
  v_tasks bigint[];
begin
  for v_try in 1 .. 5 loop
    v_tree := array(select distinct b.hu_id from wms.units_below(p_warehouse, p_units) b order by 1);
    v_tasks := wms.tasks_of_units(v_tree);
    begin
      perform from wms.task t where t.task_id = any (v_tasks) order by t.task_id for no key update;
      perform from wms.handling_unit h where h.hu_id = any (v_tree) order by h.hu_id for no key update;
      perform wms.hold_content(v_tree);
      if v_tree = array(select distinct b.hu_id from wms.units_below(p_warehouse, p_units) b order by 1)
         and wms.tasks_of_units(v_tree) <@ v_tasks then
        return v_tree;
      end if;
      raise exception using errcode = 'WM001';
    exception when sqlstate 'WM001' then      -- not WM000, which stands for its whole class
      continue;
    end;
  end loop;
  perform wms.refuse('WM412', 'Others are working on this unit.', 'Look where it stands and try again.');
end $$;

-- Lock the stock records of units in the order of their key.
create function wms.hold_content(p_units bigint[]) returns void
language plpgsql as $$
begin
  perform from (
    select q.quant_id from unnest(p_units) u(id)
     cross join lateral (select k.* from wms.quant k where k.hu_id = u.id) q
     order by q.location_id, q.hu_id, q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0)) k
   cross join lateral (select from wms.quant h where h.quant_id = k.quant_id for no key update) l;
end $$;

-- Lock a few units without their content, as for hanging one into another.
create function wms.lock_units(p_units bigint[]) returns void
language plpgsql as $$
begin
  perform from wms.handling_unit h where h.hu_id = any (p_units) order by h.hu_id for no key update;
end $$;

-- Lock these units and all that stand in them without their content, after the tasks that take from them or put them away: for
-- whoever locks the stock records of units together with others, in one walk of their keys. Twice: what was put onto one of
-- them while we waited for it is found by the second look.
create function wms.lock_trees(p_warehouse int, p_units bigint[]) returns void
language plpgsql as $$
declare
  v_tree bigint[];
begin
  for v_look in 1 .. 2 loop
    v_tree := array(select distinct b.hu_id from wms.units_below(p_warehouse, p_units) b);
    perform from wms.task t where t.task_id = any (wms.tasks_of_units(v_tree)) order by t.task_id for no key update;
    perform wms.lock_units(v_tree);
  end loop;
end $$;

-- A unit of this warehouse that is still here. Call it with the unit locked. WM404, WM455.
create function wms.present_unit(p_warehouse int, p_hu bigint) returns wms.handling_unit
language plpgsql as $$
declare
  v_unit wms.handling_unit;
begin
  select * into v_unit from wms.handling_unit h where h.hu_id = p_hu and h.warehouse_id = p_warehouse;
  if v_unit.hu_id is null then
    perform wms.refuse('WM404', 'This handling unit is not known here.', 'Scan its label again.');
  elsif v_unit.state = 'shipped' then
    perform wms.refuse('WM455', format('Unit %s has left the warehouse.', v_unit.sscc), 'Check which label was scanned.',
                       jsonb_build_object('state', v_unit.state));
  end if;
  return v_unit;
end $$;

-- A present unit and all that stand in it, locked with their content. WM404, WM412, WM455.
create function wms.unit_tree(p_warehouse int, p_hu bigint) returns bigint[]
language plpgsql as $$
declare
  v_tree bigint[] := wms.hold_units(p_warehouse, array[p_hu]);
begin
  perform wms.present_unit(p_warehouse, p_hu);
  return v_tree;
end $$;

-- A present unit that is not closed: what is in it may change. WM404, WM455.
create function wms.open_unit(p_warehouse int, p_hu bigint) returns wms.handling_unit
language plpgsql as $$
declare
  v_unit wms.handling_unit := wms.present_unit(p_warehouse, p_hu);
begin
  if v_unit.state = 'packed' then
    perform wms.refuse('WM455', format('Unit %s is closed.', v_unit.sscc), 'Reopen it first.', jsonb_build_object('state', v_unit.state));
  end if;
  return v_unit;
end $$;

-- A unit that was empty is in use again: called by whoever makes a stock record in it. A unit that is in use costs one look.
create function wms.use_unit(p_hu bigint) returns void
language plpgsql as $$
begin
  update wms.handling_unit h set state = 'active' where h.hu_id = p_hu and h.state in ('empty', 'planned');
end $$;

-- Two units stand at the same place. WM455.
create function wms.check_together(p_one wms.handling_unit, p_other wms.handling_unit) returns void
language plpgsql as $$
begin
  if (p_one).location_id <> (p_other).location_id then
    perform wms.refuse('WM455', format('Unit %s stands in %s, unit %s in %s.',
        (p_one).sscc, (select l.code from wms.location l where l.location_id = (p_one).location_id and l.warehouse_id = (p_one).warehouse_id),
        (p_other).sscc, (select l.code from wms.location l where l.location_id = (p_other).location_id and l.warehouse_id = (p_other).warehouse_id)),
      'Move one to the other first.', jsonb_build_object('location_id', (p_other).location_id));
  end if;
end $$;

-- May the one stand in the other? Called with both locked. WM422 kinds, WM455 closed, elsewhere, of another order.
create function wms.check_nesting(p_unit wms.handling_unit, p_parent wms.handling_unit) returns void
language plpgsql as $$
begin
  if (p_unit).hu_id = (p_parent).hu_id then
    perform wms.refuse('WM422', 'A unit cannot stand in itself.', 'Scan the pallet or cart it stands on.');
  elsif wms.unit_rank((p_unit).kind) >= wms.unit_rank((p_parent).kind) then
    perform wms.refuse('WM422', format('A %s does not stand in a %s.', (p_unit).kind, (p_parent).kind),
                       'A cart carries pallets, cartons and totes; a pallet carries cartons and totes.');
  elsif (p_parent).order_id <> coalesce((p_unit).order_id, -1) then
    perform wms.refuse('WM455', format('Unit %s is another order''s.', (p_parent).sscc), 'Choose a unit of the same order, or an empty one.');
  end if;
  perform wms.check_together(p_unit, p_parent);
end $$;

-- Goods picked for an order leave their tote at the packing station and nowhere else: its work list is built from that. WM455.
create function wms.check_not_picked(p_unit wms.handling_unit) returns void
language plpgsql as $$
declare
  v_number text;
begin
  select o.number into v_number
    from (select g.order_line_id, sum(case when g.to_hu_id = (p_unit).hu_id then g.quantity else -g.quantity end) as quantity
            from (select l.order_line_id, l.hu_id, l.to_hu_id, l.quantity from wms.ledger l
                   where l.to_hu_id = (p_unit).hu_id and l.kind = 'pick' and l.posted_at >= (p_unit).created_at
                     and not exists (select from wms.ledger u where u.undoes = l.ledger_id)
                  union all
                  select l.order_line_id, l.hu_id, null, l.quantity from wms.ledger l
                   where l.hu_id = (p_unit).hu_id and l.kind in ('pack', 'unpick') and l.posted_at >= (p_unit).created_at
                     and not exists (select from wms.ledger u where u.undoes = l.ledger_id)) g
           group by 1) k
    join wms.order_line l on l.order_line_id = k.order_line_id join wms.orders o on o.order_id = l.order_id
   where k.quantity > 0 limit 1;
  if found then
    perform wms.refuse('WM455', format('Unit %s holds goods picked for order %s.', (p_unit).sscc, v_number),
                       'Pack them at the station first.', jsonb_build_object('order', v_number));
  end if;
end $$;

-- What happened to a unit besides movements of stock: part of its history.
create function wms.say_unit(p_unit wms.handling_unit, p_type text, p_payload jsonb default '{}', p_locations bigint[] default '{}')
returns void language plpgsql as $$
begin
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  values ((p_unit).warehouse_id, p_type, (p_unit).hu_id, (p_unit).sscc, p_locations, p_payload);
end $$;

-- Is a stock record itself held anywhere here? Then promises are kept out until the end: the hold will follow its record.
-- Taken right after the operation key, as every lock on holds.
create function wms.fence_holds(p_warehouse int) returns boolean
language plpgsql as $$
begin
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'quant' and h.released_at is null) then
    perform wms.fence_breaking();
    return true;
  end if;
  return false;
end $$;

-- Who makes promises and moves units in one act: where a record is held, promises of others and breaking alike are kept out, since
-- to go from the one mode to the other two of them would wait for one another.
create function wms.fence_promises_and_moves(p_warehouse int) returns void
language plpgsql as $$
begin
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'quant' and h.released_at is null) then
    lock table wms.hold in share row exclusive mode;
  else
    perform wms.fence_promises();
  end if;
end $$;

-- After stock records moved as a whole: what was reserved from them is reserved from where they are now, and the tasks go
-- there. The mover has locked the tasks and taken the old records' reserved quantity with `unreserve`. Where p_holds says so
-- (the mover has fenced promises then, see wms.fence_holds) a hold on the record itself follows too. Returns the tasks that
-- go elsewhere now.
create function wms.carry_reservations(p_op uuid, p_warehouse int, p_at timestamptz, p_holds boolean) returns bigint[]
language plpgsql as $$
declare
  v_tasks bigint[];
begin
  if p_holds then
    update wms.hold h set target_id = g.to_quant_id from wms.ledger g
     where g.posted_at = p_at and g.op = p_op and h.warehouse_id = p_warehouse and h.target = 'quant'
       and h.target_id = g.from_quant_id and h.released_at is null;
  end if;
  with moved as (
    select g.from_quant_id, g.to_quant_id, g.to_location_id, g.to_hu_id from wms.ledger g
     where g.posted_at = p_at and g.op = p_op and g.warehouse_id = p_warehouse
  ), held as (
    update wms.reservation r set quant_id = m.to_quant_id,
           explanation = r.explanation || jsonb_build_object('carried_to', m.to_location_id)
      from moved m where r.quant_id = m.from_quant_id and r.state = 'open'
    returning r.task_id, r.quantity, m.to_quant_id, m.to_location_id, m.to_hu_id
  ), kept as (
    update wms.quant q set reserved = q.reserved + h.quantity
      from (select to_quant_id, sum(quantity) as quantity from held group by 1) h where q.quant_id = h.to_quant_id returning 1
  ), sent as (
    update wms.task t set from_location_id = h.to_location_id, hu_id = h.to_hu_id from held h where t.task_id = h.task_id
    returning t.task_id
  )
  select coalesce(array_agg(s.task_id order by s.task_id), '{}') into v_tasks from sent s;
  return v_tasks;
end $$;
