-- Roles: r_supervisor, r_integration
-- Book a time at a dock, for a delivery or for a carrier alone; with p_appointment the one that was booked is changed. Two
-- appointments never overlap at one dock. WM404, WM409 taken (detail: by whom, free_from), WM412, WM422, WM455.
create function api.book_dock_v1(p_op uuid, p_warehouse int, p_dock bigint, p_starts_at timestamptz, p_ends_at timestamptz, p_inbound bigint default null,
  p_carrier text default null, p_note text default null, p_appointment bigint default null, p_version int default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_made wms.dock_appointment;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('book_dock', p_warehouse, p_dock, p_starts_at, p_ends_at, p_inbound, p_carrier, p_note, p_appointment, p_version)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_appointment(p_warehouse, p_dock, p_starts_at, p_ends_at, p_inbound, p_carrier, p_note);
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_dock for no key update;    -- one books at a dock at a time
  perform wms.refuse_overlap(p_warehouse, p_dock, p_starts_at, p_ends_at, p_appointment);
  if p_appointment is null then
    insert into wms.dock_appointment (warehouse_id, dock_id, inbound_id, carrier, starts_at, ends_at, note)
    values (p_warehouse, p_dock, p_inbound, coalesce(trim(p_carrier), ''), p_starts_at, p_ends_at, coalesce(p_note, '')) returning * into v_made;
  else
    update wms.dock_appointment a set dock_id = p_dock, inbound_id = p_inbound, carrier = coalesce(trim(p_carrier), ''), starts_at = p_starts_at,
           ends_at = p_ends_at, note = coalesce(p_note, ''), version = a.version + 1
     where a.appointment_id = p_appointment and a.warehouse_id = p_warehouse and a.version = p_version and a.state in ('booked', 'arrived')
    returning * into v_made;
    if not found then
      perform wms.refuse('WM412', 'This appointment was changed meanwhile, or the truck is at a dock.', 'Look at the board again.');
    end if;
  end if;
  update wms.inbound d set expected_at = p_starts_at, version = d.version + 1 where d.inbound_id = p_inbound and d.state < 300;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'dock.booked', v_made.appointment_id, jsonb_build_object('dock', p_dock, 'starts_at', p_starts_at, 'ends_at', p_ends_at));
  return wms.keep_answer(p_op, jsonb_build_object('appointment_id', v_made.appointment_id, 'version', v_made.version));
end $$;

-- Is this a time at a dock? WM404, WM422, WM455.
create function wms.check_appointment(p_warehouse int, p_dock bigint, p_starts_at timestamptz, p_ends_at timestamptz, p_inbound bigint, p_carrier text,
                                      p_note text) returns void
language plpgsql stable as $$
declare
  v_state smallint;
begin
  perform wms.check_note(p_note);
  if not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_dock and l.kind in ('dock', 'receiving')) then
    perform wms.refuse('WM404', 'This dock is not known in this warehouse.', 'Choose a dock of the board.');
  elsif p_starts_at is null or p_ends_at is null or not isfinite(p_starts_at) or not isfinite(p_ends_at) or p_ends_at <= p_starts_at
        or p_ends_at > p_starts_at + interval '24 hours' then
    perform wms.refuse('WM422', 'An appointment ends after it begins, within a day.', 'Enter both times.');
  elsif length(p_carrier) > 80 or coalesce(trim(p_carrier), '') = '' and p_inbound is null then
    perform wms.refuse('WM422', 'Nobody is named for this appointment.', 'Choose a delivery, or enter the carrier in up to 80 characters.');
  end if;
  if p_inbound is not null then
    select d.state into v_state from wms.inbound d where d.inbound_id = p_inbound and d.warehouse_id = p_warehouse;
    if not found then
      perform wms.refuse('WM404', 'This delivery is not known here.', 'Refresh the list.');
    elsif v_state >= 700 then
      perform wms.refuse('WM455', format('This delivery is %s.', wms.inbound_state(v_state)), 'Choose an open one.');
    end if;
  end if;
end $$;

-- WM409 where another appointment of this dock overlaps.
create function wms.refuse_overlap(p_warehouse int, p_dock bigint, p_starts_at timestamptz, p_ends_at timestamptz, p_but bigint) returns void
language plpgsql as $$
declare
  v_other record;
