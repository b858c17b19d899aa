-- The heart, many movements at once: same rules as post_one, set by set. All or nothing; records are locked in key order
-- first. Returns the first ledger id. Refuses with the line number (WM404, WM422, WM423, WM451, WM452, WM453).
create function wms.post_lines(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                               p_device text, p_occurred timestamptz) returns bigint
language plpgsql as $$
declare
  v_bad record;
  v_first bigint;
begin
  perform wms.check_lines(p_warehouse, p_lines);
  perform from wms.quant q
    join (select distinct product_id, loc, lot_id, hu, status from wms.legs(p_warehouse, p_lines)) k
      on q.warehouse_id = p_warehouse and q.location_id = k.loc and q.product_id = k.product_id
     and q.lot_id is not distinct from k.lot_id and q.hu_id is not distinct from k.hu and q.owner_id is null
     and q.status = k.status
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0)
     for no key update of q;

  select k.* into v_bad
    from (select g.product_id, g.loc, g.lot_id, g.hu, g.status, min(g.running) as low, sum(g.unreserve) as unreserve,
                 max(g.line) filter (where g.delta < 0) as line, max(-g.delta) as wanted
            from (select l.*, sum(l.delta) over (partition by l.product_id, l.loc, l.lot_id, l.hu, l.status
                                                 order by l.line, l.side) as running
                    from wms.legs(p_warehouse, p_lines) l) g
           group by 1, 2, 3, 4, 5) k
    left join wms.quant q
      on q.warehouse_id = p_warehouse and q.location_id = k.loc and q.product_id = k.product_id
     and q.lot_id is not distinct from k.lot_id and q.hu_id is not distinct from k.hu and q.owner_id is null
     and q.status = k.status
   where k.low < 0 and coalesce(q.quantity - q.reserved, 0) + k.low + k.unreserve < 0
   order by k.line limit 1;
  if found then
    perform wms.refuse_short(p_warehouse, v_bad.product_id, v_bad.loc, v_bad.wanted, v_bad.line);
  end if;

  with leg as (
    select l.*, sum(l.delta) over w as running, row_number() over w as nth
      from wms.legs(p_warehouse, p_lines) l
    window w as (partition by l.product_id, l.loc, l.lot_id, l.hu, l.status order by l.line, l.side)
  ), key as (
    select product_id, loc, lot_id, hu, status, sum(delta) as net, sum(unreserve) as unreserve, count(*) as n,
           least(min(in_date), p_at) as in_date
      from leg group by 1, 2, 3, 4, 5
  ), changed as (
    update wms.quant q
       set quantity = q.quantity + k.net, reserved = q.reserved - k.unreserve, row_version = q.row_version + k.n,
           in_date = case when k.net > 0 then least(q.in_date, k.in_date) else q.in_date end
      from key k
     where q.warehouse_id = p_warehouse and q.location_id = k.loc and q.product_id = k.product_id
       and q.lot_id is not distinct from k.lot_id and q.hu_id is not distinct from k.hu and q.owner_id is null
       and q.status = k.status
    returning q.quant_id, q.location_id, q.product_id, q.lot_id, q.hu_id, q.status, q.quantity, q.row_version
  ), added as (
    insert into wms.quant as q (warehouse_id, location_id, product_id, lot_id, hu_id, status, quantity, in_date, row_version)
    select p_warehouse, k.loc, k.product_id, k.lot_id, k.hu, k.status, k.net, k.in_date, k.n
      from key k
     where not exists (select from changed c where c.location_id = k.loc and c.product_id = k.product_id
        and c.lot_id is not distinct from k.lot_id and c.hu_id is not distinct from k.hu and c.status = k.status)
     order by k.loc, coalesce(k.hu, 0), k.status, k.product_id, coalesce(k.lot_id, 0)
    on conflict on constraint quant_key do update
      set quantity = q.quantity + excluded.quantity, row_version = q.row_version + excluded.row_version
    returning q.quant_id, q.location_id, q.product_id, q.lot_id, q.hu_id, q.status, q.quantity, q.row_version
  ), after as (
    select l.line, l.side, q.quant_id, q.quantity - k.net + l.running as balance, q.row_version - k.n + l.nth as version
      from (select * from changed union all select * from added) q
      join key k on k.loc = q.location_id and k.product_id = q.product_id and k.lot_id is not distinct from q.lot_id
                and k.hu is not distinct from q.hu_id and k.status = q.status
      join leg l on l.loc = q.location_id and l.product_id = q.product_id and l.lot_id is not distinct from q.lot_id
                and l.hu is not distinct from q.hu_id and l.status = q.status
  ), written as (
    insert into wms.ledger (posted_at, op, line, warehouse_id, kind, product_id, quantity, from_location_id,
      to_location_id, lot_id, hu_id, to_hu_id, owner_id, status, to_status, from_quant_id, from_version, from_balance,
      to_quant_id, to_version, to_balance, order_line_id, reason, document, device, occurred_at)
    select p_at, p_op, m.line, p_warehouse, p_kind, m.product_id, m.quantity, m.from_location, m.to_location, m.lot_id,
           m.hu_id, m.to_hu_id, m.owner_id, m.status, m.to_status, f.quant_id, f.version, f.balance, t.quant_id,
           t.version, t.balance, m.order_line_id, m.reason, m.document, p_device, p_occurred
      from unnest(p_lines) m
      left join after f on f.line = m.line and f.side = 0
      left join after t on t.line = m.line and t.side = 1
     order by m.line
    returning ledger_id
  )
  select min(ledger_id) into v_first from written;

  delete from wms.quant q
   where q.quantity = 0 and q.hu_id is not null and q.warehouse_id = p_warehouse
     and q.hu_id in (select m.hu_id from unnest(p_lines) m);
  perform wms.check_capacity(p_warehouse, c.location_id, c.class_id)
     from (select distinct l.location_id, l.class_id
             from unnest(p_lines) m join wms.location l on l.warehouse_id = p_warehouse and l.location_id = m.to_location
            where l.class_id is not null and m.from_location <> m.to_location order by 1) c;
  return v_first;
