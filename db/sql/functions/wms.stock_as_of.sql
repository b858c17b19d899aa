-- Stock as of a position of the ledger in time: the sum of all entries with (posted_at, ledger_id) <= (p_at, p_entry), key by
-- key, without keys whose sum is 0. Null filters take everything; the place, product or unit leads to its own index.
-- It is a sum over entries, in whatever order their transactions were committed: an entry of a transaction that still runs
-- is added to its moment when it commits, and a moment is final once all transactions begun before it have ended.
-- What is read: the nearest snapshot before, entries since, and entries before it that no snapshot has taken in yet.
create function wms.stock_as_of(p_warehouse int, p_at timestamptz, p_entry bigint, p_locations bigint[], p_product bigint,
                                p_lot bigint, p_hu bigint)
returns table (location_id bigint, product_id bigint, lot_id bigint, hu_id bigint, owner_id bigint, status text, quantity numeric)
language plpgsql stable rows 20000 as $$
declare
  v_snapshot bigint;
  v_since timestamptz;
  v_mark wms.stock_watermark;
  v_rows text := '';           -- what the filter is on rows of a snapshot,
  v_from text := '';           -- on the leg of an entry that takes,
  v_to text := '';             -- and on the one that adds
  v_entries text;
begin
  select * into v_mark from wms.stock_watermark w where w.warehouse_id = p_warehouse and w.epoch = wms.ledger_epoch();
  if found then
    select s.snapshot_id, s.at into v_snapshot, v_since from wms.stock_snapshot s
     where s.warehouse_id = p_warehouse and s.at < p_at order by s.at desc limit 1;
  end if;
  v_since := coalesce(v_since, '-infinity');
  if p_product is not null then
    v_rows := v_rows || ' and r.product_id = $6';
    v_from := v_from || ' and g.product_id = $6';
    v_to := v_to || ' and g.product_id = $6';
  end if;
  if p_lot is not null then
    v_rows := v_rows || ' and r.lot_id = $7';
    v_from := v_from || ' and g.lot_id = $7';
    v_to := v_to || ' and g.lot_id = $7';
  end if;
  if p_hu is not null then
    v_rows := v_rows || ' and r.hu_id = $8';
    v_from := v_from || ' and g.hu_id = $8';
    v_to := v_to || ' and g.to_hu_id = $8';
  end if;
  if p_locations is not null then
    v_rows := v_rows || ' and r.location_id = any ($5)';
    v_from := v_from || ' and g.from_location_id = any ($5)';
    v_to := v_to || ' and g.to_location_id = any ($5)';
  end if;
  v_entries := wms.leg_text(v_from, v_to, p_hu is not null or p_locations is not null);
  return query execute format(
    'select l.location_id, l.product_id, l.lot_id, l.hu_id, l.owner_id, l.status, sum(l.quantity)
       from (select r.location_id, r.product_id, r.lot_id, r.hu_id, r.owner_id, r.status, r.quantity
               from wms.stock_snapshot_row r where r.snapshot_id = $9 %s
             union all %s union all %s) l
      group by l.location_id, l.product_id, l.lot_id, l.hu_id, l.owner_id, l.status having sum(l.quantity) <> 0',
    v_rows,
    replace(v_entries, 'WHEN', 'g.posted_at > $4 and g.posted_at <= $2 and (g.posted_at < $2 or g.ledger_id <= $3)'),
    case when v_snapshot is null then replace(v_entries, 'WHEN', 'false')
         else replace(v_entries, 'WHEN', '(g.xid, g.ledger_id) > ($10, $11) and g.posted_at <= $4') end)
  using p_warehouse, p_at, p_entry, v_since, p_locations, p_product, p_lot, p_hu, v_snapshot, v_mark.xid, v_mark.ledger_id;
end $$;

-- The text that reads legs of entries: both of an entry at once, or, where the filter is one of a side, each by its index.
create function wms.leg_text(p_from text, p_to text, p_sides boolean) returns text
language sql immutable as $$
  select case when p_sides then
    '(select g.from_location_id, g.product_id, g.lot_id, g.hu_id, g.owner_id, g.status, -g.quantity from wms.ledger g
       where g.warehouse_id = $1 and WHEN and g.from_quant_id is not null' || p_from || '
      union all
      select g.to_location_id, g.product_id, g.lot_id, g.to_hu_id, g.owner_id, g.to_status, g.quantity from wms.ledger g
       where g.warehouse_id = $1 and WHEN and g.to_quant_id is not null' || p_to || ')'
  else
    '(select s.location_id, g.product_id, g.lot_id, s.hu_id, g.owner_id, s.status, s.quantity from wms.ledger g
       cross join lateral (values (g.from_quant_id, g.from_location_id, g.hu_id, g.status, -g.quantity),
                                  (g.to_quant_id, g.to_location_id, g.to_hu_id, g.to_status, g.quantity))
         s(quant_id, location_id, hu_id, status, quantity)
       where g.warehouse_id = $1 and WHEN and s.quant_id is not null' || p_from || ')'
  end
$$;
