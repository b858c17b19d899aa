-- name: stock_at
-- Stock of the warehouse as of a moment, key by key, ids only.
select location_id, product_id, lot_id, hu_id, owner_id, status, quantity from api.stock_at_v1(:warehouse, :at)

-- name: bin_stock_at
-- The stock records of a bin as of a moment, as the query bin_stock tells those of now; what has no history is null.
select cast(null as bigint) as quant_id, s.product_id, p.sku, p.name as product, s.lot_id, t.number as lot, t.expires_on, h.sscc,
       s.status, s.quantity, cast(null as numeric) as reserved, cast(null as numeric) as free,
       cast(null as timestamptz) as in_date, cast(null as timestamptz) as last_counted_at
  from api.stock_at_v1(:warehouse, :at, p_location => :location) s
  join lateral (select x.sku, x.name from api.product x where x.product_id = s.product_id limit 1) p on true
  left join lateral (select x.number, x.expires_on from api.lot x where x.lot_id = s.lot_id limit 1) t on true
  left join lateral (select x.sscc from api.handling_unit x where x.hu_id = s.hu_id limit 1) h on true
 order by t.expires_on nulls last, p.sku, s.lot_id, s.hu_id, s.status limit 500

-- name: bin_ledger_count_at
-- How many entries a bin had by a moment, counted up to a thousand.
select count(*)::int as entries from (select 1 from api.bin_history_v1(:warehouse, :location, '-infinity', :at, p_limit => 1000)) x

-- name: floor_at
-- The heatmap's facts of all bins that held something or were picked from, as of a moment.
select location_id, on_hand, reserved, held, fill, quants, picks_hour, expires_on - date '1970-01-01' as expires_on,
       extract(epoch from in_date)::float8 / 86400 as in_date
  from api.floor_at_v1(:warehouse, :at)

-- name: replay
-- Entries of a span of time, oldest first (keyset pages).
select extract(epoch from posted_at)::float8 as at, posted_at, ledger_id, kind, product_id, lot_id, owner_id, quantity,
       from_location_id, hu_id, status, to_location_id, to_hu_id, to_status, undoes
  from api.replay_v1(:warehouse, :from_at, :to_at, :after_at, :after_id, :limit)

-- name: replay_products
-- What the player must know of products: volume of one unit in litres, null where a size is not known.
select product_id, sku, name, volume from api.product where product_id = any(:products)

-- name: replay_lots
-- What the player must know of lots.
select lot_id, expires_on - date '1970-01-01' as expires_on from api.lot where lot_id = any(:lots)

-- name: replay_places
-- What the player must know of places: their size in litres, and whether their stock is held.
select location_id, coalesce(width * depth * height / 1000000, 0)::float8 as capacity, block_pick
  from api.location where warehouse_id = :warehouse and kind <> 'virtual'

-- name: ledger_load
-- How many entries were posted in each step of a span.
select step, entries from api.ledger_load_v1(:warehouse, :from_at, :to_at, :steps)

-- name: alarm_times
-- When alarms were raised in a span of time, for the track.
select extract(epoch from raised_at)::float8 as at, priority from api.alarm
 where warehouse_id = :warehouse and raised_at > :from_at and raised_at <= :to_at order by raised_at limit 500

-- name: ledger_begins
-- When the first entry was posted, and what the time is where entries are posted.
select api.ledger_begins_v1(:warehouse) as at, clock_timestamp() as now

-- name: bin_stock_ledger_at
-- The newest ledger entries of one product and lot in a bin, as of a moment.
select ledger_id, posted_at, kind, quantity, sku, product, lot, from_code, to_code, from_location_id, to_location_id, document,
       person, reason, order_line_id, from_balance, to_balance, status, to_status
  from api.ledger
 where warehouse_id = :warehouse and ((from_location_id = :location and from_quant_id is not null)
        or (to_location_id = :location and to_quant_id is not null))
   and product_id = :product and lot is not distinct from cast(:lot as text) and posted_at <= :at
 order by posted_at desc, ledger_id desc limit :limit

-- name: item_history
-- What happened to a product, with its stock in the warehouse after each entry, oldest first (keyset pages).
select h.posted_at, h.ledger_id, h.kind, h.quantity, h.delta, h.balance, f.code as from_code, e.code as to_code, t.number as lot,
       h.status, h.to_status, h.document, h.reason, h.actor, h.order_line_id, h.from_location_id, h.to_location_id
  from api.item_history_v1(:warehouse, :product, :from_at, :to_at, :after_at, :after_id, :limit) h
  left join lateral (select x.code from api.location x where x.warehouse_id = :warehouse and x.location_id = h.from_location_id limit 1) f on true
  left join lateral (select x.code from api.location x where x.warehouse_id = :warehouse and x.location_id = h.to_location_id limit 1) e on true
  left join lateral (select x.number from api.lot x where x.lot_id = h.lot_id limit 1) t on true
 order by h.posted_at, h.ledger_id

-- name: item_history_plain
-- The same without names, for those who hold them already.
select posted_at, ledger_id, kind, quantity, delta, balance, from_location_id, to_location_id, lot_id, status, to_status, document
  from api.item_history_v1(:warehouse, :product, :from_at, :to_at, :after_at, :after_id, :limit)