begin
  select a.appointment_id, a.starts_at, a.ends_at, l.code, w.time_zone, coalesce(nullif(a.carrier, ''), d.number) as whom into v_other
    from wms.dock_appointment a join wms.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.dock_id
    join wms.warehouse w on w.warehouse_id = a.warehouse_id left join wms.inbound d on d.inbound_id = a.inbound_id
   where a.warehouse_id = p_warehouse and a.dock_id = p_dock and a.starts_at < p_ends_at and a.ends_at > p_starts_at
     and a.starts_at > p_starts_at - interval '24 hours' and a.state in ('booked', 'arrived', 'docked') and a.appointment_id is distinct from p_but
   order by a.starts_at limit 1;
  if found then
    perform wms.refuse('WM409', format('%s is taken from %s to %s (%s).', v_other.code, to_char(v_other.starts_at at time zone v_other.time_zone, 'HH24:MI'),
        to_char(v_other.ends_at at time zone v_other.time_zone, 'HH24:MI'), v_other.whom), 'Choose another dock or time.',
      jsonb_build_object('appointment_id', v_other.appointment_id, 'free_from', v_other.ends_at));
  end if;
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- How far an appointment is: arrived (in the yard), docked, done, no_show, cancelled; booked takes a no-show back. The delivery
-- has arrived with its truck. WM404, WM412, WM455.
create function api.set_appointment_v1(p_op uuid, p_warehouse int, p_appointment bigint, p_state text, p_version int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_at timestamptz := clock_timestamp();
  v_now wms.dock_appointment;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('set_appointment', p_warehouse, p_appointment, p_state, p_version)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.inbound d where d.inbound_id = (select a.inbound_id from wms.dock_appointment a where a.appointment_id = p_appointment and a.warehouse_id = p_warehouse)
    for no key update;
  select * into v_now from wms.dock_appointment a where a.appointment_id = p_appointment and a.warehouse_id = p_warehouse for no key update;
  if v_now.appointment_id is null then
    perform wms.refuse('WM404', 'This appointment is not known here.', 'Look at the board again.');
  elsif v_now.version is distinct from p_version then
    perform wms.refuse('WM412', format('This appointment is %s meanwhile.', replace(v_now.state, '_', '-')), 'Look at the board again.',
                       jsonb_build_object('state', v_now.state, 'version', v_now.version));
  elsif (p_state = any (case v_now.state when 'booked' then array['arrived', 'docked', 'no_show', 'cancelled'] when 'arrived' then array['docked', 'booked', 'cancelled']
                            when 'docked' then array['done', 'arrived'] when 'no_show' then array['booked', 'arrived'] when 'done' then array['docked'] else '{}'::text[] end)) is not true then
    perform wms.refuse('WM455', format('An appointment that is %s does not become %s.', replace(v_now.state, '_', '-'), coalesce(left(p_state, 20), 'nothing')),
                       'Look at the board again.');
  end if;
  if p_state = 'docked' then
    perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = v_now.dock_id for no key update;
    if exists (select from wms.dock_appointment a where a.warehouse_id = p_warehouse and a.dock_id = v_now.dock_id and a.state = 'docked') then
      perform wms.refuse('WM455', 'Another truck stands at this dock.', 'Send it off first, or book another dock.');
    end if;
  end if;
  update wms.dock_appointment a set state = p_state, version = a.version + 1,
         arrived_at = case when p_state = 'booked' then null when p_state in ('arrived', 'docked') then coalesce(a.arrived_at, v_at) else a.arrived_at end,
         docked_at = case when p_state = 'docked' then coalesce(a.docked_at, v_at) when p_state in ('arrived', 'booked') then null else a.docked_at end,
         done_at = case when p_state = 'done' then v_at end
   where a.appointment_id = p_appointment returning * into v_now;
  update wms.inbound d set arrived_at = coalesce(d.arrived_at, v_at), state = greatest(d.state, 300::smallint), version = d.version + 1
   where d.inbound_id = v_now.inbound_id and p_state in ('arrived', 'docked') and d.state < 700;
  insert into wms.event (warehouse_id, type, aggregate_id, payload) values (p_warehouse, 'dock.' || p_state, p_appointment, jsonb_build_object('dock', v_now.dock_id));
  return wms.keep_answer(p_op, jsonb_build_object('state', v_now.state, 'version', v_now.version));
end $$;

-- Roles: all
-- The docks of a warehouse.
create function api.docks_v1(p_warehouse int)
returns table (dock_id bigint, code text, kind text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select l.location_id, l.code, l.kind from wms.location l
   where l.warehouse_id = p_warehouse and l.kind in ('dock', 'receiving') order by l.kind, l.code;
end $$;

-- Appointments that touch a stretch of time, by dock and time. late: it should have begun and the truck is not here.
create function api.dock_board_v1(p_warehouse int, p_from timestamptz, p_to timestamptz)
returns table (appointment_id bigint, dock_id bigint, dock text, inbound_id bigint, number text, party text, carrier text, starts_at timestamptz, ends_at timestamptz,
               state text, late boolean, arrived_at timestamptz, docked_at timestamptz, done_at timestamptz, lines int, received_share numeric, note text, version int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select a.appointment_id, a.dock_id, l.code, a.inbound_id, d.number, y.name, a.carrier, a.starts_at, a.ends_at, a.state,
         a.state = 'booked' and a.starts_at < now(), a.arrived_at, a.docked_at, a.done_at, coalesce(n.lines, 0), n.share, a.note, a.version
    from wms.dock_appointment a
    join wms.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.dock_id
    left join wms.inbound d on d.inbound_id = a.inbound_id
    left join wms.party y on y.party_id = d.party_id
    left join lateral (select count(*)::int as lines, sum(least(k.received, k.quantity)) / nullif(sum(k.quantity), 0) as share
                         from wms.inbound_line k where k.inbound_id = a.inbound_id) n on true
   where a.warehouse_id = p_warehouse and a.starts_at < p_to and a.ends_at > p_from and a.state <> 'cancelled'
   order by l.code, a.starts_at, a.appointment_id limit 2000;
end $$;
