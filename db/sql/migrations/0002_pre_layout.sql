-- Versions of the layout: drafts, what was published by whom, and addresses that bins had before.

create table wms.layout_version (           -- append-only: going back is publishing an older drawing anew
  warehouse_id smallint not null references wms.warehouse,
  version_no int not null check (version_no > 0),
  name text not null check (length(name) between 1 and 80),
  document text not null,                   -- as app/layout/exchange.py writes it (app/layout/format.md)
  note text not null default '' check (length(note) <= 400),
  summary text not null default '' check (length(summary) <= 400),
  counts jsonb not null default '{}',       -- bins added, removed, renamed, changed; ledger lines moved
  restores int,                             -- the older version that it draws again
  draft_id bigint,
  author name not null,
  reviewer name,
  op uuid not null,
  published_by name not null default session_user,
  published_at timestamptz not null default clock_timestamp(),
  primary key (warehouse_id, version_no)
);
create trigger layout_version_append_only before update or delete on wms.layout_version
  for each row execute function wms.refuse_change();
create trigger layout_version_no_truncate before truncate on wms.layout_version
  for each statement execute function wms.refuse_change();

create table wms.layout_draft (
  draft_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  name text not null check (length(name) between 1 and 80),
  base_no int not null check (base_no >= 0),                    -- the version that it changes
  document text not null,
  row_version int not null default 1,
  state text not null default 'draft' check (state in ('draft', 'review', 'approved', 'published')),
  restores int,
  note text not null default '' check (length(note) <= 400),
  author name not null default session_user,
  made_at timestamptz not null default clock_timestamp(),
  saved_by name not null default session_user,
  saved_at timestamptz not null default clock_timestamp(),
  reviewer name,
  reviewed_at timestamptz,
  review_note text not null default '' check (length(review_note) <= 400)
);
create unique index layout_draft_name on wms.layout_draft (warehouse_id, lower(name)) where state <> 'published';

create table wms.location_alias (           -- an address that a bin had before: its printed label still scans, for a while
  warehouse_id smallint not null,
  barcode text not null,
  location_id bigint not null,
  version_no int not null,                  -- the version that took it away
  until timestamptz not null,
  primary key (warehouse_id, barcode),
  foreign key (warehouse_id, location_id) references wms.location
);

-- A bin that was taken out keeps its row, since ledger and counts name it: kind retired, nowhere on the plan, blocked both
-- ways. Its slot in the drawing (drawn_as) leads back to it when an older version is published again.
alter table wms.location
  add column retired_at timestamptz,
  add column drawn_as text,
  drop constraint location_kind_check,
  add constraint location_kind_check check (kind in
    ('storage', 'pick', 'receiving', 'quality', 'staging', 'packing', 'dock', 'station', 'virtual', 'retired')),
  add check ((kind = 'retired') = (retired_at is not null));
create unique index location_drawn on wms.location (warehouse_id, drawn_as) where drawn_as is not null;

-- Who takes a bin out sees what lies in it; who puts something there at the same moment waits at the foreign key (the
-- bin's row is locked), and is refused here. Only new records pay: what is in a bin that stays costs nothing.
create function wms.refuse_retired() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from wms.location l where l.warehouse_id = new.warehouse_id and l.location_id = new.location_id
                and l.kind = 'retired') then
    raise exception using errcode = 'WM423', message = 'This bin has been taken out of the layout.',
      hint = 'Choose another bin.', detail = '{}';
  end if;
  return null;
end $$;
create trigger still_there after insert on wms.quant for each row execute function wms.refuse_retired();
create trigger still_there after insert or update of location_id on wms.handling_unit
  for each row execute function wms.refuse_retired();

alter function wms.refuse_retired() owner to wms_owner;
alter table wms.layout_version owner to wms_owner;
alter table wms.layout_draft owner to wms_owner;
alter table wms.location_alias owner to wms_owner;
grant select, insert on wms.layout_version to wms_exec;
grant select, insert, update, delete on wms.layout_draft, wms.location_alias to wms_exec;
grant delete on wms.zone, wms.rack, wms.fixture, wms.storage_class to wms_exec;   -- only what no place names any more
grant delete on wms.printed_label to wms_exec;               -- of addresses that mean another bin now

create type wms.layout_row as (             -- a bin as a version draws it, and which place it is (null: a new one)
  n int, was text, key text, code text, check_digit text, kind text, zone text, rack text, col int, aisle text, bay text,
  level int, position text, x numeric, y numeric, z numeric, width numeric, depth numeric, height numeric, class text,
  pick_sequence int, location_id bigint, old_code text, old_barcode text, live boolean
);
alter type wms.layout_row owner to wms_owner;
create type wms.layout_exit as (            -- a bin that a version takes out; to_code: where its goods go
  code text, key text, to_code text, location_id bigint, to_id bigint
);
alter type wms.layout_exit owner to wms_owner;
create type wms.layout_stand as (           -- what is at a bin that goes or changes its address
  code text, new_code text, records int, quantity numeric, reserved numeric, units int, picks int, putaways int,
  replenishments int, counts int, others int, begun int, holds int, labels int, reason text, next_step text
);
alter type wms.layout_stand owner to wms_owner;
