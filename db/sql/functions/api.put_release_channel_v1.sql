-- Roles: r_supervisor, r_planner
-- Make or change a release channel: {channel_id (of the one to change), version (as it was read), sequence, name, state
-- open|locked|asleep, wakes_at, way stream|wave, services [carrier services], priority_from, priority_to, most_lines,
-- horizon_minutes, open_lines, mode discrete|batch|cluster|zone, slots, litres, kilograms, short leave|take; of waves by
-- themselves: at_times ["14:00" on the warehouse's clock], before_cut_off (minutes), fill_lines}. Of one that is changed, what is
-- left out stays as it is; times of day that are over before it was changed so are not made up for. Answer: channel_id, version. WM404, WM409, WM412, WM422.
create function api.put_release_channel_v1(p_op uuid, p_warehouse int, p_channel jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_is wms.release_channel;
  v_new wms.release_channel;
  v_problem text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('put_release_channel', p_warehouse), p_channel), clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  v_problem := wms.channel_problem(p_channel);
  if v_problem is not null then
    perform wms.refuse('WM422', format('This channel cannot be kept: %s.', v_problem), 'Correct it and save it again.');
  end if;
  if p_channel ->> 'channel_id' is not null then
    select * into v_is from wms.release_channel c where c.channel_id::text = p_channel ->> 'channel_id' and c.warehouse_id = p_warehouse
       for no key update;
    if v_is.channel_id is null then
      perform wms.refuse('WM404', 'This channel is not known in this warehouse.', 'Refresh the list.');
    elsif v_is.version::text is distinct from p_channel ->> 'version' then
      perform wms.refuse('WM412', format('%s changed it meanwhile.', v_is.changed_by), 'Look at it as it is now, then change it.', to_jsonb(v_is));
    end if;
  end if;
  v_new := jsonb_populate_record(v_is, p_channel - 'channel_id' - 'version' - 'warehouse_id' - 'changed_by' - 'changed_at' - 'services' - 'at_times' - 'clock_from');
  if jsonb_typeof(p_channel -> 'services') = 'array' then
    v_new.services := array(select jsonb_array_elements_text(p_channel -> 'services'));
  end if;
  if jsonb_typeof(p_channel -> 'at_times') = 'array' then
    v_new.at_times := array(select distinct t.value::time from jsonb_array_elements_text(p_channel -> 'at_times') t(value) order by 1);
  end if;
  v_problem := wms.channel_limits(v_new);
  if v_problem is not null then
    perform wms.refuse('WM422', format('This channel cannot be kept: %s.', v_problem), 'Correct it and save it again.');
  end if;
  if exists (select from wms.release_channel c where c.warehouse_id = p_warehouse and c.channel_id <> coalesce(v_is.channel_id, 0)
                and (c.sequence = v_new.sequence or c.name = v_new.name)) then
    perform wms.refuse('WM409', 'Another channel has this sequence or this name.', 'Choose a free one.');
  end if;
  if v_is.channel_id is null then
    insert into wms.release_channel (warehouse_id, sequence, name) values (p_warehouse, v_new.sequence, v_new.name) returning * into v_is;
  else
    v_is.version := v_is.version + 1;
  end if;
  v_new.state := coalesce(v_new.state, 'locked');
  update wms.release_channel c set sequence = v_new.sequence, name = v_new.name, state = v_new.state,
         wakes_at = case when v_new.state = 'asleep' then v_new.wakes_at end, way = coalesce(v_new.way, 'wave'),
         services = coalesce(v_new.services, '{}'), priority_from = coalesce(v_new.priority_from, 1), priority_to = coalesce(v_new.priority_to, 9),
         most_lines = v_new.most_lines, horizon_minutes = v_new.horizon_minutes, open_lines = v_new.open_lines,
         mode = coalesce(v_new.mode, 'cluster'), slots = coalesce(v_new.slots, 8), litres = v_new.litres, kilograms = v_new.kilograms,
         short = coalesce(v_new.short, 'leave'), at_times = coalesce(v_new.at_times, '{}'), before_cut_off = v_new.before_cut_off,
         fill_lines = v_new.fill_lines, clock_from = case
           when (v_new.state, coalesce(v_new.way, 'wave'), coalesce(v_new.at_times, '{}')) is distinct from (c.state, c.way, c.at_times)
             then clock_timestamp() else c.clock_from end, version = v_is.version, changed_by = session_user, changed_at = clock_timestamp()
   where c.channel_id = v_is.channel_id;
  insert into wms.event (warehouse_id, type, aggregate_id, number, payload)
  values (p_warehouse, 'channel.changed', v_is.channel_id, v_new.name, p_channel);
  return wms.keep_answer(p_op, jsonb_build_object('channel_id', v_is.channel_id, 'version', v_is.version));
end $$;

-- What cannot be read of a channel, in words. Null: nothing.
create function wms.channel_problem(p_channel jsonb) returns text language sql stable as $$
  select case
    when jsonb_typeof(p_channel) is distinct from 'object' then 'it is not a channel'
    when jsonb_typeof(p_channel -> 'services') not in ('array', 'null') then 'its carrier services are not a list'
    when jsonb_typeof(p_channel -> 'at_times') not in ('array', 'null')
      or exists (select from jsonb_path_query(p_channel, '$.at_times[*]') t where t #>> '{}' !~ '^([01]\d|2[0-3]):[0-5]\d(:00)?$')
      then 'one of its times is not a time of day from 00:00 to 23:59'
    when p_channel ->> 'wakes_at' is not null and p_channel ->> 'wakes_at' !~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d(:?\d\d)?|Z)?$'
      then 'its waking is not a moment'
    when exists (select from jsonb_each(p_channel) e
                  where e.key in ('channel_id', 'version', 'sequence', 'priority_from', 'priority_to', 'most_lines', 'horizon_minutes', 'open_lines', 'slots', 'before_cut_off', 'fill_lines')
                    and jsonb_typeof(e.value) <> 'null'
                    and (not wms.is_between(e.value, 0, 1000000) or e.value::text ~ '\.'))
      then 'one of its numbers is not a whole number between 0 and 1,000,000'
    when exists (select from jsonb_each(p_channel) e where e.key in ('litres', 'kilograms') and jsonb_typeof(e.value) <> 'null'
                    and not wms.is_between(e.value, 0.001, 1000000)) then 'its litres or kilograms are not between 0.001 and 1,000,000' end
$$;

-- What cannot be about a channel, in words. Null: nothing.
create function wms.channel_limits(p_channel wms.release_channel) returns text language sql stable as $$
  select case
    when p_channel.sequence is null or p_channel.sequence not between 1 and 9999 then 'its sequence is not between 1 and 9,999'
    when coalesce(length(p_channel.name), 0) not between 1 and 60 then 'its name has not 1 to 60 characters'
    when p_channel.state not in ('open', 'locked', 'asleep') then 'its state is not open, locked or asleep'
    when p_channel.state = 'asleep' and p_channel.wakes_at <= now() then 'it would be awake again already'
    when p_channel.way not in ('stream', 'wave') then 'it neither streams nor makes waves'
    when p_channel.mode not in ('discrete', 'batch', 'cluster', 'zone') then 'its picking is not discrete, batch, cluster or zone'
    when p_channel.short not in ('leave', 'take') then 'orders that lack something are neither left nor taken'
    when coalesce(p_channel.priority_from, 1) not between 1 and 9 or coalesce(p_channel.priority_to, 9) not between coalesce(p_channel.priority_from, 1) and 9
      then 'its priorities are not between 1 and 9, the first first'
    when p_channel.slots not between 1 and 100 then 'its cart has not 1 to 100 slots'
    when p_channel.before_cut_off > 10080 then 'it would release more than a week before the cut-off'
    when cardinality(p_channel.at_times) > 48 then 'it has more than 48 times a day'
    when least(p_channel.most_lines, p_channel.horizon_minutes, p_channel.open_lines, p_channel.before_cut_off, p_channel.fill_lines) < 1 then 'a limit of it is below 1'
    when cardinality(p_channel.services) > 100 or exists (select from unnest(p_channel.services) s where length(s) not between 1 and 60)
      then 'a carrier service of it has not 1 to 60 characters' end
$$;
