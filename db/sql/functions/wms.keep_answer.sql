-- Store the answer of a claimed operation and hand it through.
create function wms.keep_answer(p_op uuid, p_answer jsonb) returns jsonb
language plpgsql as $$
begin
  update wms.posting set answer = p_answer where op = p_op;
  return p_answer;
end $$;
