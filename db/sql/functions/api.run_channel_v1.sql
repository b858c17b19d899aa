-- Roles: r_supervisor, r_integration
-- One moment of a channel of waves: release what is due, or say that nothing came of it; once for each reason and moment,
-- whoever asks. p_run: {channel (id), version (as it was read), why time|cut_off|fill|hand, due_at, outcome nothing|missed and
-- said (without a wave)}; p_wave: as api.release_wave_v1 takes it, or null. Answer: already (somebody ran this moment: nothing
-- was done), outcome, and with a wave what a release answers. WM404, WM409, WM422, WM451, WM455 (changed or closed meanwhile).
create function api.run_channel_v1(p_op uuid, p_warehouse int, p_run jsonb, p_wave jsonb default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set work_mem = '64MB' as $$
declare
  v_old jsonb;
  v_is wms.release_channel;
  v_due timestamptz;
  v_made jsonb := '{}';
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('run_channel', p_warehouse), p_run, p_wave), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_run(p_run, p_wave);
  v_due := (p_run ->> 'due_at')::timestamptz;
  select * into v_is from wms.release_channel c where c.channel_id::text = p_run ->> 'channel' and c.warehouse_id = p_warehouse
     for no key update;
  if v_is.channel_id is null then
    perform wms.refuse('WM404', 'This channel is not known in this warehouse.', 'Refresh the list.');
  elsif exists (select from wms.channel_run r where r.channel_id = v_is.channel_id and r.why = p_run ->> 'why' and r.due_at = v_due) then
    return wms.keep_answer(p_op, jsonb_build_object('already', true));
  elsif v_is.version::text is distinct from p_run ->> 'version' or v_is.way <> 'wave' or (p_run ->> 'why' <> 'hand'
        and (v_is.state = 'locked' or v_is.state = 'asleep' and (v_is.wakes_at <= now()) is not true)) then
    perform wms.refuse('WM455', format('%s changed the channel %s meanwhile.', v_is.changed_by, v_is.name), 'Look at it as it is now.');
  end if;
  if jsonb_typeof(p_wave) = 'object' then
    v_made := wms.run_wave(p_warehouse, p_wave || jsonb_build_object('channel', v_is.channel_id));
  end if;
  perform wms.keep_run(v_is, p_run ->> 'why', v_due, v_made, p_run);
  return wms.keep_answer(p_op, v_made || jsonb_build_object('already', false, 'outcome', coalesce(p_run ->> 'outcome', 'released')));
end $$;

-- The wave of a run, in the order of locks of every release.
create function wms.run_wave(p_warehouse int, p_wave jsonb) returns jsonb
language plpgsql as $$
declare
  v_orders bigint[] := wms.check_wave(p_warehouse, p_wave);
begin
  if p_wave ->> 'number' is null then
    perform wms.refuse('WM422', 'The wave of a channel has a number.', 'Name it.');
  end if;
  perform wms.fence_promises();
  perform wms.lock_open_orders(p_warehouse, v_orders);
  perform from wms.task t where t.order_id = any (v_orders) and t.kind = 'pick' and t.state < 400 order by t.task_id for no key update;
  perform wms.check_released(p_warehouse, v_orders);
  return wms.put_wave(p_warehouse, p_wave, v_orders);
end $$;

-- A run that can be read. WM422.
create function wms.check_run(p_run jsonb, p_wave jsonb) returns void
language plpgsql stable as $$
begin
  if jsonb_typeof(p_run) is distinct from 'object' or coalesce(p_run ->> 'why', '') not in ('time', 'cut_off', 'fill', 'hand')
     or coalesce(p_run ->> 'due_at', '') !~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)$' then
    perform wms.refuse('WM422', 'This moment of a channel cannot be read.', 'Say the channel, why, and when it was due.');
  elsif (jsonb_typeof(p_wave) is not distinct from 'object') is not distinct from (coalesce(p_run ->> 'outcome', '') in ('nothing', 'missed')) then
    perform wms.refuse('WM422', 'A run has either a wave, or nothing came of it.', 'Say one of both.');
  end if;
end $$;

-- Keep what a run was. That nothing came of it again is one row, as of the last time.
create function wms.keep_run(p_channel wms.release_channel, p_why text, p_due timestamptz, p_made jsonb, p_run jsonb) returns void
language plpgsql as $$
declare
  v_last wms.channel_run;
begin
  select * into v_last from wms.channel_run r where r.channel_id = p_channel.channel_id order by r.run_id desc limit 1;
  if p_run ->> 'outcome' = 'nothing' and v_last.outcome = 'nothing' and v_last.why = p_why and p_why in ('cut_off', 'fill') then
    update wms.channel_run r set due_at = p_due, said = left(p_run ->> 'said', 500), ran_at = clock_timestamp(), ran_by = session_user
     where r.run_id = v_last.run_id;
  else
    insert into wms.channel_run (warehouse_id, channel_id, why, due_at, outcome, wave_id, orders, said)
    values (p_channel.warehouse_id, p_channel.channel_id, p_why, p_due, coalesce(p_run ->> 'outcome', 'released'), (p_made ->> 'wave_id')::bigint,
            coalesce((p_made ->> 'orders')::int, 0), left(nullif(p_run ->> 'said', ''), 500));
  end if;
end $$;
