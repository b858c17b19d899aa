-- Roles: r_sealer, r_auditor, r_supervisor, r_admin
-- What the next block is over: entries with xid_from <= xid < xid_to, which are complete and final (older than every
-- transaction still running), so no poster waits. xid_to = xid_from: nothing to seal. p_rows: about so many at most; a
-- transaction is never divided. restored: the cluster is another or older one than the head's, and nobody said where its
-- entries begin (db.maintain.begin_epoch).
create function api.seal_window_v1(p_warehouse int, p_rows int default 20000)
returns jsonb language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare
  v_system text := (select system_identifier from wms.system_identity() s(system_identifier));
  v_epoch wms.epoch := (select e from wms.epoch e);
  v_now text := v_system || ':' || v_epoch.counter;
  v_upto bigint := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint;
  v_head wms.seal_block;
  v_from bigint := -9223372036854775808;               -- from the beginning: no forged number lies before it
  v_first bigint;
  v_cut bigint;
  v_until bigint;
  v_of text := v_now;
  v_entry bigint := v_epoch.entry_from;
begin
  perform wms.authorise(p_warehouse);
  select * into v_head from wms.seal_block where warehouse_id = p_warehouse order by block_no desc limit 1;
  if v_head.block_no is not null and v_head.epoch = v_now then
    v_from := v_head.xid_to;
  elsif v_head.block_no is not null and v_head.entry_from < v_epoch.entry_from and v_head.xid_to < 9223372036854775807 then
    v_of := v_head.epoch;                                  -- first close the epoch that ended
    v_entry := v_head.entry_from;
    v_from := v_head.xid_to;
    v_upto := 9223372036854775807;
  elsif v_head.block_no is not null and v_head.entry_from >= v_epoch.entry_from then
    return jsonb_build_object('restored', true, 'epoch', v_now, 'head', wms.block_json(v_head));
  end if;
  v_until := case when v_of = v_now then 9223372036854775807 else v_epoch.entry_from end;
  select min(f.xid), (array_agg(f.xid order by f.xid, f.ledger_id))[p_rows + 1] into v_first, v_cut
    from (select g.xid, g.ledger_id from wms.ledger g
           where g.warehouse_id = p_warehouse and g.xid >= v_from and g.xid < v_upto and g.ledger_id >= v_entry
             and g.ledger_id < v_until
           order by g.xid, g.ledger_id limit p_rows + 1) f;
  return jsonb_build_object('restored', false, 'epoch', v_of, 'entry_from', v_entry, 'xid_from', v_from,
    'entry_to', case when v_of <> v_now then v_epoch.entry_from end,
    'xid_to', case when v_cut is null then greatest(v_upto, v_from) else greatest(v_cut, v_first + 1) end, 'more', v_cut is not null,
    'closes', v_of <> v_now and v_cut is null, 'now', clock_timestamp(), 'head', wms.block_json(v_head));
end $$;

-- Roles: r_sealer
-- Append a block. It must follow the head, and its window must be over. The same block again is answered as the first time.
-- p_token: the daemon's lease, checked in this very transaction. WM404, WM409, WM412, WM422.
create function api.seal_v1(p_warehouse int, p_token bigint, p_block jsonb)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_head wms.seal_block;
  v_new wms.seal_block;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_lease(p_warehouse, p_token);
  select p_warehouse, (p_block ->> 'block_no')::bigint, (p_block ->> 'form')::smallint, p_block ->> 'epoch',
         (p_block ->> 'entry_from')::bigint, decode(p_block ->> 'prev_hash', 'hex'), (p_block ->> 'xid_from')::bigint,
         (p_block ->> 'xid_to')::bigint, (p_block ->> 'n')::bigint, decode(p_block ->> 'merkle_root', 'hex'),
         decode(p_block ->> 'block_hash', 'hex'), p_block ->> 'key_id', decode(p_block ->> 'signature', 'hex'),
         (p_block ->> 'sealed_at')::timestamptz, decode(p_block ->> 'marks', 'hex') into v_new;
  select * into v_head from wms.seal_block where warehouse_id = p_warehouse order by block_no desc limit 1;
  if v_head.block_hash = v_new.block_hash then
    return jsonb_build_object('block_no', v_head.block_no);
  elsif v_new.block_no is distinct from coalesce(v_head.block_no, 0) + 1
        or v_new.prev_hash is distinct from coalesce(v_head.block_hash, decode(repeat('00', 32), 'hex'))
        or v_new.xid_from is distinct from (case when v_new.epoch = v_head.epoch then v_head.xid_to else -9223372036854775808 end) then
    perform wms.refuse('WM409', 'This block does not follow the last one.', 'Read the head again and seal from there.',
                       jsonb_build_object('head', v_head.block_no));
  elsif v_new.xid_to > (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
        and v_new.entry_from >= (select e.entry_from from wms.epoch e) then
    perform wms.refuse('WM422', 'This block reaches into what is still being written.', 'Seal up to the oldest running transaction.');
  elsif v_new.key_id is distinct from (select k.key_id from wms.seal_key k where k.warehouse_id = p_warehouse
                                        order by k.registered_at desc limit 1) then
    perform wms.refuse('WM404', 'The key of this block is not the one registered last for the warehouse.',
                       'Have an administrator register it: stillage audit key --register.');
  end if;
  insert into wms.seal_block select v_new.*;
  return jsonb_build_object('block_no', v_new.block_no);
end $$;

-- Roles: r_admin
-- Make a public key known, the one that signs from now on. Earlier keys stay: their blocks are verified with them.
create function api.register_seal_key_v1(p_op uuid, p_warehouse int, p_public_key text, p_name text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_id text;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('register_seal_key', p_warehouse, p_public_key, p_name)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if p_public_key !~ '^[0-9a-f]{64}$' or coalesce(length(p_name), 0) not between 1 and 100 then
    perform wms.refuse('WM422', 'This is not the public half of a sealing key.', 'Copy it whole from: stillage audit key.');
  end if;
  v_id := left(encode(sha256(decode(p_public_key, 'hex')), 'hex'), 16);
  insert into wms.seal_key (warehouse_id, key_id, public_key, name)
  values (p_warehouse, v_id, decode(p_public_key, 'hex'), p_name) on conflict do nothing;
  insert into wms.event (warehouse_id, type, number, payload)
  values (p_warehouse, 'seal.key_registered', v_id, jsonb_build_object('name', p_name));
  return wms.keep_answer(p_op, jsonb_build_object('key_id', v_id));
end $$;

-- A block as json, without its marks; null where there is none.
create function wms.block_json(p_block wms.seal_block) returns jsonb
language sql stable
begin atomic
  select case when (p_block).block_no is not null then jsonb_build_object(
    'block_no', (p_block).block_no, 'block_hash', encode((p_block).block_hash, 'hex'), 'epoch', (p_block).epoch,
    'xid_to', (p_block).xid_to, 'entry_from', (p_block).entry_from, 'key_id', (p_block).key_id,
    'sealed_at', (p_block).sealed_at, 'n', (p_block).n) end;
end;
