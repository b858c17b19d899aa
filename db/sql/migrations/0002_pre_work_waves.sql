-- Release: through which channel an order goes to the floor, and when.
create table wms.release_channel (             -- the first that an order matches, by sequence; none: released by hand
  channel_id int generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  sequence int not null check (sequence between 1 and 9999),
  name text not null check (length(name) between 1 and 60),
  state text not null default 'locked' check (state in ('open', 'locked', 'asleep')),
  wakes_at timestamptz,                        -- asleep until then; null: until a person wakes it
  way text not null default 'wave' check (way in ('stream', 'wave')),   -- stream: by itself, as long as there is room
  services text[] not null default '{}',       -- carrier services; empty: any
  priority_from smallint not null default 1 check (priority_from between 1 and 9),
  priority_to smallint not null default 9 check (priority_to between 1 and 9),
  most_lines int check (most_lines > 0),       -- orders of at most so many lines; null: any
  horizon_minutes int check (horizon_minutes > 0),   -- orders whose cut-off is that near; null: any
  open_lines int check (open_lines > 0),       -- picks of this channel on the floor at once; null: no limit
  mode text not null default 'cluster' check (mode in ('discrete', 'batch', 'cluster', 'zone')),
  slots int not null default 8 check (slots between 1 and 100),         -- orders on one cart
  litres numeric(12, 3) check (litres > 0),    -- of one cart; null: no limit
  kilograms numeric(12, 3) check (kilograms > 0),
  short text not null default 'leave' check (short in ('leave', 'take')),   -- orders to be complete that are not: stay, or go as they are
  version int not null default 1,
  changed_by name not null default session_user,
  changed_at timestamptz not null default now(),
  unique (warehouse_id, sequence),
  unique (warehouse_id, name),
  check (priority_from <= priority_to),
  check (state = 'asleep' or wakes_at is null)
);
alter table wms.release_channel owner to wms_owner;
grant select, insert, update on wms.release_channel to wms_exec;

alter table wms.wave add column channel_id int references wms.release_channel;
alter table wms.batch add column channel_id int references wms.release_channel;
create index batch_channel on wms.batch (channel_id) where channel_id is not null;
