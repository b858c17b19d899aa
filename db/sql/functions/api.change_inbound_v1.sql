-- Roles: r_supervisor, r_integration
-- Change what is announced while the delivery is open: {expected_at, note, lines: [...]}; a line by its line_no with what is new of
-- it (quantity, lot, expires_on, sscc; cancel true: nothing more of it comes), or a new one without (sku, quantity, ...). What is not
-- named stays; null takes a lot, date or SSCC away. p_version: that was seen (api.inbound_changes_v1; 1 as entered). What is here
-- already cannot be announced away. All or nothing, kept as history. Answer: number, version, changes. WM404, WM412, WM422, WM455.
create function api.change_inbound_v1(p_op uuid, p_warehouse int, p_inbound bigint, p_version int, p_change jsonb, p_note text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_old jsonb;
  v_delivery wms.inbound;
  v_version int;
  v_lines jsonb;
  v_what jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('change_inbound', p_warehouse, p_inbound, p_version, p_change, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_note(p_note);
  v_delivery := wms.held_inbound(p_warehouse, p_inbound);
  if v_delivery.state >= 700 then
    perform wms.refuse('WM455', format('%s is %s.', v_delivery.number, wms.inbound_state(v_delivery.state)), 'Open the delivery again first.');
  end if;
  v_version := wms.refuse_stale_inbound(p_inbound, v_delivery.number, p_version);
  v_lines := wms.changed_lines(v_delivery, p_change);
  perform wms.refuse_line_changes(v_delivery, v_lines);
  v_what := wms.write_head_changes(v_delivery, p_change) || wms.write_line_changes(v_delivery, v_lines);
  if jsonb_array_length(v_what) = 0 then
    perform wms.refuse('WM422', 'Nothing is other than before.', 'Change something, or leave it as it is.');
  elsif not v_delivery.blind and not exists (select from wms.inbound_line l where l.inbound_id = p_inbound and (l.quantity > 0 or l.received > 0)) then
    perform wms.refuse('WM422', format('Nothing of %s would be left.', v_delivery.number), 'Cancel the whole delivery instead.');
  end if;
  insert into wms.inbound_change (warehouse_id, inbound_id, version, what, note) values (p_warehouse, p_inbound, v_version + 1, v_what, coalesce(p_note, ''));
  if v_delivery.started_at is not null then
    perform wms.settle_inbound(p_inbound);
  else
    update wms.inbound d set version = d.version + 1 where d.inbound_id = p_inbound;
  end if;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'inbound.changed', p_inbound, v_delivery.number, jsonb_build_object('version', v_version + 1, 'what', v_what));
  return wms.keep_answer(p_op, jsonb_build_object('number', v_delivery.number, 'version', v_version + 1, 'changes', jsonb_array_length(v_what)));
end $$;

-- Roles: r_supervisor, r_auditor, r_integration
-- What was changed in an announcement, the newest first. None: it is as it was entered, version 1.
create function api.inbound_changes_v1(p_warehouse int, p_inbound bigint)
returns table (version int, what jsonb, note text, person text, changed_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select c.version, c.what, c.note, coalesce(u.display_name, c.changed_by::text), c.changed_at
    from wms.inbound_change c left join wms.app_user u on u.login = c.changed_by
   where c.inbound_id = p_inbound and c.warehouse_id = p_warehouse order by c.version desc limit 500;
end $$;

-- The version that an announcement has; another than was seen is refused with who changed what. Its delivery is locked. WM412.
create function wms.refuse_stale_inbound(p_inbound bigint, p_number text, p_version int) returns int
language plpgsql stable as $$
declare
  v_last record;
begin
  select c.version, c.what, c.changed_at, coalesce(u.display_name, c.changed_by::text) as person into v_last
    from wms.inbound_change c left join wms.app_user u on u.login = c.changed_by where c.inbound_id = p_inbound order by c.version desc limit 1;
  if p_version is distinct from coalesce(v_last.version, 1) then
    perform wms.refuse('WM412', format('%s was changed meanwhile%s.', p_number, coalesce(' by ' || v_last.person, '')),
      'Look at it as it is now, then change it again.',
      jsonb_build_object('version', coalesce(v_last.version, 1), 'what', v_last.what, 'person', v_last.person, 'changed_at', v_last.changed_at));
  end if;
  return p_version;
end $$;

-- The lines of a change as they would be, in the form in which deliveries are announced: n its place in the change, fresh a new line,
-- had what is here, named the fields that the change names. WM422 where it is no change.
create function wms.changed_lines(p_delivery wms.inbound, p_change jsonb) returns jsonb
language plpgsql stable as $$
declare
  v_last int := coalesce((select max(l.line_no) from wms.inbound_line l where l.inbound_id = (p_delivery).inbound_id), 0);
begin
  if p_change is null or jsonb_typeof(p_change) <> 'object'
     or exists (select from jsonb_object_keys(p_change) k where k not in ('expected_at', 'note', 'lines'))
     or coalesce(jsonb_typeof(p_change -> 'lines'), 'array') <> 'array' or jsonb_array_length(coalesce(p_change -> 'lines', '[]')) > 5000
     or jsonb_path_exists(p_change, 'lax $.lines[*] ? (@.type() != "object")')
     or jsonb_path_exists(p_change, 'lax $.lines[*].line_no ? (@.type() != "number" && @.type() != "null")') then
    perform wms.refuse('WM422', 'This is no change of a delivery.', 'Send expected_at, note and up to 5,000 lines.');
  end if;
  return coalesce((
    select jsonb_agg(case
        when e.value ->> 'line_no' is null then (e.value - array['id', 'had', 'cancel', 'product']) || jsonb_build_object('line_no', v_last + e.nth, 'fresh', true)
        else jsonb_build_object('sku', p.sku, 'quantity', l.quantity, 'lot', l.lot, 'expires_on', l.expires_on, 'sscc', l.sscc) || (e.value - 'sku')
             || case when coalesce((e.value ->> 'cancel') = 'true', false) then jsonb_build_object('quantity', l.received) else '{}' end
             || jsonb_build_object('id', l.inbound_line_id, 'had', l.received, 'fresh', false)
      end || jsonb_build_object('row', e.n, 'named', (select jsonb_agg(k) from jsonb_object_keys(e.value) k)) order by e.n)
      from (select x.value, x.n, count(*) filter (where x.value ->> 'line_no' is null) over (order by x.n) as nth
              from jsonb_array_elements(coalesce(p_change -> 'lines', '[]')) with ordinality x(value, n)) e
      left join wms.inbound_line l on l.inbound_id = (p_delivery).inbound_id and l.line_no::text = e.value ->> 'line_no'
      left join wms.product p on p.product_id = l.product_id), '[]');
end $$;

-- Refuse line changes in which anything is wrong, with all of it in the detail, as announcing does. WM422.
create function wms.refuse_line_changes(p_delivery wms.inbound, p_lines jsonb) returns void
language plpgsql stable as $$
declare
  v_problems jsonb;
begin
  with given as (
    select e.value as it, (e.value ->> 'row')::int as n, (e.value ->> 'line_no')::int as line, (e.value ->> 'fresh')::boolean as fresh,
           (e.value ->> 'id')::bigint as id, (e.value ->> 'had')::numeric as had, coalesce(e.value ->> 'cancel' = 'true', false) as over,
           case when e.value ->> 'quantity' ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,12})?$' then (e.value ->> 'quantity')::numeric end as quantity
      from jsonb_array_elements(p_lines) e(value)
  ), wrong as (
    select g.n, g.line, f.field, f.what, f.next_step
      from given g left join wms.inbound_line l on l.inbound_line_id = g.id
     cross join lateral (values
       (not g.fresh and g.id is null, 'line_no', format('%s has no line %s.', (p_delivery).number, g.line), 'Refresh it, or send a new line without a number.'),
       (g.quantity < g.had, 'quantity', format('%s of line %s are here already.', g.had::float8, g.line), 'Announce at least these, or take receipts back first.'),
       (g.had > 0 and (l.lot is distinct from g.it ->> 'lot' or l.sscc is distinct from g.it ->> 'sscc'), 'lot',
        format('Goods of line %s are here: their lot and unit stay.', g.line), 'Cancel the rest of this line and add a new one.')) f(wrong, field, what, next_step)
     where f.wrong
    union all
    select p."row", p.line, p.field, p.what, p.next_step
      from wms.inbound_line_problems(jsonb_build_array(jsonb_build_object('number', (p_delivery).number, 'lines', (
             select coalesce(jsonb_agg(g.it - array['cancel', 'named', 'fresh', 'had', 'id'] order by g.n), '[]') from given g
              where (g.fresh or g.id is not null) and not g.over)))) p
      join given g on g.n = p."row"
     where g.fresh or p.field <> 'expires_on' or g.it -> 'named' ? 'expires_on' or g.it -> 'named' ? 'lot'
  )
  select jsonb_agg(jsonb_build_object('number', (p_delivery).number, 'row', w.n, 'line', w.line, 'field', w.field, 'what', w.what, 'next_step', w.next_step)
                   order by w.n, w.field) into v_problems from wrong w;
  if v_problems is not null then
    perform wms.refuse('WM422', format('%s with these changes; nothing was changed. First: %s', case jsonb_array_length(v_problems) when 1 then '1 problem'
        else jsonb_array_length(v_problems) || ' problems' end, v_problems -> 0 ->> 'what'),
      case jsonb_array_length(v_problems) when 1 then v_problems -> 0 ->> 'next_step' else 'Correct these lines and save again.' end,
      jsonb_build_object('problems', v_problems, 'total', jsonb_array_length(v_problems)));
  end if;
