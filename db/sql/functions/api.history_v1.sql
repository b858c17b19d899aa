-- Roles: all
-- What happened to a product, a bin or a lot in a span of time (from excluded, to included), oldest first, with the stock
-- after each entry. Pages: go on after the last entry's posted_at and ledger_id; balances go on too, being counted from the
-- ledger and not from the page. At most 5,000 entries a page.
-- delta: what the entry changed of the subject (0: moved within it); balance: of the product in the warehouse, the bin, or of
-- the lot, after it.

-- balance: the product's stock in the whole warehouse.
create function api.item_history_v1(p_warehouse int, p_product bigint, p_from timestamptz, p_to timestamptz,
  p_after_at timestamptz default null, p_after_id bigint default 0, p_limit int default 500)
returns table (posted_at timestamptz, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric,
               from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint,
               status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_page(p_limit);
  return query select * from wms.history(p_warehouse, p_product, null, null, p_from, p_to, p_after_at, p_after_id, p_limit);
end $$;

-- balance: the entry's product's stock in this bin.
create function api.bin_history_v1(p_warehouse int, p_location bigint, p_from timestamptz, p_to timestamptz,
  p_after_at timestamptz default null, p_after_id bigint default 0, p_limit int default 500)
returns table (posted_at timestamptz, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric,
               from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint,
               status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_page(p_limit);
  return query select * from wms.history(p_warehouse, null, p_location, null, p_from, p_to, p_after_at, p_after_id, p_limit);
end $$;

-- balance: the lot's stock in the whole warehouse.
create function api.lot_history_v1(p_warehouse int, p_lot bigint, p_from timestamptz, p_to timestamptz,
  p_after_at timestamptz default null, p_after_id bigint default 0, p_limit int default 500)
returns table (posted_at timestamptz, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric,
               from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint,
               status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set jit = off set plan_cache_mode = force_generic_plan as $$
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_page(p_limit);
  return query select * from wms.history(p_warehouse, (select t.product_id from wms.lot t where t.lot_id = p_lot), null, p_lot,
                                         p_from, p_to, p_after_at, p_after_id, p_limit);
end $$;

-- A page has a size. WM422.
create function wms.check_page(p_limit int) returns void
language plpgsql immutable as $$
begin
  if p_limit is null or p_limit not between 1 and 5000 then
    perform wms.refuse('WM422', 'A page takes 1 to 5,000 entries.', 'Ask for fewer.');
  end if;
end $$;

-- Exactly one of product, location is given, or product and lot; an unknown lot has no product, and no history.
create function wms.history(p_warehouse int, p_product bigint, p_location bigint, p_lot bigint, p_from timestamptz,
  p_to timestamptz, p_after_at timestamptz, p_after_id bigint, p_limit int)
returns table (posted_at timestamptz, ledger_id bigint, kind text, quantity numeric, delta numeric, balance numeric,
               from_location_id bigint, to_location_id bigint, lot_id bigint, hu_id bigint, to_hu_id bigint, owner_id bigint,
               status text, to_status text, order_line_id bigint, document text, reason text, actor name, product_id bigint)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_at timestamptz := greatest(coalesce(p_from, '-infinity'), coalesce(p_after_at, '-infinity'));
  v_entry bigint := case when p_after_at >= coalesce(p_from, '-infinity') then coalesce(p_after_id, 0) else 9223372036854775807 end;
  v_to timestamptz := coalesce(p_to, 'infinity');
  v_opening jsonb := '{}';
begin
  if p_product is null and p_location is null then
    return;
  end if;
  if isfinite(v_at) then       -- product -> stock before the page
    v_opening := coalesce((
      select jsonb_object_agg(o.product_id, o.quantity)
        from (select s.product_id, sum(s.quantity) as quantity
                from wms.stock_as_of(p_warehouse, v_at, v_entry, case when p_location is not null then array[p_location] end,
                                     p_product, p_lot, null) s
               group by 1) o), '{}');
  end if;
  if p_location is null then
    return query
    select g.posted_at, g.ledger_id, g.kind, g.quantity, g.change, coalesce((v_opening ->> g.product_id::text)::numeric, 0)
             + sum(g.change) over (order by g.posted_at, g.ledger_id rows unbounded preceding),
           g.from_location_id, g.to_location_id, g.lot_id, g.hu_id, g.to_hu_id, g.owner_id, g.status, g.to_status,
           g.order_line_id, g.document, g.reason, g.actor, g.product_id
      from (select l.*, case when l.from_quant_id is null then l.quantity when l.to_quant_id is null then -l.quantity else 0 end as change
              from wms.ledger l
             where l.warehouse_id = p_warehouse and l.product_id = p_product and (p_lot is null or l.lot_id = p_lot)
               and l.posted_at >= v_at and l.posted_at <= v_to and (l.posted_at > v_at or l.ledger_id > v_entry)
             order by l.posted_at, l.ledger_id limit p_limit) g
     order by g.posted_at, g.ledger_id;
    return;
  end if;
  return query      -- an entry within the bin (status, unit) is one of both sides: told once, by the side that takes
  select g.posted_at, g.ledger_id, g.kind, g.quantity, g.change, coalesce((v_opening ->> g.product_id::text)::numeric, 0)
           + sum(g.change) over (partition by g.product_id order by g.posted_at, g.ledger_id rows unbounded preceding),
         g.from_location_id, g.to_location_id, g.lot_id, g.hu_id, g.to_hu_id, g.owner_id, g.status, g.to_status,
         g.order_line_id, g.document, g.reason, g.actor, g.product_id
    from (select *
            from ((select l.*, case when l.to_location_id = p_location and l.to_quant_id is not null then 0 else -l.quantity end as change
                     from wms.ledger l
                    where l.warehouse_id = p_warehouse and l.from_location_id = p_location and l.from_quant_id is not null
                      and l.posted_at >= v_at and l.posted_at <= v_to and (l.posted_at > v_at or l.ledger_id > v_entry)
                    order by l.posted_at, l.ledger_id limit p_limit)
                  union all
                  (select l.*, l.quantity
                     from wms.ledger l
                    where l.warehouse_id = p_warehouse and l.to_location_id = p_location and l.to_quant_id is not null
                      and (l.from_location_id <> p_location or l.from_quant_id is null)
                      and l.posted_at >= v_at and l.posted_at <= v_to and (l.posted_at > v_at or l.ledger_id > v_entry)
                    order by l.posted_at, l.ledger_id limit p_limit)) side
           order by side.posted_at, side.ledger_id limit p_limit) g
   order by g.posted_at, g.ledger_id;
end $$;
