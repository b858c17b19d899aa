-- Roles: r_supervisor, r_auditor, r_admin
-- The invariants of stock, each as a query that finds what breaks it. No row: all is true. At most 50 rows an invariant.
create function api.check_v1(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return query select * from wms.check_balances(p_warehouse);
  return query select * from wms.check_evidence(p_warehouse);
  return query select * from wms.check_promises(p_warehouse);
  return query select * from wms.check_orders_kept(p_warehouse);
  return query select * from wms.check_units(p_warehouse);
  return query select * from wms.check_fillings(p_warehouse);
  return query select * from wms.check_holds(p_warehouse);
  return query select * from wms.check_counts(p_warehouse);
  return query select * from wms.check_undone(p_warehouse);
end $$;

-- Stock equals the ledger, key by key; nothing negative; virtual places hold nothing; units hold what stands with them.
create function wms.check_balances(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with leg as (
    select from_location_id as loc, product_id, lot_id, hu_id as hu, owner_id, status, -quantity as delta, -weight as grams
      from wms.ledger where warehouse_id = p_warehouse and from_quant_id is not null
    union all
    select to_location_id, product_id, lot_id, to_hu_id, owner_id, to_status, quantity, weight
      from wms.ledger where warehouse_id = p_warehouse and to_quant_id is not null
    union all
    select location_id, product_id, lot_id, hu_id, owner_id, status, 0, null from wms.quant where warehouse_id = p_warehouse
  ), booked as (select loc, product_id, lot_id, hu, owner_id, status, sum(delta) as quantity, sum(grams) as grams from leg group by 1, 2, 3, 4, 5, 6)
  (select 'stock equals ledger', format('location %s product %s lot %s unit %s %s', b.loc, b.product_id, b.lot_id, b.hu, b.status),
          concat_ws(', ', b.quantity, b.grams || ' g'), concat_ws(', ', coalesce(q.quantity, 0), q.weight || ' g')
     from booked b
     left join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = b.loc and q.product_id = b.product_id
       and q.lot_id is not distinct from b.lot_id and q.hu_id is not distinct from b.hu
       and q.owner_id is not distinct from b.owner_id and q.status = b.status
    where b.quantity <> coalesce(q.quantity, 0) or coalesce(b.grams, 0) <> coalesce(q.weight, 0) limit 50)
  union all
  (select 'reserved within quantity', format('quant %s', q.quant_id), '0 <= ' || q.reserved || ' <= quantity', q.quantity::text
     from wms.quant q where q.warehouse_id = p_warehouse and (q.reserved < 0 or q.reserved > q.quantity or q.quantity < 0 or q.weight < 0 or (q.quantity = 0 and q.weight > 0)) limit 50)
  union all
  (select 'virtual places hold nothing', l.code, '0', q.quantity::text
     from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    where q.warehouse_id = p_warehouse and l.kind = 'virtual' limit 50)
  union all
  (select 'bins that are gone hold nothing', l.code, '0', q.quantity::text
     from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
    where q.warehouse_id = p_warehouse and l.kind = 'retired' and q.quantity <> 0 limit 50)
  union all
  (select 'a unit''s content stands with it', format('quant %s in unit %s', q.quant_id, h.sscc), h.location_id::text, q.location_id::text
     from wms.quant q join wms.handling_unit h on h.hu_id = q.hu_id
    where q.warehouse_id = p_warehouse and q.quantity > 0 and h.location_id <> q.location_id limit 50)
  union all
  (select 'a serial number is held once', format('lot %s', q.lot_id), '1', sum(q.quantity)::text
     from wms.quant q join wms.lot t on t.lot_id = q.lot_id
    where q.warehouse_id = p_warehouse and t.kind = 'serial' group by q.lot_id having sum(q.quantity) > 1 limit 50)
$$;

-- Each record's versions run without a hole and each balance follows from the one before; each entry has its posting.
create function wms.check_evidence(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with leg as (
    select from_quant_id as quant_id, from_version as version, from_balance as balance, -quantity as delta
      from wms.ledger where warehouse_id = p_warehouse and from_quant_id is not null
    union all
    select to_quant_id, to_version, to_balance, quantity from wms.ledger where warehouse_id = p_warehouse and to_quant_id is not null
  ), chain as (
    select quant_id, version, balance, delta, lag(version) over w as before, lag(balance) over w as balance_before
      from leg window w as (partition by quant_id order by version)
  )
  (select 'versions run without a hole', format('quant %s', c.quant_id), (coalesce(c.before, 0) + 1)::text, c.version::text
     from chain c where c.version <> coalesce(c.before, 0) + 1 limit 50)
  union all
  (select 'each balance follows from the last', format('quant %s version %s', c.quant_id, c.version),
          (coalesce(c.balance_before, 0) + c.delta)::text, c.balance::text
     from chain c where c.balance <> coalesce(c.balance_before, 0) + c.delta limit 50)
  union all
  (select 'the record stands at its last version', format('quant %s', q.quant_id), coalesce(m.version, 0)::text, q.row_version::text
     from wms.quant q left join (select quant_id, max(version) as version from leg group by 1) m on m.quant_id = q.quant_id
    where q.warehouse_id = p_warehouse and q.row_version <> coalesce(m.version, 0) limit 50)
  union all
  (select 'each entry has its posting', format('ledger %s', g.ledger_id), g.op::text, 'none'
     from wms.ledger g where g.warehouse_id = p_warehouse and not exists (select from wms.posting p where p.op = g.op) limit 50)
$$;

-- Reservations, the cached sums of them, and the tasks made for them tell the same story.
create function wms.check_promises(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  (select 'reserved equals open reservations', format('quant %s', q.quant_id), coalesce(r.quantity, 0)::text, q.reserved::text
     from wms.quant q
     left join (select quant_id, sum(quantity) as quantity from wms.reservation
                 where warehouse_id = p_warehouse and state = 'open' group by 1) r on r.quant_id = q.quant_id
    where q.warehouse_id = p_warehouse and q.reserved <> coalesce(r.quantity, 0) limit 50)
  union all
  (select 'a reservation has its stock', format('reservation %s', r.reservation_id), 'a stock record', 'none'
     from wms.reservation r where r.warehouse_id = p_warehouse and r.state = 'open'
      and not exists (select from wms.quant q where q.quant_id = r.quant_id) limit 50)
  union all
  (select 'an open reservation has an open task', format('reservation %s', r.reservation_id), 'an open task', t.state::text
     from wms.reservation r join wms.task t on t.task_id = r.task_id
    where r.warehouse_id = p_warehouse and (r.state = 'open') <> (t.state < 400) limit 50)
$$;

-- The quantities kept on order lines equal what reservations and the ledger say; states fit the quantities.
create function wms.check_orders_kept(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with booked as (
    select * from wms.booked_lines(p_warehouse)
  ), held as (
    select order_line_id, sum(quantity) as reserved from wms.reservation where warehouse_id = p_warehouse and state = 'open' group by 1
  )
  (select 'order lines equal the ledger', format('line %s', l.order_line_id),
          format('reserved %s picked %s packed %s shipped %s', coalesce(h.reserved, 0), coalesce(b.picked, 0), coalesce(b.packed, 0), coalesce(b.shipped, 0)),
          format('reserved %s picked %s packed %s shipped %s', l.reserved, l.picked, l.packed, l.shipped)
     from wms.order_line l left join booked b on b.order_line_id = l.order_line_id left join held h on h.order_line_id = l.order_line_id
    where l.warehouse_id = p_warehouse
      and (l.reserved, l.picked, l.packed, l.shipped)
          <> (coalesce(h.reserved, 0), coalesce(b.picked, 0), coalesce(b.packed, 0), coalesce(b.shipped, 0)) limit 50)
  union all
  (select 'what is to be put back has its tasks', format('line %s', l.order_line_id), format('%s and %s', l.to_unpick, l.to_unpack),
          format('%s and %s', coalesce(b.picked, 0), coalesce(b.packed, 0))
     from wms.order_line l
     left join (select t.order_line_id, sum(t.quantity) filter (where t.explanation ->> 'put_back' = 'picked') as picked,
                       sum(t.quantity) filter (where t.explanation ->> 'put_back' = 'packed') as packed
                  from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'move' and t.order_line_id is not null and t.state < 400
                 group by 1) b on b.order_line_id = l.order_line_id
    where l.warehouse_id = p_warehouse and (l.to_unpick, l.to_unpack) <> (coalesce(b.picked, 0), coalesce(b.packed, 0)) limit 50)
  union all
  (select 'a shipped order is whole or says why not', o.number, 'shipped = ordered - cancelled',
          format('%s of %s, cancelled %s', sum(l.shipped), sum(l.quantity), sum(l.cancelled))
     from wms.orders o join wms.order_line l on l.order_id = o.order_id
    where o.warehouse_id = p_warehouse and o.status = 700
    group by o.order_id, o.number, o.short_reason
   having sum(l.shipped) <> sum(l.quantity - l.cancelled) or (sum(l.cancelled) > 0 and o.short_reason is null) limit 50)
$$;
