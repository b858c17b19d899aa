-- The heart, many movements at once: the rules of wms.book, set by set. All or nothing; records are locked in key order.
-- Returns the first ledger id. Refuses with the line number (WM404, WM422, WM423, WM451, WM452, WM453).
-- How it is written: sizes differ by a thousand and statistics may be missing, so that no plan may depend on them. Tables
-- are looked up line by line through their keys (lateral), arrays of the batch are put side by side by position (rows from)
-- and never joined.
create function wms.post_lines(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                               p_device text, p_occurred timestamptz) returns bigint
language plpgsql as $$
declare
  v_virtual bigint[] := array(select l.location_id from wms.location l where l.warehouse_id = p_warehouse and l.boundary is not null);
  v_sides int[] := array(      -- goods in takes from no record, shipping adds to none: half of the work
    select s from generate_series(0, 1) s where exists (
      select from unnest(p_lines) m where case s when 0 then m.from_location else m.to_location end <> all (v_virtual)));
begin
  perform wms.check_sayable(not exists (
    select from unnest(p_lines) m where m.from_location = any (v_virtual) and m.to_location = any (v_virtual)),
    (select max(m.document) from unnest(p_lines) m where length(m.document) > 100), p_device);
  if exists (select from unnest(p_lines) m where least(m.lot_id, m.hu_id, m.to_hu_id, m.owner_id) < 1) then
    perform wms.refuse_no_id();
  end if;
  if v_sides = array[1] then
    begin
      return wms.add_lines(p_op, p_warehouse, p_kind, p_at, p_lines, p_device, p_occurred);
    exception when sqlstate 'WM001' then     -- its work is taken back: the long way says what is wrong, or makes the records
    end;
  end if;
  return wms.exchange_lines(p_op, p_warehouse, p_kind, p_at, p_lines, p_device, p_occurred, v_virtual, v_sides);
end $$;

-- Lock the records that lines add to, in key order, whatever the planner thinks: the lookup depends on its line.
create function wms.hold_lines(p_warehouse int, p_lines wms.movement[]) returns void
language plpgsql as $$
begin
  perform from (select m.* from unnest(p_lines) m
                 order by m.to_location, coalesce(m.to_hu_id, 0), m.to_status, m.product_id, coalesce(m.lot_id, 0), coalesce(m.owner_id, 0)) m
    cross join lateral (
      select q.quant_id from wms.quant q
       where q.warehouse_id = p_warehouse and q.location_id = m.to_location and q.product_id = m.product_id
         and coalesce(q.lot_id, 0) = coalesce(m.lot_id, 0) and coalesce(q.hu_id, 0) = coalesce(m.to_hu_id, 0)
         and coalesce(q.owner_id, 0) = coalesce(m.owner_id, 0) and q.status = m.to_status
         for no key update) k;
end $$;

-- Goods in to records that are there, each once: one statement writes stock and ledger. The outer side of its join is
-- sorted by key and the inner one found through the key, so records are locked in key order (a test reads the plan). In a
-- warehouse with few records the planner may think it cheaper to begin with these: there they are locked before.
-- Raises WM001 where a line does not fit that.
create function wms.add_lines(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[], p_device text,
                              p_occurred timestamptz) returns bigint
language plpgsql set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_material = off as $$
declare
  v_xid bigint := (pg_current_xact_id()::text)::bigint;
  v_occurred timestamptz := case when isfinite(p_occurred) then least(p_occurred, p_at) end;
  v_made record;
  v_places bigint[] := array(select distinct m.to_location from unnest(p_lines) m order by 1);
  v_open int;
  v_classed bigint[];
