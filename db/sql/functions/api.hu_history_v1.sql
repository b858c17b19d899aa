-- Roles: all
-- What happened to a unit and its own content, newest first: movements in, out and with it, and what else was done to it.
-- The next page: p_before_at and p_before_id of the last row. At most 500 rows.
create function api.hu_history_v1(p_warehouse int, p_hu bigint, p_before_at timestamptz default null, p_before_id bigint default null,
                                  p_limit int default 100)
returns table (at timestamptz, entry_id bigint, source text, kind text, product_id bigint, sku text, lot text, quantity numeric,
               from_code text, to_code text, from_sscc text, to_sscc text, status text, to_status text, reason text, document text,
               device text, person text, payload jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id bigint := coalesce(p_before_id, 9223372036854775807);
  v_rows int := least(greatest(coalesce(p_limit, 100), 1), 500);
begin
  perform wms.authorise(p_warehouse);
  return query
  with found as (
    (select g.posted_at as at, g.ledger_id as id from wms.ledger g
      where g.hu_id = p_hu and g.warehouse_id = p_warehouse and g.posted_at <= v_at and (g.posted_at, g.ledger_id) < (v_at, v_id)
      order by g.posted_at desc, g.ledger_id desc limit v_rows)
    union
    (select g.posted_at, g.ledger_id from wms.ledger g
      where g.to_hu_id = p_hu and g.warehouse_id = p_warehouse and g.posted_at <= v_at and (g.posted_at, g.ledger_id) < (v_at, v_id)
      order by g.posted_at desc, g.ledger_id desc limit v_rows)
  ), movement as (
    select f.at, f.id, 'movement'::text as source, g.kind, g.product_id, p.sku, t.number as lot, g.quantity, a.code as from_code, b.code as to_code,
           h.sscc as from_sscc, k.sscc as to_sscc, g.status, g.to_status, g.reason, g.document, g.device, g.actor, null::jsonb as payload
      from found f join wms.ledger g on g.posted_at = f.at and g.ledger_id = f.id
      join wms.product p on p.product_id = g.product_id
      join wms.location a on a.warehouse_id = g.warehouse_id and a.location_id = g.from_location_id
      join wms.location b on b.warehouse_id = g.warehouse_id and b.location_id = g.to_location_id
      left join wms.lot t on t.lot_id = g.lot_id
      left join wms.handling_unit h on h.hu_id = g.hu_id left join wms.handling_unit k on k.hu_id = g.to_hu_id
  ), said as (
    select e.occurred_at, e.event_id, 'event'::text, e.type, null::bigint, null::text, null::text, null::numeric, a.code, b.code,
           null::text, null::text, null::text, null::text, e.payload ->> 'reason', null::text, null::text, e.actor, e.payload
      from wms.event e
      left join wms.location a on a.warehouse_id = e.warehouse_id and a.location_id = e.locations[1]
      left join wms.location b on b.warehouse_id = e.warehouse_id and b.location_id = e.locations[2]
     where e.aggregate_id = p_hu and e.type like 'hu.%' and e.warehouse_id = p_warehouse and (e.occurred_at, e.event_id) < (v_at, v_id)
     order by e.occurred_at desc, e.event_id desc limit v_rows
  ), both_kinds as (select * from movement union all select * from said)
  select x.at, x.id, x.source, x.kind, x.product_id, x.sku, x.lot, x.quantity, x.from_code, x.to_code, x.from_sscc, x.to_sscc, x.status,
         x.to_status, x.reason, x.document, x.device, coalesce(u.display_name, x.actor::text), x.payload
    from both_kinds x left join wms.app_user u on u.login = x.actor
   order by x.at desc, x.id desc limit v_rows;
end $$;
