-- What the inventory explorer needs: indexes that serve its pages and filters, and saved views.
-- No index of the stock record holds anything that a post changes (quantity, reserved, age, version, last count): updates
-- stay in their page (HOT), and only a new stock record pays.

drop index wms.quant_product;
create index quant_product on wms.quant (warehouse_id, product_id, location_id, quant_id);   -- pages of one product's stock
create index quant_lot on wms.quant (warehouse_id, lot_id, location_id, product_id, quant_id) where lot_id is not null;
create index quant_abnormal on wms.quant (warehouse_id, status, location_id, product_id, quant_id) where status <> 'available';
create index quant_owner on wms.quant (warehouse_id, owner_id, location_id, product_id, quant_id) where owner_id is not null;
create index lot_expiry on wms.lot (expires_on, lot_id) where expires_on is not null;
create index lot_search on wms.lot (upper(number) text_pattern_ops);
create index location_search on wms.location (warehouse_id, upper(code) text_pattern_ops);
create index location_zone on wms.location (warehouse_id, zone_id, code);
create index handling_unit_ends on wms.handling_unit (reverse(sscc) text_pattern_ops);   -- people read the last digits

create table wms.saved_view (               -- a filter of a workspace with a name; shared with all of the warehouse, or one's own
  saved_view_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  workspace text not null check (workspace ~ '^[a-z_]{1,30}$'),
  login name not null references wms.app_user,
  name text not null check (length(name) between 1 and 60),
  shared boolean not null default false,
  content jsonb not null,
  version int not null default 1,
  unique (warehouse_id, workspace, login, name)
);
alter table wms.saved_view owner to wms_owner;
grant select, insert, update, delete on wms.saved_view to wms_exec;

-- A filter of the explorer, read: what is null filters nothing.
create type wms.stock_search as (
  warehouse int,
  products bigint[],                        -- of sku and text
  categories text[],
  zones int[],                              -- 0: in no zone
  bins text[],                              -- patterns of LIKE over the code in capitals
  lots text[],                              -- the same over the lot's number
  units text[],                             -- the same over the SSCC, read backwards
  statuses text[],
  owners bigint[], own boolean,             -- of these owners; own: also what belongs to the house
  held boolean,                             -- true: may not be used; false: may
  loose boolean,                            -- true: on no handling unit; false: on one
  expiry datemultirange, undated boolean,   -- expiring then; undated: also what does not expire
  counted_before timestamptz,
  received tstzrange,
  hold_quants bigint[], hold_lots bigint[], hold_products bigint[], hold_places bigint[], hold_units bigint[]   -- open holds
);
alter type wms.stock_search owner to wms_owner;
create type wms.stock_row as (
  quant_id bigint, k text, m bigint,        -- k, m, quant_id: the place in the order, to read on from
  location_id bigint, location text, zone text, product_id bigint, sku text, product text, category text, uom text,
  lot_id bigint, lot text, expires_on date, hu_id bigint, sscc text, owner_id bigint, owner text, status text, blocked boolean,
  holds text,                               -- why it is held besides its status, in words
  quantity numeric, reserved numeric, free numeric, in_date timestamptz, last_counted_at timestamptz
);
alter type wms.stock_row owner to wms_owner;
