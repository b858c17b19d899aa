-- Claim an operation key. Null: it is new and now ours. Otherwise the answer given the first time; a key that was used
-- by somebody else or for another request is refused (WM409). A second caller waits here for the first to finish.
create function wms.claim_op(p_op uuid, p_request text, p_at timestamptz, p_ledger_id bigint) returns jsonb
language plpgsql as $$
declare
  v_hash bytea := sha256(convert_to(p_request, 'UTF8'));
begin
  if p_op is null then
    perform wms.refuse('WM422', 'The request carries no operation key.', 'Send it again from a current client.');
  end if;
  insert into wms.posting (op, actor, request_hash, posted_at, ledger_id)
  values (p_op, session_user, v_hash, p_at, p_ledger_id) on conflict (op) do nothing;
  if found then
    return null;
  end if;
  return wms.replay(p_op, v_hash);
end $$;

-- The answer given the first time. Null: claimed a moment ago in this very transaction, by the short way of a single post
-- that then found it could not go on (another's claim is seen only with its answer or its ledger entry).
create function wms.replay(p_op uuid, p_hash bytea) returns jsonb
language plpgsql as $$
declare
  v_old wms.posting;
begin
  select * into v_old from wms.posting where op = p_op;
  if v_old.actor <> session_user or v_old.request_hash <> p_hash then
    perform wms.refuse('WM409', 'This operation key was used for another request.', 'Scan again to make a new request.');
  end if;
  if v_old.answer is not null then
    return v_old.answer;
  end if;
  return (select wms.single_answer(l) from wms.ledger l
           where l.posted_at = v_old.posted_at and l.ledger_id = v_old.ledger_id);
end $$;
