-- Roles: r_supervisor
-- Counts that were made elsewhere (stocktaking sheets, a service): up to 50,000 lines [{row, location, sku, lot, sscc, quantity}],
-- all as text. A bin that is named is named whole: what it holds and no line names was not there; a line without sku and with
-- quantity 0 says that the bin is empty. All or nothing; all that is wrong is said at once.

-- Every problem of the lines: row, field, what, next. None: it can be imported.
create function api.check_counts_v1(p_warehouse int, p_lines jsonb)
returns table ("row" int, field text, what text, next_step text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select p.n, p.field, p.what, p.next_step from wms.count_problems(p_warehouse, wms.read_counts(p_warehouse, p_lines)) p
                order by p.n, p.field limit 50000;
end $$;

-- Import them under a plan of this name; differences within tolerance are approved, others wait for review. WM422 with
-- detail.problems (the first 500) and detail.total where anything is wrong. Answer: plan_id, counts, lines, review.
create function api.import_counts_v1(p_op uuid, p_warehouse int, p_name text, p_lines jsonb, p_tolerance numeric default 0,
                                     p_tolerance_share numeric default 0)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_items wms.count_item[];
  v_problems jsonb;
  v_total int;
  v_plan bigint;
  v_rounds bigint[];
  v_bins bigint[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('import_counts', p_warehouse, p_name, p_tolerance, p_tolerance_share)::text, p_lines), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_plan(p_warehouse, p_name, 'abc', '{}', null, p_tolerance, p_tolerance_share);
  v_items := wms.read_counts(p_warehouse, p_lines);
  select count(*), coalesce(jsonb_agg(jsonb_build_object('row', x.n, 'field', x.field, 'what', x.what, 'next', x.next_step) order by x.n)
           filter (where x.nth <= 500), '[]')
    into v_total, v_problems from (select p.*, row_number() over (order by p.n) as nth from wms.count_problems(p_warehouse, v_items) p) x;
  if v_total > 0 then
    perform wms.refuse('WM422', format('%s problems in the count; nothing was imported.', v_total), 'Correct these lines and import it again.',
                       jsonb_build_object('problems', v_problems, 'total', v_total));
  end if;
  insert into wms.count_plan (warehouse_id, name, kind, tolerance, tolerance_share, run)
  values (p_warehouse, trim(p_name), 'import', coalesce(p_tolerance, 0), coalesce(p_tolerance_share, 0), 1) on conflict do nothing returning plan_id into v_plan;
  if v_plan is null then
    perform wms.refuse('WM409', format('There is a plan named %s.', left(p_name, 80)), 'Give this import another name.');
  end if;
  v_bins := array(select distinct (i).location_id from unnest(v_items) i order by 1);
  update wms.count c set state = 'cancelled' where c.warehouse_id = p_warehouse and c.location_id = any (v_bins) and c.state = 'open';   -- counted by this
  v_rounds := wms.store_counts(p_warehouse, v_plan, v_bins, v_items);
  perform wms.judge_rounds(p_warehouse, v_rounds);
  perform wms.mark_counted(p_warehouse, v_bins, null);
  return wms.keep_answer(p_op, jsonb_build_object('plan_id', v_plan, 'counts', cardinality(v_bins), 'lines', cardinality(v_items),
    'review', (select count(*) from wms.count c where c.plan_id = v_plan and c.state = 'review')));
end $$;

-- The lines with what their words mean here; an id is null where a word is not known. Looked up line by line through keys.
create function wms.read_counts(p_warehouse int, p_lines jsonb) returns wms.count_item[]
language plpgsql stable as $$
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) not between 1 and 50000 then
    perform wms.refuse('WM422', 'A count to import has 1 to 50,000 lines.', 'Split it and send the parts.');
  end if;
  return array(
    select row(coalesce(x.n, e.n), left(x.location, 80), left(x.sku, 80), left(x.lot, 80), left(x.sscc, 80), left(x.quantity, 40),
               case when trim(x.quantity) ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,12})?$' then trim(x.quantity)::numeric end,
               l.location_id, p.product_id, p.tracking, t.lot_id, h.hu_id)::wms.count_item
      from jsonb_array_elements(p_lines) with ordinality e(value, n)
     cross join lateral (
       select case when (e.value ->> 'row') ~ '^[0-9]{1,9}$' then (e.value ->> 'row')::int end as n, nullif(trim(e.value ->> 'location'), '') as location,
              nullif(trim(e.value ->> 'sku'), '') as sku, nullif(trim(e.value ->> 'lot'), '') as lot, nullif(trim(e.value ->> 'sscc'), '') as sscc,
              e.value ->> 'quantity' as quantity offset 0) x
      left join lateral (select k.location_id from wms.location k where k.warehouse_id = p_warehouse and k.code = x.location and k.kind not in ('virtual', 'retired') limit 1) l on true
      left join lateral (select k.product_id, k.tracking from wms.product k where k.sku = x.sku limit 1) p on true
      left join lateral (select k.lot_id from wms.lot k where k.product_id = p.product_id and k.number = x.lot limit 1) t on true
      left join lateral (select k.hu_id from wms.handling_unit k where k.sscc = x.sscc and k.warehouse_id = p_warehouse limit 1) h on true
     order by e.n);
