-- The places' key once more, as their newest index. Everything here leads with the warehouse, so before a table's first analyse
-- (a new database, a minute after an import) each of its indexes looks as good as its key, and of equals the planner takes the
-- newest: a place was then looked up by reading all of its warehouse, at every line of a batch and every new stock record.
-- This file stays the last of its revision, and this index the last of its table: tests/db/test_plans.py looks.
create unique index location_key on wms.location (warehouse_id, location_id);
