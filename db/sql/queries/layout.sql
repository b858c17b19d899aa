-- name: layout_versions
-- Published versions of the layout, newest first, without their drawings.
select version_no, name, published_at, publisher, note, summary, restores, reviewer_name
  from api.layout_version where warehouse_id = :warehouse order by version_no desc

-- name: layout_version
-- One version with its drawing; 0: the one that is published now. No row before the first.
select version_no, name, published_at, publisher, note, summary, restores, reviewer_name, document, kept
  from api.layout_version where warehouse_id = :warehouse and (version_no = :no or :no = 0) order by version_no desc limit 1

-- name: layout_no
-- The number of the version that is published now, 0 before the first; asked at every scan of a bin.
select api.layout_no_v1(:warehouse) as version_no

-- name: layout_stamp
-- The published plan told apart from every other, asked before a kept one is used.
select version_no, parts from api.layout_stamp_v1(:warehouse)

-- name: layout_drafts
-- Drafts that are not published, last saved first, without their drawings; or one of them, published or not.
select draft_id, name, base_no, row_version, state, author_name, saved_name, saved_at, note, reviewer_name, review_note, restores, stale or said_since as stale, mine,
       kept
  from api.layout_draft where warehouse_id = :warehouse and (draft_id = :draft or cast(:draft as bigint) is null and state <> 'published')
 order by saved_at desc

-- name: layout_draft_document
-- A draft's drawing, with the state it is in.
select row_version, document from api.layout_draft where warehouse_id = :warehouse and draft_id = :draft

-- name: layout_stands
-- What is at bins that a drawing takes out or renames, and what of it stands against publishing.
select * from api.check_publish_v1(:warehouse, :plan, :given)

-- name: layout_zones
-- Zones as a layout is imported.
select code, name, x::float8 as x, y::float8 as y, width::float8 as width, depth::float8 as depth, angle::float8 as angle
  from api.zone where warehouse_id = :warehouse order by code

-- name: layout_classes
-- Storage classes as a layout is imported.
select code, max_weight::float8 as max_weight, max_volume::float8 as max_volume, max_height, max_handling_units, product_mixing,
       lot_mixing, temperature_class, hazard_classes
  from api.storage_class where warehouse_id = :warehouse order by code

-- name: layout_racks
-- Racks as a layout is imported.
select r.code, z.code as zone, r.x::float8 as x, r.y::float8 as y, r.angle::float8 as angle, r.length::float8 as length,
       r.depth::float8 as depth, r.height::float8 as height, r.columns, r.levels
  from api.rack r left join api.zone z on z.zone_id = r.zone_id where r.warehouse_id = :warehouse order by r.code

-- name: layout_locations
-- Bins and floor places as a layout is imported; those without a place on the plan (carts) are left out.
select l.code, l.barcode, l.check_digit, l.kind, l.zone_code as zone, r.code as rack, l.column_no as "column", l.aisle, l.bay, l.level,
       l.position, l.x::float8 as x, l.y::float8 as y, l.z::float8 as z, l.width::float8 as width, l.depth::float8 as depth,
       l.height::float8 as height, l.class_code as class, l.pick_sequence
  from api.location l left join api.rack r on r.rack_id = l.rack_id
 where l.warehouse_id = :warehouse and l.kind not in ('virtual', 'retired') and l.x is not null order by l.location_id

-- name: layout_fixtures
-- Walls, docks, labels as a layout is imported.
select kind, code, label, points from api.fixture where warehouse_id = :warehouse order by kind, code

-- name: empty_places
-- Bins where goods can be sent: storage and pick bins that hold nothing, are free, on nobody's list and not held.
select l.code, l.x::float8 as x, l.y::float8 as y, l.z::float8 as z, l.kind, l.width::float8 as width, l.depth::float8 as depth, l.height::float8 as height
  from api.location l
 where l.warehouse_id = :warehouse and l.kind in ('storage', 'pick') and not l.block_putaway and l.x is not null
   and not exists (select from api.stock s where s.warehouse_id = l.warehouse_id and s.location_id = l.location_id)
   and not exists (select from api.handling_unit h where h.warehouse_id = l.warehouse_id and h.location_id = l.location_id and h.state <> 'shipped')

-- name: layout_rule
-- What the warehouse asks of whoever publishes a layout; no row: nothing.
select review, changed_at, person from api.layout_rule where warehouse_id = :warehouse
