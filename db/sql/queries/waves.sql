-- name: wave_candidates
-- Orders that could be released now.
select * from api.wave_candidates_v1(:warehouse, cast(:limit as int))

-- name: wave_choice
-- What a release of these orders would take.
select * from api.wave_choice_v1(:warehouse, cast(:orders as bigint[]), cast(:short as text))

-- name: waves
-- Waves with how far they are, and what was streamed today.
select * from api.waves_v1(:warehouse, cast(:limit as int))

-- name: wave_batches
-- The batches of a wave.
select * from api.wave_batches_v1(:warehouse, cast(:wave as bigint))

-- name: release_channels
-- Channels in their order.
select * from api.release_channel where warehouse_id = :warehouse order by sequence

-- name: channel_runs
-- What a channel did by itself, the last first.
select * from api.channel_run where warehouse_id = :warehouse and channel_id = :channel order by run_id desc limit :limit

-- name: wave_slots
-- Which order stands where on the cart of a batch.
select slot, order_id, number, hu_id, sscc from api.cart_slot where warehouse_id = :warehouse and batch_id = :batch order by slot

-- name: wave_tasks
-- Where the tasks of batches are, in walking order.
select batch_id, sequence, from_location_id, from_code, quantity::float8, order_id from api.task
 where warehouse_id = :warehouse and batch_id = any (cast(:batches as bigint[])) order by batch_id, sequence

-- name: wave_stations
-- Packing places and docks, and how many orders are on their way to them.
select l.kind, count(*)::int as places from api.location l
 where l.warehouse_id = :warehouse and l.kind in ('packing', 'dock', 'staging') group by l.kind