end $$;

-- A problem in words: the field that it is about, what is wrong, what to do.
create function wms.count_problem(p_kind text, p_location text, p_sku text, p_sscc text, p_quantity text, p_tracking text, p_first int,
                                  out field text, out what text, out next_step text)
language sql immutable as $$
  select w.field, w.what, w.next_step from (values
    ('no bin', 'location', 'No bin is named.', 'Enter the address of the bin.'),
    ('bin', 'location', format('Bin %s is not known in this warehouse.', p_location), 'Check the address.'),
    ('busy', 'location', format('Bin %s is being counted or waits for a decision.', p_location), 'Finish that count first, or leave the bin out.'),
    ('no sku', 'sku', 'No SKU is named.', 'Enter the SKU; an empty bin has no SKU and quantity 0.'),
    ('both', 'sku', format('Bin %s is said to be empty and to hold goods.', p_location), 'Keep one of the two.'),
    ('sku', 'sku', format('SKU %s is not known.', p_sku),
     case when p_sku ~ '^[0-9]{7,15}$' and length(p_sku) not in (8, 12, 13, 14)
          then format('%s has %s digits; a GTIN has 8, 12, 13 or 14. Scan the code on the pack.', p_sku, length(p_sku))
          else 'Check it, or have the product created first.' end),
    ('number', 'quantity', format('“%s” is not a quantity.', coalesce(p_quantity, '')), 'Enter a number of up to six decimals.'),
    ('below', 'quantity', format('%s is below zero.', p_quantity), 'Enter what was counted.'),
    ('size', 'quantity', format('%s cannot be counted.', p_quantity), 'Enter at most 1,000,000,000 with at most six decimals.'),
    ('piece', 'quantity', format('SKU %s is counted piece by piece: one a serial number.', p_sku), 'Enter 1 with each serial number.'),
    ('lot', 'lot', format('SKU %s is not tracked by lot.', p_sku), 'Leave the lot out.'),
    ('no lot', 'lot', format('SKU %s needs a %s number.', p_sku, p_tracking), 'Enter the number on the goods.'),
    ('long', 'lot', 'The lot number has over 40 characters.', 'Enter it as it stands on the goods.'),
    ('sscc', 'sscc', format('%s is not a valid SSCC.', p_sscc), 'Enter 18 digits with a right check digit.'),
    ('unit', 'sscc', format('Unit %s is not known here.', p_sscc), 'Check the label, or receive the unit first.'),
    ('twice', 'row', format('The same bin, SKU, lot and unit as in row %s.', p_first), 'Add the quantities up in one row.')
  ) w(kind, field, what, next_step) where w.kind = p_kind
