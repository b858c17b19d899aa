-- Roles: all
-- Why, in words and with the facts kept when it was decided. A stock record: whom it is reserved for, or what keeps it from
-- being reserved. A line: what it has and why it misses the rest. Both: why the one does not serve the other, as of now.
create function api.why_reserved_v1(p_warehouse int, p_quant bigint default null, p_order_line bigint default null)
returns table (order_line_id bigint, order_id bigint, number text, line_no int, quant_id bigint, bin text, quantity numeric,
               verdict text, said text, explanation jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select l.order_line_id, l.order_id, o.number, l.line_no, r.quant_id, k.code, r.quantity, 'reserved', wms.say_choice(r.explanation),
         r.explanation
    from wms.reservation r join wms.order_line l on l.order_line_id = r.order_line_id join wms.orders o on o.order_id = l.order_id
    left join wms.quant q on q.quant_id = r.quant_id
    left join wms.location k on k.warehouse_id = q.warehouse_id and k.location_id = q.location_id
   where r.warehouse_id = p_warehouse and r.state = 'open' and (p_quant is null or r.quant_id = p_quant)
     and (p_order_line is null or r.order_line_id = p_order_line) and (p_quant is not null or p_order_line is not null)
   order by r.reservation_id limit 200;
  if found and p_quant is not null then
    return;
  end if;
  if p_quant is null then
    return query
    select l.order_line_id, l.order_id, o.number, l.line_no, null::bigint, null::text, n.quantity, n.kind, wms.say_note(n.kind, n.explanation),
           n.explanation
      from wms.allocation_note n join wms.order_line l on l.order_line_id = n.order_line_id join wms.orders o on o.order_id = l.order_id
     where n.order_line_id = p_order_line and n.warehouse_id = p_warehouse and n.closed_at is null order by n.kind desc;
    return;
  end if;
  return query select * from wms.why_not(p_warehouse, p_quant, p_order_line);
end $$;

-- A reason against a record, in words.
create function wms.say_reason(p_reason text, p_fact text) returns text language sql immutable as $$
  select case p_reason
    when 'held' then format('is held (hold %s)', p_fact) when 'status' then format('is %s', p_fact)
    when 'place' then format('lies in a place for %s', p_fact) when 'blocked' then 'lies in a bin that is blocked for picking'
    when 'reserved' then format('is all reserved (%s)', coalesce(p_fact, 'for others')) when 'owner' then 'is another owner''s'
    when 'lot' then 'is another lot' when 'expires' then format('ends too soon (%s)', p_fact)
    when 'doubt' then format('came short at %s and is not counted yet', p_fact) when 'zone' then 'lies in a zone that the rule leaves out' when 'pack' then 'holds no full package' else p_reason end
$$;

-- What was no candidate: how many for each reason, and the nearest of them.
create function wms.say_rejected(p_rejected jsonb) returns text language sql immutable as $$
  select coalesce((select ' Left out: ' || string_agg(format('%s %s', n.value ->> 'bin', wms.say_reason(n.value ->> 'reason', n.value ->> 'fact')), ', '
                            order by n.place)
                     from jsonb_array_elements(p_rejected -> 'nearest') with ordinality n(value, place) where n.place <= 4), '')
         || coalesce((select case when sum(c.value::bigint) > 4 then format(' (%s records in all)', sum(c.value::bigint)) else '' end
                        from jsonb_each_text(p_rejected -> 'counts') c), '')
         || case when p_rejected -> 'nearest' is null then '' else '.' end
$$;

-- Why a record was chosen.
create function wms.say_choice(p_facts jsonb) returns text language sql immutable as $$
  select format('Rule %s: choice %s of %s', p_facts ->> 'rule', p_facts ->> 'choice', p_facts ->> 'of')
         || coalesce(', ends ' || (p_facts ->> 'expires_on'), '')
         || case p_facts ->> 'stage' when 'pallet' then ', a whole pallet' when 'pack' then ', full packages' when 'fewest' then ', fewest records'
                 when 'shift' then ', exchanged so that another line could be served' else '' end || '.'
         || coalesce(format(' What came before it went to %s, priority %s.', p_facts -> 'before_it' ->> 'order',
                            p_facts -> 'before_it' ->> 'priority'), '')
         || wms.say_rejected(p_facts -> 'rejected')
$$;

-- Why a line is short, what it was promised, or whom it lost stock to.
create function wms.say_note(p_kind text, p_facts jsonb) returns text language sql immutable as $$
  select case p_kind
    when 'promise' then format('Promised %s by %s.', trim_scale((p_facts ->> 'promised')::numeric), coalesce(p_facts ->> 'promised_on', 'no day'))
    when 'lost' then format('%s went to %s, priority %s; %s of it was reserved elsewhere.', trim_scale((p_facts ->> 'lost')::numeric), p_facts ->> 'order',
                            p_facts ->> 'priority', trim_scale((p_facts ->> 'replaced')::numeric))
    else format('Rule %s: %s missing', p_facts ->> 'rule', trim_scale((p_facts ->> 'missing')::numeric))
         || coalesce('; goods must last until ' || (p_facts ->> 'needs_until'), '') || '.'
         || coalesce((select ' Served before it: ' || string_agg(format('%s, priority %s (%s%s)', t.value ->> 'order', t.value ->> 'priority',
                               trim_scale((t.value ->> 'quantity')::numeric), case when (t.value ->> 'promised')::boolean then ', promised' else '' end), '; ') || '.'
                        from jsonb_array_elements(p_facts -> 'first_takers') t), '')
         || case when p_facts -> 'rejected' -> 'counts' ? 'none' then ' There is no stock of it.' else wms.say_rejected(p_facts -> 'rejected') end end
$$;

-- Why a record serves nobody (no line given) or not this line, as of now.
create function wms.why_not(p_warehouse int, p_quant bigint, p_order_line bigint)
returns table (order_line_id bigint, order_id bigint, number text, line_no int, quant_id bigint, bin text, quantity numeric,
               verdict text, said text, explanation jsonb)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_record wms.offered;
  v_line record;
  v_reason text;
  v_fact text;
begin
  select s.* into v_record
    from wms.quant q cross join lateral unnest(wms.offered(p_warehouse, array[q.product_id])) s
   where q.quant_id = p_quant and q.warehouse_id = p_warehouse and s.quant_id = p_quant;
  if v_record.quant_id is null then
    return;
  end if;
  select l.order_line_id, l.order_id, l.line_no, l.product_id, l.lot_id, o.number, o.owner_id, l.quantity - l.cancelled - l.picked - l.reserved as need,
         coalesce((f.facts ->> 'needs_until')::date, current_date + coalesce(l.min_remaining_days, c.min_remaining_days, p.min_remaining_days)) as least_on,
         r.zones, coalesce(r.other_zones, true) as other_zones into v_line
    from wms.order_line l join wms.orders o on o.order_id = l.order_id join wms.product p on p.product_id = l.product_id
    left join wms.party c on c.party_id = o.party_id
    left join lateral (select x.facts from (
        select v.explanation as facts, v.reserved_at as at from wms.reservation v where v.order_line_id = l.order_line_id
        union all
        select n.explanation, n.made_at from wms.allocation_note n where n.order_line_id = l.order_line_id and n.kind = 'short') x
       order by x.at desc limit 1) f on true
    left join wms.allocation_rule r on r.rule_id = (f.facts ->> 'rule_id')::int
   where l.order_line_id = p_order_line and l.warehouse_id = p_warehouse;
  v_reason := case
    when v_line.product_id <> v_record.product_id then 'another article than the line asks for'
    when v_line.order_line_id is not null and v_record.owner_id is distinct from v_line.owner_id then 'owner'
    when v_record.why <> 'reserved' then v_record.why when v_line.lot_id <> coalesce(v_record.lot_id, 0) then 'lot'
    when v_record.ends_on < v_line.least_on then 'expires'
    when not v_line.other_zones and coalesce(v_record.zone_id <> all (v_line.zones), true) then 'zone' else v_record.why end;
  v_fact := case v_reason when 'reserved' then wms.holder_of(p_quant)
                 when 'expires' then format('%s, needed until %s', v_record.ends_on, v_line.least_on) else v_record.fact end;
  return query select v_line.order_line_id::bigint, v_line.order_id::bigint, v_line.number::text, v_line.line_no::int, p_quant, v_record.code,
    v_record.free, case when v_reason is null then 'free' else 'not' end,
    case when v_reason is not null then format('%s %s.', v_record.code, wms.say_reason(v_reason, v_fact))
         when v_line.need > 0 then format('%s is free and would do: reserve again.', v_record.code)
         when v_line.order_line_id is not null then format('%s would do, but others came before it by the rule.', v_record.code)
         else format('%s is free; nobody has asked for it.', v_record.code) end,
    jsonb_strip_nulls(jsonb_build_object('reason', v_reason, 'fact', v_fact, 'needs_until', v_line.least_on, 'expires_on', v_record.ends_on));
end $$;
