-- Roles: all
-- What the heatmap shows of bins: of all with stock, picks, tasks or a count (p_locations null), or of the named ones.
-- fill: share of the bin's volume in use, 0..1, null where a size is not known; held: quantity that is not available, on hold or
-- in a blocked bin; picks_hour: pick entries of the last hour that nobody took back; in_date: the oldest stock; expires_on: the
-- first expiry; counted_at: when the bin was last counted whole; tasks: open tasks that take from it or bring to it.
create function api.bin_facts_v1(p_warehouse int, p_locations bigint[] default null)
returns table (location_id bigint, on_hand float8, reserved float8, held float8, fill float8, quants int, picks_hour int,
               expires_on date, in_date timestamptz, counted_at timestamptz, tasks int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with hold as materialized (
    select distinct h.quant_id from wms.holds_on(p_warehouse) h
  ), stock as (
    select q.location_id, sum(q.quantity) as on_hand, sum(q.reserved) as reserved,
           sum(q.quantity) filter (where q.status <> 'available' or h.quant_id is not null) as bad, sum(q.quantity * p.volume) as litres,
           bool_or(p.volume is null) as unknown, count(*)::int as quants, min(t.expires_on) as expires_on, min(q.in_date) as in_date
      from wms.quant q join wms.product p on p.product_id = q.product_id left join wms.lot t on t.lot_id = q.lot_id
      left join hold h on h.quant_id = q.quant_id
     where q.warehouse_id = p_warehouse and q.quantity > 0 and (p_locations is null or q.location_id = any (p_locations))
     group by q.location_id
  ), pick as (
    select g.from_location_id as location_id, count(*)::int as picks
      from wms.ledger g
     where g.warehouse_id = p_warehouse and g.kind = 'pick' and g.from_quant_id is not null and g.posted_at > now() - interval '1 hour'
       and (p_locations is null or g.from_location_id = any (p_locations))
       and not exists (select from wms.ledger u
                        where u.undoes = g.ledger_id and u.warehouse_id = p_warehouse and u.posted_at > now() - interval '1 hour')
     group by 1
  ), work as (
    select x.place as location_id, count(*)::int as tasks
      from wms.task t cross join lateral (select t.from_location_id as place union select t.to_location_id) x
     where t.warehouse_id = p_warehouse and t.state < 400 and x.place is not null
       and (p_locations is null or x.place = any (p_locations))
     group by 1
  )
  select l.location_id, coalesce(s.on_hand, 0)::float8, coalesce(s.reserved, 0)::float8,
         case when l.block_pick then coalesce(s.on_hand, 0) else coalesce(s.bad, 0) end::float8,
         case when s.location_id is null then 0 when s.unknown then null
              else least(1, s.litres * 1000000 / nullif(l.width * l.depth * l.height, 0)) end::float8,
         coalesce(s.quants, 0), coalesce(k.picks, 0), s.expires_on, s.in_date, l.last_counted_at, coalesce(w.tasks, 0)
    from wms.location l
    left join stock s on s.location_id = l.location_id
    left join pick k on k.location_id = l.location_id
    left join work w on w.location_id = l.location_id
   where l.warehouse_id = p_warehouse and l.kind <> 'virtual'
     and case when p_locations is null then s.location_id is not null or k.location_id is not null
                                            or w.location_id is not null or l.last_counted_at is not null
              else l.location_id = any (p_locations) end;
end $$;
