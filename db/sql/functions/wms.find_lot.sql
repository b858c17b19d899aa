-- The lot of a product by its number; made when first received. Checks what the product's tracking asks for, and that what
-- comes in as available can still be sold: not expired, and with the shelf life that the product must have left.
-- WM422 a lot is required / not tracked / known with other dates; WM454 expired, or too little shelf life is left.
create function wms.find_lot(p_product bigint, p_number text, p_expires_on date, p_quantity numeric, p_status text,
                             p_best_before date default null)
returns bigint language plpgsql as $$
declare
  v_product wms.product;
  v_lot wms.lot;
begin
  select * into v_product from wms.product where product_id = p_product;
  if v_product.product_id is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  end if;
  if v_product.tracking = 'none' then
    if p_number is not null then
      perform wms.refuse('WM422', format('%s is not tracked by lot.', v_product.sku), 'Post it without a lot number.');
    end if;
    return null;
  end if;
  if p_number is null then
    perform wms.refuse('WM422', format('%s needs a %s number.', v_product.sku, v_product.tracking),
                       'Scan or enter it and post again.');
  end if;
  if v_product.tracking = 'serial' and p_quantity <> 1 then
    perform wms.refuse('WM422', format('%s is tracked by serial number: one piece a number.', v_product.sku),
                       'Post each piece with its own serial number.');
  end if;
  perform wms.check_lot_says(p_number, null, p_expires_on, p_best_before);
  insert into wms.lot (product_id, kind, number, expires_on, best_before)
  values (p_product, v_product.tracking, p_number, p_expires_on, p_best_before) on conflict (product_id, number) do nothing;
  select * into v_lot from wms.lot where product_id = p_product and number = p_number;
  if p_expires_on is not null and v_lot.expires_on is distinct from p_expires_on then
    perform wms.refuse('WM422', format('Lot %s of %s is known to expire on %s, not %s.', p_number, v_product.sku,
                       coalesce(v_lot.expires_on::text, 'no date'), p_expires_on),
                       'Check the label; a supervisor can correct the lot.');
  elsif p_best_before is not null and v_lot.best_before is distinct from p_best_before then
    perform wms.refuse('WM422', format('Lot %s of %s is known to be best before %s, not %s.', p_number, v_product.sku,
                       coalesce(v_lot.best_before::text, 'no date'), p_best_before),
                       'Check the label; a supervisor can correct the lot.');
  end if;
  if p_status = 'available' then
    perform wms.check_sellable(v_product, v_lot);
  end if;
  return v_lot.lot_id;
end $$;

-- What comes in as available: not expired, and not below the shelf life that the product must have left. WM454.
create function wms.check_sellable(p_product wms.product, p_lot wms.lot) returns void
language plpgsql stable as $$
declare
  v_ends date := least((p_lot).expires_on, (p_lot).best_before);
begin
  if (p_lot).expires_on < current_date then
    perform wms.refuse('WM454', format('Lot %s of %s expired on %s.', (p_lot).number, (p_product).sku, (p_lot).expires_on),
                       'Receive it as expired or quarantined, or refuse the delivery.',
                       jsonb_build_object('lot', (p_lot).number, 'expires_on', (p_lot).expires_on));
  elsif v_ends < current_date + (p_product).min_remaining_days then
    perform wms.refuse('WM454', format('Lot %s of %s ends on %s: %s days are left, and it is sold with %s at least.', (p_lot).number,
                         (p_product).sku, v_ends, v_ends - current_date, (p_product).min_remaining_days),
                       'Receive it as inspection or blocked for the supervisor to decide, or refuse the delivery.',
                       jsonb_build_object('lot', (p_lot).number, 'ends_on', v_ends, 'left_days', v_ends - current_date,
                         'needed_days', (p_product).min_remaining_days));
  end if;
end $$;

-- A lot's number and dates that can be: a short number, dates of a calendar in their order. WM422.
create function wms.check_lot_says(p_number text, p_produced_on date, p_expires_on date, p_best_before date) returns void
language plpgsql immutable as $$
begin
  if p_number is null or length(p_number) not between 1 and 40 or p_number ~ '[[:cntrl:]]' or p_number ~ '^\s|\s$' then
    perform wms.refuse('WM422', format('%s is not a lot number.', coalesce('"' || left(p_number, 40) || '"', 'Nothing')),
                       'A number has 1 to 40 characters without spaces around it: scan the label again.');
  elsif not (isfinite(coalesce(p_produced_on, p_expires_on, p_best_before, '2000-01-01'))
             and coalesce(p_expires_on, p_best_before, '2000-01-01') between '1990-01-01' and '2199-12-31'
             and coalesce(p_best_before, '2000-01-01') between '1990-01-01' and '2199-12-31') then
    perform wms.refuse('WM422', format('%s is not a date of a lot.', coalesce(p_expires_on, p_best_before, p_produced_on)),
                       'Check the year on the label.');
  elsif p_produced_on > coalesce(p_expires_on, p_best_before) or p_best_before > p_expires_on then
    perform wms.refuse('WM422', format('The dates are not in order: produced %s, best before %s, expires %s.',
                         coalesce(p_produced_on::text, 'no date'), coalesce(p_best_before::text, 'no date'),
                         coalesce(p_expires_on::text, 'no date')), 'Check the label.');
  end if;
end $$;

-- After a post that adds: a serial number is one piece, in one place. Its row is locked first, so that two posts of one
-- number are seen one after the other. Other lots pass. WM455.
create function wms.check_serials(p_warehouse int, p_lots bigint[]) returns void
language plpgsql as $$
declare
  v_bad record;
begin
  perform from wms.lot t where t.lot_id = any (p_lots) and t.kind = 'serial' order by t.lot_id for no key update;
  if not found then
    return;
  end if;
  select t.number, p.sku, n.codes into v_bad
    from wms.lot t join wms.product p on p.product_id = t.product_id
    cross join lateral (
      select sum(q.quantity) as pieces, string_agg(l.code, ', ' order by l.code) as codes
        from wms.quant q join wms.location l on l.warehouse_id = q.warehouse_id and l.location_id = q.location_id
       where q.warehouse_id = p_warehouse and q.product_id = t.product_id and q.lot_id = t.lot_id and q.quantity > 0) n
   where t.lot_id = any (p_lots) and t.kind = 'serial' and n.pieces > 1 order by t.lot_id limit 1;
  if found then
    perform wms.refuse('WM455', format('Serial number %s of %s would be in %s.', v_bad.number, v_bad.sku, v_bad.codes),
                       'Check the label: each number is one piece.');
  end if;
end $$;
