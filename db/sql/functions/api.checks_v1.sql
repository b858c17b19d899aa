-- Roles: r_supervisor, r_auditor, r_admin
-- The invariants that can be asked of some products at the price of those: of what moved just now, and of some at random.
-- The first row says how many products were looked at (invariant null, subject the number).
create function api.check_sample_v1(p_warehouse int, p_recent int default 50, p_random int default 20)
returns table (invariant text, subject text, expected text, found text)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_products bigint[];
  v_at bigint := (select floor(random() * (max(q.quant_id) + 1)) from wms.quant q);
begin
  perform wms.authorise(p_warehouse);
  v_products := array(
    select f.product_id from (select g.product_id from wms.ledger g where g.warehouse_id = p_warehouse
                               order by g.xid desc, g.ledger_id desc limit least(p_recent, 500) * 10) f
     group by 1 limit least(p_recent, 500));
  v_products := v_products || array(
    select f.product_id from (select q.product_id from wms.quant q where q.quant_id >= v_at and q.warehouse_id = p_warehouse
                               order by q.quant_id limit least(p_random, 500)) f
     where f.product_id <> all (v_products) group by 1);
  invariant := null;
  subject := cardinality(v_products);
  return next;
  return query select c.* from unnest(v_products) p(id) cross join lateral wms.check_product(p_warehouse, p.id) c;
end $$;

-- Roles: r_sealer
-- Keep what a check found, and tell of it: one alarm an invariant, cleared once nothing of it is left. p_kind sample, full or
-- seals; a full run (and one of the seals, for theirs) says of what it did not find that it is gone.
create function api.record_check_v1(p_warehouse int, p_token bigint, p_run uuid, p_kind text, p_started timestamptz,
                                    p_looked bigint, p_findings jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_gone int := 0;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  if jsonb_array_length(p_findings) > 5000 then
    perform wms.refuse('WM422', 'These are more findings than one check has.', 'Send the first 5,000.');
  end if;
  insert into wms.check_run (warehouse_id, run_id, kind, started_at, finished_at, looked_at, found)
  values (p_warehouse, p_run, p_kind, p_started, clock_timestamp(), p_looked, jsonb_array_length(p_findings)) on conflict do nothing;
  if not found then
    return '{}';
  end if;
  insert into wms.finding as f (warehouse_id, invariant, subject, expected, found, first_seen_at, last_seen_at)
  select distinct on (r.invariant, r.subject) p_warehouse, r.invariant, r.subject, coalesce(r.expected, ''), coalesce(r.found, ''),
         clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(p_findings) r(invariant text, subject text, expected text, found text)
   order by r.invariant, r.subject
  on conflict (warehouse_id, invariant, subject) where gone_at is null
  do update set last_seen_at = excluded.last_seen_at, expected = excluded.expected, found = excluded.found;
  if p_kind <> 'sample' then                                       -- a list that was cut at 50 says nothing about the rest
    update wms.finding f set gone_at = clock_timestamp()
     where f.warehouse_id = p_warehouse and f.gone_at is null
       and not exists (select from jsonb_to_recordset(p_findings) r(invariant text, subject text)
                        where r.invariant = f.invariant and r.subject = f.subject)
       and (f.invariant = 'sealed entries are as they were written') = (p_kind = 'seals')
       and (select count(*) from jsonb_array_elements(p_findings) e where e ->> 'invariant' = f.invariant) < 50;
    get diagnostics v_gone = row_count;
  end if;
  perform wms.tell_findings(p_warehouse);
  return jsonb_build_object('open', (select count(*) from wms.finding f where f.warehouse_id = p_warehouse and f.gone_at is null),
                            'gone', v_gone);
end $$;

-- One alarm for each invariant with open findings, none for the others.
create function wms.tell_findings(p_warehouse int) returns void
language plpgsql as $$
begin
  with open as (
    select f.invariant, count(*) as n, (array_agg(f.subject || ': ' || f.found || ', not ' || f.expected order by f.finding_id))[1] as first
      from wms.finding f where f.warehouse_id = p_warehouse and f.gone_at is null group by 1
  ), raised as (
    insert into wms.alarm as a (warehouse_id, kind, priority, text, next_step, source_key)
    select p_warehouse, 'invariant', 1,
           left(format('Not true: %s%s. %s', o.invariant, case when o.n > 1 then format(' (%s times)', o.n) else '' end, o.first), 400),
           'Open Audit, look at the finding and follow the repair it offers.', 'invariant:' || o.invariant
      from open o order by o.invariant
    on conflict (warehouse_id, source_key) where cleared_at is null do update set text = excluded.text
    returning a.alarm_id, a.text, a.xmax = 0 as new)
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  select p_warehouse, 'alarm.raised', r.alarm_id, jsonb_build_object('kind', 'invariant', 'text', r.text) from raised r where r.new;
  with over as (
    update wms.alarm a set cleared_at = clock_timestamp()
     where a.warehouse_id = p_warehouse and a.kind = 'invariant' and a.cleared_at is null
       and not exists (select from wms.finding f where f.warehouse_id = p_warehouse and f.gone_at is null
                          and 'invariant:' || f.invariant = a.source_key)
    returning a.alarm_id)
  insert into wms.event (warehouse_id, type, aggregate_id) select p_warehouse, 'alarm.cleared', o.alarm_id from over o;
end $$;

-- What check_balances, check_evidence and check_promises say, of one product and in the same words.
create function wms.check_product(p_warehouse int, p_product bigint)
returns table (invariant text, subject text, expected text, found text)
language sql stable as $$
  with leg as (
    select from_location_id as loc, lot_id, hu_id as hu, owner_id, status, -quantity as delta, -weight as grams
      from wms.ledger where warehouse_id = p_warehouse and product_id = p_product and from_quant_id is not null
    union all
    select to_location_id, lot_id, to_hu_id, owner_id, to_status, quantity, weight
      from wms.ledger where warehouse_id = p_warehouse and product_id = p_product and to_quant_id is not null
    union all
    select location_id, lot_id, hu_id, owner_id, status, 0, null from wms.quant where warehouse_id = p_warehouse and product_id = p_product
  ), booked as (select loc, lot_id, hu, owner_id, status, sum(delta) as quantity, sum(grams) as grams from leg group by 1, 2, 3, 4, 5)
  (select 'stock equals ledger', format('location %s product %s lot %s unit %s %s', b.loc, p_product, b.lot_id, b.hu, b.status),
          concat_ws(', ', b.quantity, b.grams || ' g'), concat_ws(', ', coalesce(q.quantity, 0), q.weight || ' g')
     from booked b
     left join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = b.loc and q.product_id = p_product
       and q.lot_id is not distinct from b.lot_id and q.hu_id is not distinct from b.hu
       and q.owner_id is not distinct from b.owner_id and q.status = b.status
    where b.quantity <> coalesce(q.quantity, 0) or coalesce(b.grams, 0) <> coalesce(q.weight, 0) limit 50)
  union all
  (select 'reserved equals open reservations', format('quant %s', q.quant_id), coalesce(r.quantity, 0)::text, q.reserved::text
     from wms.quant q
     cross join lateral (select sum(v.quantity) as quantity from wms.reservation v where v.quant_id = q.quant_id and v.state = 'open') r
    where q.warehouse_id = p_warehouse and q.product_id = p_product and q.reserved <> coalesce(r.quantity, 0) limit 50)
$$;
