-- The heart, many movements at once: the rules of wms.book, set by set. All or nothing; records are locked in key order
-- first. Returns the first ledger id. Refuses with the line number (WM404, WM422, WM423, WM451, WM452, WM453).
-- How it is written: sizes differ by a thousand and statistics may be missing, so that no plan may depend on them. Tables
-- are looked up line by line through their keys (lateral), arrays of the batch are put side by side by position (rows from)
-- and never joined.
create function wms.post_lines(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                               p_device text, p_occurred timestamptz) returns bigint
language plpgsql as $$
declare
  v_virtual bigint[] := array(select l.location_id from wms.location l where l.warehouse_id = p_warehouse and l.boundary is not null);
  v_legs wms.leg[];
  v_from wms.leg[];
  v_to wms.leg[];
  v_short wms.movement;
  v_first bigint;
begin
  if wms.check_lines(p_warehouse, p_lines) then
    perform wms.make_records(p_warehouse, p_at, p_lines, v_virtual);
  end if;
  v_legs := wms.hold_legs(p_warehouse, p_lines, v_virtual);
  select (p_lines)[l.n] into v_short from unnest(v_legs) l where l.side = 0 and l.free < 0 order by l.n limit 1;
  if found then
    perform wms.refuse_short(p_warehouse, v_short.product_id, v_short.from_location, v_short.quantity, v_short.line);
  end if;

  update wms.quant q
     set quantity = q.quantity + k.net, reserved = q.reserved - k.unreserve, row_version = q.row_version + k.n,
         in_date = least(q.in_date, k.in_date)
    from (select l.quant_id, sum(l.delta) as net, sum(l.unreserve) as unreserve, count(*) as n,
                 min(l.carried) filter (where l.delta > 0) as in_date
            from (select u.quant_id, u.delta, u.unreserve, coalesce(lag(u.in_date) over (partition by u.n order by u.side), p_at) as carried
                    from unnest(v_legs) u) l
           where l.quant_id is not null group by l.quant_id) k
   where q.quant_id = k.quant_id;
  select array_agg(l order by l.n) filter (where l.side = 0), array_agg(l order by l.n) filter (where l.side = 1)
    into v_from, v_to from unnest(v_legs) l;
  with written as (
    insert into wms.ledger (posted_at, op, line, warehouse_id, kind, product_id, quantity, from_location_id,
      to_location_id, lot_id, hu_id, to_hu_id, owner_id, status, to_status, from_quant_id, from_version, from_balance,
      to_quant_id, to_version, to_balance, order_line_id, reason, document, device, occurred_at)
    select p_at, p_op, m.line, p_warehouse, p_kind, m.product_id, m.quantity, m.from_location, m.to_location, m.lot_id,
           m.hu_id, m.to_hu_id, m.owner_id, m.status, m.to_status, m.from_quant, m.from_version, m.from_balance,
           m.to_quant, m.to_version, m.to_balance, m.order_line_id, m.reason, m.document, p_device, p_occurred
      from rows from (unnest(p_lines), unnest(v_from), unnest(v_to))
        as m(line, product_id, quantity, from_location, to_location, lot_id, hu_id, to_hu_id, owner_id, status, to_status,
             unreserve, order_line_id, reason, document,
             n0, side0, from_quant, from_version, from_balance, free0, delta0, unreserve0, date0,
             n1, side1, to_quant, to_version, to_balance, free1, delta1, unreserve1, date1)
    returning ledger_id
  )
  select min(ledger_id) into v_first from written;

  delete from wms.quant q using unnest(v_from) f, unnest(p_lines) m
   where f.balance = 0 and (p_lines)[f.n] = m and m.hu_id is not null and q.quant_id = f.quant_id and q.quantity = 0;
  perform wms.check_capacity(p_warehouse, array(
    select distinct m.to_location from unnest(p_lines) m where m.from_location <> m.to_location and m.to_location <> all (v_virtual)));
  return v_first;
end $$;
