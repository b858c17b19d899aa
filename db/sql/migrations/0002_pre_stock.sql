-- What the full stock model adds to tables that many parts share: parties, catch weight, undo, owner, lot origin.

create table wms.party (                    -- who owns, sends, gets or carries goods; personal data lives in pii
  party_id bigint generated always as identity primary key,
  kind text not null check (kind in ('owner', 'customer', 'supplier', 'carrier')),
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  name text not null,
  min_remaining_days int check (min_remaining_days >= 0),       -- of a customer: shelf life that must be left at shipping
  version int not null default 1,
  unique (kind, code)
);
alter table wms.party owner to wms_owner;

alter table wms.product
  add column catch_weight boolean not null default false,       -- each piece has its own weight: it is kept beside the quantity
  add column this_side_up boolean not null default false,
  add column stack_limit int check (stack_limit > 0),           -- units that may stand on one
  add column hazard_class text;
alter table wms.product_packaging
  add column shippable boolean not null default false;
alter table wms.lot
  add column best_before date,
  add column attributes jsonb not null default '{}';

alter table wms.handling_unit
  add column tare numeric(14, 3) check (tare >= 0),             -- g
  add column length int check (length > 0), add column width int check (width > 0), add column height int check (height > 0);

alter table wms.quant
  add column weight numeric(18, 3),                             -- g, of goods with catch weight
  add foreign key (owner_id) references wms.party;
-- one record a key, found by all of it: nulls as 0 (no id is 0), since `is not distinct from` reads no index
alter table wms.quant drop constraint quant_key;
create unique index quant_key on wms.quant
  (warehouse_id, location_id, product_id, coalesce(lot_id, 0), coalesce(hu_id, 0), coalesce(owner_id, 0), status);
alter table wms.ledger
  add column weight numeric(18, 3),                             -- g, of goods with catch weight
  add column undoes bigint;                                     -- the entry that this one takes back
create index ledger_undoes on wms.ledger (undoes) where undoes is not null;
create index ledger_hu on wms.ledger (hu_id, posted_at) where hu_id is not null;
create index ledger_to_hu on wms.ledger (to_hu_id, posted_at) where to_hu_id is not null;
alter table wms.ledger drop constraint ledger_quantity_check;  -- parsed anew at every post; functions check, api.check_v1 finds

alter table wms.orders
  add column party_id bigint references wms.party,
  add column instructions text not null default '';
alter table wms.order_line
  add column lot_id bigint references wms.lot,                  -- this lot and no other
  add column min_remaining_days int check (min_remaining_days >= 0);   -- of this line; else the customer's, else the product's

alter type wms.movement add attribute weight numeric, add attribute in_date timestamptz, add attribute undoes bigint;

grant select, insert, update on wms.party to wms_exec;

create type wms.taken as (quant_id bigint, version bigint, balance numeric, in_date timestamptz, weight numeric);
alter type wms.leg add attribute weighed boolean;
