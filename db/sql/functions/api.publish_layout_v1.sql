-- Roles: r_planner, r_admin
-- Make the warehouse what a saved draft draws, as a version. p_changes, made of what is published now and the draft:
--   zones, classes, racks: all that are drawn, each with `was`, its code until now (null: new); gone: {zones, classes, racks}
--     codes of those that are drawn no more; fixtures: all, or left out where none changed
--   locations: bins that come or change, as columns, {code: [...], x: [...], ...}: `was` (its address until now, null: new),
--     `key` (its slot in the drawing), and what api.import_layout_v1 takes; 100,000 rows would cost twice as much
--   removed: bins that go, {code, key, to}; to: the bin (address in the draft) that takes their goods, reservations and tasks
-- A bin keeps its id, and with it stock, promises and tasks, whatever it is called; its old address scans for p_alias_days.
-- A bin that goes must be empty and free, or have its goods moved, here, as postings of this operation; it is retired, never
-- deleted. Places that nobody drew are left alone. Nothing is done unless all of it is.
-- {version, added, removed, renamed, changed, moved, published_at}
-- WM404, WM409 an address that is not free, WM412 another version or draft meanwhile, WM422 problems, WM423 stands, WM455.
create function api.publish_layout_v1(p_op uuid, p_warehouse int, p_draft bigint, p_expected int, p_changes jsonb, p_note text default '',
                                      p_summary text default '', p_alias_days int default 90)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '20s' set work_mem = '64MB' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_no int;
  v_draft wms.layout_draft;
  v_rows wms.layout_row[];
  v_exits wms.layout_exit[];
  v_holds boolean;
  v_counts jsonb;
  v_kept jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('publish_layout', p_warehouse, p_draft, p_expected, sha256(convert_to(p_changes::text, 'UTF8')),
                                       p_note, p_summary, p_alias_days)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_no := wms.hold_layout(p_warehouse);
  v_draft := wms.draft_to_publish(p_warehouse, p_draft, p_expected, v_no);
  perform wms.check_publish_request(p_changes, p_note, p_summary, p_alias_days);
  v_holds := wms.fence_holds(p_warehouse);
  v_rows := wms.layout_rows(p_warehouse, p_changes -> 'locations');
  v_exits := wms.layout_exits(p_warehouse, p_changes -> 'removed', v_rows);
  perform wms.check_changes(p_warehouse, p_changes, v_rows, v_exits);
  perform wms.hold_exits(p_warehouse, v_exits);
  perform wms.check_stands(p_warehouse, v_rows, v_exits);
  v_kept := wms.kept_now(p_warehouse);
  perform wms.put_plan(p_warehouse, p_changes, v_no + 1);
  v_counts := wms.put_locations(p_warehouse, v_no + 1, v_rows, v_exits, make_interval(days => p_alias_days));
  v_exits := wms.exits_led(p_warehouse, v_exits);
  v_counts := v_counts || jsonb_build_object('moved', wms.empty_bins(p_op, p_warehouse, v_at, v_exits, v_holds, v_no + 1),
                                             'removed', wms.retire_bins(p_warehouse, v_at, v_exits));
  perform wms.sweep_plan(p_warehouse, p_changes);
  perform wms.forget_labels(p_warehouse, v_rows, v_exits, v_draft.made_at);
  insert into wms.layout_version (warehouse_id, version_no, name, document, note, summary, counts, restores, draft_id, author, reviewer,
                                  op, published_at, kept_before)
  values (p_warehouse, v_no + 1, v_draft.name, v_draft.document, coalesce(p_note, ''), coalesce(p_summary, ''), v_counts, v_draft.restores,
          p_draft, v_draft.author, v_draft.reviewer, p_op, v_at, v_kept);
  perform wms.tell_kept(p_warehouse, v_no + 1);
  update wms.layout_draft set state = 'published' where draft_id = p_draft;
  insert into wms.event (warehouse_id, type, aggregate_id, number, locations, payload)
  values (p_warehouse, 'layout.published', v_no + 1, v_draft.name,
          array(select distinct u.id from unnest(v_exits) e cross join lateral (values (e.location_id), (e.to_id)) u(id)
                 where e.to_id is not null order by 1),
          v_counts || jsonb_build_object('version', v_no + 1, 'note', coalesce(p_note, ''), 'summary', coalesce(p_summary, ''),
                                         'restores', v_draft.restores));
  return wms.keep_answer(p_op, v_counts || jsonb_build_object('version', v_no + 1, 'published_at', v_at));
