-- The alarm list in the manner of ISA-18.2: raise, acknowledge with name, shelve with reason and time, clear.
-- Roles: r_picker, r_packer, r_supervisor, r_integration
create function api.raise_alarm_v1(p_op uuid, p_warehouse int, p_kind text, p_priority int, p_text text, p_source_key text,
                                   p_next_step text, p_location bigint default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_alarm bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('raise_alarm', p_warehouse, p_kind, p_priority, p_text, p_source_key)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_priority not between 1 and 3 or coalesce(p_text, '') = '' or coalesce(p_next_step, '') = '' or length(p_text) > 400 then
    perform wms.refuse('WM422', 'An alarm has a priority 1 to 3, a text and a next step.', 'Complete it.');
  end if;
  insert into wms.alarm as a (warehouse_id, kind, priority, text, next_step, location_id, source_key)
  values (p_warehouse, p_kind, p_priority, p_text, p_next_step, p_location, p_source_key)
  on conflict (warehouse_id, source_key) where cleared_at is null do update set text = excluded.text
  returning alarm_id into v_alarm;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'alarm.raised', v_alarm, jsonb_build_object('kind', p_kind, 'text', p_text));
  return wms.keep_answer(p_op, jsonb_build_object('alarm_id', v_alarm));
end $$;

-- Roles: r_supervisor
create function api.acknowledge_alarm_v1(p_op uuid, p_warehouse int, p_alarm bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  return coalesce(wms.claim_op(p_op, row('acknowledge_alarm', p_warehouse, p_alarm)::text, clock_timestamp(), null),
                  wms.keep_answer(p_op, wms.change_alarm(p_warehouse, p_alarm, 'acknowledged', null, null)));
end $$;

create function api.clear_alarm_v1(p_op uuid, p_warehouse int, p_alarm bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  return coalesce(wms.claim_op(p_op, row('clear_alarm', p_warehouse, p_alarm)::text, clock_timestamp(), null),
                  wms.keep_answer(p_op, wms.change_alarm(p_warehouse, p_alarm, 'cleared', null, null)));
end $$;

create function api.shelve_alarm_v1(p_op uuid, p_warehouse int, p_alarm bigint, p_until timestamptz, p_reason text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
begin
  perform wms.authorise(p_warehouse);
  return coalesce(wms.claim_op(p_op, row('shelve_alarm', p_warehouse, p_alarm, p_until, p_reason)::text, clock_timestamp(), null),
                  wms.keep_answer(p_op, wms.change_alarm(p_warehouse, p_alarm, 'shelved', p_until, p_reason)));
end $$;

-- One step in the life of an alarm, with the name of the person. WM404, WM422.
create function wms.change_alarm(p_warehouse int, p_alarm bigint, p_step text, p_until timestamptz, p_reason text) returns jsonb
language plpgsql as $$
declare
  v_alarm wms.alarm;
begin
  select * into v_alarm from wms.alarm where alarm_id = p_alarm and warehouse_id = p_warehouse for update;
  if v_alarm.alarm_id is null then
    perform wms.refuse('WM404', 'This alarm is not known here.', 'Refresh the list.');
  elsif p_step = 'shelved' and (coalesce(p_reason, '') = '' or p_until is null or p_until <= now() or p_until > now() + interval '24 hours') then
    perform wms.refuse('WM422', 'Shelving needs a reason and an end within a day.', 'Enter both.');
  end if;
  update wms.alarm set
    acknowledged_at = case when p_step = 'acknowledged' then coalesce(acknowledged_at, now()) else acknowledged_at end,
    acknowledged_by = case when p_step = 'acknowledged' then coalesce(acknowledged_by, session_user) else acknowledged_by end,
    shelved_until = case when p_step = 'shelved' then p_until else shelved_until end,
    shelved_by = case when p_step = 'shelved' then session_user else shelved_by end,
    shelve_reason = case when p_step = 'shelved' then left(p_reason, 400) else shelve_reason end,
    cleared_at = case when p_step = 'cleared' then coalesce(cleared_at, now()) else cleared_at end
   where alarm_id = p_alarm;
  insert into wms.event (warehouse_id, type, aggregate_id) values (p_warehouse, 'alarm.' || p_step, p_alarm);
  return jsonb_build_object('alarm_id', p_alarm, 'step', p_step);
end $$;