begin
  -- the places in one walk of their key, not one search a line
  select count(*), array_agg(l.location_id) filter (where l.class_id is not null) into v_open, v_classed from wms.location l
   where l.warehouse_id = p_warehouse and l.location_id = any (v_places) and not l.block_putaway;
  if v_open <> cardinality(v_places) then
    raise exception using errcode = 'WM001';
  end if;
  if (select count(*) from (select from wms.quant q where q.warehouse_id = p_warehouse limit 2000) few) < 2000 then
    perform wms.hold_lines(p_warehouse, p_lines);
  end if;
  with line as materialized (
    select m.* from unnest(p_lines) m where m.quantity > 0 and m.quantity <= 1000000000 and m.quantity = round(m.quantity, 6)
     order by m.to_location, coalesce(m.to_hu_id, 0), m.to_status, m.product_id, coalesce(m.lot_id, 0), coalesce(m.owner_id, 0)
  ), added as (
    update wms.quant q
       set quantity = q.quantity + m.quantity, row_version = q.row_version + 1, in_date = least(q.in_date, coalesce(m.in_date, p_at))
      from line m
     where q.warehouse_id = p_warehouse and q.location_id = m.to_location and q.product_id = m.product_id
       and coalesce(q.lot_id, 0) = coalesce(m.lot_id, 0) and coalesce(q.hu_id, 0) = coalesce(m.to_hu_id, 0)
       and coalesce(q.owner_id, 0) = coalesce(m.owner_id, 0) and q.status = m.to_status and q.weight is null and m.weight is null
    returning q.quant_id, q.row_version, q.quantity as balance, m.*
  ), written as (
    insert into wms.ledger (posted_at, xid, op, line, warehouse_id, kind, product_id, quantity, from_location_id,
      to_location_id, lot_id, hu_id, to_hu_id, owner_id, status, to_status, to_quant_id, to_version, to_balance,
      order_line_id, reason, document, device, occurred_at, undoes)
    select p_at, v_xid, p_op, a.line, p_warehouse, p_kind, a.product_id, a.quantity, a.from_location, a.to_location, a.lot_id,
           a.hu_id, a.to_hu_id, a.owner_id, a.status, a.to_status, a.quant_id, a.row_version, a.balance, a.order_line_id,
           a.reason, a.document, p_device, v_occurred, a.undoes
      from added a
    returning ledger_id
  )
  select count(*) as n, min(w.ledger_id) as first into v_made from written w;
  if v_made.n <> cardinality(p_lines) or v_made.n > 5000 then
    raise exception using errcode = 'WM001';
  end if;
  if v_classed is not null then
    perform wms.check_capacity(p_warehouse, v_classed);
  end if;
  return v_made.first;
end $$;

-- Movements between records, or to records that are not there yet: all are locked in key order first.
create function wms.exchange_lines(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                                   p_device text, p_occurred timestamptz, p_virtual bigint[], p_sides int[]) returns bigint
language plpgsql as $$
declare
  v_legs wms.leg[];
  v_short wms.movement;
  v_wanting int;               -- the first line that takes what is not there
  v_ok boolean;
  v_classed boolean;
  v_weighed boolean;
  v_first bigint;
begin
  begin
    if cardinality(p_lines) > 16 and wms.makes_records(p_warehouse, p_lines, p_virtual) then
      raise exception using errcode = 'WM001';       -- nothing is gained by holding what is there first
    end if;
    v_legs := wms.hold_legs(p_warehouse, p_lines, p_virtual, p_sides);
    select bool_and(coalesce(l.ok, false)), min(l.n) filter (where l.side = 0 and l.free < 0), bool_or(l.class_id is not null),
           bool_or(l.weighed) into v_ok, v_wanting, v_classed, v_weighed from unnest(v_legs) l;
    if v_ok is not true or cardinality(p_lines) not between 1 and 5000 then
      raise exception using errcode = 'WM001';
    end if;
  exception when sqlstate 'WM001' then     -- its locks are given back: say what is wrong, or make the records in key order
    perform wms.check_lines(p_warehouse, p_lines);
    perform wms.make_records(p_warehouse, p_at, p_lines, p_virtual);
    v_legs := wms.hold_legs(p_warehouse, p_lines, p_virtual, p_sides);
    select min(l.n) filter (where l.side = 0 and l.free < 0), bool_or(l.class_id is not null), bool_or(l.weighed)
      into v_wanting, v_classed, v_weighed from unnest(v_legs) l;
  end;
  if v_wanting is not null then
    v_short := p_lines[v_wanting];
    perform wms.refuse_short(p_warehouse, v_short.product_id, v_short.from_location, v_short.quantity, v_short.line);
  elsif v_weighed or exists (select from unnest(p_lines) m where m.weight is not null) then
    v_first := wms.book_each(p_op, p_warehouse, p_kind, p_at, p_lines, p_device, p_occurred, p_virtual);
  else
    v_first := wms.write_legs(p_op, p_warehouse, p_kind, p_at, p_lines, v_legs, p_device, p_occurred, p_sides);
  end if;
  if exists (select from unnest(p_lines) m where m.hu_id <> coalesce(m.to_hu_id, 0)) then
    perform wms.check_spoken(array(select distinct m.hu_id from unnest(p_lines) m where m.hu_id <> coalesce(m.to_hu_id, 0)));
  end if;
  if v_classed then
    perform wms.check_capacity(p_warehouse, array(select distinct m.to_location from unnest(p_lines) m where m.from_location <> m.to_location));
  end if;
  return v_first;
end $$;

