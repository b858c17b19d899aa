-- What a warehouse asks of whoever publishes its layout. No row: nothing.
create table wms.layout_rule (
  warehouse_id smallint primary key references wms.warehouse,
  review boolean not null default false,                     -- nothing is published that nobody else reviewed
  changed_at timestamptz not null default clock_timestamp(),
  changed_by name not null default session_user
);
alter table wms.layout_rule owner to wms_owner;
grant select, insert, update on wms.layout_rule to wms_exec;