end $$;

-- The draft as the caller knows it, made upon what is published now and what bins are kept for now, and not waiting for a review;
-- approved, where the warehouse asks for that. WM404, WM412, WM455.
create function wms.draft_to_publish(p_warehouse int, p_draft bigint, p_expected int, p_no int) returns wms.layout_draft
language plpgsql as $$
declare
  v_draft wms.layout_draft := wms.hold_draft(p_warehouse, p_draft, p_expected);
  v_last record;
begin
  if v_draft.base_no <> p_no then
    select v.version_no, v.name, v.published_at, coalesce(u.display_name, v.published_by::text) as person into v_last
      from wms.layout_version v left join wms.app_user u on u.login = v.published_by
     where v.warehouse_id = p_warehouse and v.version_no = p_no;
    perform wms.refuse('WM412', format('%s published version %s meanwhile; this draft changes version %s.', v_last.person, p_no, v_draft.base_no),
      'Put the draft on the new version, look at what comes of it, and publish then.',
      jsonb_build_object('version', p_no, 'base', v_draft.base_no, 'published_by', v_last.person, 'published_at', v_last.published_at));
  elsif v_draft.state = 'review' then
    perform wms.refuse('WM455', format('“%s” waits for a review.', v_draft.name), 'Ask for it, or save the draft once more to take it back.',
      jsonb_build_object('state', v_draft.state));
  elsif v_draft.state <> 'approved' and exists (select from wms.layout_rule r where r.warehouse_id = p_warehouse and r.review) then
    perform wms.refuse('WM455', 'In this warehouse somebody else reviews a layout before it is published.',
      format('Ask for the review of “%s”; once it is approved, publish it.', v_draft.name), jsonb_build_object('state', v_draft.state));
  end if;
  perform wms.check_kept(p_warehouse, v_draft);
  return v_draft;
end $$;

-- WM422.
create function wms.check_publish_request(p_changes jsonb, p_note text, p_summary text, p_days int) returns void
language plpgsql as $$
begin
  perform wms.check_note(p_note);
  if (p_days between 0 and 3650 and length(coalesce(p_summary, '')) <= 400 and jsonb_typeof(p_changes) = 'object'
      and jsonb_typeof(p_changes -> 'locations') = 'object' and wms.lines_in(p_changes -> 'locations' -> 'code') <= 200000
      and wms.lines_in(p_changes -> 'removed') <= 200000) is not true then
    perform wms.refuse('WM422', 'This is no change of a layout.', 'A layout has up to 200,000 bins; old labels scan for up to ten years.');
  end if;
end $$;

-- One list of the request; an empty one where it brings none.
create function wms.part(p_changes jsonb, p_name text) returns jsonb
language sql immutable as $$
  select case when jsonb_typeof(p_changes -> p_name) = 'array' then p_changes -> p_name else '[]' end
$$;

