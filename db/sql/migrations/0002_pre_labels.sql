-- Bin labels: which addresses have been printed, and the number (GLN) that GS1 labels of a warehouse begin with.

-- By address, not by place: a label shows an address, whatever place bears it later, and labels are printed for bins of a
-- draft before there is a place. What a publish renames is found here by its old address.
create table wms.printed_label (
  warehouse_id smallint not null references wms.warehouse,
  code text not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  carrier text not null check (carrier in ('code128', 'datamatrix', 'gs1_128', 'gs1_datamatrix')),
  way text not null check (way in ('sheet', 'printer')),
  times int not null default 1,
  printed_at timestamptz not null default clock_timestamp(),   -- the last time
  printed_by name not null default session_user,
  primary key (warehouse_id, code)
);

create table wms.warehouse_gln (               -- none: no GS1 labels for bins
  warehouse_id smallint primary key references wms.warehouse,
  gln text not null check (gln ~ '^[0-9]{13}$'),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by name not null default session_user
);

alter table wms.printed_label owner to wms_owner;
alter table wms.warehouse_gln owner to wms_owner;
grant select, insert, update on wms.printed_label, wms.warehouse_gln to wms_exec;
grant delete on wms.warehouse_gln to wms_exec;
