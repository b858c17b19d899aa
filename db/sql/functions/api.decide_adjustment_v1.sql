-- Roles: r_supervisor, r_admin
-- Decide a correction that was above its maker's limit: approve, reject, or (its maker) withdraw. Who approves is another
-- person whose limit suffices; it is posted on the stock as it is now, or refused where that no longer can be.
-- WM403 own request or limit, WM404, WM422, WM455 decided already.
create function api.decide_adjustment_v1(p_op uuid, p_warehouse int, p_request bigint, p_decision text, p_note text default null,
                                         p_device text default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_asked wms.adjustment_request;
  v_posted jsonb := '{}';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('decide_adjustment', p_warehouse, p_request, p_decision, p_note)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  select * into v_asked from wms.adjustment_request r
   where r.request_id = p_request and r.warehouse_id = p_warehouse for no key update;
  perform wms.check_decision(v_asked, p_decision, p_note);
  if p_decision = 'approve' then
    v_posted := wms.post_corrections(p_op, p_warehouse, v_asked.kind, v_at,
      wms.corrections(p_warehouse, v_asked.kind, v_asked.lines, v_asked.reason, coalesce(v_asked.document, 'REQUEST-' || p_request)),
      coalesce(p_device, v_asked.device), null);
  end if;
  update wms.adjustment_request
     set state = case p_decision when 'approve' then 'approved' when 'reject' then 'rejected' else 'withdrawn' end,
         decided_by = session_user, decided_at = v_at, note = p_note,
         decision_op = case when p_decision = 'approve' then p_op end
   where request_id = p_request returning * into v_asked;
  update wms.alarm set cleared_at = now() where warehouse_id = p_warehouse and source_key = 'adjust.approval:' || p_request
     and cleared_at is null;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'adjustment.' || v_asked.state, p_request, jsonb_build_object('kind', v_asked.kind,
          'requested_by', v_asked.requested_by, 'decided_by', v_asked.decided_by, 'op', v_asked.decision_op, 'note', p_note));
  return wms.keep_answer(p_op, v_posted || jsonb_build_object('request_id', p_request, 'state', v_asked.state,
    'requested_by', v_asked.requested_by, 'decided_by', v_asked.decided_by));
end $$;

-- May this person decide this request so? WM403, WM404, WM422, WM455.
create function wms.check_decision(p_asked wms.adjustment_request, p_decision text, p_note text) returns void
language plpgsql as $$
begin
  if (p_asked).request_id is null then
    perform wms.refuse('WM404', 'This request is not known here.', 'Refresh the list.');
  elsif p_decision is null or p_decision not in ('approve', 'reject', 'withdraw') then
    perform wms.refuse('WM422', format('%s is not a decision.', coalesce(left(p_decision, 40), 'Nothing')),
                       'Use approve, reject or withdraw.');
  elsif length(p_note) > 400 then
    perform wms.refuse('WM422', 'The note has over 400 characters.', 'Shorten it.');
  elsif (p_asked).state <> 'pending' then
    perform wms.refuse('WM455', format('This request was %s by %s.', (p_asked).state, (p_asked).decided_by), 'Refresh the list.',
                       jsonb_build_object('state', (p_asked).state, 'decided_by', (p_asked).decided_by));
  elsif p_decision = 'withdraw' then
    if (p_asked).requested_by <> session_user then
      perform wms.refuse('WM403', 'Only who asked can withdraw a request.', 'Reject it instead.');
    end if;
  elsif (p_asked).requested_by = session_user then
    perform wms.refuse('WM403', 'You asked for this yourself.', 'Have somebody else decide it, or withdraw it.');
  elsif p_decision = 'approve' and not wms.within_limit((p_asked).kind, (p_asked).quantity, (p_asked).value) then
    perform wms.refuse('WM403', 'This is above your limit too.', 'Ask somebody whose limit suffices.',
                       jsonb_build_object('quantity', (p_asked).quantity, 'value', (p_asked).value));
  end if;
end $$;
