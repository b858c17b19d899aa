-- Putting away: in which order places are looked for, which bins are whose, and where dangerous goods may lie.
create table wms.putaway_rule (              -- all rules of a warehouse are changed together and carry one version
  warehouse_id smallint not null references wms.warehouse,
  position int not null check (position between 1 and 100),
  name text not null check (length(name) between 1 and 80),
  strategy text not null check (strategy in ('fixed', 'existing', 'near_pick', 'zone', 'empty', 'bulk', 'overflow')),
  active boolean not null default true,
  goods jsonb not null default '{}',         -- which goods: category, abc, unit, least (litres), each may be missing
  zones text[] not null default '{}',        -- the zones it may use, the best first; none: all
  kinds text[] not null default '{}',        -- kinds of bins; none: storage and pick
  classes text[] not null default '{}',      -- storage classes; none: all
  metres numeric(8, 1) check (metres > 0),   -- of near_pick: how far from the pick face at most
  version int not null,
  changed_by name not null default session_user,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (warehouse_id, position)
);
create table wms.fixed_bin (                 -- bins that a product is put into before all others
  warehouse_id smallint not null,
  product_id bigint not null references wms.product,
  location_id bigint not null,
  made_by name not null default session_user,
  made_at timestamptz not null default clock_timestamp(),
  primary key (warehouse_id, product_id, location_id),
  foreign key (warehouse_id, location_id) references wms.location
);
alter table wms.putaway_rule owner to wms_owner;
alter table wms.fixed_bin owner to wms_owner;
grant select, insert, update, delete on wms.putaway_rule, wms.fixed_bin to wms_exec;

-- the hazard classes that bins of this class are for; null: nobody has said, and it is as the goods lie now
alter table wms.storage_class add column hazard_classes text[];

create index task_to on wms.task (warehouse_id, to_location_id) where state < 400;       -- what is on its way into a bin
create index task_unit on wms.task (hu_id) where state < 400 and hu_id is not null;

-- reasons for another bin than the one that was planned; whichever kinds other parts have added stay
do $$
declare
  v_check text;
begin
  select pg_get_constraintdef(c.oid) into v_check from pg_constraint c
   where c.conrelid = 'wms.reason_code'::regclass and c.conname = 'reason_code_kind_check';
  alter table wms.reason_code drop constraint reason_code_kind_check;
  execute 'alter table wms.reason_code add constraint reason_code_kind_check ' || replace(v_check, 'ARRAY[', 'ARRAY[''putaway''::text, ');
end $$;
insert into wms.reason_code values
  ('occupied', 'putaway', 'Something lies in it'), ('unsuitable', 'putaway', 'It does not fit'), ('damaged', 'putaway', 'The bin is damaged'),
  ('reach', 'putaway', 'It cannot be reached'), ('nearer', 'putaway', 'A better place is nearer'), ('supervisor', 'putaway', 'Supervisor''s decision')
on conflict do nothing;
