-- Days of shelf life that must be left when goods leave for a customer, for all lines of orders: what the line says, else the
-- allocation rule that holds for it, else its customer, else the product. As wms.wanted asks when it allocates.
create function wms.needed_days_of(p_orders bigint[]) returns table (order_line_id bigint, days int) language sql stable as $$
  select l.order_line_id, coalesce(l.min_remaining_days, r.min_remaining_days, y.min_remaining_days, p.min_remaining_days)
    from wms.orders o
    join wms.order_line l on l.order_id = o.order_id
    join wms.product p on p.product_id = l.product_id
    left join wms.party y on y.party_id = o.party_id
    left join lateral (
      select r.min_remaining_days from wms.allocation_rule r
       where r.warehouse_id = o.warehouse_id and r.active and (r.order_type is null or r.order_type = o.type)
         and (r.party_id is null or r.party_id = o.party_id) and (r.category is null or r.category = p.category)
       order by r.sequence limit 1) r on true
   where o.order_id = any (p_orders)
$$;

-- Of one line. Null: no such line.
create function wms.needed_days(p_order_line bigint) returns int language sql stable as $$
  select d.days from wms.order_line l cross join lateral wms.needed_days_of(array[l.order_id]) d
   where l.order_line_id = p_order_line and d.order_line_id = p_order_line
$$;

-- May goods of this lot go to the customer of this line if they left today? The earlier of expiry and best before counts,
-- as it does when stock is allocated. WM454.
create function wms.check_shelf_life(p_lot bigint, p_order_line bigint) returns void
language plpgsql stable as $$
declare
  v_lot wms.lot;
  v_ends date;
  v_days int;
begin
  select * into v_lot from wms.lot t where t.lot_id = p_lot;
  v_ends := least(v_lot.expires_on, v_lot.best_before);
  if v_ends is null then
    return;
  end if;
  v_days := coalesce(wms.needed_days(p_order_line), 0);
  if v_ends < current_date + v_days then
    perform wms.refuse('WM454',
      format('Lot %s %s %s: the customer must get %s.', v_lot.number,
        case when v_ends = v_lot.expires_on and v_ends < current_date then 'expired on'
             when v_ends = v_lot.expires_on then 'expires on' else 'is best before' end, v_ends,
        case when v_days = 0 then 'goods that have not expired' else format('at least %s days of shelf life', v_days) end),
      'Leave it, release the order and reserve it again: another lot is chosen.',
      jsonb_build_object('lot_id', p_lot, 'lot', v_lot.number, 'expires_on', v_lot.expires_on,
        'best_before', v_lot.best_before, 'needed_days', v_days, 'left_days', v_ends - current_date));
  end if;
end $$;
