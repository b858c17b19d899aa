-- Roles: r_picker, r_packer, r_supervisor
-- Goods in, up to 5,000 lines at once: [{product, quantity, location, lot, expires_on, best_before, sscc, status, owner, weight}].
-- All or nothing.
create function api.receive_batch_v1(p_op uuid, p_warehouse int, p_lines jsonb, p_document text default null,
                                     p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lines wms.movement[];
  v_first bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('receive_batch', p_warehouse, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  v_lines := wms.receipt_lines(p_warehouse, p_lines, wms.boundary(p_warehouse, 'supplier'), p_document);
  v_first := wms.post_lines(p_op, p_warehouse, 'receive', v_at, v_lines, p_device, p_occurred_at);
  if jsonb_path_exists(p_lines, '$[*].lot') then
    perform wms.check_serials(p_warehouse, array(select distinct m.lot_id from unnest(v_lines) m where m.lot_id is not null));
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_lines), 'first_ledger_id', v_first));
end $$;

-- The lines as movements; lots and handling units are looked up, and made where new, only where a line names one.
create function wms.receipt_lines(p_warehouse int, p_lines jsonb, p_supplier bigint, p_document text) returns wms.movement[]
language plpgsql as $$
begin
  if not jsonb_path_exists(p_lines, '$[*] ? (exists(@.lot) || exists(@.sscc) || exists(@.expires_on) || exists(@.best_before))') then
    return (
      select array_agg(row(r.n, r.product, r.quantity, p_supplier, r.location, null, null, null, r.owner, coalesce(r.status, 'available'),
               coalesce(r.status, 'available'), 0, null, null, p_document, r.weight, null, null)::wms.movement)
        from rows from (jsonb_to_recordset(p_lines) as (product bigint, quantity numeric, location bigint, status text, owner bigint, weight numeric))
               with ordinality r(product, quantity, location, status, owner, weight, n));
  end if;
  perform wms.find_lots(p_lines);
  perform wms.find_units(p_warehouse, p_lines);
  return (
    select array_agg(row(r.n, r.product, r.quantity, p_supplier, r.location, l.lot_id, null, u.hu_id, r.owner,
             coalesce(r.status, 'available'), coalesce(r.status, 'available'), 0, null, null, p_document, r.weight, null,
             null)::wms.movement order by r.n)
      from rows from (jsonb_to_recordset(p_lines) as (product bigint, quantity numeric, location bigint, lot text, sscc text, status text,
                                                      owner bigint, weight numeric))
             with ordinality r(product, quantity, location, lot, sscc, status, owner, weight, n)
      left join wms.lot l on l.product_id = r.product and l.number = r.lot
      left join wms.handling_unit u on u.sscc = r.sscc);
end $$;

-- The lots of a batch, made where new; every check of wms.find_lot, only where a lot or tracking is involved.
create function wms.find_lots(p_lines jsonb) returns void
language plpgsql as $$
begin
  perform wms.find_lot(x.product, x.lot, x.expires_on, x.quantity, coalesce(x.status, 'available'), x.best_before)
     from jsonb_to_recordset(p_lines) x(product bigint, quantity numeric, lot text, expires_on date, best_before date, status text)
     join wms.product p on p.product_id = x.product
    where p.tracking <> 'none' or x.lot is not null
    order by x.product, x.lot;
end $$;

-- The handling units of a batch, made where new, in the order of their SSCC.
create function wms.find_units(p_warehouse int, p_lines jsonb) returns void
language plpgsql as $$
begin
  perform wms.find_hu(p_warehouse, x.sscc, 'pallet', x.location)
     from (select distinct y.sscc, y.location from jsonb_to_recordset(p_lines) y(sscc text, location bigint)
            where y.sscc is not null order by 1) x;
end $$;