end $$;

-- A movement's two legs, without those at virtual places. side 0 takes, side 1 adds; in_date is the age that is carried.
create function wms.legs(p_warehouse int, p_lines wms.movement[])
returns table (line int, side int, product_id bigint, loc bigint, lot_id bigint, hu bigint, status text, delta numeric,
               unreserve numeric, in_date timestamptz)
language sql stable rows 2000 as $$
  select m.line, 0, m.product_id, m.from_location, m.lot_id, m.hu_id, m.status, -m.quantity, coalesce(m.unreserve, 0), null
    from unnest(p_lines) m
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = m.from_location and l.kind <> 'virtual'
  union all
  select m.line, 1, m.product_id, m.to_location, m.lot_id, m.to_hu_id, m.to_status, m.quantity, 0, q.in_date
    from unnest(p_lines) m
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = m.to_location and l.kind <> 'virtual'
    left join wms.quant q
      on q.warehouse_id = p_warehouse and q.location_id = m.from_location and q.product_id = m.product_id
     and q.lot_id is not distinct from m.lot_id and q.hu_id is not distinct from m.hu_id and q.owner_id is null
     and q.status = m.status
$$;

-- Is every line of a batch sayable at all? Names the first that is not. WM404, WM422, WM423.
create function wms.check_lines(p_warehouse int, p_lines wms.movement[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  if coalesce(cardinality(p_lines), 0) = 0 or cardinality(p_lines) > 5000 then
    perform wms.refuse('WM422', format('A batch takes 1 to 5,000 lines, not %s.', coalesce(cardinality(p_lines), 0)),
                       'Split it and send the parts.');
  end if;
  select m.line, m.quantity, p.product_id as known, f.location_id as from_known, t.location_id as to_known,
         f.code as from_code, t.code as to_code, f.block_pick, t.block_putaway into v_bad
    from unnest(p_lines) m
    left join wms.product p on p.product_id = m.product_id
    left join wms.location f on f.warehouse_id = p_warehouse and f.location_id = m.from_location
    left join wms.location t on t.warehouse_id = p_warehouse and t.location_id = m.to_location
   where m.quantity is null or m.quantity = 'NaN' or m.quantity <= 0 or m.quantity > 1000000000
      or m.quantity <> round(m.quantity, 6) or p.product_id is null or f.location_id is null or t.location_id is null
      or f.block_pick or t.block_putaway
   order by m.line limit 1;
  if not found then
    return;
  elsif v_bad.known is null then
    perform wms.refuse('WM404', format('Line %s: this product is not known.', v_bad.line), 'Check the SKU.');
  elsif v_bad.from_known is null or v_bad.to_known is null then
    perform wms.refuse('WM404', format('Line %s: this bin is not known in this warehouse.', v_bad.line), 'Check the address.');
  elsif v_bad.block_pick then
    perform wms.refuse('WM423', format('Line %s: %s is blocked for taking.', v_bad.line, v_bad.from_code),
                       'Ask the supervisor to lift the block.');
  elsif v_bad.block_putaway then
    perform wms.refuse('WM423', format('Line %s: %s is blocked for putting away.', v_bad.line, v_bad.to_code),
                       'Choose another bin.');
  end if;
  perform wms.refuse('WM422', format('Line %s: %s is not a quantity that can be posted.', v_bad.line,
                     coalesce(v_bad.quantity::text, 'nothing')), 'Enter a number above 0 with at most six decimals.');
end $$;
