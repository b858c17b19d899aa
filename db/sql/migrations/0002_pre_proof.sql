-- Proof: sealed blocks over the ledger, the keys that sign them, what checks found, and the daemon's heartbeat.
-- A chain is of one warehouse, not of the database: its head goes on that site's shift report, its proof can be handed out
-- without the entries of others, and the feed's index (warehouse, xid, ledger_id) reads a window in order.

alter table wms.epoch
  add column entry_from bigint not null default '-9223372036854775808';   -- entries below belong to the epochs before

create table wms.seal_key (                 -- public halves; the private ones never come near the database
  warehouse_id smallint not null references wms.warehouse,
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),       -- first 8 bytes of sha256 of the public key
  public_key bytea not null check (length(public_key) = 32),    -- Ed25519
  name text not null check (length(name) between 1 and 100),
  registered_at timestamptz not null default clock_timestamp(),
  registered_by name not null default session_user,
  primary key (warehouse_id, key_id)
);
create table wms.seal_block (
  warehouse_id smallint not null references wms.warehouse,
  block_no bigint not null check (block_no > 0),
  form smallint not null,                   -- which columns in which order make a leaf: app/domain/entry_form.py
  epoch text not null,                      -- system identifier and restore counter: xids compare only within one
  entry_from bigint not null,               -- the epoch's entries begin here
  prev_hash bytea not null check (length(prev_hash) = 32),
  xid_from bigint not null,                 -- entries with xid_from <= xid < xid_to
  xid_to bigint not null check (xid_to > xid_from),
  n bigint not null check (n >= 0),
  merkle_root bytea not null check (length(merkle_root) = 32),
  block_hash bytea not null check (length(block_hash) = 32),
  key_id text not null,
  signature bytea not null check (length(signature) = 64),
  sealed_at timestamptz not null,
  marks bytea not null check (length(marks) = 8 * n),           -- of each leaf its first 8 bytes: names the entry that was touched
  primary key (warehouse_id, block_no),
  foreign key (warehouse_id, key_id) references wms.seal_key
);
alter table wms.seal_block alter column marks set storage external;

create table wms.check_run (                -- one look at the invariants
  warehouse_id smallint not null references wms.warehouse,
  run_id uuid not null,
  kind text not null check (kind in ('sample', 'full', 'seals')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  looked_at bigint not null,                -- products of a sample, entries of seals, 0 of a full run: everything
  found int not null,
  by name not null default session_user,
  primary key (warehouse_id, run_id)
);
create index check_run_time on wms.check_run (warehouse_id, finished_at desc);
create table wms.finding (                  -- one thing that is not as it must be
  finding_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  invariant text not null,
  subject text not null,
  expected text not null,
  found text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  gone_at timestamptz,                      -- a full run did not find it any more
  repair text                               -- what was done about it
);
create unique index finding_open on wms.finding (warehouse_id, invariant, subject) where gone_at is null;
create table wms.job (                      -- the daemon's loops: when each ran last and what became of it
  warehouse_id smallint not null references wms.warehouse,
  name text not null,
  holder uuid not null,
  state text not null check (state in ('ok', 'failing', 'waiting')),
  ran_at timestamptz,
  took_ms int,
  runs bigint not null default 0,
  failures int not null default 0,          -- in a row
  problem text,
  detail jsonb not null default '{}',
  beat_at timestamptz not null,
  primary key (warehouse_id, name)
);

create trigger seal_block_append_only before update or delete on wms.seal_block
  for each row execute function wms.refuse_change();
create trigger seal_block_no_truncate before truncate on wms.seal_block
  for each statement execute function wms.refuse_change();
create trigger seal_key_append_only before update or delete on wms.seal_key
  for each row execute function wms.refuse_change();
create trigger seal_key_no_truncate before truncate on wms.seal_key
  for each statement execute function wms.refuse_change();

do $$
declare
  v_table text;
begin
  foreach v_table in array array['seal_key', 'seal_block', 'check_run', 'finding', 'job'] loop
    execute format('alter table wms.%I owner to wms_owner', v_table);
  end loop;
end $$;
grant select, insert on wms.seal_key, wms.seal_block, wms.check_run to wms_exec;
grant select, insert, update on wms.finding, wms.job to wms_exec;

-- The daemon makes next month's partition without a superuser: the procedure runs as the tables' owner.
alter procedure wms.make_partitions(int) owner to wms_owner;
alter procedure wms.make_partitions(int) security definer;
alter procedure wms.make_partitions(int) set lock_timeout = '3s';
grant execute on procedure wms.make_partitions(int) to wms_exec;

-- Who appends blocks and keeps the clockwork: the daemon's login, beside what it reads as auditor and tells as integration.
grant usage on schema wms, api to r_sealer;
grant execute on function wms.my_warehouses() to r_sealer;
do $$
begin
  execute format('grant connect on database %I to r_sealer', current_database());
end $$;
