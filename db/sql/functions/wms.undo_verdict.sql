-- May an act be taken back, and if not, what stands in the way? Undo is compensation: the exact opposite of each of its
-- ledger entries, of kind undo, naming the entry it takes back. Nothing is erased.

-- The entries of an act in this warehouse. All of one act have the moment of its posting.
create function wms.entries_of(p_warehouse int, p_op uuid) returns setof wms.ledger
language sql stable rows 10 as $$
  select l.* from wms.posting p
   cross join lateral (select * from wms.ledger g where g.posted_at = p.posted_at and g.op = p.op and g.warehouse_id = p_warehouse) l
   where p.op = p_op
$$;

-- What an act did, in words for people: the first of its entries, and how many there are.
create function wms.act_words(p_warehouse int, p_op uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('op', g.op, 'kind', g.kind, 'at', g.posted_at, 'actor', g.actor,
           'person', coalesce(u.display_name, g.actor::text), 'sku', p.sku, 'quantity', g.quantity, 'from', f.code, 'to', t.code,
           'order', o.number, 'document', g.document, 'ledger_id', g.ledger_id, 'lines', n.lines,
           'can_undo', g.kind = any (wms.undoable()))
    from (select e.*, count(*) over () as lines from wms.entries_of(p_warehouse, p_op) e order by e.ledger_id limit 1) g
   cross join lateral (select g.lines) n
    join wms.product p on p.product_id = g.product_id
    join wms.location f on f.warehouse_id = p_warehouse and f.location_id = g.from_location_id
    join wms.location t on t.warehouse_id = p_warehouse and t.location_id = g.to_location_id
    left join wms.app_user u on u.login = g.actor
    left join wms.order_line l on l.order_line_id = g.order_line_id
    left join wms.orders o on o.order_id = l.order_id
$$;

-- Kinds of acts that can be taken back. Shipped goods come back as a return, kits are unmade, counts are counted again.
create function wms.undoable() returns text[] language sql immutable
begin atomic
  select array['receive', 'move', 'putaway', 'adjust', 'status', 'scrap', 'owner', 'correct_lot', 'pick', 'pack'];
end;

-- The acts that must be taken back before this one, newest first: those that used what it brought. Found to the end: what
-- they brought may have been used in turn. short: records that lack goods for another reason, such as a reservation.
create function wms.undo_chain(p_warehouse int, p_op uuid, out ops uuid[], out short jsonb)
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  v_more uuid[];
begin
  ops := array[p_op];
  for v_round in 1 .. 50 loop
    select array_agg(distinct x.op) filter (where x.op is not null), jsonb_agg(to_jsonb(x) - 'op') filter (where x.op is null)
      into v_more, short from wms.undo_lack(p_warehouse, ops) x;
    exit when v_more is null or cardinality(ops) > 200;
    ops := ops || v_more;
  end loop;
  ops := array(select a.op from unnest(ops) a(op) where a.op <> p_op
                order by (select max(e.ledger_id) from wms.entries_of(p_warehouse, a.op) e) desc);
end $$;

-- If all these acts were taken back: which stock records would lack goods, how much, and who took from them last (op).
create function wms.undo_lack(p_warehouse int, p_ops uuid[])
returns table (op uuid, location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, missing numeric, reserved numeric)
language sql stable as $$
  with entry as materialized (
    select e.* from unnest(p_ops) a(op) cross join lateral wms.entries_of(p_warehouse, a.op) e
  ), need as (
    select s.loc, e.product_id, s.lot_id, s.hu, e.owner_id, s.status, sum(s.delta) as delta, min(e.ledger_id) as since, min(e.posted_at) as at
      from entry e
     cross join lateral (values (e.to_location_id, e.lot_id, e.to_hu_id, e.to_status, -e.quantity, e.to_quant_id),
                                (e.from_location_id, e.lot_id, e.hu_id, e.status, e.quantity, e.from_quant_id))
             s(loc, lot_id, hu, status, delta, quant)
     where s.quant is not null
     group by 1, 2, 3, 4, 5, 6 having sum(s.delta) < 0
  ), lack as (
    select n.*, -n.delta - coalesce(q.quantity - q.reserved, 0) as missing, coalesce(q.reserved, 0) as reserved
      from need n
      left join lateral (
        select k.quantity, k.reserved from wms.quant k
         where k.warehouse_id = p_warehouse and k.location_id = n.loc and k.product_id = n.product_id
           and k.lot_id is not distinct from n.lot_id and k.hu_id is not distinct from n.hu
           and k.owner_id is not distinct from n.owner_id and k.status = n.status) q on true
     where coalesce(q.quantity - q.reserved, 0) + n.delta < 0
  )
  select t.op, k.loc, k.product_id, k.lot_id, k.hu, k.missing, k.reserved
    from lack k
    left join lateral (
      select g.op from wms.ledger g
       where g.warehouse_id = p_warehouse and g.product_id = k.product_id and g.posted_at >= k.at and g.ledger_id > k.since
         and g.from_location_id = k.loc and g.from_quant_id is not null and g.lot_id is not distinct from k.lot_id
         and g.hu_id is not distinct from k.hu and g.owner_id is not distinct from k.owner_id and g.status = k.status
         and g.kind <> 'undo' and g.op <> all (p_ops) and not exists (select from wms.ledger u where u.undoes = g.ledger_id)
       order by g.posted_at desc, g.ledger_id desc limit 1) t on true
  union
  select g.op, null, l.product_id, null, null, l.packed - e.packed - (l.picked - e.picked), 0        -- packed must stay within picked
    from (select y.order_line_id, sum(y.quantity) filter (where y.kind = 'pick') as picked,
                 coalesce(sum(y.quantity) filter (where y.kind = 'pack'), 0) as packed, min(y.ledger_id) as since, min(y.posted_at) as at
            from entry y where y.order_line_id is not null group by 1) e
    join wms.order_line l on l.order_line_id = e.order_line_id and l.packed - e.packed > l.picked - e.picked
   cross join lateral (
      select g.op from wms.ledger g
       where g.warehouse_id = p_warehouse and g.product_id = l.product_id and g.posted_at >= e.at and g.ledger_id > e.since
         and g.order_line_id = e.order_line_id and g.kind = 'pack' and g.op <> all (p_ops)
         and not exists (select from wms.ledger u where u.undoes = g.ledger_id)
       order by g.posted_at desc, g.ledger_id desc limit 1) g
$$;

-- The verdict on taking an act back: {possible, act, code, what, next_step, chain, reserved}. code is null where possible.
create function wms.undo_verdict(p_warehouse int, p_op uuid) returns jsonb
language plpgsql stable as $$
declare
  v_act jsonb := wms.act_words(p_warehouse, p_op);
  v_said record;
  v_chain record;
  v_acts jsonb;
  v_held jsonb;
begin
  select * into v_said from wms.undo_objection(p_warehouse, p_op, v_act);
  if v_said.code is null then
    select * into v_chain from wms.undo_chain(p_warehouse, p_op);
    select coalesce(jsonb_agg(wms.act_words(p_warehouse, a.op) order by a.n), '[]') into v_acts
      from unnest(v_chain.ops) with ordinality a(op, n);
    v_held := wms.undo_holders(p_warehouse, v_chain.short);
    if v_acts <> '[]' then
      select 'WM455' as code, format('%s used these goods since: %s by %s at %s.',
        case jsonb_array_length(v_acts) when 1 then 'Another act' else jsonb_array_length(v_acts) || ' acts' end, v_acts -> 0 ->> 'kind',
        v_acts -> 0 ->> 'person', to_char((v_acts -> 0 ->> 'at')::timestamptz, 'DD Mon HH24:MI')) as what,
        case when (v_acts -> 0 ->> 'can_undo')::boolean then 'Take them back first, the newest first.'
             else 'That one cannot be taken back: post a correction instead.' end as next_step into v_said;
    elsif v_chain.short is not null then
      select 'WM455' as code, case when v_held = '[]' then 'The goods are not there any more.'
          else format('The goods are reserved for order %s.', v_held -> 0 ->> 'order') end as what,
        case when v_held = '[]' then 'Count the bin.' else 'Release the order first, or pick from elsewhere.' end as next_step into v_said;
    else
      select * into v_said from wms.undo_misplaced(p_warehouse, p_op);
      if v_said.code is null then
        select * into v_said from wms.undo_left_behind(p_warehouse, p_op);
      end if;
    end if;
  end if;
  return jsonb_build_object('possible', v_said.code is null, 'act', v_act, 'code', v_said.code, 'what', v_said.what,
    'next_step', v_said.next_step, 'chain', coalesce(v_acts, '[]'), 'reserved', coalesce(v_held, '[]'));
end $$;

-- Reservations on the records that lack goods.
create function wms.undo_holders(p_warehouse int, p_short jsonb) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('order', o.number, 'order_id', o.order_id, 'task_id', r.task_id, 'location', l.code,
           'quantity', r.quantity) order by o.number), '[]')
    from jsonb_to_recordset(coalesce(p_short, '[]')) s(location_id bigint, product_id bigint, lot_id bigint, hu_id bigint)
    join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = s.location_id and q.product_id = s.product_id
         and q.lot_id is not distinct from s.lot_id and q.hu_id is not distinct from s.hu_id and q.reserved > 0
    join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
    join wms.order_line e on e.order_line_id = r.order_line_id
    join wms.orders o on o.order_id = e.order_id
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = q.location_id
$$;

