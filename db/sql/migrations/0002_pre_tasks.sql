-- Work for people: rules that refill pick faces, who may do what where, and what a supervisor decided about a task.
create table wms.replenish_rule (
  rule_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  product_id bigint not null references wms.product,
  location_id bigint not null,                   -- the pick face
  min_quantity numeric(18, 6) not null check (min_quantity >= 0),
  max_quantity numeric(18, 6) not null check (max_quantity < 'NaN'),
  pack numeric(18, 6) check (pack > 0),          -- brought in whole packs of so many; null: as it comes
  active boolean not null default true,
  made_by name not null default session_user,
  made_at timestamptz not null default now(),
  version int not null default 1,
  unique (warehouse_id, product_id, location_id),
  check (max_quantity > min_quantity),
  foreign key (warehouse_id, location_id) references wms.location
);
create table wms.work_limit (                    -- what somebody is given; no row: all that their role may
  warehouse_id smallint not null references wms.warehouse,
  login name not null references wms.app_user,
  kinds text[],                                  -- null: every kind
  zones text[],                                  -- codes; null: every zone
  set_by name not null default session_user,
  set_at timestamptz not null default now(),
  primary key (warehouse_id, login)
);
alter table wms.replenish_rule owner to wms_owner;
alter table wms.work_limit owner to wms_owner;
grant select, insert, update on wms.replenish_rule, wms.work_limit to wms_exec;

alter table wms.task
  add column rule_id bigint references wms.replenish_rule,
  add column held_reason text,                   -- a held task is planned (0) until it is resumed
  add column held_by name,
  add column held_until timestamptz,
  add column assigned_by name,                   -- who gave it to the person that holds it; null: they took it themselves
  add column exception_owner name,               -- null: the supervisors on duty
  add column settlement text;                    -- what was done about an exception
create index task_person on wms.task (warehouse_id, claimed_by, finished_at desc) where claimed_by is not null;
create index task_bringing on wms.task (warehouse_id, to_location_id) where state < 400 and to_location_id is not null;
create index task_exception on wms.task (warehouse_id) where state = 600;

insert into wms.reason_code values
  ('otherwise', 'cancel', 'Done otherwise'), ('replanned', 'cancel', 'Planned anew'), ('blocked', 'cancel', 'Bin cannot be reached')
on conflict do nothing;
