-- Guided repair. The ledger is never touched: what is kept beside it for speed (stock records, sums of promises, quantities of
-- order lines) is brought back to what the ledger and the reservations say, with a reason, a name and an event; what is really
-- in the bin is then counted, and the count posts the difference as any other.

-- Roles: r_supervisor, r_auditor
-- What can be done about a finding: {kind: reserved | stock | order_line | none, facts of today}. Nothing is changed.
create function api.repair_plan_v1(p_warehouse int, p_finding bigint)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return wms.repair_plan(p_warehouse, p_finding);
end $$;

create function wms.repair_plan(p_warehouse int, p_finding bigint) returns jsonb
language plpgsql stable as $$
declare
  v_finding wms.finding;
  v_id bigint;
begin
  select * into v_finding from wms.finding where finding_id = p_finding and warehouse_id = p_warehouse;
  if v_finding.finding_id is null then
    perform wms.refuse('WM404', 'This finding is not known here.', 'Refresh the list.');
  end if;
  v_id := substring(v_finding.subject from '^(?:quant|line|reservation) ([0-9]+)')::bigint;
  if v_finding.invariant = 'reserved equals open reservations' then
    return (select jsonb_build_object('kind', 'reserved', 'quant', q.quant_id, 'product', q.product_id, 'sku', p.sku, 'location', q.location_id,
              'place', l.code, 'quantity', q.quantity, 'now', q.reserved, 'then', coalesce(r.quantity, 0), 'orders', coalesce(r.orders, '[]'))
              from wms.quant q join wms.product p using (product_id)
              join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
              cross join lateral wms.promised(q.quant_id) r where q.quant_id = v_id and q.warehouse_id = p_warehouse);
  elsif v_finding.invariant in ('stock equals ledger', 'the record stands at its last version') then
    return wms.stock_plan(p_warehouse, v_finding);
  elsif v_finding.invariant = 'order lines equal the ledger' then
    return (select jsonb_build_object('kind', 'order_line', 'order_line', o.order_line_id, 'order', r.number, 'sku', p.sku,
              'product', o.product_id, 'now', jsonb_build_array(o.reserved, o.picked, o.packed, o.shipped),
              'then', to_jsonb(wms.line_facts(o.order_line_id)))
              from wms.order_line o join wms.orders r using (order_id) join wms.product p using (product_id)
             where o.order_line_id = v_id and o.warehouse_id = p_warehouse);
  end if;
  return jsonb_build_object('kind', 'none');
end $$;

-- The places a stock finding may speak of, each with what is recorded and what was booked: the owner is not in its name.
create function wms.stock_plan(p_warehouse int, p_finding wms.finding) returns jsonb
language sql stable as $$
  with said as (
    select m[1]::bigint as loc, m[2]::bigint as product, nullif(m[3], '')::bigint as lot, nullif(m[4], '')::bigint as hu, m[5] as status
      from regexp_match((p_finding).subject, '^location ([0-9]+) product ([0-9]+) lot ([0-9]*) unit ([0-9]*) ([a-z]+)') m
     where m is not null
    union all
    select q.location_id, q.product_id, q.lot_id, q.hu_id, q.status from wms.quant q
     where q.warehouse_id = p_warehouse and q.quant_id = substring((p_finding).subject from '^quant ([0-9]+)')::bigint
  ), keys as (
    select s.*, o.owner from said s cross join lateral (
      select q.owner_id as owner from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = s.loc and q.product_id = s.product
         and q.lot_id is not distinct from s.lot and q.hu_id is not distinct from s.hu and q.status = s.status
      union
      select g.owner_id from wms.ledger g where g.warehouse_id = p_warehouse and g.product_id = s.product and g.lot_id is not distinct from s.lot
         and (g.from_location_id = s.loc or g.to_location_id = s.loc)) o
  )
  select coalesce((
    select jsonb_build_object('kind', 'stock', 'product', k.product, 'sku', p.sku, 'location', k.loc, 'place', l.code, 'lot', k.lot,
             'lot_number', t.number, 'hu', k.hu, 'sscc', h.sscc, 'owner', k.owner, 'status', k.status, 'now', coalesce(q.quantity, 0),
             'reserved', coalesce(q.reserved, 0), 'then', b.quantity, 'missing', q.quant_id is null)
      from keys k join wms.product p on p.product_id = k.product
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = k.loc
      left join wms.lot t on t.lot_id = k.lot left join wms.handling_unit h on h.hu_id = k.hu
      left join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = k.loc and q.product_id = k.product
        and q.lot_id is not distinct from k.lot and q.hu_id is not distinct from k.hu and q.owner_id is not distinct from k.owner
        and q.status = k.status
      cross join lateral wms.booked(p_warehouse, k.loc, k.product, k.lot, k.hu, k.owner, k.status) b
     where b.quantity <> coalesce(q.quantity, 0) or coalesce(b.weight, 0) <> coalesce(q.weight, 0)
        or coalesce(b.version, 0) <> coalesce(q.row_version, 0)
     limit 1), jsonb_build_object('kind', 'none'))
$$;

