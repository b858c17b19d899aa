-- What boards read every few seconds is found, not counted out of everything that ever was.
-- work that nobody has, the most urgent first
create index task_turn on wms.task (warehouse_id, priority, due_at, created_at, task_id) where state < 300;
-- picks that wait, by their order; and lines of which something is still to be reserved
create index task_picks on wms.task (warehouse_id, order_id) where kind = 'pick' and state < 400;
create index order_line_missing on wms.order_line (warehouse_id, order_id) where quantity - cancelled - reserved - picked > 0;

create table wms.site_hours (                    -- when the site works: what the dock board shows; no row: 5 to 22 h
  warehouse_id smallint primary key references wms.warehouse,
  opens time not null,
  closes time not null,                          -- before it opens, or then: on the next day
  set_by name not null default session_user,
  set_at timestamptz not null default now()
);
alter table wms.site_hours owner to wms_owner;
grant select, insert, update on wms.site_hours to wms_exec;