-- The bins of the request, each with the place it is: the one that bears its old address; else the retired one that had its
-- slot; else the retired one of its address.
create function wms.layout_rows(p_warehouse int, p_rows jsonb) returns wms.layout_row[]
language sql stable set plan_cache_mode = force_custom_plan as $$
  with x as materialized (
    select e.* from rows from (
        jsonb_array_elements_text(p_rows -> 'was'), jsonb_array_elements_text(p_rows -> 'key'),
        jsonb_array_elements_text(p_rows -> 'code'), jsonb_array_elements_text(p_rows -> 'check_digit'),
        jsonb_array_elements_text(p_rows -> 'kind'), jsonb_array_elements_text(p_rows -> 'zone'),
        jsonb_array_elements_text(p_rows -> 'rack'), jsonb_array_elements_text(p_rows -> 'column'),
        jsonb_array_elements_text(p_rows -> 'aisle'), jsonb_array_elements_text(p_rows -> 'bay'),
        jsonb_array_elements_text(p_rows -> 'level'), jsonb_array_elements_text(p_rows -> 'position'),
        jsonb_array_elements_text(p_rows -> 'x'), jsonb_array_elements_text(p_rows -> 'y'),
        jsonb_array_elements_text(p_rows -> 'z'), jsonb_array_elements_text(p_rows -> 'width'),
        jsonb_array_elements_text(p_rows -> 'depth'), jsonb_array_elements_text(p_rows -> 'height'),
        jsonb_array_elements_text(p_rows -> 'class'), jsonb_array_elements_text(p_rows -> 'pick_sequence'))
      with ordinality e(was, key, code, check_digit, kind, zone, rack, col, aisle, bay, level, pos, x, y, z, width, depth, height, class, pick_sequence, n)
  ), known as materialized (
    select x.n, w.location_id, w.code, w.barcode, w.kind <> 'retired' as live from x
     cross join lateral (select l.location_id, l.code, l.barcode, l.kind from wms.location l
                          where l.warehouse_id = p_warehouse and l.code = x.was and l.kind not in ('virtual', 'retired') limit 1) w
    union all
    select x.n, w.location_id, w.code, w.barcode, false from x
     cross join lateral (select l.location_id, l.code, l.barcode from wms.location l
                          where l.warehouse_id = p_warehouse and l.drawn_as = x.key and l.kind = 'retired' limit 1) w
     where x.was is null
  ), led as materialized (
    select * from known
    union all
    select x.n, w.location_id, w.code, w.barcode, false from x
     cross join lateral (select l.location_id, l.code, l.barcode from wms.location l
                          where l.warehouse_id = p_warehouse and l.code = x.code and l.kind = 'retired' limit 1) w
     where x.was is null and x.n not in (select k.n from known k) and w.location_id not in (select k.location_id from known k)
  )
  select coalesce(array_agg(row(x.n, x.was, x.key, x.code, x.check_digit, x.kind, x.zone, x.rack, x.col::int, x.aisle, x.bay,
                    x.level::int, x.pos, x.x::numeric, x.y::numeric, x.z::numeric, x.width::numeric, x.depth::numeric, x.height::numeric,
                    x.class, x.pick_sequence::int, k.location_id, k.code, k.barcode,
                    coalesce(k.live, false))::wms.layout_row order by x.n), '{}')
    from x left join led k on k.n = x.n
$$;

-- The bins that go, and as far as it is there already, the bin that takes over.
create function wms.layout_exits(p_warehouse int, p_removed jsonb, p_rows wms.layout_row[]) returns wms.layout_exit[]
language sql stable set plan_cache_mode = force_custom_plan as $$
  select coalesce(array_agg(row(e.code, e.key, e."to", l.location_id, coalesce(r.location_id, t.location_id))::wms.layout_exit
                            order by l.location_id), '{}')
    from jsonb_to_recordset(case jsonb_typeof(p_removed) when 'array' then p_removed else '[]' end) e(code text, key text, "to" text)
    left join lateral (select k.location_id from wms.location k where k.warehouse_id = p_warehouse and k.code = e.code
                          and k.kind not in ('virtual', 'retired') limit 1) l on true
    left join unnest(p_rows) r on r.code = e."to"
    left join lateral (select k.location_id from wms.location k where k.warehouse_id = p_warehouse and k.code = e."to"
                          and k.kind not in ('virtual', 'retired') limit 1) t on e."to" is not null and r.n is null