-- What the ledger says of one stock record: sums, the last version and the record's id.
create function wms.booked(p_warehouse int, p_location bigint, p_product bigint, p_lot bigint, p_hu bigint, p_owner bigint, p_status text)
returns table (quantity numeric, weight numeric, version bigint, quant_id bigint, since timestamptz)
language sql stable as $$
  select coalesce(sum(f.delta), 0), sum(f.grams), max(f.version), (array_agg(f.quant_id order by f.version desc))[1], min(f.posted_at)
    from (select -g.quantity as delta, -g.weight as grams, g.from_version as version, g.from_quant_id as quant_id, g.posted_at
            from wms.ledger g
           where g.warehouse_id = p_warehouse and g.product_id = p_product and g.from_location_id = p_location and g.from_quant_id is not null
             and g.lot_id is not distinct from p_lot and g.hu_id is not distinct from p_hu and g.owner_id is not distinct from p_owner
             and g.status = p_status
          union all
          select g.quantity, g.weight, g.to_version, g.to_quant_id, g.posted_at from wms.ledger g
           where g.warehouse_id = p_warehouse and g.product_id = p_product and g.to_location_id = p_location and g.to_quant_id is not null
             and g.lot_id is not distinct from p_lot and g.to_hu_id is not distinct from p_hu and g.owner_id is not distinct from p_owner
             and g.to_status = p_status) f
$$;

create function wms.promised(p_quant bigint) returns table (quantity numeric, orders jsonb)
language sql stable as $$
  select sum(v.quantity), jsonb_agg(distinct o.number) from wms.reservation v
    join wms.order_line l on l.order_line_id = v.order_line_id join wms.orders o on o.order_id = l.order_id
   where v.quant_id = p_quant and v.state = 'open'
$$;

-- [reserved, picked, packed, shipped] of an order line, as reservations and ledger say.
create function wms.line_facts(p_line bigint) returns numeric[]
language sql stable as $$
  select array[coalesce((select sum(v.quantity) from wms.reservation v where v.order_line_id = p_line and v.state = 'open'), 0),
               coalesce(sum(b.quantity) filter (where b.kind = 'pick'), 0), coalesce(sum(b.quantity) filter (where b.kind = 'pack'), 0),
               coalesce(sum(b.quantity) filter (where b.kind = 'ship'), 0)]
    from wms.order_line l
    join wms.ledger g on g.order_line_id = p_line and g.warehouse_id = l.warehouse_id and g.product_id = l.product_id
    left join wms.ledger o on o.ledger_id = g.undoes
   cross join lateral (values (g.kind, g.quantity), (o.kind, -g.quantity), (case when g.kind in ('unpick', 'unpack') then 'pick' end, -g.quantity),
                              (case when g.kind = 'unpack' then 'pack' end, -g.quantity)) b(kind, quantity)
   where l.order_line_id = p_line
$$;

