-- Roles: r_supervisor
-- Make or change a plan of quality: which goods are looked at when they come in, how many of them, how many defects pass. The
-- first that matches (turn) counts. p_rule all, share (p_amount 0 to 1), count (p_amount pieces), iso2859 (sample by lot size).
-- p_action inspection: the goods wait in that status; hold: a hold on their lot. WM404, WM409, WM412, WM422.
create function api.put_qc_plan_v1(p_op uuid, p_warehouse int, p_name text, p_turn int, p_rule text, p_amount numeric default null,
  p_product bigint default null, p_category text default null, p_party bigint default null, p_every_nth int default 1, p_accept numeric default 0,
  p_action text default 'inspection', p_active boolean default true, p_plan bigint default null, p_version int default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_plan wms.qc_plan;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_qc_plan', p_warehouse, p_name, p_turn, p_rule, p_amount, p_product, p_category, p_party, p_every_nth, p_accept,
                                  p_action, p_active, p_plan, p_version)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_qc_plan(p_name, p_turn, p_rule, p_amount, p_product, p_party, p_every_nth, p_accept, p_action);
  if exists (select from wms.qc_plan q where q.warehouse_id = p_warehouse and q.name = trim(p_name) and q.qc_plan_id is distinct from p_plan) then
    perform wms.refuse('WM409', format('There is a plan named %s.', trim(p_name)), 'Choose another name, or change that plan.');
  end if;
  if p_plan is null then
    insert into wms.qc_plan (warehouse_id, turn, name, product_id, category, party_id, every_nth, rule, amount, accept, action, active)
    values (p_warehouse, p_turn, trim(p_name), p_product, nullif(trim(p_category), ''), p_party, p_every_nth, p_rule, p_amount, p_accept, p_action, p_active)
    returning * into v_plan;
  else
    update wms.qc_plan q set turn = p_turn, name = trim(p_name), product_id = p_product, category = nullif(trim(p_category), ''), party_id = p_party,
           every_nth = p_every_nth, rule = p_rule, amount = p_amount, accept = p_accept, action = p_action, active = p_active, version = q.version + 1
     where q.qc_plan_id = p_plan and q.warehouse_id = p_warehouse and q.version = p_version returning * into v_plan;
    if not found then
      perform wms.refuse('WM412', 'This plan was changed meanwhile, or is not known.', 'Look at it again, then change it.');
    end if;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('qc_plan_id', v_plan.qc_plan_id, 'version', v_plan.version));
end $$;

-- Is this a plan of quality? WM404, WM422.
create function wms.check_qc_plan(p_name text, p_turn int, p_rule text, p_amount numeric, p_product bigint, p_party bigint, p_every_nth int,
                                  p_accept numeric, p_action text) returns void
language plpgsql stable as $$
begin
  if length(trim(p_name)) not between 1 and 80 or p_name is null then
    perform wms.refuse('WM422', 'A plan has a name of 1 to 80 characters.', 'Give it a name that people will know it by.');
  elsif p_turn is null or p_turn not between 1 and 9999 or p_every_nth is null or p_every_nth not between 1 and 1000 then
    perform wms.refuse('WM422', 'Its turn is 1 to 9999, and it takes each delivery or each second to thousandth.', 'Enter numbers in these ranges.');
  elsif p_rule is null or p_rule not in ('all', 'share', 'count', 'iso2859') or p_action is null or p_action not in ('inspection', 'hold') then
    perform wms.refuse('WM422', 'This is not a way to take samples.', 'Use all, share, count or iso2859, with inspection or hold.');
  elsif (p_rule in ('share', 'count')) <> (p_amount is not null) or p_amount <= 0 or p_amount >= 'NaN' or p_amount > (case p_rule when 'share' then 1 else 1000000 end) then
    perform wms.refuse('WM422', 'The size of the sample does not fit.', 'Enter a share of 0 to 1, or a number of pieces; none for the other rules.');
  elsif p_accept is null or p_accept < 0 or p_accept >= 'NaN' or p_accept > 1000000 then
    perform wms.refuse('WM422', 'That many defects cannot pass.', 'Enter 0 or more.');
  elsif p_product is not null and not exists (select from wms.product p where p.product_id = p_product) then
    perform wms.refuse('WM404', 'This product is not known.', 'Choose it from the list.');
  elsif p_party is not null and not exists (select from wms.party y where y.party_id = p_party) then
    perform wms.refuse('WM404', 'This supplier is not known.', 'Choose it from the list.');
  end if;
end $$;

