-- Roles: r_picker, r_supervisor, r_planner, r_auditor
-- The table of hazard classes: rules between two of them, those that nobody made left out (apart, in other bins).
create function api.hazard_rules_v1(p_warehouse int)
returns table (one text, other text, rule text, metres float8)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select r.one, r.other, r.rule, r.metres::float8 from wms.hazard_rule r where r.warehouse_id = p_warehouse order by r.one, r.other;
end $$;

-- Roles: r_picker, r_supervisor, r_planner, r_auditor
-- What the screen of hazard storage shows, one object: version, person, changed_at of the table; classes [{name, products, bins}]: those
-- that products bear or bins are kept for; stores: the storage classes with their limits, how many bins each has, hazards (null: as
-- the goods lie), lying: what lies there now; by, at, no: who said it, when, and with which version of the plan (null: in Put away).
create function api.hazard_storage_v1(p_warehouse int) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  with named as (
    select p.hazard_class as name, count(*) as products from wms.product p where p.hazard_class is not null group by 1
  ), kept as (
    select distinct h as name from wms.storage_class c cross join unnest(c.hazard_classes) h where c.warehouse_id = p_warehouse
    union select r.one from wms.hazard_rule r where r.warehouse_id = p_warehouse union select r.other from wms.hazard_rule r where r.warehouse_id = p_warehouse
  ), lying as materialized (
    select y.location_id, y.hazard_class, l.class_id from wms.hazards_lying(p_warehouse, array(select n.name from named n), null) y
      join wms.location l on l.warehouse_id = p_warehouse and l.location_id = y.location_id and l.kind in ('storage', 'pick')
  )
  select jsonb_build_object(
      'version', coalesce((select b.version from wms.hazard_book b where b.warehouse_id = p_warehouse), 0),
      'person', (select coalesce(u.display_name, b.changed_by::text) from wms.hazard_book b left join wms.app_user u on u.login = b.changed_by
                  where b.warehouse_id = p_warehouse),
      'classes', (select coalesce(jsonb_agg(jsonb_build_object('name', a.name, 'products', coalesce(n.products, 0),
                    'bins', (select count(distinct y.location_id) from lying y where y.hazard_class = a.name)) order by a.name collate "C"), '[]')
                    from (select name from named union select name from kept) a left join named n using (name)),
      'stores', (select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'hazards', c.hazard_classes,
                    'by', (select coalesce(u.display_name, u.login::text) from wms.app_user u where u.login = c.kept_by), 'at', c.kept_at, 'no', c.kept_no,
                    'lying', (select coalesce(jsonb_agg(distinct y.hazard_class), '[]') from lying y where y.class_id = c.class_id),
                    'bins', (select count(*) from wms.location l where l.warehouse_id = p_warehouse and l.class_id = c.class_id and l.kind in ('storage', 'pick')),
                    'temperature', coalesce(c.temperature_class, 'ambient'), 'max_weight', c.max_weight, 'max_volume', c.max_volume, 'max_height', c.max_height,
                    'max_units', c.max_handling_units, 'product_mixing', c.product_mixing, 'lot_mixing', c.lot_mixing) order by c.code), '[]')
                    from wms.storage_class c where c.warehouse_id = p_warehouse)) into v_answer;
  return v_answer;
end $$;

-- Roles: r_planner, r_supervisor
-- The whole table of hazard classes, {rules: [{one, other, rule, metres}]}: together (in one bin), apart (in others; with metres so far away
-- from bin to bin), never (not in one zone). Pairs that are not named: apart. p_version: that was changed (0 before the first).
-- What lies is not moved; from now on places are chosen by it. Answer: version, rules. WM412, WM422.
create function api.put_hazard_rules_v1(p_op uuid, p_warehouse int, p_rules jsonb, p_version int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_now record;
  v_rules jsonb := p_rules -> 'rules';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('hazard_rules', p_warehouse, p_version), p_rules), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.refuse_hazard_rules(v_rules);
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  select coalesce(max(b.version), 0) as version, max(coalesce(u.display_name, b.changed_by::text)) as person into v_now
    from wms.hazard_book b left join wms.app_user u on u.login = b.changed_by where b.warehouse_id = p_warehouse;
  if v_now.version <> coalesce(p_version, 0) then
    perform wms.refuse('WM412', format('%s has changed the table meanwhile.', v_now.person), 'Look at it as it is now, and change it again.',
                       jsonb_build_object('version', v_now.version));
  end if;
  insert into wms.hazard_book as b (warehouse_id, version, far)
  values (p_warehouse, v_now.version + 1, exists (select from jsonb_array_elements(v_rules) e where e ->> 'rule' = 'never' or e ->> 'metres' is not null))
  on conflict (warehouse_id) do update set version = excluded.version, far = excluded.far, changed_by = session_user, changed_at = clock_timestamp();
  delete from wms.hazard_rule r where r.warehouse_id = p_warehouse;
  insert into wms.hazard_rule (warehouse_id, one, other, rule, metres)
  select p_warehouse, least(btrim(e ->> 'one') collate "C", btrim(e ->> 'other') collate "C"), greatest(btrim(e ->> 'one') collate "C", btrim(e ->> 'other') collate "C"),
         e ->> 'rule', case when e ->> 'rule' = 'apart' then (e ->> 'metres')::numeric end
    from jsonb_array_elements(v_rules) e;
  insert into wms.event (warehouse_id, type, payload)
  values (p_warehouse, 'putaway.hazard_rules', jsonb_build_object('version', v_now.version + 1, 'rules', v_rules));
  return wms.keep_answer(p_op, jsonb_build_object('version', v_now.version + 1, 'rules', jsonb_array_length(v_rules)));
end $$;

-- Is this a table of hazard classes? WM422.
create function wms.refuse_hazard_rules(p_rules jsonb) returns void
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_rules) is distinct from 'array' or jsonb_array_length(p_rules) > 2000 or exists (
       select from jsonb_array_elements(p_rules) e where jsonb_typeof(e) <> 'object' or coalesce(e ->> 'rule', '') not in ('together', 'apart', 'never')
           or coalesce(length(btrim(e ->> 'one')), 0) not between 1 and 40 or coalesce(length(btrim(e ->> 'other')), 0) not between 1 and 40) then
    perform wms.refuse('WM422', 'This is no table of hazard classes.', 'Name two classes of 1 to 40 characters each time, and together, apart or never.');
  elsif exists (select from jsonb_array_elements(p_rules) e where coalesce(jsonb_typeof(e -> 'metres'), 'null') <> 'null'
                 and (e ->> 'rule' <> 'apart' or not wms.is_between(e -> 'metres', 0.1, 10000))) then
    perform wms.refuse('WM422', 'A distance of 0.1 to 10,000 m stands with apart only.', 'Correct it and save again.');
  elsif exists (select from jsonb_array_elements(p_rules) e where btrim(e ->> 'one') = btrim(e ->> 'other')) then
    perform wms.refuse('WM422', 'Goods of one hazard class may always lie together.', 'Leave that pair out.');
  elsif (select count(*) > count(distinct array[least(btrim(e ->> 'one') collate "C", btrim(e ->> 'other') collate "C"),
           greatest(btrim(e ->> 'one') collate "C", btrim(e ->> 'other') collate "C")]) from jsonb_array_elements(p_rules) e) then
    perform wms.refuse('WM422', 'A pair of hazard classes stands in the table twice.', 'Name each pair once.');
  end if;
end $$;
