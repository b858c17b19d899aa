-- SSCC-18 (GS1 General Specifications 3.2, check digit 7.9): validity, and the next number of ours.
create function wms.sscc_check_digit(p_first_17 text) returns int
language sql immutable strict
begin atomic
  select ((10 - sum(substr(p_first_17, i, 1)::int * case when i % 2 = 1 then 3 else 1 end) % 10) % 10)::int
    from generate_series(1, 17) i;
end;
create function wms.sscc_is_valid(p_sscc text) returns boolean
language sql immutable
begin atomic
  select case when p_sscc ~ '^[0-9]{18}$'
              then wms.sscc_check_digit(left(p_sscc, 17)) = right(p_sscc, 1)::int else false end;
end;

-- A GTIN of 8, 12, 13 or 14 digits with a right check digit (same weights, from the right).
create function wms.gtin_is_valid(p_gtin text) returns boolean
language sql immutable
begin atomic
  select case when p_gtin ~ '^([0-9]{8}|[0-9]{12,14})$'
              then wms.sscc_check_digit(lpad(left(p_gtin, -1), 17, '0')) = right(p_gtin, 1)::int else false end;
end;

-- The ways one GTIN is printed: 14 digits, and shorter ones where it begins with zeros. Anything else is itself.
create function wms.gtin_spellings(p_code text) returns text[]
language sql immutable
begin atomic
  select case when not wms.gtin_is_valid(p_code) then array[p_code] else
    (select array_agg(distinct s) from unnest(array[lpad(p_code, 14, '0'), p_code,
       case when lpad(p_code, 14, '0') like '0%' then right(lpad(p_code, 14, '0'), 13) end,
       case when lpad(p_code, 14, '0') like '00%' then right(lpad(p_code, 14, '0'), 12) end,
       case when lpad(p_code, 14, '0') like '000000%' then right(lpad(p_code, 14, '0'), 8) end]) s where s is not null) end;
end;

-- The next SSCC: extension digit and company prefix that an administrator entered, then a serial that fills 17 digits.
-- Extension digit 3 and the prefix 0000000 stand until then. Labels met before (a supplier's, an imported one) are passed
-- over. WM455 when all numbers of the prefix are used.
create function wms.next_sscc(p_warehouse int default null) returns text
language plpgsql volatile as $$
declare
  v_head text := '30000000';
  v_since bigint := 0;
  v_serial text;
  v_first text;
begin
  select p.extension || p.company_prefix, p.since into v_head, v_since from wms.sscc_prefix p where p.warehouse_id = p_warehouse;
  if not found then
    v_head := '30000000';
    v_since := 0;
  end if;
  loop
    v_serial := (nextval('wms.sscc_seq') - v_since)::text;
    if length(v_serial) > 17 - length(v_head) then
      perform wms.refuse('WM455', format('All SSCCs that begin with %s are used.', v_head),
                         'Have an administrator enter another extension digit or company prefix.');
    end if;
    v_first := v_head || lpad(v_serial, 17 - length(v_head), '0');
    v_first := v_first || wms.sscc_check_digit(v_first);
    exit when not exists (select from wms.handling_unit h where h.sscc = v_first)
          and not exists (select from wms.hu_label b where b.sscc = v_first);
  end loop;
  return v_first;
end $$;