$$;

-- All that cannot be, at once. WM409 addresses of other places, WM412 the floor is not what was drawn, WM422.
create function wms.check_changes(p_warehouse int, p_changes jsonb, p_rows wms.layout_row[], p_exits wms.layout_exit[]) returns void
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  v_problems jsonb;
  v_code text;
begin
  with x as materialized (select * from unnest(p_rows)
  ), e as materialized (select * from unnest(p_exits)
  ), mine as materialized (
    select x.location_id from x where x.location_id is not null union all select e.location_id from e
  ), problem as (
    select x.code, 'WM422' as says, 'stands twice' as problem from x group by x.code having count(*) > 1
    union all select x.was, 'WM422', 'is named twice' from x where x.was is not null group by x.was having count(*) > 1
    union all select e.code, 'WM422', 'is named twice' from e group by e.code having count(*) > 1
    union all select e.code, 'WM422', 'goes and stays' from e join x on x.was = e.code
    union all select x.code, 'WM422', 'is not an address' from x where coalesce(x.code, '') !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'
    union all select x.code, 'WM422', 'has no kind that a bin can have' from x
      where coalesce(x.kind, '') not in ('storage', 'pick', 'receiving', 'quality', 'staging', 'packing', 'dock', 'station')
    union all select x.code, 'WM422', 'names a rack that is not drawn, or a column it does not have' from x
      left join jsonb_to_recordset(wms.part(p_changes, 'racks')) r(code text, columns int) on r.code = x.rack
      where x.rack is not null and (x.col >= 0 and x.col < r.columns) is not true
    union all select x.code, 'WM422', 'names a zone that is not drawn' from x
      left join jsonb_to_recordset(wms.part(p_changes, 'zones')) z(code text) on z.code = x.zone where x.zone is not null and z.code is null
    union all select x.code, 'WM422', 'names a storage class that is not drawn' from x
      left join jsonb_to_recordset(wms.part(p_changes, 'classes')) c(code text) on c.code = x.class where x.class is not null and c.code is null
    union all select x.was, 'WM412', 'is not there any more' from x where x.was is not null and not x.live
    union all select e.code, 'WM412', 'is not there any more' from e where e.location_id is null
    union all select e.code, 'WM422', 'sends its goods to itself or to a bin that goes' from e
      where e.to_code is not null and (e.to_id = e.location_id or exists (select from e o where o.location_id = e.to_id))
    union all select e.code, 'WM422', format('sends its goods to %s, which is not there', e.to_code) from e
      where e.to_code is not null and e.to_id is null and not exists (select from x where x.code = e.to_code)
    union all select x.code, 'WM409', format('is the address of a place that is not drawn (%s)', l.kind) from x
      join wms.location l on l.warehouse_id = p_warehouse and l.code = x.code and l.kind <> 'retired'
      where x.code is distinct from x.old_code and l.location_id not in (select m.location_id from mine m where m.location_id is not null)
    union all select x.code, 'WM409', format('is the label of %s', l.code) from x
      join wms.location l on l.warehouse_id = p_warehouse and l.barcode = x.code and l.code <> x.code and l.kind <> 'retired'
      where x.code is distinct from x.old_code and l.location_id is distinct from x.location_id and l.barcode <> l.code
    limit 100)
  select jsonb_agg(jsonb_build_object('location', p.code, 'problem', p.problem) order by p.says),
         (array_agg(p.says order by p.says))[1] into v_problems, v_code from problem p;
  if v_problems is not null then
    perform wms.refuse(v_code, format('%s problems in the layout; nothing was published. First: %s %s.', jsonb_array_length(v_problems),
        coalesce(v_problems -> 0 ->> 'location', '?'), v_problems -> 0 ->> 'problem'),
      case v_code when 'WM412' then 'Open what is published now and put the draft on it.' else 'Correct them and publish again.' end,
      jsonb_build_object('problems', v_problems));
  end if;
