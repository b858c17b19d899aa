-- Which installation this is: one name for its whole life, wherever it is restored to. What a device keeps for it is filed under it.
create table wms.installation (
  only_one boolean primary key default true check (only_one),
  installation_id uuid not null default gen_random_uuid(),
  known_as text,                              -- what devices filed things under before: the server's and the database's numbers
  made_at timestamptz not null default clock_timestamp()
);
insert into wms.installation (known_as)
select format('%s-%s', s.system_identifier, d.oid) from pg_control_system() s, pg_database d where d.datname = current_database();
alter table wms.installation owner to wms_owner;
grant select on wms.installation to wms_exec;
