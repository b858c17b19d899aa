-- Roles: r_supervisor, r_integration
-- Announce deliveries, up to 5,000 with 50,000 lines, all or nothing: [{number, kind (order, asn, return, transfer), source,
-- external_ref, party (its code: of a supplier, of a return the customer), expected_at, blind, note, lines: [{row, line_no,
-- sku | product, quantity, lot, expires_on, sscc}]}]. Values may be text as a file has them; row is the file's and comes back
-- with the problem. Without lines only a blind one: goods without papers. WM422 with all that is wrong in the detail.
create function api.enter_inbound_v1(p_op uuid, p_warehouse int, p_deliveries jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('enter_inbound', p_warehouse, p_deliveries)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.refuse_inbound(p_warehouse, p_deliveries);
  with entered as (
    insert into wms.inbound (warehouse_id, number, kind, source, external_ref, party_id, expected_at, blind, note)
    select p_warehouse, trim(d.number), coalesce(d.kind, 'asn'), coalesce(d.source, 'manual'), d.external_ref,
           (select y.party_id from wms.party y where y.code = d.party and y.kind = wms.inbound_party(d.kind)),
           d.expected_at::timestamptz, coalesce(d.blind::boolean, false), coalesce(d.note, '')
      from wms.inbound_given(p_deliveries) d order by d.n
    returning inbound_id, number
  ), lines as (
    insert into wms.inbound_line (warehouse_id, inbound_id, line_no, product_id, quantity, lot, expires_on, sscc)
    select p_warehouse, e.inbound_id, l.line_no, l.product_id, l.quantity, l.lot, l.expires_on::date, l.sscc
      from wms.inbound_items(p_deliveries) l join entered e on e.number = l.number order by e.inbound_id, l.line_no
    returning 1
  ), said as (
    insert into wms.event (warehouse_id, type, aggregate_id, number)
    select p_warehouse, 'inbound.entered', inbound_id, number from entered returning 1
  )
  select jsonb_build_object('deliveries', jsonb_agg(jsonb_build_object('inbound_id', inbound_id, 'number', number) order by inbound_id),
                            'lines', (select count(*) from lines))
    into v_answer from entered;
  return wms.keep_answer(p_op, v_answer);
end $$;

-- Roles: r_supervisor, r_integration, r_auditor
-- All that is wrong with deliveries, without entering any: by delivery, row and line, which field, what, what to do.
create function api.check_inbound_v1(p_warehouse int, p_deliveries jsonb)
returns table (number text, "row" int, line int, field text, what text, next_step text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return query select p.number, p."row", p.line, p.field, p.what, p.next_step from wms.inbound_problems(p_warehouse, p_deliveries) p;
end $$;

-- Refuse deliveries in which anything is wrong: the first hundred problems in the detail, and how many there are.
create function wms.refuse_inbound(p_warehouse int, p_deliveries jsonb) returns void
language plpgsql as $$
declare
  v_problems jsonb;
  v_total int;
begin
  select count(*), jsonb_agg(to_jsonb(p)) filter (where p.n <= 100) into v_total, v_problems
    from (select q.*, row_number() over () as n from wms.inbound_problems(p_warehouse, p_deliveries) q) p;
  if v_total > 0 then
    perform wms.refuse('WM422', format('%s with what is announced; nothing was entered. First: %s%s', case v_total when 1 then '1 problem'
        else v_total || ' problems' end, coalesce((v_problems -> 0 ->> 'number') || ': ', ''), v_problems -> 0 ->> 'what'),
      case v_total when 1 then v_problems -> 0 ->> 'next_step' else 'Correct these lines and enter it again.' end,
      jsonb_build_object('problems', v_problems, 'total', v_total));
  end if;
end $$;

-- The heads of deliveries as given, texts untouched. WM422 where this is no list of deliveries.
create function wms.inbound_given(p_deliveries jsonb)
returns table (n bigint, number text, kind text, source text, external_ref text, party text, expected_at text, blind text, note text, lines jsonb)
language plpgsql immutable as $$
begin
  if p_deliveries is null or jsonb_typeof(p_deliveries) <> 'array' or jsonb_array_length(p_deliveries) not between 1 and 5000
     or jsonb_path_exists(p_deliveries, '$[*] ? (@.type() != "object")')
     or jsonb_path_exists(p_deliveries, 'strict $[*] ? (exists(@.lines) && @.lines.type() != "array")', silent => true)
     or jsonb_path_exists(p_deliveries, 'lax $[*].lines[*] ? (@.type() != "object")') then
    perform wms.refuse('WM422', 'This is no list of 1 to 5,000 deliveries with their lines.', 'Split it and send the parts.');
  elsif (select sum(jsonb_array_length(coalesce(e.value -> 'lines', '[]'))) from jsonb_array_elements(p_deliveries) e(value)) > 50000 then
    perform wms.refuse('WM422', 'More than 50,000 lines are announced at once.', 'Split them and send the parts.');
  end if;
  return query
  select e.n, nullif(trim(e.value ->> 'number'), ''), e.value ->> 'kind', e.value ->> 'source', nullif(trim(e.value ->> 'external_ref'), ''),
         nullif(trim(e.value ->> 'party'), ''), e.value ->> 'expected_at', e.value ->> 'blind', e.value ->> 'note',
         coalesce(e.value -> 'lines', '[]')
    from jsonb_array_elements(p_deliveries) with ordinality e(value, n);
end $$;

-- Their lines, codes looked up. quantity null: no number; line_no counts where none is given.
create function wms.inbound_items(p_deliveries jsonb)
returns table (delivery bigint, place bigint, number text, "row" int, line_no int, line_text text, sku text, product_id bigint, tracking text, quantity numeric, quantity_text text,
               lot text, expires_on text, sscc text)
language plpgsql stable as $$
begin
  return query
  select d.n, e.n, d.number, case when (e.value ->> 'row') ~ '^[0-9]{1,9}$' then (e.value ->> 'row')::int end,
         case when e.value ->> 'line_no' is null then e.n::int when (e.value ->> 'line_no') ~ '^[0-9]{1,9}$' then (e.value ->> 'line_no')::int end,
         e.value ->> 'line_no', coalesce(nullif(trim(e.value ->> 'sku'), ''), e.value ->> 'product'), p.product_id, p.tracking,
         case when trim(e.value ->> 'quantity') ~ '^[+-]?[0-9]{1,15}([.][0-9]{1,12})?$' then trim(e.value ->> 'quantity')::numeric end,
         e.value ->> 'quantity', nullif(trim(e.value ->> 'lot'), ''), nullif(trim(e.value ->> 'expires_on'), ''), nullif(trim(e.value ->> 'sscc'), '')
    from wms.inbound_given(p_deliveries) d
   cross join lateral jsonb_array_elements(d.lines) with ordinality e(value, n)
    left join lateral (
      select k.product_id, k.tracking from wms.product k
       where case when e.value ->> 'sku' is not null then k.sku = trim(e.value ->> 'sku')
                  else k.product_id = case when (e.value ->> 'product') ~ '^[0-9]{1,18}$' then (e.value ->> 'product')::bigint end end limit 1) p on true;
end $$;

-- Who sends or brings a delivery of this kind.
create function wms.inbound_party(p_kind text) returns text
language sql immutable
begin atomic
  select case when p_kind = 'return' then 'customer' else 'supplier' end;
end;

-- A text that is a day of the calendar, and a moment of it. Anything else is null.
create function wms.day_of(p_text text) returns date
language plpgsql immutable as $$
begin
  return case when p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then p_text::date end;
exception when datetime_field_overflow then
  return null;
end $$;
create function wms.moment_of(p_text text) returns timestamptz
language plpgsql stable as $$
begin
  return case when p_text ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then p_text::timestamptz end;
exception when datetime_field_overflow or invalid_datetime_format then
  return null;
end $$;

-- Every problem of the lines of deliveries. n, place: of delivery and line in what was given.
create function wms.inbound_line_problems(p_deliveries jsonb)
returns table (n bigint, place bigint, number text, "row" int, line int, field text, what text, next_step text)
language sql stable as $$
  with line as (
    select i.*, count(*) over (partition by i.delivery, i.line_no) as same from wms.inbound_items(p_deliveries) i
  )
  select l.delivery, l.place, left(l.number, 40), l."row", l.line_no, f.field, f.what, f.next_step
    from line l
   cross join lateral (select wms.day_of(l.expires_on) as ends) d
   cross join lateral (values
       (l.product_id is null, 'sku', case when coalesce(l.sku, '') = '' then 'No SKU is named.' else format('SKU %s is not known.', left(l.sku, 40)) end,
        'Check it, or have the product created first.'),
       (l.quantity is null, 'quantity', format('“%s” is not a quantity.', coalesce(left(l.quantity_text, 40), '')), 'Enter a number of up to six decimals.'),
       (l.quantity <= 0, 'quantity', format('%s cannot be announced.', l.quantity::float8), 'Enter how many are coming, above 0.'),
       (l.quantity > 1000000000 or l.quantity <> round(l.quantity, 6), 'quantity', format('%s cannot be announced.', left(l.quantity_text, 40)),
        'Enter at most 1,000,000,000 with at most six decimals.'),
       (l.tracking = 'serial' and l.lot is not null and l.quantity <> 1, 'quantity', format('SKU %s has serial numbers: one piece each.', l.sku),
        'Enter 1 with each serial number, or leave the number out.'),
       (l.tracking = 'none' and l.lot is not null, 'lot', format('SKU %s is not tracked by lot.', l.sku), 'Leave the lot out.'),
       (length(l.lot) > 40 or l.lot ~ '[[:cntrl:]]', 'lot', 'The lot number is no lot number.', 'It has up to 40 printable characters.'),
       (l.expires_on is not null and d.ends is null, 'expires_on', format('“%s” is not a date.', left(l.expires_on, 40)), 'Write it as 2027-03-31.'),
       (d.ends < current_date, 'expires_on', format('Lot %s expired on %s.', coalesce(left(l.lot, 40), 'of ' || l.sku), d.ends),
        'Check the date; if it is right, have the supplier send other goods.'),
       (l.tracking = 'none' and l.expires_on is not null, 'expires_on', format('SKU %s is not tracked by lot: it has no expiry.', l.sku), 'Leave the date out.'),
       (l.sscc is not null and not wms.sscc_is_valid(l.sscc), 'sscc', format('%s is not a valid SSCC.', left(l.sscc, 40)), 'Enter 18 digits with a right check digit.'),
       (l.line_no is null or l.line_no < 1, 'line_no', format('“%s” is not a line number.', coalesce(left(l.line_text, 40), '')), 'Number the lines from 1.'),
       (l.same > 1, 'line_no', format('Line %s stands twice in %s.', l.line_no, coalesce(l.number, 'it')), 'Number each line once.')
     ) f(wrong, field, what, next_step)
   where f.wrong
$$;

-- Every problem of deliveries and of their lines, in the order in which they were given.
create function wms.inbound_problems(p_warehouse int, p_deliveries jsonb)
returns table (number text, "row" int, line int, field text, what text, next_step text)
language sql stable as $$
  with head as (
    select d.*, count(*) over (partition by d.number) as same from wms.inbound_given(p_deliveries) d
  )
  select p.number, p."row", p.line, p.field, p.what, p.next_step from (
    select h.n, 0::bigint as place, left(h.number, 40) as number, (h.lines -> 0 ->> 'row')::int as "row", null::int as line, f.field, f.what, f.next_step
      from head h
      left join wms.inbound o on o.warehouse_id = p_warehouse and o.number = h.number
     cross join lateral (values
       (h.number is null or length(h.number) > 40, 'number', 'A delivery has no number of 1 to 40 characters.', 'Enter the number on its papers.'),
       (o.inbound_id is not null, 'number', format('%s is entered already%s.', h.number, coalesce(' on ' || to_char(o.entered_at, 'YYYY-MM-DD'), '')),
        'Open it, or give this delivery another number.'),
       (h.same > 1, 'number', format('%s stands twice in what was sent.', h.number), 'Put all its lines under one number.'),
       (exists (select from wms.inbound s where s.source = coalesce(h.source, 'manual') and s.external_ref = h.external_ref), 'number',
        format('The reference %s is entered already.', h.external_ref), 'It was sent before: open that delivery.'),
       (coalesce(h.kind, 'asn') not in ('order', 'asn', 'return', 'transfer'), 'kind', format('“%s” is not a kind of delivery.', left(h.kind, 40)),
        'Use order, asn, return or transfer.'),
       (h.party is not null and not exists (select from wms.party y where y.code = h.party and y.kind = wms.inbound_party(h.kind)), 'party',
        format('%s is not known as a %s.', left(h.party, 40), wms.inbound_party(h.kind)), 'Check the code, or have the party entered first.'),
       (h.expected_at is not null and wms.moment_of(h.expected_at) is null, 'expected_at', format('“%s” is not a date.', left(h.expected_at, 40)),
        'Write it as 2027-03-31 or 2027-03-31 14:00.'),
       (coalesce(h.blind, 'false') not in ('true', 'false'), 'blind', 'Blind is neither yes nor no.', 'Say true or false.'),
       (length(h.note) > 400, 'note', 'The note is over 400 characters.', 'Say it shorter.'),
       (jsonb_array_length(h.lines) = 0 and coalesce(h.blind, 'false') <> 'true', 'number', format('%s has no lines.', coalesce(h.number, 'It')),
        'Enter its lines, or announce it as blind.')) f(wrong, field, what, next_step)
     where f.wrong
    union all
    select q.n, q.place, q.number, q."row", q.line, q.field, q.what, q.next_step from wms.inbound_line_problems(p_deliveries) q) p
   order by p.n, p.place, p.field
$$;
