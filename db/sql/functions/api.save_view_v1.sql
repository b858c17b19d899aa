-- Saved views of a workspace: a filter, an order and columns with a name. One's own, or shared with all of the warehouse.

-- Roles: r_supervisor, r_planner, r_auditor, r_admin
-- Save under a name; one's own of that name is replaced. WM422: no name, or too large.
create function api.save_view_v1(p_op uuid, p_warehouse int, p_workspace text, p_name text, p_content jsonb, p_shared boolean default false)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_id bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('save_view', p_warehouse, p_workspace, p_name, p_content, p_shared)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if coalesce(length(trim(p_name)), 0) not between 1 and 60 or coalesce(p_workspace, '') !~ '^[a-z_]{1,30}$' then
    perform wms.refuse('WM422', 'A view has a name of at most 60 letters.', 'Give it a short name.');
  end if;
  if jsonb_typeof(p_content) is distinct from 'object' or length(p_content::text) > 20000 then
    perform wms.refuse('WM422', 'The view is too large to be saved.', 'Take some of its filters out.');
  end if;
  if (select count(*) from wms.saved_view v where v.warehouse_id = p_warehouse and v.login = session_user) >= 200 then
    perform wms.refuse('WM422', 'You have 200 saved views.', 'Delete some of them first.');
  end if;
  insert into wms.saved_view as v (warehouse_id, workspace, login, name, shared, content)
  values (p_warehouse, p_workspace, session_user, trim(p_name), coalesce(p_shared, false), p_content)
  on conflict (warehouse_id, workspace, login, name) do update
    set shared = excluded.shared, content = excluded.content, version = v.version + 1
  returning saved_view_id into v_id;
  return wms.keep_answer(p_op, jsonb_build_object('saved_view_id', v_id));
end $$;

-- Delete one's own view. WM404.
create function api.drop_view_v1(p_op uuid, p_warehouse int, p_view bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('drop_view', p_warehouse, p_view)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  delete from wms.saved_view where warehouse_id = p_warehouse and saved_view_id = p_view and login = session_user;
  if not found then
    perform wms.refuse('WM404', 'This view is not one of yours.', 'Only its maker can delete it.');
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('saved_view_id', p_view));
end $$;