-- Roles: r_supervisor
-- What came of a look: so many defects of the sample. Not more than the plan accepts: the goods become available; more: they are
-- quarantined. Where the goods were moved meanwhile they are found in the status, wherever they lie. WM404, WM422, WM454, WM455.
create function api.decide_quality_v1(p_op uuid, p_warehouse int, p_check bigint, p_defects numeric, p_note text default null, p_device text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_check wms.qc_check;
  v_to text;
  v_lines wms.movement[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('decide_quality', p_warehouse, p_check, p_defects, p_note)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_note(p_note);
  select * into v_check from wms.qc_check c where c.qc_check_id = p_check and c.warehouse_id = p_warehouse;
  perform from wms.task t where t.task_id = v_check.task_id for no key update;
  select * into v_check from wms.qc_check c where c.qc_check_id = p_check and c.warehouse_id = p_warehouse for no key update;
  if v_check.qc_check_id is null then
    perform wms.refuse('WM404', 'This check is not known here.', 'Refresh the list.');
  elsif v_check.state <> 'open' then
    perform wms.refuse('WM455', format('This check is %s.', v_check.state), 'Go on with the next one.');
  elsif p_defects is null or p_defects < 0 or p_defects >= 'NaN' or p_defects > v_check.sample then
    perform wms.refuse('WM422', format('%s defects of a sample of %s cannot be.', coalesce(p_defects::float8::text, 'No'), v_check.sample::float8),
                       'Enter how many of the sample were bad.');
  end if;
  v_to := case when p_defects <= v_check.accept then 'available' else 'quarantined' end;
  perform wms.check_not_expired(array[v_check.lot_id], v_to);
  v_lines := wms.inspected(p_warehouse, v_check, v_to);
  if cardinality(v_lines) > 0 then
    perform wms.post_lines(p_op, p_warehouse, 'status', v_at, v_lines, p_device, null);
  end if;
  update wms.qc_check c set state = case v_to when 'available' then 'passed' else 'failed' end, defects = p_defects, decided_by = session_user,
         decided_at = v_at, note = coalesce(p_note, '') where c.qc_check_id = p_check;
  update wms.task t set state = 400, done = v_check.sample, finished_at = v_at, claimed_by = session_user where t.task_id = v_check.task_id;
  return wms.keep_answer(p_op, jsonb_build_object('status', v_to, 'lines', coalesce(cardinality(v_lines), 0)));
end $$;

-- The goods of a check that are in inspection still: of its lot and unit, at most as many as came, nearest to where they came in.
create function wms.inspected(p_warehouse int, p_check wms.qc_check, p_to text) returns wms.movement[]
language sql stable as $$
  select array_agg(row(x.n, x.product_id, x.part, x.location_id, x.location_id, x.lot_id, x.hu_id, x.hu_id, x.owner_id, 'inspection', p_to, 0, null,
           case p_to when 'available' then 'cleared' else 'inspect' end, null, null, null, null)::wms.movement order by x.n)
    from (
      select q.*, least(q.quantity - q.reserved, (p_check).quantity - q.before) as part, row_number() over ()::int as n
        from (select k.*, coalesce(sum(k.quantity - k.reserved) over (order by k.location_id <> (p_check).location_id, k.quant_id
                rows between unbounded preceding and 1 preceding), 0) as before
                from wms.quant k
               where k.warehouse_id = p_warehouse and k.product_id = (p_check).product_id and k.status = 'inspection' and k.quantity > k.reserved
                 and k.lot_id is not distinct from (p_check).lot_id and ((p_check).hu_id is null or k.hu_id = (p_check).hu_id)) q
       where q.before < (p_check).quantity) x
$$;

-- The plan that a receipt falls under, none where no plan matches or it is not the turn of this delivery.
create function wms.matching_plan(p_warehouse int, p_delivery wms.inbound, p_product bigint) returns wms.qc_plan
language plpgsql stable as $$
declare
  v_plan wms.qc_plan;
  v_before bigint;
begin
  if (p_delivery).kind = 'return' then
    return null;      -- its disposition says it
  end if;
  select q.* into v_plan from wms.qc_plan q join wms.product p on p.product_id = p_product
   where q.warehouse_id = p_warehouse and q.active and (q.product_id is null or q.product_id = p_product)
     and (q.category is null or q.category = p.category) and (q.party_id is null or q.party_id = (p_delivery).party_id)
   order by q.turn, q.qc_plan_id limit 1;
  if v_plan.every_nth > 1 then
    select count(distinct r.inbound_id) into v_before from wms.receipt r
     where r.warehouse_id = p_warehouse and r.product_id = p_product and r.undone_op is null and r.inbound_id < (p_delivery).inbound_id;
    if v_before % v_plan.every_nth <> 0 then
      return null;
    end if;
  end if;
  return v_plan;
end $$;

-- How many of so many are looked at. ISO 2859-1, general inspection level II, single sampling: lot size to code letter to sample.
create function wms.sample_of(p_plan wms.qc_plan, p_quantity numeric) returns numeric
language sql immutable as $$
  select least(p_quantity, case (p_plan).rule
    when 'all' then p_quantity when 'count' then (p_plan).amount when 'share' then ceil(p_quantity * (p_plan).amount)
    else (select t.sample from (values (8, 2), (15, 3), (25, 5), (50, 8), (90, 13), (150, 20), (280, 32), (500, 50), (1200, 80), (3200, 125),
            (10000, 200), (35000, 315), (150000, 500), (500000, 800), (1000000000, 1250)) t(most, sample)
           where p_quantity <= t.most order by t.most limit 1) end)
$$;

-- A hold on the lot that comes in, once; goods without a lot come in as inspection. Returns their status.
create function wms.hold_incoming(p_op uuid, p_warehouse int, p_plan wms.qc_plan, p_lot bigint) returns text
language plpgsql as $$
begin
  if p_lot is null then
    return 'inspection';
  elsif not exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.target = 'lot' and h.target_id = p_lot and h.released_at is null) then
    perform wms.place_holds(p_op, p_warehouse, array['lot'], array[p_lot], 'quality', (p_plan).name);
  end if;
  return 'available';
end $$;

-- A look is asked for: a task of quality at the place, and what it is about.
create function wms.ask_quality(p_op uuid, p_warehouse int, p_plan wms.qc_plan, p_product bigint, p_quantity numeric, p_location bigint, p_lot bigint, p_hu bigint)
returns jsonb language plpgsql as $$
declare
  v_sample numeric := wms.sample_of(p_plan, p_quantity);
  v_task bigint;
  v_check bigint;
begin
  insert into wms.task (warehouse_id, kind, state, priority, from_location_id, product_id, lot_id, hu_id, quantity, explanation)
  values (p_warehouse, 'quality', 100, 4, p_location, p_product, p_lot, p_hu, v_sample,
          jsonb_build_object('plan', (p_plan).name, 'rule', (p_plan).rule, 'of', p_quantity, 'accept', (p_plan).accept))
  returning task_id into v_task;
  insert into wms.qc_check (warehouse_id, qc_plan_id, op, task_id, product_id, location_id, lot_id, hu_id, quantity, sample, accept)
  values (p_warehouse, (p_plan).qc_plan_id, p_op, v_task, p_product, p_location, p_lot, p_hu, p_quantity, v_sample, (p_plan).accept)
  returning qc_check_id into v_check;
  return jsonb_build_object('sample', v_sample, 'task_id', v_task, 'check_id', v_check);
end $$;

-- Roles: r_supervisor, r_auditor
-- The plans of quality, in their turn.
create function api.qc_plans_v1(p_warehouse int)
returns table (qc_plan_id bigint, turn int, name text, product_id bigint, sku text, category text, party_id bigint, party text, every_nth int, rule text,
               amount numeric, accept numeric, action text, active boolean, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select q.qc_plan_id, q.turn, q.name, q.product_id, p.sku, q.category, q.party_id, y.name, q.every_nth, q.rule, q.amount, q.accept, q.action, q.active, q.version
    from wms.qc_plan q left join wms.product p on p.product_id = q.product_id left join wms.party y on y.party_id = q.party_id
   where q.warehouse_id = p_warehouse order by q.turn, q.qc_plan_id;
end $$;

-- Roles: r_picker, r_supervisor, r_auditor
-- What quality is to look at, the oldest first; with p_all the last 200 that were decided too.
create function api.qc_checks_v1(p_warehouse int, p_all boolean default false)
returns table (check_id bigint, plan text, sku text, name text, lot text, sscc text, location text, quantity numeric, sample numeric, accept numeric,
               state text, defects numeric, person text, came_at timestamptz, decided_at timestamptz, number text, note text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select c.qc_check_id, n.name, p.sku, p.name, t.number, h.sscc, l.code, c.quantity, c.sample, c.accept, c.state, c.defects,
         coalesce(u.display_name, c.decided_by::text), r.received_at, c.decided_at, r.number, c.note
    from wms.qc_check c
    join wms.qc_plan n on n.qc_plan_id = c.qc_plan_id
    join wms.product p on p.product_id = c.product_id
    join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
    left join wms.lot t on t.lot_id = c.lot_id
    left join wms.handling_unit h on h.hu_id = c.hu_id
    left join wms.app_user u on u.login = c.decided_by
    left join lateral (select k.received_at, d.number from wms.receipt k join wms.inbound d on d.inbound_id = k.inbound_id
                        where k.op = c.op limit 1) r on true
   where c.warehouse_id = p_warehouse and (c.state = 'open' or p_all)
   order by c.state <> 'open', case when c.state = 'open' then c.qc_check_id else -c.qc_check_id end limit 200;
end $$;
