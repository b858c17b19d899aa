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

