-- Is the person's session valid, and may they act in this warehouse? WM401, WM403.
create function wms.authorise(p_warehouse int) returns void
language plpgsql as $$
begin
  perform from wms.app_session s join wms.user_warehouse u on u.login = s.login
   where s.login = session_user and u.warehouse_id = p_warehouse and not s.revoked and s.expires_at > now();
  if found then
    return;
  end if;
  if exists (select from wms.app_session s where s.login = session_user and not s.revoked and s.expires_at > now()) then
    perform wms.refuse('WM403', 'This warehouse is not one of yours.', 'Choose one of your warehouses or ask an administrator.');
  end if;
  perform wms.refuse('WM401', 'Your session has ended.', 'Sign in again.');
end $$;
