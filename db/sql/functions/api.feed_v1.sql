-- Roles: all
-- The change feed: every ledger entry and event of a warehouse in the window [p_xid, oldest transaction still running).
-- What lies in the window is complete and final, so a reader that goes on from "xid" and "entry" misses nothing and sees
-- nothing twice. gap = true: the position cannot be continued (other epoch, or from the future): seed anew.
-- entries: [xid, id, what, product, from, to, quantity, document or number, actor, time, locations]; what is the ledger kind
-- or the event type.
create function api.feed_v1(p_warehouse int, p_epoch text, p_xid bigint, p_entry bigint, p_limit int default 5000)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_epoch text := (select s.system_identifier || ':' || e.counter from wms.epoch e, wms.system_identity() s(system_identifier));
  v_upto bigint := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint;
  v_entries jsonb;
  v_last jsonb;
begin
  perform wms.authorise(p_warehouse);
  if p_epoch is distinct from v_epoch or p_xid is null or p_xid > v_upto then
    return jsonb_build_object('epoch', v_epoch, 'gap', true, 'xid', v_upto, 'entry', 0, 'more', false, 'now', clock_timestamp(),
                              'entries', '[]'::jsonb);
  end if;
  select jsonb_agg(jsonb_build_array(f.xid, f.id, f.what, f.product_id, f.from_id, f.to_id, f.quantity, f.document, f.actor, f.at,
                                     f.locations) order by f.xid, f.id) into v_entries
    from ((select g.xid, g.ledger_id as id, g.kind as what, g.product_id, g.from_location_id as from_id,
                  g.to_location_id as to_id, g.quantity, g.document, g.actor, g.posted_at as at, null::bigint[] as locations
             from wms.ledger g
            where g.warehouse_id = p_warehouse and (g.xid, g.ledger_id) > (p_xid, p_entry) and g.xid < v_upto
            order by g.xid, g.ledger_id limit least(p_limit, 20000))
          union all
          (select e.xid, e.event_id, e.type, e.aggregate_id, null, null, null, e.number, e.actor, e.occurred_at, e.locations
             from wms.event e
            where e.warehouse_id = p_warehouse and (e.xid, e.event_id) > (p_xid, p_entry) and e.xid < v_upto
            order by e.xid, e.event_id limit least(p_limit, 20000))
          order by 1, 2 limit least(p_limit, 20000)) f;
  v_last := v_entries -> -1;
  if jsonb_array_length(v_entries) = least(p_limit, 20000) then
    return jsonb_build_object('epoch', v_epoch, 'gap', false, 'xid', v_last -> 0, 'entry', v_last -> 1, 'more', true,
                              'now', clock_timestamp(), 'entries', v_entries);
  end if;
  -- every row below v_upto has been read: go on from there (an id of 0 sorts before any entry of that transaction)
  return jsonb_build_object('epoch', v_epoch, 'gap', false, 'xid', v_upto, 'entry', 0, 'more', false, 'now', clock_timestamp(),
                            'entries', coalesce(v_entries, '[]'));
end $$;

-- Which cluster this is: a restored copy has the same, so the epoch counter is raised at every restore.
create function wms.system_identity() returns text
language sql stable
begin atomic
  select system_identifier::text from pg_control_system();
end;
