-- A channel whose orders go in waves by themselves: at times of day, before a cut-off, when enough waits; and what it did.
alter table wms.release_channel
  add column at_times time[] not null default '{}',                                  -- on the warehouse's clock
  add column before_cut_off int check (before_cut_off between 1 and 10080),         -- minutes before the cut-off of an order
  add column fill_lines int check (fill_lines > 0),                                  -- as soon as so many lines wait that lack nothing
  add column clock_from timestamptz not null default now();                          -- times of day before it are not made up for

create table wms.channel_run (                 -- one moment at which a channel was to release: it is run once, whoever runs it
  run_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  channel_id int not null references wms.release_channel,
  why text not null check (why in ('time', 'cut_off', 'fill', 'hand')),
  due_at timestamptz not null,
  outcome text not null check (outcome in ('released', 'nothing', 'missed')),
  wave_id bigint references wms.wave,
  orders int not null default 0,
  said text check (length(said) between 1 and 500),   -- why nothing came of it
  ran_at timestamptz not null default clock_timestamp(),
  ran_by name not null default session_user,
  unique (channel_id, why, due_at),
  check ((outcome = 'released') = (wave_id is not null))
);
alter table wms.channel_run owner to wms_owner;
grant select, insert, update on wms.channel_run to wms_exec;
create index channel_run_last on wms.channel_run (channel_id, run_id);