end $$;

-- The head: when it is expected, its note. Answer: what is other than before.
create function wms.write_head_changes(p_delivery wms.inbound, p_change jsonb) returns jsonb
language plpgsql as $$
declare
  v_due timestamptz := case when p_change ? 'expected_at' then wms.moment_of(p_change ->> 'expected_at') else (p_delivery).expected_at end;
  v_note text := case when p_change ? 'note' then coalesce(p_change ->> 'note', '') else (p_delivery).note end;
begin
  if p_change ->> 'expected_at' is not null and v_due is null then
    perform wms.refuse('WM422', format('“%s” is not a date.', left(p_change ->> 'expected_at', 40)), 'Write it as 2027-03-31 or 2027-03-31 14:00.');
  end if;
  perform wms.check_note(v_note);
  update wms.inbound d set expected_at = v_due, note = v_note where d.inbound_id = (p_delivery).inbound_id;
  return case when v_due is distinct from (p_delivery).expected_at
              then jsonb_build_array(jsonb_build_object('field', 'expected_at', 'was', (p_delivery).expected_at, 'now', v_due)) else '[]' end
      || case when v_note <> (p_delivery).note then jsonb_build_array(jsonb_build_object('field', 'note', 'was', (p_delivery).note, 'now', v_note)) else '[]' end;
