-- The invariants of counting, for api.check_v1.
create function wms.check_counts(p_warehouse int)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  (select 'a posted count equals its ledger entries', format('count %s', c.count_id), coalesce(e.sum, 0)::text, coalesce(g.sum, 0)::text
     from wms.count c
     left join lateral (select sum(x.difference) as sum from wms.count_expectation x where x.round_id = c.round_id) e on true
     left join lateral (select sum(case when k.to_quant_id is null then -k.quantity when k.from_quant_id is null then k.quantity else 0 end) as sum
                          from wms.ledger k where k.warehouse_id = p_warehouse and k.kind = 'count' and k.document = 'count ' || c.count_id
                           and k.posted_at = c.posted_at) g on true
    where c.warehouse_id = p_warehouse and c.state = 'posted' and coalesce(e.sum, 0) <> coalesce(g.sum, 0) limit 50)
  union all
  (select 'a count''s entry has its count', format('ledger %s', k.ledger_id), 'a posted count', coalesce(c.state, 'none')
     from wms.ledger k left join wms.count c on 'count ' || c.count_id = k.document and c.warehouse_id = p_warehouse
    where k.warehouse_id = p_warehouse and k.kind = 'count' and c.state is distinct from 'posted' limit 50)
  union all
  (select 'a bin is counted again by another person', format('count %s', r.count_id), 'each person once', r.person::text
     from wms.count_round r where r.warehouse_id = p_warehouse and r.closed_at is not null
    group by r.count_id, r.person having count(*) > 1 limit 50)
  union all
  (select 'who counted does not approve', format('count %s', c.count_id), 'another person', c.decided_by::text
     from wms.count c join wms.count_round r on r.round_id = c.round_id
    where c.warehouse_id = p_warehouse and c.state = 'posted' and c.decided_by = r.person and not r.imported limit 50)
$$;