end $$;

-- Lock what is in bins that go and where it goes: tasks, units, stock, each in the order of its key, before any place.
create function wms.hold_exits(p_warehouse int, p_exits wms.layout_exit[]) returns void
language plpgsql as $$
declare
  v_ids bigint[] := array(select e.location_id from unnest(p_exits) e);
  v_all bigint[];
begin
  if cardinality(v_ids) = 0 then
    return;
  end if;
  v_all := v_ids || array(select e.to_id from unnest(p_exits) e where e.to_id is not null);
  perform from wms.task t
   where t.task_id = any (array(
           select k.task_id from wms.task k where k.warehouse_id = p_warehouse and k.state < 400 and k.from_location_id = any (v_ids)
           union select k.task_id from wms.task k where k.warehouse_id = p_warehouse and k.state < 400 and k.to_location_id = any (v_ids)
           union select r.task_id from wms.quant q join wms.reservation r on r.quant_id = q.quant_id and r.state = 'open'
            where q.warehouse_id = p_warehouse and q.location_id = any (v_ids) and q.reserved > 0))
   order by t.task_id for no key update;
  perform from wms.handling_unit h where h.warehouse_id = p_warehouse and h.location_id = any (v_ids) and h.state <> 'shipped'
   order by h.hu_id for no key update;
  perform from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = any (v_all)
   order by q.location_id, coalesce(q.hu_id, 0), q.status, q.product_id, coalesce(q.lot_id, 0), coalesce(q.owner_id, 0) for no key update;
  perform from wms.location l where l.warehouse_id = p_warehouse and l.location_id = any (v_ids) order by l.location_id for update;
end $$;

-- WM423: bins that stand against it, at most 500 of them in the detail.
create function wms.check_stands(p_warehouse int, p_rows wms.layout_row[], p_exits wms.layout_exit[]) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_ids bigint[]; v_codes text[]; v_new text[]; v_how text[];
  v_stands jsonb;
  v_number int;
begin
  select array_agg(b.id), array_agg(b.code), array_agg(b.new), array_agg(b.how) into v_ids, v_codes, v_new, v_how from (
    select x.location_id as id, x.old_code as code, x.code as new, 'rename' as how from unnest(p_rows) x where x.live and x.old_code <> x.code
    union all
    select e.location_id, e.code, e.to_code, case when e.to_code is null then 'remove' else 'goods' end from unnest(p_exits) e) b;
  select jsonb_agg(to_jsonb(s) order by s.code) filter (where s.nth <= 500), count(*) into v_stands, v_number
    from (select s.*, row_number() over (order by s.code) as nth
            from wms.layout_stands(p_warehouse, v_ids, v_codes, v_new, v_how,
                   array(select x.code from unnest(p_rows) x where x.code is distinct from x.old_code)) s where s.reason <> '') s;
  if v_number > 0 then
    perform wms.refuse('WM423', case when v_number = 1 then format('%s stands against publishing: %s.', v_stands -> 0 ->> 'code', v_stands -> 0 ->> 'reason')
        else format('%s bins stand against publishing. First: %s, %s.', v_number, v_stands -> 0 ->> 'code', v_stands -> 0 ->> 'reason') end,
      v_stands -> 0 ->> 'next_step', jsonb_build_object('stands', v_stands));
  end if;
end $$;

-- The bins that take over, now that all are there.
create function wms.exits_led(p_warehouse int, p_exits wms.layout_exit[]) returns wms.layout_exit[]
language sql stable as $$
  select coalesce(array_agg(row(e.code, e.key, e.to_code, e.location_id, t.location_id)::wms.layout_exit order by e.location_id), '{}')
    from unnest(p_exits) e
    left join lateral (select l.location_id from wms.location l where l.warehouse_id = p_warehouse and l.code = e.to_code limit 1) t
      on e.to_code is not null
$$;