-- Roles: r_supervisor
-- The sum of promises kept on a stock record becomes what its open reservations say. WM404, WM422, WM451.
create function api.rebuild_reserved_v1(p_op uuid, p_warehouse int, p_quant bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_quant wms.quant;
  v_true numeric;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('rebuild_reserved', p_warehouse, p_quant, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_why(p_reason);
  select * into v_quant from wms.quant where quant_id = p_quant and warehouse_id = p_warehouse for no key update;
  if v_quant.quant_id is null then
    perform wms.refuse('WM404', 'This stock record is not there any more.', 'Check again: the finding may be gone.');
  end if;
  v_true := coalesce((select r.quantity from wms.promised(p_quant) r), 0);
  if v_true > v_quant.quantity then
    perform wms.refuse('WM451', format('%s are promised, but the record holds %s.', trim_scale(v_true), trim_scale(v_quant.quantity)),
      'Release the orders first, or count the bin.', jsonb_build_object('orders', (select r.orders from wms.promised(p_quant) r)));
  end if;
  update wms.quant set reserved = v_true where quant_id = p_quant;
  return wms.repaired(p_op, p_warehouse, 'reserved equals open reservations', 'quant ' || p_quant, v_quant.location_id, p_reason,
                      v_quant.reserved::text, v_true::text);
end $$;

-- The quantities kept on an order line become what reservations and ledger say. WM404, WM422.
create function api.rebuild_order_line_v1(p_op uuid, p_warehouse int, p_order_line bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_line wms.order_line;
  v_true numeric[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('rebuild_order_line', p_warehouse, p_order_line, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_why(p_reason);
  perform from wms.orders o join wms.order_line l using (order_id)
    where l.order_line_id = p_order_line and o.warehouse_id = p_warehouse for no key update of o;
  select * into v_line from wms.order_line where order_line_id = p_order_line and warehouse_id = p_warehouse for no key update;
  if v_line.order_line_id is null then
    perform wms.refuse('WM404', 'This order line is not known here.', 'Refresh the list.');
  end if;
  v_true := wms.line_facts(p_order_line);
  update wms.order_line set reserved = v_true[1], picked = v_true[2], packed = v_true[3], shipped = v_true[4]
   where order_line_id = p_order_line;
  return wms.repaired(p_op, p_warehouse, 'order lines equal the ledger', 'line ' || p_order_line, null, p_reason,
    format('reserved %s picked %s packed %s shipped %s', v_line.reserved, v_line.picked, v_line.packed, v_line.shipped),
    format('reserved %s picked %s packed %s shipped %s', v_true[1], v_true[2], v_true[3], v_true[4]));
end $$;

-- A stock record becomes what the ledger says. To be counted afterwards: who knows what is really there. WM404, WM422, WM451.
create function api.rebuild_stock_v1(p_op uuid, p_warehouse int, p_finding bigint, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_finding wms.finding;
  v_plan jsonb;
  v_quant wms.quant;
  v_true record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('rebuild_stock', p_warehouse, p_finding, p_reason)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_why(p_reason);
  v_plan := wms.repair_plan(p_warehouse, p_finding);
  if v_plan ->> 'kind' <> 'stock' then
    perform wms.refuse('WM404', 'There is no stock to bring back to the ledger in this finding.', 'Check again: it may be gone.');
  end if;
  select * into v_finding from wms.finding where finding_id = p_finding;
  select q.* into v_quant from wms.quant q
   where q.warehouse_id = p_warehouse and q.location_id = (v_plan ->> 'location')::bigint and q.product_id = (v_plan ->> 'product')::bigint
     and q.lot_id is not distinct from (v_plan ->> 'lot')::bigint and q.hu_id is not distinct from (v_plan ->> 'hu')::bigint
     and q.owner_id is not distinct from (v_plan ->> 'owner')::bigint and q.status = v_plan ->> 'status' for no key update;
  select * into v_true from wms.booked(p_warehouse, (v_plan ->> 'location')::bigint, (v_plan ->> 'product')::bigint, (v_plan ->> 'lot')::bigint,
    (v_plan ->> 'hu')::bigint, (v_plan ->> 'owner')::bigint, v_plan ->> 'status');
  if v_true.quantity < coalesce(v_quant.reserved, 0) then
    perform wms.refuse('WM451', format('The ledger says %s, but %s are promised.', trim_scale(v_true.quantity), trim_scale(v_quant.reserved)),
      'Release the orders first.', jsonb_build_object('orders', (select r.orders from wms.promised(v_quant.quant_id) r)));
  elsif v_quant.quant_id is not null then
    update wms.quant set quantity = v_true.quantity, weight = v_true.weight, row_version = coalesce(v_true.version, 0)
     where quant_id = v_quant.quant_id;
    perform wms.change_holds(), wms.end_hold(p_op, p_warehouse, h.hold_id, format('%s in %s', v_plan ->> 'sku', v_plan ->> 'place'), 'rebuilt',
                                             v_quant.location_id)
       from wms.hold h where v_true.quantity = 0 and h.warehouse_id = p_warehouse and h.released_at is null and h.target = 'quant'
        and h.target_id = v_quant.quant_id;
  else
    insert into wms.quant (quant_id, warehouse_id, location_id, product_id, lot_id, hu_id, owner_id, status, quantity, weight, in_date, row_version)
    overriding system value
    values (v_true.quant_id, p_warehouse, (v_plan ->> 'location')::bigint, (v_plan ->> 'product')::bigint, (v_plan ->> 'lot')::bigint,
            (v_plan ->> 'hu')::bigint, (v_plan ->> 'owner')::bigint, v_plan ->> 'status', v_true.quantity, v_true.weight, v_true.since,
            v_true.version);
  end if;
  return wms.repaired(p_op, p_warehouse, v_finding.invariant, v_finding.subject, (v_plan ->> 'location')::bigint, p_reason,
    coalesce(v_quant.quantity, 0)::text, v_true.quantity::text,
    jsonb_build_object('location', v_plan -> 'location', 'place', v_plan -> 'place'));
end $$;

-- A reason in words: whoever reads the log later was not there.
create function wms.check_why(p_reason text) returns void
language plpgsql as $$
begin
  if length(trim(coalesce(p_reason, ''))) not between 3 and 200 then
    perform wms.refuse('WM422', 'A repair needs a reason.', 'Say in a few words what happened.');
  end if;
end $$;

-- Write down what was repaired, by whom and why; the finding is gone with it, and so is its alarm where it was the last.
create function wms.repaired(p_op uuid, p_warehouse int, p_invariant text, p_subject text, p_location bigint, p_reason text,
                             p_before text, p_after text, p_more jsonb default '{}') returns jsonb
language plpgsql as $$
begin
  insert into wms.event (warehouse_id, type, number, locations, payload)
  values (p_warehouse, 'stock.rebuilt', left(p_subject, 100), array_remove(array[p_location], null),
          jsonb_build_object('invariant', p_invariant, 'before', p_before, 'after', p_after, 'reason', trim(p_reason)));
  update wms.finding set gone_at = clock_timestamp(), repair = format('%s: %s became %s (%s)', session_user, p_before, p_after, trim(p_reason))
   where warehouse_id = p_warehouse and invariant = p_invariant and subject = p_subject and gone_at is null;
  perform wms.tell_findings(p_warehouse);
  return wms.keep_answer(p_op, jsonb_build_object('before', p_before, 'after', p_after) || p_more);
end $$;
