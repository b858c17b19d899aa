-- Roles: r_supervisor, r_planner
-- Make or change a rule by which stock is chosen: {rule_id (of the one to change), version (as it was read), sequence, name,
-- active, order_type, customer (code), category, strategy, zones [codes in order], zone_policy exhaust|mix, other_zones,
-- pack_policy break|prefer|only, pack_level, min_remaining_days}. Conditions left out hold for any. WM404, WM409, WM412, WM422.
create function api.put_allocation_rule_v1(p_op uuid, p_warehouse int, p_rule jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_rule record;
  v_is wms.allocation_rule;
  v_party bigint;
  v_zones int[];
  v_problem text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_allocation_rule', p_warehouse, p_rule)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if jsonb_typeof(p_rule) is distinct from 'object' or jsonb_typeof(coalesce(p_rule -> 'zones', '[]')) <> 'array' then
    perform wms.refuse('WM422', 'This is not a rule.', 'Say at least its sequence, name and strategy.');
  end if;
  select * into v_rule from jsonb_to_record(p_rule) x(rule_id int, version int, sequence int, name text, active boolean,
    order_type text, customer text, category text, strategy text, zone_policy text, other_zones boolean, pack_policy text,
    pack_level text, min_remaining_days int);
  v_problem := wms.rule_problem(v_rule.sequence, v_rule.name, v_rule.order_type, v_rule.strategy, v_rule.zone_policy, v_rule.pack_policy,
    v_rule.pack_level, v_rule.min_remaining_days, coalesce(v_rule.other_zones, true) or jsonb_array_length(coalesce(p_rule -> 'zones', '[]')) > 0);
  if v_problem is not null then
    perform wms.refuse('WM422', format('This rule cannot be kept: %s.', v_problem), 'Correct it and save it again.');
  end if;
  select p.party_id into v_party from wms.party p where p.kind = 'customer' and p.code = v_rule.customer;
  if v_rule.customer is not null and v_party is null then
    perform wms.refuse('WM404', format('No customer %s is known.', left(v_rule.customer, 40)), 'Enter the customer first, or leave it open.');
  end if;
  select coalesce(array_agg(z.zone_id order by a.n), '{}') into v_zones
    from jsonb_array_elements_text(coalesce(p_rule -> 'zones', '[]')) with ordinality a(code, n)
    left join wms.zone z on z.warehouse_id = p_warehouse and z.code = a.code;
  if array_position(v_zones, null) is not null then
    perform wms.refuse('WM404', 'A zone of the rule is not known in this warehouse.', 'Choose zones of the plan.');
  end if;
  if v_rule.rule_id is not null then
    select * into v_is from wms.allocation_rule r where r.rule_id = v_rule.rule_id and r.warehouse_id = p_warehouse for no key update;
    if v_is.rule_id is null then
      perform wms.refuse('WM404', 'This rule is not known in this warehouse.', 'Refresh the list.');
    elsif v_rule.version <> v_is.version then
      perform wms.refuse('WM412', format('%s changed it meanwhile.', v_is.changed_by), 'Look at it as it is now, then change it.',
                         to_jsonb(v_is));
    end if;
  end if;
  if exists (select from wms.allocation_rule r where r.warehouse_id = p_warehouse and r.sequence = v_rule.sequence
                and r.rule_id <> coalesce(v_rule.rule_id, 0)) then
    perform wms.refuse('WM409', format('Another rule has the sequence %s.', v_rule.sequence), 'Choose a free one.');
  end if;
  if v_is.rule_id is null then
    insert into wms.allocation_rule (warehouse_id, sequence, name) values (p_warehouse, v_rule.sequence, v_rule.name)
    returning * into v_is;
  else
    v_is.version := v_is.version + 1;
  end if;
  update wms.allocation_rule set sequence = v_rule.sequence, name = v_rule.name, active = coalesce(v_rule.active, true),
         order_type = v_rule.order_type, party_id = v_party, category = v_rule.category, strategy = coalesce(v_rule.strategy, 'fefo'),
         zones = v_zones, zone_policy = coalesce(v_rule.zone_policy, 'exhaust'), other_zones = coalesce(v_rule.other_zones, true),
         pack_policy = coalesce(v_rule.pack_policy, 'break'), pack_level = v_rule.pack_level,
         min_remaining_days = v_rule.min_remaining_days, version = v_is.version, changed_by = session_user, changed_at = clock_timestamp()
   where rule_id = v_is.rule_id;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'allocation.rule_changed', v_is.rule_id, v_rule.name, p_rule);
  return wms.keep_answer(p_op, jsonb_build_object('rule_id', v_is.rule_id, 'version', v_is.version));
end $$;

-- What cannot be about a rule, in words. Null: nothing.
create function wms.rule_problem(p_sequence int, p_name text, p_order_type text, p_strategy text, p_zone_policy text, p_pack_policy text,
                                 p_pack_level text, p_days int, p_somewhere boolean) returns text
language sql immutable as $$
  select case
    when p_sequence is null or p_sequence not between 1 and 9999 then 'its sequence is not between 1 and 9,999'
    when coalesce(length(p_name), 0) not between 1 and 60 then 'its name has not 1 to 60 characters'
    when p_order_type not in ('outbound', 'transfer', 'return') then 'its type of order is not outbound, transfer or return'
    when p_strategy not in ('fefo', 'fifo', 'lifo', 'closest', 'least_packages', 'whole_pallet_first')
      then 'its strategy is not fefo, fifo, lifo, closest, least_packages or whole_pallet_first'
    when p_zone_policy not in ('exhaust', 'mix') then 'its zones are neither exhausted one by one nor mixed'
    when not p_somewhere then 'it forbids other zones and names none'
    when p_pack_policy not in ('break', 'prefer', 'only') then 'its packages are neither broken, preferred full nor full only'
    when coalesce(p_pack_policy, 'break') <> 'break' and p_pack_level is null then 'it does not say which package'
    when p_pack_level not in ('inner', 'case', 'layer', 'pallet') then 'its package is not inner, case, layer or pallet'
    when p_days not between 0 and 36500 then 'its days of shelf life are not between 0 and 36,500' end
$$;