end $$;

-- The lines, which are right. Answer: what is other than before, field by field; a new line with its quantity alone.
create function wms.write_line_changes(p_delivery wms.inbound, p_lines jsonb) returns jsonb
language plpgsql as $$
declare
  v_what jsonb;
begin
  perform from wms.inbound_line l where l.inbound_id = (p_delivery).inbound_id order by l.inbound_line_id for no key update;
  with given as (
    select e.n, (e.value ->> 'id')::bigint as id, (e.value ->> 'line_no')::int as line_no, e.value ->> 'sku' as sku, (e.value ->> 'quantity')::numeric as quantity,
           nullif(trim(e.value ->> 'lot'), '') as lot, nullif(trim(e.value ->> 'expires_on'), '')::date as expires_on, nullif(trim(e.value ->> 'sscc'), '') as sscc
      from jsonb_array_elements(p_lines) with ordinality e(value, n)
  ), differs as (
    select g.n, f.k, jsonb_build_object('line_no', g.line_no, 'sku', g.sku, 'field', f.field, 'was', f.was, 'now', f.now) as what
      from given g left join wms.inbound_line l on l.inbound_line_id = g.id
     cross join lateral (values (1, 'quantity', to_jsonb(l.quantity), to_jsonb(g.quantity)), (2, 'lot', to_jsonb(l.lot), to_jsonb(g.lot)),
       (3, 'expires_on', to_jsonb(l.expires_on), to_jsonb(g.expires_on)), (4, 'sscc', to_jsonb(l.sscc), to_jsonb(g.sscc))) f(k, field, was, now)
     where f.was is distinct from f.now
  )
  select jsonb_agg(d.what order by d.n, d.k) into v_what from differs d;
  update wms.inbound_line l set quantity = (e.value ->> 'quantity')::numeric, lot = nullif(trim(e.value ->> 'lot'), ''),
         expires_on = nullif(trim(e.value ->> 'expires_on'), '')::date, sscc = nullif(trim(e.value ->> 'sscc'), '')
    from jsonb_array_elements(p_lines) e(value)
   where l.inbound_line_id = (e.value ->> 'id')::bigint and l.inbound_id = (p_delivery).inbound_id;
  insert into wms.inbound_line (warehouse_id, inbound_id, line_no, product_id, quantity, lot, expires_on, sscc)
  select (p_delivery).warehouse_id, (p_delivery).inbound_id, (e.value ->> 'line_no')::int, k.product_id, (e.value ->> 'quantity')::numeric,
         nullif(trim(e.value ->> 'lot'), ''), nullif(trim(e.value ->> 'expires_on'), '')::date, nullif(trim(e.value ->> 'sscc'), '')
    from jsonb_array_elements(p_lines) with ordinality e(value, n) join wms.product k on k.sku = trim(e.value ->> 'sku')
   where (e.value ->> 'fresh')::boolean order by e.n;
  return coalesce(v_what, '[]');
end $$;