-- Stock and ledger of legs that are locked and allowed. Returns the first ledger id.
create function wms.write_legs(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[],
                               p_legs wms.leg[], p_device text, p_occurred timestamptz, p_sides int[]) returns bigint
language plpgsql as $$
declare
  v_from wms.leg[];
  v_to wms.leg[];
  v_xid bigint := (pg_current_xact_id()::text)::bigint;
  v_first bigint;
begin
  update wms.quant q
     set quantity = q.quantity + k.net, reserved = q.reserved - k.unreserve, row_version = q.row_version + k.n,
         in_date = least(q.in_date, k.in_date)
    from (select l.quant_id, sum(l.delta) as net, sum(l.unreserve) as unreserve, count(*) as n,
                 least(min(l.carried) filter (where l.delta > 0), p_at) as in_date
            from (select u.quant_id, u.delta, u.unreserve, coalesce(u.in_date, p_at) as carried from unnest(p_legs) u
                   where cardinality(p_sides) = 1
                  union all
                  select u.quant_id, u.delta, u.unreserve, coalesce(lag(u.in_date) over (partition by u.n order by u.side), p_at)
                    from unnest(p_legs) u where cardinality(p_sides) = 2) l
           where l.quant_id is not null group by l.quant_id) k
   where q.quant_id = k.quant_id;
  select array_agg(l order by l.n) filter (where l.side = 0), array_agg(l order by l.n) filter (where l.side = 1)
    into v_from, v_to from unnest(p_legs) l;
  with written as (
    insert into wms.ledger (posted_at, xid, op, line, warehouse_id, kind, product_id, quantity, from_location_id,
      to_location_id, lot_id, hu_id, to_hu_id, owner_id, status, to_status, from_quant_id, from_version, from_balance,
      to_quant_id, to_version, to_balance, order_line_id, reason, document, device, occurred_at, undoes)
    select p_at, v_xid, p_op, m.line, p_warehouse, p_kind, m.product_id, m.quantity, m.from_location, m.to_location, m.lot_id,
           m.hu_id, m.to_hu_id, m.owner_id, m.status, m.to_status, m.from_quant, m.from_version, m.from_balance,
           m.to_quant, m.to_version, m.to_balance, m.order_line_id, m.reason, m.document, p_device,
           case when isfinite(p_occurred) then least(p_occurred, p_at) end, m.undoes
      from rows from (unnest(p_lines), unnest(v_from), unnest(v_to))
        as m(line, product_id, quantity, from_location, to_location, lot_id, hu_id, to_hu_id, owner_id, status, to_status,
             unreserve, order_line_id, reason, document, weight, in_date, undoes,
             n0, side0, from_quant, from_version, from_balance, free0, delta0, unreserve0, date0, unit0, class0, ok0, weighed0,
             n1, side1, to_quant, to_version, to_balance, free1, delta1, unreserve1, date1, unit1, class1, ok1, weighed1)
    returning ledger_id
  )
  select min(ledger_id) into v_first from written;
  delete from wms.quant q
   where q.quant_id = any (array(select l.quant_id from unnest(v_from) l where l.unit)) and q.quantity = 0;
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null and h.target in ('quant', 'hu')) then
    perform wms.settle_holds(p_op, p_warehouse, p_at);
  end if;
  return v_first;
end $$;

-- Goods with catch weight: one by one, since a part takes its share of the weight that is left. The caller holds all records.
create function wms.book_each(p_op uuid, p_warehouse int, p_kind text, p_at timestamptz, p_lines wms.movement[], p_device text,
                              p_occurred timestamptz, p_virtual bigint[]) returns bigint
language plpgsql as $$
declare
  v_line wms.movement;
  v_id bigint;
  v_first bigint;
begin
  foreach v_line in array p_lines loop
    v_id := nextval('wms.entry_seq');
    v_first := coalesce(v_first, v_id);
    perform wms.book(p_op, p_warehouse, p_kind, p_at, v_id, v_line.product_id, v_line.quantity, v_line.from_location,
      v_line.to_location, v_line.lot_id, v_line.hu_id, v_line.to_hu_id, v_line.status, v_line.to_status,
      coalesce(v_line.unreserve, 0), v_line.order_line_id, v_line.reason, v_line.document, p_device, p_occurred,
      v_line.from_location <> all (p_virtual), v_line.to_location <> all (p_virtual), null, v_line.owner_id, v_line.weight,
      v_line.in_date, v_line.undoes, v_line.line);
  end loop;
  return v_first;
end $$;

