-- Corrections and their limits: what a person may take away or add alone, and what waits for somebody else.

-- May this person post so much alone? One of their roles must allow both quantity and value (null: not known).
create function wms.within_limit(p_kind text, p_quantity numeric, p_value numeric) returns boolean
language sql stable as $$
  select exists (
    select from wms.approval_limit a
     where a.kind = p_kind and pg_has_role(session_user, a.role, 'member')
       and (a.max_quantity is null or p_quantity <= a.max_quantity)
       and (a.max_value is null or p_value is null or p_value <= a.max_value))
$$;

-- What is judged: all that these lines change, and what the same person changed of the same products in the last day
-- (less what was taken back), so that no limit is passed in small steps. value is null where no product has one.
create function wms.correction_size(p_warehouse int, p_kind text, p_products bigint[], p_quantities numeric[],
                                    out quantity numeric, out value numeric)
language sql stable as $$
  with line as (
    select x.product, sum(abs(x.quantity)) as quantity from unnest(p_products, p_quantities) x(product, quantity) group by 1
  )
  select sum(l.quantity + coalesce(d.quantity, 0)), sum((l.quantity + coalesce(d.quantity, 0)) * p.unit_value)
    from line l
   cross join lateral (select k.unit_value from wms.product k where k.product_id = l.product limit 1) p
    left join lateral (
      select sum(g.quantity) as quantity from wms.ledger g
       where g.warehouse_id = p_warehouse and g.product_id = l.product and g.posted_at > now() - interval '1 day'
         and g.kind = p_kind and g.actor = session_user
         and not exists (select from wms.ledger u where u.undoes = g.ledger_id)) d on true
$$;

-- Keep a correction for somebody else to decide, and say so on the alarm list. Its answer is the act's answer.
create function wms.ask_approval(p_op uuid, p_warehouse int, p_kind text, p_lines jsonb, p_quantity numeric, p_value numeric,
                                 p_reason text, p_document text, p_device text) returns jsonb
language plpgsql as $$
declare
  v_id bigint;
  v_what text;
begin
  insert into wms.adjustment_request (warehouse_id, op, kind, lines, quantity, value, reason, document, device, requested_at)
  values (p_warehouse, p_op, p_kind, p_lines, p_quantity, p_value, p_reason, p_document, p_device, clock_timestamp())
  returning request_id into v_id;
  v_what := format('%s of %s%s', case p_kind when 'scrap' then 'Scrapping' else 'Adjustment' end,
    case when jsonb_array_length(p_lines) = 1 then format('%s %s', abs((p_lines -> 0 ->> 'delta')::numeric)::float8,
           (select p.sku from wms.product p where p.product_id = (p_lines -> 0 ->> 'product')::bigint))
         else format('%s units in %s lines', p_quantity::float8, jsonb_array_length(p_lines)) end,
    case when p_value is not null then format(', worth %s', p_value) else '' end);
  insert into wms.alarm (warehouse_id, kind, priority, text, next_step, location_id, source_key)
  values (p_warehouse, 'adjust.approval', 3, v_what || ' waits for approval', 'Look at the bin, then approve or reject it.',
          (p_lines -> 0 ->> 'location')::bigint, 'adjust.approval:' || v_id);
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'adjustment.requested', v_id, jsonb_build_object('kind', p_kind, 'quantity', p_quantity, 'value', p_value,
          'reason', p_reason));
  return wms.keep_answer(p_op, jsonb_build_object('request_id', v_id, 'state', 'pending', 'quantity', p_quantity, 'value', p_value,
    'why', 'This is above your limit; it waits for the approval of somebody else.'));
end $$;

-- The movements of a correction: [{product, delta, location, lot, hu, status, owner, reason, weight}] against the virtual place
-- adjustment or scrap. A line's own reason comes before that of all.
create function wms.corrections(p_warehouse int, p_kind text, p_lines jsonb, p_reason text, p_document text) returns wms.movement[]
language sql stable as $$
  select array_agg(row(e.n, x.product, abs(x.delta), case when x.delta < 0 then x.location else v.edge end,
           case when x.delta < 0 then v.edge else x.location end, x.lot, case when x.delta < 0 then x.hu end,
           case when x.delta >= 0 then x.hu end, x.owner, coalesce(x.status, 'available'), coalesce(x.status, 'available'), 0,
           null, coalesce(x.reason, p_reason), p_document, x.weight, null, null)::wms.movement order by e.n)
    from (select wms.boundary(p_warehouse, case p_kind when 'scrap' then 'scrap' else 'adjustment' end) as edge) v,
         jsonb_array_elements(p_lines) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, delta numeric, location bigint, lot bigint, hu bigint, status text, owner bigint,
                                    reason text, weight numeric)
$$;