$$;

-- What is wrong with the lines, every problem of each.
create function wms.count_problems(p_warehouse int, p_items wms.count_item[])
returns table (n int, field text, what text, next_step text)
language sql stable as $$
  with item as (select i.*, row_number() over same as nth, first_value(i.n) over same as first_row, count(i.sku) over (partition by i.location) as goods
                  from unnest(p_items) i window same as (partition by i.location, i.sku, i.lot, i.sscc order by i.n))
  select i.n, w.field, w.what, w.next_step
    from item i
    left join lateral (
      select c.state, c.lease_until >= now() as busy from wms.count c where c.warehouse_id = p_warehouse and c.location_id = i.location_id
         and c.state in ('open', 'counted', 'recount', 'review', 'approved') limit 1) a on true
   cross join lateral (values      -- asked of every line, so in few words; said only of those that are wrong
     ('no bin', i.location is null), ('bin', i.location is not null and i.location_id is null), ('busy', a.state <> 'open' or a.busy),
     ('no sku', i.sku is null and i.quantity is distinct from 0), ('both', i.sku is null and i.quantity = 0 and i.goods > 0),
     ('sku', i.sku is not null and i.product_id is null), ('number', i.quantity is null), ('below', i.quantity < 0),
     ('size', i.quantity > 1000000000 or i.quantity <> round(i.quantity, 6)), ('piece', i.tracking = 'serial' and i.quantity not in (0, 1)),
     ('lot', i.tracking = 'none' and i.lot is not null), ('no lot', i.tracking <> 'none' and i.lot is null), ('long', length(i.lot) > 40),
     ('sscc', i.sscc is not null and not wms.sscc_is_valid(i.sscc)), ('unit', i.sscc is not null and wms.sscc_is_valid(i.sscc) and i.hu_id is null),
     ('twice', i.nth > 1 and i.location is not null)) f(kind, wrong)
   cross join lateral wms.count_problem(f.kind, i.location, i.sku, i.sscc, i.quantity_text, i.tracking, i.first_row) w
   where f.wrong
$$;

-- Counts, passes and lines of an import; returns the passes. The bins stand in order of their ids.
create function wms.store_counts(p_warehouse int, p_plan bigint, p_bins bigint[], p_items wms.count_item[]) returns bigint[]
language plpgsql as $$
declare
  v_counts bigint[];
  v_rounds bigint[];
begin
  with made as (
    insert into wms.count (warehouse_id, plan_id, run, location_id) select p_warehouse, p_plan, 1, b.id from unnest(p_bins) b(id)
    returning count_id, location_id)
  select array_agg(count_id order by location_id) into v_counts from made;
  with made as (
    insert into wms.count_round (warehouse_id, count_id, round, imported) select p_warehouse, c.id, 1, true from unnest(v_counts) c(id)
    returning round_id, count_id)
  select array_agg(m.round_id order by c.location_id) into v_rounds from made m join wms.count c on c.count_id = m.count_id;
  update wms.count c set round_id = x.round_id from unnest(v_counts, v_rounds) x(count_id, round_id) where c.count_id = x.count_id;
  insert into wms.count_line (warehouse_id, round_id, product_id, lot_id, lot_number, hu_id, unit_at, quantity, placed)
  select p_warehouse, v_rounds[s.place], s.product_id, s.lot_id, case when s.lot_id is null then s.lot end, s.hu_id, h.location_id, s.quantity, false
    from (select i.*, dense_rank() over (order by i.location_id)::int as place from unnest(p_items) i) s
    left join lateral (select k.location_id from wms.handling_unit k where k.hu_id = s.hu_id limit 1) h on true
   where s.sku is not null and s.quantity > 0;
  return v_rounds;
end $$;
