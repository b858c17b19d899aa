-- Roles: all
-- What a player of the past needs besides where it starts (api.stock_at_v1): what happened then (api.replay_v1, pages), and
-- how much happened when (api.ledger_load_v1, for the bars of its track).

-- Entries after a moment and up to another, oldest first, at most p_limit: go on after the last one's posted_at and
-- ledger_id. A side without a stock record is null.
create function api.replay_v1(p_warehouse int, p_from timestamptz, p_to timestamptz, p_after_at timestamptz default null,
                              p_after_id bigint default 0, p_limit int default 20000)
returns table (posted_at timestamptz, ledger_id bigint, kind text, product_id bigint, lot_id bigint, owner_id bigint,
               quantity numeric, from_location_id bigint, hu_id bigint, status text, to_location_id bigint, to_hu_id bigint,
               to_status text, undoes bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off as $$
declare
  v_at timestamptz := greatest(p_from, p_after_at);
  v_entry bigint := case when p_after_at >= p_from then coalesce(p_after_id, 0) else 9223372036854775807 end;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_moment(p_from);
  perform wms.check_moment(p_to);
  return query execute
    'select g.posted_at, g.ledger_id, g.kind, g.product_id, g.lot_id, g.owner_id, g.quantity,
            case when g.from_quant_id is not null then g.from_location_id end, g.hu_id, g.status,
            case when g.to_quant_id is not null then g.to_location_id end, g.to_hu_id, g.to_status, g.undoes
       from wms.ledger g
      where g.warehouse_id = $1 and g.posted_at >= $2 and g.posted_at <= $4 and (g.posted_at, g.ledger_id) > ($2, $3)
      order by g.posted_at, g.ledger_id limit $5'
  using p_warehouse, v_at, v_entry, p_to, least(greatest(p_limit, 1), 50000);
end $$;

-- How many entries were posted in each of at most 1,000 equal steps of a span, steps without any left out.
create function api.ledger_load_v1(p_warehouse int, p_from timestamptz, p_to timestamptz, p_steps int default 144)
returns table (step int, entries int)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_moment(p_from);
  perform wms.check_moment(p_to);
  return query execute
    'select least($4 - 1, floor(extract(epoch from g.posted_at - $2) * $4 / greatest(1, extract(epoch from $3 - $2))))::int, count(*)::int
       from wms.ledger g
      where g.warehouse_id = $1 and g.posted_at > $2 and g.posted_at <= $3
      group by 1 order by 1'
  using p_warehouse, p_from, p_to, least(greatest(p_steps, 1), 1000);
end $$;

-- When the first entry was posted; null where there is none.
create function api.ledger_begins_v1(p_warehouse int) returns timestamptz
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform wms.authorise(p_warehouse);
  return (select g.posted_at from wms.ledger g where g.warehouse_id = p_warehouse order by g.posted_at, g.ledger_id limit 1);
end $$;
