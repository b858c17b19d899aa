-- Plans of architects that planners draw over, one a floor. The picture itself is kept, reduced (a few megabytes): a path on
-- one planner's disk would be of no use to the next one, and drafts come and go while the building stays.
create table wms.layout_underlay (
  warehouse_id smallint not null references wms.warehouse,
  floor_id text not null check (length(floor_id) between 1 and 80),     -- the element of the layout, lasting through versions
  name text not null check (length(name) between 1 and 200),            -- of the file it came from
  lying jsonb not null check (length(lying::text) <= 1000),         -- scale, angle, x, y, opacity, locked
  picture bytea not null check (length(picture) <= 8000000),
  changed_at timestamptz not null default clock_timestamp(),
  changed_by name not null default session_user,
  primary key (warehouse_id, floor_id)
);
alter table wms.layout_underlay owner to wms_owner;
grant select, insert, update, delete on wms.layout_underlay to wms_exec;
