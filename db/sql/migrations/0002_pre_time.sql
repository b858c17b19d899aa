-- Stock at any past moment: snapshots of all stock, and how far they follow the ledger.
-- A snapshot is worked out from the ledger alone (wms.quant has no past) by api.take_snapshot_v1, in the order (xid,
-- ledger_id), which is final below the oldest running transaction. Derived data: may be emptied at any time, answers stay
-- the same and only take longer.

create table wms.stock_watermark (            -- every ledger entry up to (xid, ledger_id) is in the snapshots it belongs to
  warehouse_id smallint primary key references wms.warehouse,
  epoch text not null,                        -- transaction ids of another epoch mean nothing: start anew
  xid bigint not null default 0,
  ledger_id bigint not null default 0,
  entries bigint not null default 0,          -- taken in since the last snapshot was cut
  newest timestamptz not null default '-infinity',   -- latest posted_at of all that was taken in
  moved_at timestamptz not null default now()
);
create table wms.stock_snapshot (             -- all stock as of a moment
  snapshot_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  at timestamptz not null,                    -- holds the entries with posted_at <= at that were taken in
  xid bigint not null, ledger_id bigint not null,    -- how far the ledger had been taken in when it was cut
  records bigint not null,
  unique (warehouse_id, at)
);
-- Summands, not records: an entry that is committed late is added as further rows to the snapshots it belongs to.
create table wms.stock_snapshot_row (
  snapshot_id bigint not null,
  location_id bigint not null,
  product_id bigint not null,
  lot_id bigint, hu_id bigint, owner_id bigint,
  quantity numeric(18, 6) not null,
  warehouse_id smallint not null,
  status text not null
) with (autovacuum_vacuum_insert_scale_factor = 0.5);
create index stock_snapshot_row_product on wms.stock_snapshot_row (snapshot_id, product_id);
create index stock_snapshot_row_location on wms.stock_snapshot_row (snapshot_id, location_id);
create index stock_snapshot_row_hu on wms.stock_snapshot_row (snapshot_id, hu_id) where hu_id is not null;

alter table wms.stock_watermark owner to wms_owner;
alter table wms.stock_snapshot owner to wms_owner;
alter table wms.stock_snapshot_row owner to wms_owner;
grant select, insert, update on wms.stock_watermark to wms_exec;
grant select, insert, update, delete on wms.stock_snapshot to wms_exec;
grant select, insert, delete on wms.stock_snapshot_row to wms_exec;
