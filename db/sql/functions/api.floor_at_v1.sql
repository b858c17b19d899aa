-- Roles: all
-- What api.bin_facts_v1 says of bins, as of a moment: of all with stock or picks then (p_locations null), or of the named
-- ones, empty or not. Sizes, volumes, expiry dates and blocks are those of today, for the ledger does not keep them; reserved
-- and in_date are null, for no history is kept of them.
create function api.floor_at_v1(p_warehouse int, p_at timestamptz, p_locations bigint[] default null)
returns table (location_id bigint, on_hand float8, reserved float8, held float8, fill float8, quants int, picks_hour int,
               expires_on date, in_date timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set work_mem = '64MB' set enable_nestloop = off set enable_mergejoin = off set enable_hashagg = off as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_moment(p_at);
  return query
  with stock as (
    select s.location_id, sum(s.quantity) as on_hand, sum(s.quantity) filter (where s.status <> 'available') as bad,
           sum(s.quantity * p.volume) as litres, bool_or(p.volume is null) as unknown, count(*)::int as quants,
           min(case when s.lot_id is not null then (select t.expires_on from wms.lot t where t.lot_id = s.lot_id) end) as expires_on
      from wms.stock_as_of(p_warehouse, p_at, 9223372036854775807, p_locations, null, null, null) s
      join wms.product p on p.product_id = s.product_id
     group by s.location_id
  ), pick as (
    select g.from_location_id as location_id, count(*)::int as picks
      from wms.ledger g
     where g.warehouse_id = p_warehouse and g.kind = 'pick' and g.from_quant_id is not null
       and g.posted_at > p_at - interval '1 hour' and g.posted_at <= p_at
       and not exists (select from wms.ledger u where u.undoes = g.ledger_id and u.warehouse_id = p_warehouse
                          and u.posted_at > p_at - interval '1 hour' and u.posted_at <= p_at)
       and (p_locations is null or g.from_location_id = any (p_locations))
     group by 1
  )
  select l.location_id, coalesce(s.on_hand, 0)::float8, null::float8,
         case when l.block_pick then coalesce(s.on_hand, 0) else coalesce(s.bad, 0) end::float8,
         case when s.location_id is null then 0 when s.unknown then null
              else least(1, s.litres * 1000000 / nullif(l.width * l.depth * l.height, 0)) end::float8,
         coalesce(s.quants, 0), coalesce(k.picks, 0), s.expires_on, null::timestamptz
    from wms.location l
    left join stock s on s.location_id = l.location_id
    left join pick k on k.location_id = l.location_id
   where l.warehouse_id = p_warehouse and l.kind <> 'virtual'
     and case when p_locations is null then s.location_id is not null or k.location_id is not null
              else l.location_id = any (p_locations) end;
end $$;
