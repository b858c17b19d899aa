-- name: seal_blocks
-- The chain of a warehouse, newest first, :limit blocks below :before.
select block_no, n, xid_from, xid_to, encode(block_hash, 'hex') as block_hash, key_id, epoch, sealed_at
  from api.seal_block where warehouse_id = :warehouse and block_no < :before order by block_no desc limit :limit;

-- name: seal_keys
-- The keys that sign or signed.
select key_id, encode(public_key, 'hex') as public_key, name, registered_at, person
  from api.seal_key where warehouse_id = :warehouse order by registered_at desc;

-- name: check_runs
-- The last looks at the invariants.
select run_id, kind, started_at, finished_at, looked_at, found from api.check_run
 where warehouse_id = :warehouse order by finished_at desc limit :limit;

-- name: last_full_check
-- When everything was looked at last.
select max(finished_at) as finished_at from api.check_run where warehouse_id = :warehouse and kind = 'full';

-- name: findings
-- What is not as it must be; with :gone also what is over, newest first.
select finding_id, invariant, subject, expected, found, first_seen_at, last_seen_at, gone_at, repair from api.finding
 where warehouse_id = :warehouse and (gone_at is null or cast(:gone as boolean)) order by gone_at is not null, finding_id desc limit :limit;

-- name: daemon_jobs
-- The daemon's loops and its lease.
select name, state, ran_at, took_ms, runs, failures, problem, detail, beat_at, token, leader, holder, expires_at, led
  from api.job where warehouse_id = :warehouse order by name;

-- name: entries_of_place
-- The last entries of a product at a place: what a finding is about.
select ledger_id, posted_at, kind, sku, quantity, from_code, to_code, lot, person, reason, document
  from api.ledger
 where warehouse_id = :warehouse and product_id = :product
   and (cast(:location as bigint) is null or from_location_id = cast(:location as bigint) or to_location_id = cast(:location as bigint))
 order by posted_at desc, ledger_id desc limit :limit;

-- name: entries_by_id
-- Entries by their numbers.
select ledger_id, posted_at, kind, sku, quantity, from_code, to_code, lot, person, reason, document
  from api.ledger where warehouse_id = :warehouse and ledger_id = any (cast(:entries as bigint[])) order by ledger_id limit 200;
