-- The answer of a single post, derived from its ledger entry, so that a replay needs no second copy.
create function wms.single_answer(p_entry wms.ledger) returns jsonb
language sql immutable
begin atomic
  select jsonb_build_object(
    'ledger_id', (p_entry).ledger_id, 'quantity', (p_entry).quantity,
    'from_location_id', (p_entry).from_location_id, 'from_balance', (p_entry).from_balance,
    'to_location_id', (p_entry).to_location_id, 'to_balance', (p_entry).to_balance);
end;
