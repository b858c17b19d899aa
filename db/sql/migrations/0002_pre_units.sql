-- Handling units and what they need: labels they once had, the company's SSCC prefix; kits; which lot came of which.

create table wms.hu_label (                 -- a label that a unit had before: found again, never given out again
  warehouse_id smallint not null references wms.warehouse,
  sscc text primary key check (sscc ~ '^[0-9]{18}$'),
  hu_id bigint not null references wms.handling_unit,
  reason text,
  retired_at timestamptz not null default clock_timestamp(),
  retired_by name not null default session_user
);
create index hu_label_unit on wms.hu_label (hu_id, retired_at);

create table wms.sscc_prefix (              -- what our own SSCCs begin with; none: the demo prefix 30000000
  warehouse_id smallint primary key references wms.warehouse,
  extension smallint not null check (extension between 0 and 9),
  company_prefix text not null check (company_prefix ~ '^[0-9]{4,12}$'),
  since bigint not null,                    -- of the counter; the serial is what it counted since
  changed_at timestamptz not null default clock_timestamp(),
  changed_by name not null default session_user
);

create table wms.kit (                      -- a product that is made of others; lines of older revisions stay, for taking apart
  product_id bigint primary key references wms.product,
  revision int not null default 1 check (revision > 0),
  active boolean not null default true,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by name not null default session_user
);
create table wms.kit_line (
  product_id bigint not null references wms.kit,
  revision int not null,
  component_id bigint not null references wms.product,
  quantity numeric(18, 6) not null check (quantity > 0),        -- of the component in one kit
  primary key (product_id, revision, component_id),
  check (component_id <> product_id)
);
create index kit_line_component on wms.kit_line (component_id);

create table wms.lot_origin (               -- goods of from_lot_id went into lot_id: kitting, taking apart, corrected numbers
  lot_id bigint not null references wms.lot,
  from_lot_id bigint not null references wms.lot,
  quantity numeric(18, 6) not null check (quantity > 0),        -- of from_lot_id's product
  op uuid not null,                         -- the posting that did it
  made_at timestamptz not null default clock_timestamp(),
  primary key (lot_id, from_lot_id, op)
);
create index lot_origin_from on wms.lot_origin (from_lot_id);

alter table wms.hu_label owner to wms_owner;
alter table wms.sscc_prefix owner to wms_owner;
alter table wms.kit owner to wms_owner;
alter table wms.kit_line owner to wms_owner;
alter table wms.lot_origin owner to wms_owner;

create index event_unit on wms.event (aggregate_id, event_id) where type like 'hu.%';

-- One GTIN is one product and one level, as 13 digits or as 14. Where an older import let two have it, the first keeps it.
update wms.product_packaging k set gtin = null
 where exists (select from wms.product_packaging f where lpad(f.gtin, 14, '0') = lpad(k.gtin, 14, '0')
                                                     and (f.product_id, f.level) < (k.product_id, k.level));
create unique index product_packaging_gtin on wms.product_packaging (lpad(gtin, 14, '0')) where gtin is not null;

grant select, insert on wms.hu_label, wms.kit_line, wms.lot_origin to wms_exec;
grant select, insert, update on wms.sscc_prefix, wms.kit to wms_exec;
