-- Which dangerous goods may lie together. Two classes that nobody named together lie in bins apart.
create table wms.hazard_book (                -- one a warehouse: the version of its table, and what is locked where distances count
  warehouse_id smallint primary key references wms.warehouse,
  version int not null,
  far boolean not null,                       -- some rule looks beyond the bin: places are chosen one after the other
  changed_by name not null default session_user,
  changed_at timestamptz not null default clock_timestamp()
);
create table wms.hazard_rule (
  warehouse_id smallint not null references wms.warehouse,
  one text not null check (length(one) between 1 and 40),
  other text not null check (length(other) between 1 and 40),
  rule text not null check (rule in ('together', 'apart', 'never')),   -- in one bin; in others, so far away; not in one zone
  metres numeric(6, 1) check (metres > 0),    -- of apart: from bin to bin in a straight line
  primary key (warehouse_id, one, other),
  check (one collate "C" < other collate "C"),
  check (metres is null or rule = 'apart')
);
alter table wms.hazard_book owner to wms_owner;
alter table wms.hazard_rule owner to wms_owner;
grant select, insert, update on wms.hazard_book to wms_exec;
grant select, insert, update, delete on wms.hazard_rule to wms_exec;     -- update: who chooses places holds rules
create index product_hazard on wms.product (hazard_class) where hazard_class is not null;
