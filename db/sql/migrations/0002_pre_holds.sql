-- Holds: the second axis beside the quality status. Many at once on one target, each with its reason and its people.

create table wms.hold (
  hold_id bigint generated always as identity primary key,
  warehouse_id smallint not null references wms.warehouse,
  target text not null check (target in ('quant', 'lot', 'hu', 'location', 'product')),
  target_id bigint not null,                -- a unit's hold covers what stands in it, a place's what lies there now or later
  reason text not null,                     -- reason_code of kind hold
  note text not null default '' check (length(note) <= 400),
  op uuid not null,                         -- the act that placed it, perhaps with others
  placed_by name not null default session_user,
  placed_at timestamptz not null,
  released_by name,
  released_at timestamptz,
  release_note text check (length(release_note) <= 400),
  check ((released_at is null) = (released_by is null))
);
alter table wms.hold owner to wms_owner;
-- open holds are few or none: who asks for holds reads this, and pays nothing where there is none
create index hold_open on wms.hold (warehouse_id, target, target_id) where released_at is null;
create index hold_history on wms.hold (warehouse_id, placed_at);
grant select, insert, update on wms.hold to wms_exec;

alter table wms.lot
  add column version int not null default 1,
  add check (produced_on <= expires_on);

alter table wms.reason_code drop constraint reason_code_kind_check;
alter table wms.reason_code add constraint reason_code_kind_check
  check (kind in ('adjust', 'short', 'status', 'cancel', 'shelve', 'hold', 'scrap', 'count', 'undo', 'override', 'lot'));
insert into wms.reason_code values
  ('recall', 'hold', 'Recall'), ('quality', 'hold', 'Quality check'), ('complaint', 'hold', 'Customer''s complaint'),
  ('damage', 'hold', 'Damage suspected'), ('temperature', 'hold', 'Temperature out of range'), ('customs', 'hold', 'Customs'),
  ('papers', 'hold', 'Papers missing'), ('count', 'hold', 'Stock in doubt'), ('owner', 'hold', 'Owner''s wish'),
  ('expired', 'status', 'Past its expiry'),
  ('broken', 'scrap', 'Broken'), ('expired', 'scrap', 'Past its expiry'), ('soiled', 'scrap', 'Soiled or spoilt'), ('recall', 'scrap', 'Recall'),
  ('miscounted', 'count', 'Counted wrongly before'), ('unbooked', 'count', 'Moved without a booking'),
  ('lost', 'count', 'Missing'), ('found', 'count', 'Found more than booked'),
  ('mistake', 'undo', 'Done by mistake'), ('wrong_item', 'undo', 'Wrong article'), ('wrong_place', 'undo', 'Wrong place'),
  ('wrong_quantity', 'undo', 'Wrong quantity'),
  ('urgent', 'override', 'Urgent order'), ('customer', 'override', 'Agreed with the customer'),
  ('supervisor', 'override', 'Supervisor''s decision'),
  ('label', 'lot', 'Label read wrongly'), ('supplier', 'lot', 'Supplier''s correction'), ('entry', 'lot', 'Entry error'),
  ('tested', 'lot', 'Tested anew')
on conflict do nothing;
