-- Counting by walking past: whoever asks for the next work near a bin that is due is given the bin first.
create table wms.count_walk (
  warehouse_id smallint primary key references wms.warehouse,
  way text not null check (way in ('off', 'aisle', 'metres')),   -- in the aisle where they stand; so far from it as the crow flies
  metres numeric(6, 1) check (metres between 0.5 and 1000),
  changed_by name not null default session_user,
  changed_at timestamptz not null default clock_timestamp(),
  check ((metres is not null) = (way = 'metres'))
);
alter table wms.count_walk owner to wms_owner;
grant select, insert, update on wms.count_walk to wms_exec;
-- what somebody counted last: where they stand, and whose turn it is
create index count_round_person on wms.count_round (warehouse_id, person, closed_at) where closed_at is not null;
