-- Roles: r_planner, r_supervisor
-- The rules of putting away, {rules: [...]}, all of them in their order. p_version: the version that was changed (0
-- before the first, when the standard ones hold). Answer: version, rules. WM412 changed meanwhile, WM422.
create function api.put_putaway_rules_v1(p_op uuid, p_warehouse int, p_rules jsonb, p_version int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_now record;
  v_bad text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('putaway_rules', p_warehouse, p_version), p_rules), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  p_rules := p_rules -> 'rules';
  v_bad := wms.wrong_putaway_rule(p_warehouse, p_rules);
  if v_bad is not null then
    perform wms.refuse('WM422', v_bad, 'Correct the rule and save again.');
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  select coalesce(max(r.version), 0) as version, max(coalesce(u.display_name, r.changed_by::text)) as person into v_now
    from wms.putaway_rule r left join wms.app_user u on u.login = r.changed_by where r.warehouse_id = p_warehouse;
  if v_now.version <> coalesce(p_version, 0) then
    perform wms.refuse('WM412', format('%s has changed the rules meanwhile.', v_now.person), 'Look at the rules as they are now, and change them again.',
                       jsonb_build_object('version', v_now.version));
  end if;
  delete from wms.putaway_rule r where r.warehouse_id = p_warehouse;
  insert into wms.putaway_rule (warehouse_id, position, name, strategy, active, goods, zones, kinds, classes, metres, version)
  select p_warehouse, e.n, btrim(x.name), x.strategy, coalesce(x.active, true), coalesce(x.goods, '{}'), coalesce(x.zones, '{}'), coalesce(x.kinds, '{}'),
         coalesce(x.classes, '{}'), x.metres, v_now.version + 1
    from jsonb_array_elements(p_rules) with ordinality e(value, n)
   cross join lateral jsonb_to_record(e.value) x(name text, strategy text, active boolean, goods jsonb, zones text[], kinds text[], classes text[],
                                                 metres numeric);
  insert into wms.event (warehouse_id, type, payload)
  values (p_warehouse, 'putaway.rules_changed', jsonb_build_object('version', v_now.version + 1, 'rules', p_rules));
  return wms.keep_answer(p_op, jsonb_build_object('version', v_now.version + 1, 'rules', jsonb_array_length(p_rules)));
end $$;

-- What is wrong with the first rule that cannot hold; null: nothing.
create function wms.wrong_putaway_rule(p_warehouse int, p_rules jsonb) returns text
language plpgsql stable as $$
declare
  v_rule record;
  v_word text;
begin
  if jsonb_typeof(p_rules) is distinct from 'array' or jsonb_array_length(p_rules) not between 1 and 100 then
    return 'There are 1 to 100 rules.';
  end if;
  for v_rule in select e.n, e.value as it from jsonb_array_elements(p_rules) with ordinality e(value, n) order by e.n loop
    if jsonb_typeof(v_rule.it) <> 'object' or jsonb_typeof(v_rule.it -> 'name') is distinct from 'string'
       or length(btrim(v_rule.it ->> 'name')) not between 1 and 80 then
      return format('Rule %s has no name of up to 80 characters.', v_rule.n);
    elsif coalesce(v_rule.it ->> 'strategy', '') not in ('fixed', 'existing', 'near_pick', 'zone', 'empty', 'bulk', 'overflow') then
      return format('Rule %s has no strategy that is known.', v_rule.n);
    elsif jsonb_typeof(coalesce(v_rule.it -> 'active', 'true')) <> 'boolean' or jsonb_typeof(coalesce(v_rule.it -> 'goods', '{}')) <> 'object'
       or exists (select from unnest(array['zones', 'kinds', 'classes']) f(name) where jsonb_typeof(coalesce(v_rule.it -> f.name, '[]')) <> 'array') then
      return format('Rule %s cannot be read.', v_rule.n);
    elsif coalesce(jsonb_typeof(v_rule.it -> 'metres'), 'null') <> 'null' and not wms.is_between(v_rule.it -> 'metres', 1, 10000) then
      return format('Rule %s: a distance is 1 to 10,000 metres.', v_rule.n);
    elsif v_rule.it ->> 'strategy' = 'zone' and jsonb_array_length(coalesce(v_rule.it -> 'zones', '[]')) = 0 then
      return format('Rule %s goes by zones and names none.', v_rule.n);
    elsif exists (select from jsonb_object_keys(coalesce(v_rule.it -> 'goods', '{}')) k where k not in ('category', 'abc', 'unit', 'least'))
       or (v_rule.it -> 'goods' ? 'least' and not wms.is_between(v_rule.it -> 'goods' -> 'least', 0, 1000000)) then
      return format('Rule %s: goods are told by category, abc, unit and least litres.', v_rule.n);
    end if;
    select w into v_word from jsonb_array_elements_text(coalesce(v_rule.it -> 'zones', '[]')) w
     where not exists (select from wms.zone z where z.warehouse_id = p_warehouse and z.code = w) limit 1;
    if found then
      return format('Rule %s: there is no zone %s.', v_rule.n, v_word);
    end if;
    select w into v_word from jsonb_array_elements_text(coalesce(v_rule.it -> 'classes', '[]')) w
     where not exists (select from wms.storage_class c where c.warehouse_id = p_warehouse and c.code = w) limit 1;
    if found then
      return format('Rule %s: there is no storage class %s.', v_rule.n, v_word);
    end if;
    select w into v_word from jsonb_array_elements_text(coalesce(v_rule.it -> 'kinds', '[]')) w where w not in ('storage', 'pick') limit 1;
    if found then
      return format('Rule %s: bins are storage or pick, not %s.', v_rule.n, v_word);
    end if;
  end loop;
  return null;
