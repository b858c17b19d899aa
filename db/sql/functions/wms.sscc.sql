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
-- Extension digit 3 and the prefix 0000000 stand until an administrator enters the company prefix.
create function wms.next_sscc() returns text
language plpgsql volatile as $$
declare
  v_first text := '30000000' || lpad(nextval('wms.sscc_seq')::text, 9, '0');
begin
  return v_first || wms.sscc_check_digit(v_first);
end $$;
