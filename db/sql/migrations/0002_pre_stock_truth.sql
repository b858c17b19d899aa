-- A hold on goods ends with them: what it was on, and the act that took the last of them.
alter table wms.hold
  add column emptied_by uuid,                 -- the act after which nothing of it was left; null: lifted by a person, or open
  add column since timestamptz,               -- when it came to what it is on now; null: as it was placed
  add column was text;                        -- what it was on, in words: its stock record may be gone
create index hold_emptied on wms.hold (emptied_by) where emptied_by is not null;