-- What speaks against taking this act back, whatever happened to the goods since. code null: nothing.
create function wms.undo_objection(p_warehouse int, p_op uuid, p_act jsonb, out code text, out what text, out next_step text)
language plpgsql stable as $$
declare
  v_before record;
  v_order record;
  v_size record;
begin
  if p_act is null then
    select 'WM404', 'No goods were moved by this act.', 'Refresh the list and choose again.' into code, what, next_step;
    return;
  elsif not (p_act ->> 'can_undo')::boolean then
    select 'WM455', case p_act ->> 'kind' when 'undo' then 'This was taken back once.' when 'ship' then 'These goods have left.'
        when 'unpick' then 'These goods were put back.' when 'unpack' then 'These goods were put back.'
        else format('A %s cannot be taken back.', p_act ->> 'kind') end,
      case p_act ->> 'kind' when 'undo' then 'Do the act again instead.' when 'ship' then 'Enter a return.'
        when 'unpick' then 'Pick them again for an order that wants them.' when 'unpack' then 'Pick them again for an order that wants them.'
        when 'kit' then 'Take the kit apart instead.' when 'unkit' then 'Make the kit again instead.' else 'Count the bin again.' end
      into code, what, next_step;
    return;
  end if;
  select coalesce(u.display_name, g.actor::text) as person, g.posted_at into v_before
    from wms.entries_of(p_warehouse, p_op) e join wms.ledger g on g.undoes = e.ledger_id left join wms.app_user u on u.login = g.actor limit 1;
  if found then
    select 'WM455', format('%s took this back at %s.', v_before.person, to_char(v_before.posted_at, 'DD Mon HH24:MI')),
      'Do the act again if it was right.' into code, what, next_step;
    return;
  elsif not (pg_has_role(session_user, 'r_supervisor', 'member') or pg_has_role(session_user, 'r_admin', 'member')) and p_act ->> 'actor' <> session_user then
    select 'WM403', format('This was %s''s act.', p_act ->> 'person'), 'Ask them or a supervisor to take it back.' into code, what, next_step;
    return;
  end if;
  select o.number, s.name into v_order
    from wms.entries_of(p_warehouse, p_op) e join wms.order_line l on l.order_line_id = e.order_line_id
    join wms.orders o on o.order_id = l.order_id join wms.state s on s.entity = 'order' and s.rank = o.status
   where o.status in (670, 700, 800) limit 1;
  if found then
    select 'WM455', format('Order %s is %s.', v_order.number, v_order.name), 'Enter a return.' into code, what, next_step;
    return;
  end if;
  select o.number into v_order
    from wms.entries_of(p_warehouse, p_op) e join wms.order_line l on l.order_line_id = e.order_line_id
    join wms.orders o on o.order_id = l.order_id where l.to_unpick + l.to_unpack > 0 limit 1;
  if found then
    select 'WM455', format('Order %s was changed: these goods are to be put back.', v_order.number), 'Do that task instead.' into code, what, next_step;
    return;
  end if;
  if p_act ->> 'kind' in ('adjust', 'scrap') then
    select sum(e.quantity) as quantity, sum(e.quantity * p.unit_value) as value into v_size
      from wms.entries_of(p_warehouse, p_op) e join wms.product p on p.product_id = e.product_id;
    if not wms.within_limit(p_act ->> 'kind', v_size.quantity, v_size.value) then
      select 'WM403', 'This is above your limit.', 'Ask somebody whose limit suffices to take it back.' into code, what, next_step;
    end if;
  end if;
