-- Roles: r_admin
-- Whether this warehouse publishes no layout that nobody else reviewed. What is being published meanwhile is waited for.
-- {review}
create function api.demand_review_v1(p_op uuid, p_warehouse int, p_review boolean)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_old jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('demand_review', p_warehouse, p_review)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_review is null then
    perform wms.refuse('WM422', 'It is not said whether a review is asked for.', 'Say yes or no.');
  end if;
  perform wms.hold_layout(p_warehouse);
  insert into wms.layout_rule as r (warehouse_id, review) values (p_warehouse, p_review)
  on conflict (warehouse_id) do update set review = excluded.review, changed_at = excluded.changed_at, changed_by = excluded.changed_by;
  insert into wms.event (warehouse_id, type, payload)
  values (p_warehouse, 'layout.rule', jsonb_build_object('review', p_review));
  return wms.keep_answer(p_op, jsonb_build_object('review', p_review));
end $$;
