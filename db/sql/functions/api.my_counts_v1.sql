-- Roles: r_counter, r_picker, r_supervisor
-- What a counter reads: the bins on the list, the bins' labels, what a code stands for. No plan's name or kind (a zero
-- confirmation would say that the bin should be empty), no pass's number, no place of a unit, no stock.

-- The bins that this person may count now, in walking order after p_after (the sequence of the last row). mine: given to
-- them or begun by them.
create function api.my_counts_v1(p_warehouse int, p_after bigint default null, p_limit int default 100)
returns table (sequence bigint, count_id bigint, location_id bigint, location text, zone text, mine boolean, begun boolean)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select s.* from (
    select row_number() over (order by (c.claimed_by = session_user and c.lease_until > now()) is not true, c.assigned_to is null,
                              l.pick_sequence nulls last, l.code) as sequence,
           c.count_id, c.location_id, l.code, z.name, coalesce(c.assigned_to = session_user, false),
           coalesce(c.claimed_by = session_user and c.lease_until > now(), false)
      from wms.count c
      join wms.location l on l.warehouse_id = c.warehouse_id and l.location_id = c.location_id
      left join wms.zone z on z.zone_id = l.zone_id
     where c.warehouse_id = p_warehouse and c.state in ('open', 'recount') and coalesce(c.assigned_to, session_user) = session_user
       and (c.claimed_by is null or c.claimed_by = session_user or c.lease_until < now())
       and not exists (select from wms.count_round r where r.count_id = c.count_id and r.person = session_user and r.closed_at is not null)) s
   where s.sequence > coalesce(p_after, 0) order by 1 limit least(greatest(p_limit, 1), 1000);
end $$;

-- The labels of all bins, those of before that still scan among them.
create function api.count_places_v1(p_warehouse int)
returns table (location_id bigint, code text, barcode text, kind text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
    select l.location_id, l.code, l.barcode, l.kind from wms.location l
     where l.warehouse_id = p_warehouse and l.kind not in ('virtual', 'retired')
    union all
    select l.location_id, l.code, a.barcode, l.kind
      from wms.location_alias a join wms.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.location_id
     where a.warehouse_id = p_warehouse and a.until > now() and l.kind <> 'retired'
       and not exists (select from wms.location o where o.warehouse_id = p_warehouse and o.code = a.barcode)
       and not exists (select from wms.location o where o.warehouse_id = p_warehouse and o.barcode = a.barcode);
end $$;

-- The product behind any of these barcodes, else the one whose own number the first of them is.
create function api.count_item_v1(p_warehouse int, p_codes text[])
returns table (product_id bigint, sku text, name text, units numeric, tracking text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select p.product_id, p.sku, p.name, coalesce(k.quantity, 1), p.tracking
    from wms.product_barcode b join wms.product p on p.product_id = b.product_id
    left join wms.product_packaging k on k.product_id = b.product_id and k.level = b.level
   where b.barcode = any (p_codes) limit 1;
  if not found then
    return query select p.product_id, p.sku, p.name, 1::numeric, p.tracking from wms.product p where p.sku = p_codes[1];
  end if;
end $$;

-- The handling unit of an SSCC: that it is one of ours, not where it is booked.
create function api.count_unit_v1(p_warehouse int, p_sscc text)
returns table (hu_id bigint, sscc text, kind text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set client_min_messages = error as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select h.hu_id, h.sscc, h.kind from wms.handling_unit h where h.sscc = p_sscc and h.warehouse_id = p_warehouse;
end $$;
