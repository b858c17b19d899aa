-- Roles: r_supervisor, r_admin, r_sealer
-- Follow the ledger with the snapshots of stock, one page of at most p_limit entries: call it again while "more". A call
-- is one transaction: cancelled or killed it leaves what the call before left. Two at once: the second finds it busy.
-- A snapshot is cut when half as many entries came as the last one has rows (but at least p_spacing): so an answer reads
-- no more than a snapshot and half as many entries again, and all snapshots together have twice the rows of the ledger.
-- Answer: entries (taken in now), more, busy, cut (moment of a new snapshot or null).
create function api.take_snapshot_v1(p_warehouse int, p_limit int default 20000, p_spacing int default 10000) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' set enable_nestloop = off set jit = off set enable_hashagg = off
set work_mem = '64MB' as $$
declare
  v_mark wms.stock_watermark;
  v_last wms.stock_snapshot;
  v_upto bigint;
  v_page record;
  v_cut timestamptz;
begin
  perform wms.authorise(p_warehouse);
  if (p_limit between 1 and 1000000 and p_spacing between 1 and 100000000) is not true then
    perform wms.refuse('WM422', 'The page or the spacing of snapshots is not possible.', 'Leave both out.');
  end if;
  if not exists (select from wms.stock_watermark where warehouse_id = p_warehouse) then
    insert into wms.stock_watermark (warehouse_id, epoch) values (p_warehouse, wms.ledger_epoch()) on conflict do nothing;
  end if;
  select * into v_mark from wms.stock_watermark where warehouse_id = p_warehouse for update skip locked;
  if not found then
    return jsonb_build_object('entries', 0, 'more', false, 'busy', true, 'cut', null);
  end if;
  if v_mark.epoch <> wms.ledger_epoch() then
    v_mark := wms.forget_snapshots(p_warehouse);
  end if;
  select * into v_last from wms.stock_snapshot where warehouse_id = p_warehouse order by at desc limit 1;
  v_upto := (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint;
  select count(*) as entries, max(g.posted_at) as newest, min(g.posted_at) as oldest,
         (array_agg(g.xid order by g.xid desc, g.ledger_id desc))[1] as xid, (array_agg(g.ledger_id order by g.xid desc, g.ledger_id desc))[1] as ledger_id
    into v_page
    from (select g.posted_at, g.xid, g.ledger_id from wms.ledger g
           where g.warehouse_id = p_warehouse and (g.xid, g.ledger_id) > (v_mark.xid, v_mark.ledger_id) and g.xid < v_upto
           order by g.xid, g.ledger_id limit p_limit) g;
  if v_page.entries = 0 then
    return jsonb_build_object('entries', 0, 'more', false, 'busy', false, 'cut', null);
  end if;
  if v_page.oldest <= v_last.at then                 -- committed after a snapshot that is later than it
    insert into wms.stock_snapshot_row (snapshot_id, location_id, product_id, lot_id, hu_id, owner_id, quantity, warehouse_id, status)
    select s.snapshot_id, l.location_id, l.product_id, l.lot_id, l.hu_id, l.owner_id, l.quantity, p_warehouse, l.status
      from wms.taken_legs(p_warehouse, v_mark.xid, v_mark.ledger_id, v_page.xid, v_page.ledger_id, '-infinity', v_last.at) l
      join wms.stock_snapshot s on s.warehouse_id = p_warehouse and s.at >= l.posted_at;
  end if;
  v_mark.entries := v_mark.entries + v_page.entries;
  v_mark.newest := greatest(v_mark.newest, v_page.newest);
  if v_mark.entries >= greatest(coalesce(v_last.records, 0) / 2, p_spacing) and v_mark.newest > coalesce(v_last.at, '-infinity') then
    v_cut := v_mark.newest;
    perform wms.cut_snapshot(p_warehouse, v_last, v_cut, v_page.xid, v_page.ledger_id);
    v_mark.entries := 0;
  end if;
  update wms.stock_watermark set epoch = v_mark.epoch, xid = v_page.xid, ledger_id = v_page.ledger_id, entries = v_mark.entries,
         newest = v_mark.newest, moved_at = clock_timestamp() where warehouse_id = p_warehouse;
  return jsonb_build_object('entries', v_page.entries, 'more', v_page.entries = p_limit, 'busy', false, 'cut', v_cut);
end $$;

-- The numbering that transaction ids of the ledger belong to; see wms.epoch.
create function wms.ledger_epoch() returns text
language sql stable
begin atomic
  select i.system_identifier || ':' || e.counter from wms.epoch e, wms.system_identity() i(system_identifier);
end;

-- The two legs of entries from one position of the ledger to another, of a span of time: from excluded, to included.
create function wms.taken_legs(p_warehouse int, p_xid bigint, p_entry bigint, p_to_xid bigint, p_to_entry bigint,
                               p_from timestamptz, p_to timestamptz)
returns table (posted_at timestamptz, location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint,
               status text, quantity numeric)
language sql stable rows 20000 as $$
  select g.posted_at, s.location_id, g.product_id, g.lot_id, s.hu_id, g.owner_id, s.status, s.quantity
    from wms.ledger g
   cross join lateral (values (g.from_quant_id, g.from_location_id, g.hu_id, g.status, -g.quantity),
                              (g.to_quant_id, g.to_location_id, g.to_hu_id, g.to_status, g.quantity))
     s(quant_id, location_id, hu_id, status, quantity)
   where g.warehouse_id = p_warehouse and (g.xid, g.ledger_id) > (p_xid, p_entry) and (g.xid, g.ledger_id) <= (p_to_xid, p_to_entry)
     and g.posted_at > p_from and g.posted_at <= p_to and s.quant_id is not null
$$;

-- A new snapshot: the last one and what was taken in since, as of the latest entry taken in.
create function wms.cut_snapshot(p_warehouse int, p_last wms.stock_snapshot, p_at timestamptz, p_xid bigint, p_entry bigint)
returns void language plpgsql as $$
declare
  v_id bigint;
begin
  insert into wms.stock_snapshot (warehouse_id, at, xid, ledger_id, records) values (p_warehouse, p_at, p_xid, p_entry, 0)
  returning snapshot_id into v_id;
  with written as (
    insert into wms.stock_snapshot_row (snapshot_id, location_id, product_id, lot_id, hu_id, owner_id, quantity, warehouse_id, status)
    select v_id, l.location_id, l.product_id, l.lot_id, l.hu_id, l.owner_id, sum(l.quantity), p_warehouse, l.status
      from (select r.location_id, r.product_id, r.lot_id, r.hu_id, r.owner_id, r.status, r.quantity
              from wms.stock_snapshot_row r where r.snapshot_id = p_last.snapshot_id
            union all
            select t.location_id, t.product_id, t.lot_id, t.hu_id, t.owner_id, t.status, t.quantity
              from wms.taken_legs(p_warehouse, coalesce(p_last.xid, 0), coalesce(p_last.ledger_id, 0), p_xid, p_entry,
                                  coalesce(p_last.at, '-infinity'), p_at) t) l
     group by l.location_id, l.product_id, l.lot_id, l.hu_id, l.owner_id, l.status having sum(l.quantity) <> 0
     order by l.location_id, l.product_id
    returning 1)
  update wms.stock_snapshot s set records = (select count(*) from written) where s.snapshot_id = v_id;
end $$;

-- Start anew: the numbering of transactions is another one.
create function wms.forget_snapshots(p_warehouse int) returns wms.stock_watermark
language plpgsql as $$
declare
  v_mark wms.stock_watermark;
begin
  delete from wms.stock_snapshot_row where warehouse_id = p_warehouse;
  delete from wms.stock_snapshot where warehouse_id = p_warehouse;
  update wms.stock_watermark set epoch = wms.ledger_epoch(), xid = 0, ledger_id = 0, entries = 0, newest = '-infinity'
   where warehouse_id = p_warehouse returning * into v_mark;
  return v_mark;
end $$;
