-- What the ledger says was picked, packed and shipped for each order line: an undo counts against the kind that it takes back, what
-- was put back out of a tote (unpick) against what was picked, out of a carton (unpack) also against what was packed.
create function wms.booked_lines(p_warehouse int)
returns table (order_line_id bigint, picked numeric, packed numeric, shipped numeric)
language sql stable as $$
  select g.order_line_id, sum(g.signed) filter (where g.kind = 'pick'), sum(g.signed) filter (where g.kind = 'pack'),
         sum(g.signed) filter (where g.kind = 'ship')
    from (select l.order_line_id, l.kind, l.quantity as signed from wms.ledger l
           where l.warehouse_id = p_warehouse and l.order_line_id is not null and l.undoes is null
          union all
          select b.order_line_id, x.kind, -b.quantity
            from wms.ledger b cross join lateral (values ('pick', 'unpick'), ('pick', 'unpack'), ('pack', 'unpack')) x(kind, by)
           where b.warehouse_id = p_warehouse and b.kind = x.by and b.order_line_id is not null
          union all
          select u.order_line_id, o.kind, -u.quantity
            from wms.ledger u join wms.ledger o on o.ledger_id = u.undoes
           where u.warehouse_id = p_warehouse and u.order_line_id is not null and u.undoes is not null) g
   group by g.order_line_id
$$;

-- An entry is taken back at most once, exactly, and never an undo.
create function wms.check_undone(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  (select 'an undo is the opposite of its entry', format('ledger %s', u.ledger_id),
          format('%s of %s from %s to %s', o.quantity, o.product_id, o.to_location_id, o.from_location_id),
          format('%s of %s from %s to %s', u.quantity, u.product_id, u.from_location_id, u.to_location_id)
     from wms.ledger u left join wms.ledger o on o.ledger_id = u.undoes
    where u.warehouse_id = p_warehouse and u.undoes is not null
      and (u.kind, o.kind <> 'undo', u.quantity, u.product_id, u.from_location_id, u.to_location_id, u.status, u.to_status)
          is distinct from ('undo', true, o.quantity, o.product_id, o.to_location_id, o.from_location_id, o.to_status, o.status) limit 50)
  union all
  (select 'an entry is taken back once', format('ledger %s', u.undoes), '1', count(*)::text
     from wms.ledger u where u.warehouse_id = p_warehouse and u.undoes is not null group by u.undoes having count(*) > 1 limit 50)
$$;
