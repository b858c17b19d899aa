-- Roles: r_planner, r_admin
-- Drafts of the layout. A save says which state of the draft it was made from: two planners never overwrite each other.

-- The first version of a warehouse is what was found in it; a drawing of that is handed in once. Whoever comes second is
-- told the version there is. {version, adopted}
create function api.adopt_layout_v1(p_op uuid, p_warehouse int, p_document text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_no int;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('adopt_layout', p_warehouse, p_document)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_drawing(p_document);
  v_no := wms.hold_layout(p_warehouse);
  if v_no = 0 then
    insert into wms.layout_version (warehouse_id, version_no, name, document, summary, author, op)
    values (p_warehouse, 1, 'As found', p_document, 'What the warehouse had before it was drawn here.', session_user, p_op);
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('version', greatest(v_no, 1), 'adopted', v_no = 0));
end $$;

-- A new draft upon a version. p_kept: what bins of each storage class were kept for as the planner saw it, {code: [..] or null}; left
-- out: as it is now. {draft_id, row_version} WM404 no such version, WM409 name in use, WM422.
create function api.make_draft_v1(p_op uuid, p_warehouse int, p_name text, p_document text, p_base int, p_restores int default null,
                                  p_kept jsonb default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
  v_id bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('make_draft', p_warehouse, p_name, p_document, p_base, p_restores, p_kept)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_drawing(p_document);
  perform wms.check_base(p_warehouse, p_base);
  if p_restores is not null then
    perform wms.check_base(p_warehouse, p_restores);
  end if;
  if (select count(*) from wms.layout_draft d where d.warehouse_id = p_warehouse and d.state <> 'published') >= 200 then
    perform wms.refuse('WM422', 'This warehouse has 200 drafts.', 'Delete those that nobody needs.');
  end if;
  perform wms.check_draft_name(p_warehouse, 0, p_name);
  insert into wms.layout_draft (warehouse_id, name, base_no, document, restores, kept)
  values (p_warehouse, trim(p_name), p_base, p_document, p_restores, coalesce(p_kept, wms.kept_now(p_warehouse))) returning draft_id into v_id;
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', v_id, 'row_version', 1));
end $$;

-- Save over the draft as it was read (p_expected); p_base and p_kept are others where it was put on what holds now (p_kept null: as it was). What was reviewed is no longer what is there: it goes back to draft.
-- {draft_id, row_version} WM404, WM412 saved meanwhile: by whom and when, WM455 published.
create function api.save_draft_v1(p_op uuid, p_warehouse int, p_draft bigint, p_expected int, p_document text, p_base int,
                                  p_kept jsonb default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('save_draft', p_warehouse, p_draft, p_expected, p_document, p_base, p_kept)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_drawing(p_document);
  perform wms.check_base(p_warehouse, p_base);
  perform wms.hold_draft(p_warehouse, p_draft, p_expected);
  update wms.layout_draft d set document = p_document, base_no = p_base, kept = coalesce(p_kept, d.kept), row_version = d.row_version + 1, state = 'draft',
         saved_by = session_user, saved_at = clock_timestamp(), reviewer = null, reviewed_at = null
   where d.draft_id = p_draft;
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', p_draft, 'row_version', p_expected + 1));
end $$;

-- Another name. {draft_id} WM404, WM409, WM422, WM455.
create function api.rename_draft_v1(p_op uuid, p_warehouse int, p_draft bigint, p_name text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('rename_draft', p_warehouse, p_draft, p_name)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_draft(p_warehouse, p_draft, null);
  perform wms.check_draft_name(p_warehouse, p_draft, p_name);
  update wms.layout_draft set name = trim(p_name) where draft_id = p_draft;
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', p_draft));
end $$;

-- Throw a draft away, as it was read. {draft_id} WM404, WM412, WM455.
create function api.delete_draft_v1(p_op uuid, p_warehouse int, p_draft bigint, p_expected int)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('delete_draft', p_warehouse, p_draft, p_expected)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_draft(p_warehouse, p_draft, p_expected);
  delete from wms.layout_draft where draft_id = p_draft;
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', p_draft));
end $$;

-- Ask somebody else to look: until they did, nobody publishes it. {draft_id} WM404, WM412, WM455.
create function api.request_review_v1(p_op uuid, p_warehouse int, p_draft bigint, p_expected int, p_note text default '')
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('request_review', p_warehouse, p_draft, p_expected, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_note(p_note);
  perform wms.hold_draft(p_warehouse, p_draft, p_expected);
  update wms.layout_draft set state = 'review', note = coalesce(p_note, ''), reviewer = null, reviewed_at = null, review_note = ''
   where draft_id = p_draft;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'layout.review', p_draft, jsonb_build_object('draft', p_draft, 'note', coalesce(p_note, '')));
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', p_draft));
end $$;

-- Roles: r_planner, r_supervisor, r_admin
-- Approve a draft that waits for review, or send it back. {draft_id, approved} WM403 one's own, WM404, WM412, WM455.
create function api.review_draft_v1(p_op uuid, p_warehouse int, p_draft bigint, p_expected int, p_approve boolean, p_note text default '')
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_draft wms.layout_draft;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('review_draft', p_warehouse, p_draft, p_expected, p_approve, p_note)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_note(p_note);
  v_draft := wms.hold_draft(p_warehouse, p_draft, p_expected);
  if v_draft.state <> 'review' then
    perform wms.refuse('WM455', format('“%s” does not wait for a review.', v_draft.name), 'Refresh the list.',
      jsonb_build_object('state', v_draft.state));
  elsif session_user in (v_draft.saved_by, v_draft.author) then
    perform wms.refuse('WM403', 'You drew this yourself.', 'Somebody else must look at it.');
  end if;
  update wms.layout_draft set state = case when p_approve then 'approved' else 'draft' end, reviewer = session_user,
         reviewed_at = clock_timestamp(), review_note = coalesce(p_note, '')
   where draft_id = p_draft;
  insert into wms.event (warehouse_id, type, aggregate_id, payload)
  values (p_warehouse, 'layout.reviewed', p_draft,
          jsonb_build_object('draft', p_draft, 'approved', coalesce(p_approve, false), 'note', coalesce(p_note, '')));
  return wms.keep_answer(p_op, jsonb_build_object('draft_id', p_draft, 'approved', coalesce(p_approve, false)));
end $$;

-- One publishes at a time: called right after the operation key. The version that is published now, 0 before the first.
create function wms.hold_layout(p_warehouse int) returns int
language plpgsql as $$
begin
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  return coalesce((select max(v.version_no) from wms.layout_version v where v.warehouse_id = p_warehouse), 0);
end $$;

-- A draft, locked, in the state that the caller knows (null: in any). WM404, WM412, WM455.
create function wms.hold_draft(p_warehouse int, p_draft bigint, p_expected int) returns wms.layout_draft
language plpgsql as $$
declare
  v_draft wms.layout_draft;
  v_person text;
begin
  select * into v_draft from wms.layout_draft d where d.draft_id = p_draft and d.warehouse_id = p_warehouse for no key update;
  if v_draft.draft_id is null then
    perform wms.refuse('WM404', 'This draft is not there any more.', 'Refresh the list of drafts.');
  elsif v_draft.state = 'published' then
    perform wms.refuse('WM455', format('“%s” has been published.', v_draft.name), 'Begin a new draft.',
      jsonb_build_object('state', v_draft.state));
  elsif p_expected is not null and v_draft.row_version <> p_expected then
    select coalesce(u.display_name, v_draft.saved_by::text) into v_person from wms.app_user u where u.login = v_draft.saved_by;
    perform wms.refuse('WM412', format('%s saved “%s” meanwhile, at %s.', v_person, v_draft.name,
        to_char(v_draft.saved_at at time zone (select w.time_zone from wms.warehouse w where w.warehouse_id = p_warehouse), 'HH24:MI')),
      'Look at what changed and put both together.', jsonb_build_object('draft_id', p_draft, 'row_version', v_draft.row_version,
        'saved_by', v_person, 'saved_at', v_draft.saved_at));
  end if;
  return v_draft;
end $$;

-- WM422: no text of a layout.
create function wms.check_drawing(p_document text) returns void
language plpgsql as $$
begin
  if (length(p_document) <= 64000000 and p_document is json object) is not true then
    perform wms.refuse('WM422', 'This is no drawing of a layout.', 'Open it anew and save again.');
  end if;
end $$;

-- WM404: no such version. 0 is the empty house before the first.
create function wms.check_base(p_warehouse int, p_base int) returns void
language plpgsql as $$
begin
  if p_base is null or p_base <> 0 and not exists (
      select from wms.layout_version v where v.warehouse_id = p_warehouse and v.version_no = p_base) then
    perform wms.refuse('WM404', format('There is no version %s.', coalesce(p_base::text, 'nothing')), 'Open what is published now.');
  end if;
end $$;

-- WM409 in use, WM422 none.
create function wms.check_draft_name(p_warehouse int, p_draft bigint, p_name text) returns void
language plpgsql as $$
begin
  if coalesce(length(trim(p_name)), 0) not between 1 and 80 then
    perform wms.refuse('WM422', 'A draft has a name of at most 80 letters.', 'Give it a short name.');
  elsif exists (select from wms.layout_draft d where d.warehouse_id = p_warehouse and d.state <> 'published'
                   and d.draft_id <> p_draft and lower(d.name) = lower(trim(p_name))) then
    perform wms.refuse('WM409', format('There is a draft “%s” already.', trim(p_name)), 'Choose another name.');
  end if;
end $$;
