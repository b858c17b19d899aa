-- Slotting: goods that are to lie elsewhere, as tasks of a plan for quiet hours.
create table wms.move_plan (
  plan_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  not_before timestamptz not null,
  metres_a_day numeric(12, 2) not null default 0,        -- what its moves save, as it was reckoned when it was made
  made_by name not null default session_user,
  made_at timestamptz not null default now(),
  cancelled_at timestamptz
);
create index move_plan_of on wms.move_plan (warehouse_id, plan_id);
alter table wms.move_plan owner to wms_owner;
grant select, insert, update on wms.move_plan to wms_exec;

-- a task of a plan: whose it is, from when on it may be done, and which tasks change places (the same number)
alter table wms.task
  add column plan_id bigint references wms.move_plan,
  add column not_before timestamptz,
  add column exchange int;
create index task_plan on wms.task (plan_id) where plan_id is not null;
