-- name: stock_page
-- A page of the explorer after a place in its order.
select * from api.stock_page_v1(:warehouse, cast(:filters as jsonb), :sort, cast(:after as jsonb), :limit)

-- name: stock_facets
-- Counts of the explorer's facets and of the whole search.
select facet, value, label, records, on_hand, reserved, exact, floor from api.stock_facets_v1(:warehouse, cast(:filters as jsonb))

-- name: saved_views
-- Saved views of a workspace: one's own first, then those that others share.
select saved_view_id, name, shared, mine, person, content from api.saved_view
 where warehouse_id = :warehouse and workspace = :workspace order by mine desc, name, saved_view_id limit 200

-- name: item_card
-- What there is of a product in a warehouse now.
select * from api.item_card_v1(:warehouse, :product)

-- name: item_days
-- Stock of a product at the end of each of the last days.
select day, on_hand from api.item_days_v1(:warehouse, :product, :days)

-- name: item_entries
-- Ledger entries of a product, newest first.
select * from api.item_entries_v1(:warehouse, :product, :before, :before_id, :limit)

-- name: promises_on
-- Open promises on stock records.
select * from api.promises_on_v1(:warehouse, :records)

-- name: holds_covering
-- Open holds that cover stock records.
select * from api.holds_covering_v1(:warehouse, :records)

-- name: place_of_code
-- A bin by its code or barcode, in any case; else by an address that it had before.
select location_id, code, kind from (
  select l.location_id, l.code, l.kind, case when l.code = :code then 0 else 1 end as rank from api.location l
   where l.warehouse_id = :warehouse and (l.code = :code or l.barcode = :code or upper(l.code) = upper(:code))
     and l.kind not in ('virtual', 'retired')
  union all
  select a.location_id, a.code, a.kind, 2 from api.location_alias a where a.warehouse_id = :warehouse and a.barcode = :code) p
 order by rank limit 1

-- name: reasons_of
-- The reasons people choose from, of one kind.
select code, name from api.reason_code where kind = :kind order by name

-- name: explorer_hu_content
-- A handling unit with all that stands in it.
select * from api.hu_content_v1(:warehouse, :hu)

-- name: explorer_hu_history
-- What happened to a handling unit, newest first.
select * from api.hu_history_v1(:warehouse, :hu, null, null, :limit)

-- name: explorer_stock_at
-- A product's stock at a past moment, by bin.
select l.code as location, t.number as lot, s.status, s.quantity
  from api.stock_at_v1(:warehouse, :at, null, :product) s
  join api.location l on l.warehouse_id = :warehouse and l.location_id = s.location_id
  left join api.lot t on t.lot_id = s.lot_id
 order by s.quantity desc, l.code limit 500