end $$;

-- The bins that a product is put into before all others; none: it has no bins of its own. Answer: bins. WM404, WM422.
create function api.set_fixed_bins_v1(p_op uuid, p_warehouse int, p_product bigint, p_locations bigint[])
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_sku text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('fixed_bins', p_warehouse, p_product, p_locations)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  select p.sku into v_sku from wms.product p where p.product_id = p_product;
  if v_sku is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU.');
  elsif coalesce(cardinality(p_locations), 0) > 50 then
    perform wms.refuse('WM422', 'A product has up to 50 bins of its own.', 'Choose fewer bins.');
  elsif exists (select from unnest(p_locations) a(id) where not exists (
          select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = a.id and l.kind in ('storage', 'pick'))) then
    perform wms.refuse('WM404', 'A bin is not known here, or stock does not lie in it.', 'Choose storage or pick bins.');
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  delete from wms.fixed_bin f where f.warehouse_id = p_warehouse and f.product_id = p_product;
  insert into wms.fixed_bin (warehouse_id, product_id, location_id) select p_warehouse, p_product, a.id from (select distinct unnest(p_locations) as id) a;
  insert into wms.event (warehouse_id, type, number, payload)
  values (p_warehouse, 'putaway.fixed_bins', v_sku, jsonb_build_object('product', p_product, 'bins', p_locations));
  return wms.keep_answer(p_op, jsonb_build_object('bins', (select count(distinct a) from unnest(p_locations) a)));
end $$;

-- Which hazard classes a storage class is for, {hazards: [...]}: bins of it take these dangerous goods and nothing else; none:
-- it takes no dangerous goods; null: as the goods lie now. was: what the caller took it to be, where that is known. It is the same
-- that the plan draws: the drawing has it from then on. Answer: hazards. WM404, WM412, WM422.
create function api.set_hazard_storage_v1(p_op uuid, p_warehouse int, p_class text, p_hazards jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_hazards text[];
  v_said record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('hazard_storage', p_warehouse, p_class, p_hazards)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_hazards := wms.hazard_names(p_hazards -> 'hazards');
  select c.class_id, c.hazard_classes, (select coalesce(u.display_name, u.login::text) from wms.app_user u where u.login = c.kept_by) as person
    into v_said from wms.storage_class c where c.warehouse_id = p_warehouse and c.code = p_class for no key update;
  if not found then
    perform wms.refuse('WM404', format('There is no storage class %s here.', coalesce(left(p_class, 40), '')), 'Choose one from the list.');
  elsif p_hazards ? 'was' and to_jsonb(v_said.hazard_classes) is distinct from nullif(p_hazards -> 'was', 'null') then
    perform wms.refuse('WM412', format('%s set meanwhile what bins of class %s are kept for: %s.', coalesce(v_said.person, 'Somebody'), p_class,
        wms.say_kept(v_said.hazard_classes)), 'Look at it as it is now, and set it again.', jsonb_build_object('hazards', v_said.hazard_classes));
  end if;
  update wms.storage_class c set hazard_classes = v_hazards, kept_by = session_user, kept_at = clock_timestamp(), kept_no = null
   where c.class_id = v_said.class_id;
  insert into wms.event (warehouse_id, type, number, payload)
  values (p_warehouse, 'putaway.hazards', p_class, jsonb_build_object('hazards', v_hazards));
  return wms.keep_answer(p_op, jsonb_build_object('hazards', v_hazards));
end $$;