-- A movement as two legs; n is its place in the batch.
create function wms.legs(p_lines wms.movement[])
returns table (n int, side int, product_id bigint, loc bigint, lot_id bigint, hu bigint, owner_id bigint, status text,
               delta numeric, unreserve numeric, in_date timestamptz)
language sql immutable rows 2000 as $$
  select m.n::int, s.side, m.product_id, s.loc, m.lot_id, s.hu, m.owner_id, s.status, s.delta, s.unreserve, m.in_date
    from unnest(p_lines) with ordinality as m(line, product_id, quantity, from_location, to_location, lot_id, hu_id, to_hu_id,
           owner_id, status, to_status, unreserve, order_line_id, reason, document, weight, in_date, undoes, n)
   cross join lateral (values (0, m.from_location, m.hu_id, m.status, -m.quantity, coalesce(m.unreserve, 0)),
                              (1, m.to_location, m.to_hu_id, m.to_status, m.quantity, 0)) s(side, loc, hu, status, delta, unreserve)
$$;

-- The two legs of every movement, in key order: locks their stock records one after the other and says what each will be
-- after its leg (balance, version) and how much of it is free then. A leg at a virtual place has no record, one that
-- takes where nothing is has free below zero, one that cannot be (unknown, blocked, no quantity) is not ok.
create function wms.hold_legs(p_warehouse int, p_lines wms.movement[], p_virtual bigint[], p_sides int[]) returns wms.leg[]
language sql volatile as $$
  select array_agg(row(k.n, k.side, q.quant_id, q.row_version + k.nth, q.quantity + k.running,
           case when k.loc = any (p_virtual) then 0 else coalesce(q.quantity - q.reserved, 0) + k.running + k.unreserved end,
           k.delta, k.unreserve, case when k.side = 0 then coalesce(k.in_date, q.in_date) else k.in_date end, k.hu is not null,
           case when k.side = 1 then f.class_id end,
           k.loc = any (p_virtual) or (abs(k.delta) > 0 and abs(k.delta) <= 1000000000 and k.delta = round(k.delta, 6)
             and not case k.side when 0 then f.block_pick else f.block_putaway end
             and (k.side = 0 or q.quant_id is not null)), q.weight is not null)::wms.leg)
    from (select l.*, sum(l.delta) over w as running, sum(l.unreserve) over w as unreserved, row_number() over w as nth
            from wms.legs(p_lines) l where l.side = any (p_sides)
          window w as (partition by l.loc, coalesce(l.hu, 0), l.status, l.product_id, coalesce(l.lot_id, 0), coalesce(l.owner_id, 0)
                       order by l.n, l.side rows unbounded preceding)
           order by l.loc, coalesce(l.hu, 0), l.status, l.product_id, coalesce(l.lot_id, 0), coalesce(l.owner_id, 0), l.n, l.side) k
    left join lateral (
      select h.quant_id, h.row_version, h.quantity, h.reserved, h.in_date, h.weight from wms.quant h
       where h.warehouse_id = p_warehouse and h.location_id = k.loc and h.product_id = k.product_id
         and coalesce(h.lot_id, 0) = coalesce(k.lot_id, 0) and coalesce(h.hu_id, 0) = coalesce(k.hu, 0)
         and coalesce(h.owner_id, 0) = coalesce(k.owner_id, 0) and h.status = k.status and k.loc <> all (p_virtual)
         for no key update) q on true
    left join lateral (select l.class_id, l.block_pick, l.block_putaway from wms.location l
                        where l.warehouse_id = p_warehouse and l.location_id = k.loc limit 1) f on true
$$;

-- The records that a batch will add to and that are not there yet, made empty: in key order, and holding what is there on
-- the way (a conflict locks the record that it meets), so that two batches (or a batch and a single post) that cross each
-- other wait and never deadlock. One statement: a record costs a third of what a loop costs.
create function wms.make_records(p_warehouse int, p_at timestamptz, p_lines wms.movement[], p_virtual bigint[]) returns void
language plpgsql as $$
begin
  insert into wms.quant as q (warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status, quantity, in_date, row_version)
  select p_warehouse, k.loc, k.product_id, k.lot_id, k.hu, k.owner_id, k.status, 0, 'infinity', 0
    from (select l.loc, l.hu, l.status, l.product_id, l.lot_id, l.owner_id, max(l.side) as side from wms.legs(p_lines) l
           where l.loc <> all (p_virtual) group by 1, 2, 3, 4, 5, 6) k
   where k.side = 1 or exists (
           select from wms.quant h
            where h.warehouse_id = p_warehouse and h.location_id = k.loc and h.product_id = k.product_id and coalesce(h.lot_id, 0) = coalesce(k.lot_id, 0)
              and coalesce(h.hu_id, 0) = coalesce(k.hu, 0) and coalesce(h.owner_id, 0) = coalesce(k.owner_id, 0) and h.status = k.status offset 0)
   order by k.loc, coalesce(k.hu, 0), k.status, k.product_id, coalesce(k.lot_id, 0), coalesce(k.owner_id, 0)
  on conflict (warehouse_id, location_id, product_id, coalesce(lot_id, 0), coalesce(hu_id, 0), coalesce(owner_id, 0), status)
  do update set row_version = q.row_version where false;
