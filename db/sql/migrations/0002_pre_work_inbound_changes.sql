-- What was changed in an announcement after it was entered. A line that is cancelled announces 0 and stays.
alter table wms.inbound_line drop constraint inbound_line_quantity_check;
alter table wms.inbound_line add constraint inbound_line_quantity_check check (quantity >= 0);

create table wms.inbound_change (
  change_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  inbound_id bigint not null references wms.inbound,
  version int not null check (version > 1),       -- of the announcement; as it was entered it is 1
  what jsonb not null,                            -- [{line_no, sku, field, was, now}]; of the head without line_no
  note text not null default '' check (length(note) <= 400),
  changed_by name not null default session_user,
  changed_at timestamptz not null default clock_timestamp(),
  unique (inbound_id, version)
);
alter table wms.inbound_change owner to wms_owner;
grant select, insert on wms.inbound_change to wms_exec;