end $$;

-- Goods go back into the unit they came from, which must stand where it stood and be open. code null: it does.
create function wms.undo_misplaced(p_warehouse int, p_op uuid, out code text, out what text, out next_step text)
language sql stable as $$
  select 'WM455', case when h.state = 'shipped' then format('Unit %s, from which they were taken, has left.', h.sscc)
      else format('Unit %s, from which they were taken, stands in %s now.', h.sscc, n.code) end,
    case when h.state = 'shipped' then 'Post a correction instead.' else format('Bring it back to %s first.', w.code) end
    from wms.entries_of(p_warehouse, p_op) e
    join wms.handling_unit h on h.hu_id = e.hu_id
    join wms.location n on n.warehouse_id = p_warehouse and n.location_id = h.location_id
    join wms.location w on w.warehouse_id = p_warehouse and w.location_id = e.from_location_id
   where e.from_quant_id is not null and h.location_id <> e.from_location_id
     and not (e.to_hu_id is not distinct from e.hu_id and h.location_id = e.to_location_id and h.state <> 'shipped') limit 1
$$;

-- A unit goes back as it went: what was put into it or onto it since would stay behind in the books. code null: nothing was.
create function wms.undo_left_behind(p_warehouse int, p_op uuid, out code text, out what text, out next_step text)
language sql stable as $$
  with moved as materialized (
    select e.to_quant_id, e.hu_id, e.quantity from wms.entries_of(p_warehouse, p_op) e
     where e.hu_id = e.to_hu_id and e.from_location_id <> e.to_location_id
  )
  select 'WM455', format('%s of %s came into unit %s since.', (q.quantity - coalesce(m.quantity, 0))::float8, p.sku, h.sscc),
         'Move the unit back with all that is in it.'
    from (select distinct b.hu_id from wms.units_below(p_warehouse, array(select distinct x.hu_id from moved x)) b) u
    join wms.quant q on q.hu_id = u.hu_id and q.quantity > 0
    join wms.handling_unit h on h.hu_id = u.hu_id join wms.product p on p.product_id = q.product_id
    left join (select x.to_quant_id, sum(x.quantity) as quantity from moved x group by 1) m on m.to_quant_id = q.quant_id
   where q.quantity > coalesce(m.quantity, 0) order by q.quant_id limit 1
$$;