end $$;

-- Will a batch make records? Known from the first of its lines: goods that go to new places mostly all do.
create function wms.makes_records(p_warehouse int, p_lines wms.movement[], p_virtual bigint[]) returns boolean
language sql stable as $$
  select exists (
    select from unnest(p_lines[1:16]) m
     where m.to_location <> all (p_virtual)
       and not exists (
             select from wms.quant h
              where h.warehouse_id = p_warehouse and h.location_id = m.to_location and h.product_id = m.product_id and h.status = m.to_status
                and coalesce(h.lot_id, 0) = coalesce(m.lot_id, 0) and coalesce(h.hu_id, 0) = coalesce(m.to_hu_id, 0)
                and coalesce(h.owner_id, 0) = coalesce(m.owner_id, 0) offset 0))
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
         f.code as from_code, t.code as to_code, f.block_pick, t.block_putaway, s.status, m.to_status,
         p.wants and m.lot_id is null and f.kind = 'virtual' as wants_lot,
         p.catch_weight and m.weight is null and f.kind = 'virtual' as wants_weight, m.owner_id is not null and o.party_id is null as no_owner into v_bad
    from unnest(p_lines) m
    left join lateral (select k.product_id, k.tracking <> 'none' as wants, k.catch_weight
                         from wms.product k where k.product_id = m.product_id limit 1) p on true
    left join lateral (select l.location_id, l.code, l.block_pick, l.kind from wms.location l
                        where l.warehouse_id = p_warehouse and l.location_id = m.from_location limit 1) f on true
    left join lateral (select l.location_id, l.code, l.block_putaway from wms.location l
                        where l.warehouse_id = p_warehouse and l.location_id = m.to_location limit 1) t on true
    left join wms.stock_status s on s.status = m.to_status
    left join lateral (select y.party_id from wms.party y where y.party_id = m.owner_id and y.kind = 'owner' limit 1) o on m.owner_id is not null
   where (s.status is not null and m.quantity > 0 and m.quantity <= 1000000000 and m.quantity = round(m.quantity, 6) and p.product_id is not null
          and not f.block_pick and not t.block_putaway and not (p.wants and m.lot_id is null and f.kind = 'virtual')
          and not (p.catch_weight and m.weight is null and f.kind = 'virtual') and (m.owner_id is null or o.party_id is not null)) is not true
   order by m.line limit 1;
  if not found then
    return;
  elsif v_bad.known is null then
    perform wms.refuse('WM404', format('Line %s: this product is not known.', v_bad.line), 'Check the SKU.');
  elsif v_bad.no_owner then
    perform wms.refuse('WM404', format('Line %s: this owner is not known.', v_bad.line), 'Choose an owner from the list, or have it entered first.');
  elsif v_bad.from_known is null or v_bad.to_known is null then
    perform wms.refuse('WM404', format('Line %s: this bin is not known in this warehouse.', v_bad.line), 'Check the address.');
  elsif v_bad.block_pick then
    perform wms.refuse('WM423', format('Line %s: %s is blocked for taking.', v_bad.line, v_bad.from_code),
                       'Ask the supervisor to lift the block.');
  elsif v_bad.block_putaway then
    perform wms.refuse('WM423', format('Line %s: %s is blocked for putting away.', v_bad.line, v_bad.to_code),
                       'Choose another bin.');
  elsif v_bad.status is null then
    perform wms.check_known_status(v_bad.to_status);
  elsif v_bad.wants_lot then
    perform wms.find_lot(v_bad.known, null, null, v_bad.quantity, v_bad.to_status);
  elsif v_bad.wants_weight then
    perform wms.check_new_record(v_bad.known, 0, null, v_bad.to_status, v_bad.quantity, null, false);
  end if;
  perform wms.refuse('WM422', format('Line %s: %s is not a quantity that can be posted.', v_bad.line,
                     coalesce(v_bad.quantity::text, 'nothing')), 'Enter a number above 0 with at most six decimals.');
end $$;
