-- Roles: r_picker, r_packer, r_supervisor
-- What came of a pick list on paper, all of it or nothing: p_lines [{task, quantity, tote (whose: an order's number, '' for all),
-- reason}], the totes set down at p_place. p_totes {whose: hu_id}: totes that there are; for others that get something one is made at
-- p_place. A pick that came short is planned anew, as with api.pick_stop_v1. What cannot be recorded is told line by line, and nothing
-- is done then: WM422 with detail {lines: {task: what}, nexts: {task: next step}}. A pick that is not to be done any more is one of
-- these, unless nothing was taken. Answer: picked, short, missing, left, totes {whose: sscc}. WM404, WM422, WM455.
create function api.enter_picks_v1(p_op uuid, p_warehouse int, p_batch bigint, p_lines jsonb, p_place bigint, p_totes jsonb default '{}',
                                   p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_batch wms.batch;
  v_gone jsonb;
  v_totes jsonb := coalesce(p_totes, '{}');
  v_made jsonb := '{}';
  v_wrong jsonb := '{}';
  v_done jsonb := '{"picked": 0, "short": 0, "missing": 0}';
  v_part record;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('enter_picks', p_warehouse, p_batch, p_lines, p_place, p_totes)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_entry(p_lines, v_totes);
  perform wms.fence_promises_and_moves(p_warehouse);
  v_batch := wms.lock_batch(p_warehouse, p_batch);
  perform wms.check_batch_free(p_batch);
  v_gone := wms.lock_stop(p_warehouse, p_batch, p_lines);
  v_wrong := wms.gone_from_list(p_lines, v_gone);
  perform wms.hold_entry(p_warehouse, p_lines, v_totes);
  for v_part in
    select coalesce(x.tote, '') as tote, x.reason, jsonb_agg(to_jsonb(x) order by x.task) as lines, sum(x.quantity) > 0 as fills,
           row_number() over (order by coalesce(x.tote, ''), x.reason nulls first)::int as n
      from jsonb_to_recordset(p_lines) x(task bigint, quantity numeric, tote text, reason text)
     where x.task not in (select (g.value ->> 'task')::bigint from jsonb_array_elements(v_gone) g)
     group by coalesce(x.tote, ''), x.reason order by 1, x.reason nulls first
  loop
    if v_part.fills and not v_totes ? v_part.tote then
      v_made := v_made || wms.tote_for_list(p_warehouse, v_part.tote, p_place);
      v_totes := v_totes || jsonb_build_object(v_part.tote, v_made -> v_part.tote -> 'hu_id');
    end if;
    declare
      v_answer jsonb := wms.try_picks(p_op, v_part.n, p_warehouse, v_batch, v_at, v_part.lines, (v_totes ->> v_part.tote)::bigint, p_place,
                                      v_part.reason, p_device, p_occurred_at);
    begin
      v_wrong := v_wrong || coalesce(v_answer -> 'wrong', '{}');
      v_done := v_done || (select jsonb_object_agg(k, (v_done ->> k)::numeric + coalesce((v_answer ->> k)::numeric, 0))
                             from unnest(array['picked', 'short', 'missing']) k);
    end;
  end loop;
  perform wms.refuse_entry(v_wrong);
  if exists (select from wms.batch_tote b where b.batch_id = p_batch and b.dropped_at is null) then
    perform wms.set_down(wms.part_op(p_op, 0, v_at), p_warehouse, p_batch, p_place, null, v_at, p_device, p_occurred_at);
  end if;
  return wms.keep_answer(p_op, v_done || jsonb_build_object(
    'left', (select count(*) from wms.task t where t.batch_id = p_batch and t.state < 400),
    'totes', (select coalesce(jsonb_object_agg(m.key, m.value -> 'sscc'), '{}') from jsonb_each(v_made) m)));
end $$;

-- An entry that can be read. WM422.
create function wms.check_entry(p_lines jsonb, p_totes jsonb) returns void
language plpgsql stable as $$
begin
  if wms.lines_in(p_lines) not between 1 and 2000 then
    perform wms.refuse('WM422', 'A pick list has 1 to 2,000 picks.', 'Enter what was written on the list.');
  elsif exists (select from jsonb_array_elements(p_lines) e where jsonb_typeof(e.value) <> 'object'
                   or not wms.is_between(e.value -> 'task', 1, 9007199254740991) or coalesce(e.value ->> 'quantity', '') !~ '^\d{1,9}(\.\d{1,6})?$') then
    perform wms.refuse('WM422', 'A line of the entry names no pick, or no quantity of 0 or more.', 'Enter it again.');
  elsif jsonb_typeof(p_totes) <> 'object' or exists (select from jsonb_each(p_totes) t where not wms.is_between(t.value, 1, 9007199254740991)) then
    perform wms.refuse('WM422', 'The totes of the entry cannot be read.', 'Enter it again.');
  end if;
end $$;

-- Lines of which something was taken though they are not to be picked any more, as problems.
create function wms.gone_from_list(p_lines jsonb, p_gone jsonb) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(x.task, jsonb_build_array(
           format('This pick is %s already%s.', g.value ->> 'state', coalesce(': ' || nullif(rtrim(g.value ->> 'why', '.'), ''), '')),
           'Put what was taken back into its bin and enter 0.')), '{}')
    from jsonb_to_recordset(p_lines) x(task bigint, quantity numeric)
    join jsonb_array_elements(p_gone) g on (g.value ->> 'task')::bigint = x.task
   where x.quantity > 0
$$;

-- All units and records that an entry touches, in the order of locks: it posts part by part and must not lock part by part.
create function wms.hold_entry(p_warehouse int, p_lines jsonb, p_totes jsonb) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_tasks bigint[] := array(select x.task from jsonb_to_recordset(p_lines) x(task bigint));
begin
  perform from wms.handling_unit h
    where h.hu_id in (select t.hu_id from wms.task t where t.task_id = any (v_tasks) union select t.value::bigint from jsonb_each_text(p_totes) t)
    order by h.hu_id for no key update;
  perform wms.hold_products(p_warehouse, array(select distinct t.order_id from wms.task t where t.task_id = any (v_tasks)), v_tasks);
end $$;

-- A tote for what was picked: {whose: {hu_id, sscc}}. WM404.
create function wms.tote_for_list(p_warehouse int, p_whose text, p_place bigint) returns jsonb
language plpgsql as $$
declare
  v_sscc text;
  v_hu bigint;
  v_unit wms.handling_unit;
begin
  perform wms.check_new_unit(p_warehouse, 'tote', p_place, null);
  v_sscc := wms.next_sscc(p_warehouse);
  v_hu := wms.find_hu(p_warehouse, v_sscc, 'tote', p_place);
  select * into v_unit from wms.handling_unit h where h.hu_id = v_hu;
  perform wms.say_unit(v_unit, 'hu.created', jsonb_build_object('kind', 'tote', 'location', p_place, 'parent', null));
  return jsonb_build_object(p_whose, jsonb_build_object('hu_id', v_unit.hu_id, 'sscc', v_sscc));
end $$;

-- Picks for one tote and of one reason. What is refused is looked for line by line and told: {wrong: {task: [what, next]}}.
create function wms.try_picks(p_op uuid, p_part int, p_warehouse int, p_batch wms.batch, p_at timestamptz, p_lines jsonb, p_to_hu bigint,
                              p_place bigint, p_reason text, p_device text, p_occurred timestamptz) returns jsonb
language plpgsql as $$
declare
  v_op uuid := wms.part_op(p_op, p_part, p_at);
  v_line jsonb;
  v_next text;
  v_wrong jsonb := '{}';
  v_said jsonb;
begin
  begin
    return wms.pick_lines(v_op, p_warehouse, p_batch, p_at, p_lines, '[]', p_to_hu, p_place, p_reason, p_device, p_occurred);
  exception when sqlstate 'WM404' or sqlstate 'WM422' or sqlstate 'WM423' or sqlstate 'WM451' or sqlstate 'WM452' or sqlstate 'WM453'
                 or sqlstate 'WM454' or sqlstate 'WM455' then
    get stacked diagnostics v_next = pg_exception_hint;
    v_said := jsonb_build_array(sqlerrm, v_next);
  end;
  for v_line in select e.value from jsonb_array_elements(p_lines) e loop
    begin
      perform wms.pick_lines(v_op, p_warehouse, p_batch, p_at, jsonb_build_array(v_line), '[]', p_to_hu, p_place, p_reason, p_device, p_occurred);
      raise exception using errcode = 'WM001';              -- it could be recorded: taken back all the same
    exception when sqlstate 'WM001' then
      null;
    when sqlstate 'WM404' or sqlstate 'WM422' or sqlstate 'WM423' or sqlstate 'WM451' or sqlstate 'WM452' or sqlstate 'WM453'
         or sqlstate 'WM454' or sqlstate 'WM455' then
      get stacked diagnostics v_next = pg_exception_hint;
      v_wrong := v_wrong || jsonb_build_object(v_line ->> 'task', jsonb_build_array(sqlerrm, v_next));
    end;
  end loop;
  return jsonb_build_object('wrong', case when v_wrong = '{}'      -- only all of them together cannot be
    then (select jsonb_object_agg(e.value ->> 'task', v_said) from jsonb_array_elements(p_lines) e) else v_wrong end);
end $$;

-- All that is wrong with an entry, at once. WM422.
create function wms.refuse_entry(p_wrong jsonb) returns void
language plpgsql as $$
begin
  if p_wrong <> '{}' then
    perform wms.refuse('WM422', format('%s of the lines cannot be recorded; nothing was.', (select count(*) from jsonb_object_keys(p_wrong))),
      'Correct them all and enter the list again.', jsonb_build_object(
        'lines', (select jsonb_object_agg(w.key, w.value -> 0) from jsonb_each(p_wrong) w),
        'nexts', (select jsonb_object_agg(w.key, w.value -> 1) from jsonb_each(p_wrong) w)));
  end if;
end $$;

-- The operation key of a part of an act that posts more than once, claimed.
create function wms.part_op(p_op uuid, p_part int, p_at timestamptz) returns uuid
language plpgsql as $$
declare
  v_op uuid := substr(encode(sha256(convert_to(p_op || ' ' || p_part, 'UTF8')), 'hex'), 1, 32)::uuid;
begin
  if wms.claim_op(v_op, concat('part ', p_part, ' of ', p_op), p_at, null) is null then
    perform wms.keep_answer(v_op, jsonb_build_object('part_of', p_op));
  end if;
  return v_op;
end $$;
