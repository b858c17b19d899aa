-- What bins are kept for is drawn and is said where goods are put away: who said it last, and what a drawing knew of it.
alter table wms.storage_class
  add column kept_by name,
  add column kept_at timestamptz,
  add column kept_no int;                     -- the version of the plan that said it; null: said in Put away, or imported
alter table wms.layout_draft add column kept jsonb;           -- {class: hazard classes or null} as they stood when it was drawn
alter table wms.layout_version add column kept_before jsonb;  -- the same of the version before this one, when it was replaced
