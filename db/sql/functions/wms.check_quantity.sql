-- A quantity that can be posted: a number above zero, at most 10^9, with at most six decimals. WM422.
create function wms.check_quantity(p_quantity numeric) returns void
language plpgsql immutable as $$
begin
  if p_quantity is null or p_quantity = 'NaN' or p_quantity <= 0 or p_quantity > 1000000000
     or p_quantity <> round(p_quantity, 6) then
    perform wms.refuse('WM422', format('%s is not a quantity that can be posted.', coalesce(p_quantity::text, 'Nothing')),
                       'Enter a number above 0 with at most six decimals.');
  end if;
end $$;
