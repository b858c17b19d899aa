-- Roles: r_picker, r_packer, r_supervisor
-- Take kits apart where they lie: kits out, components in. p_components says what came out of them [{product, quantity, lot
-- (number), expires_on, status, weight}]; left out, it is what the kit's list says, in the lots that went into this kit's lot.
-- p_revision: the list they were made by, where it is not the present one. p_to_hu: the unit the components go into.
create function api.unkit_v1(p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_lot bigint default null,
  p_hu bigint default null, p_status text default 'available', p_components jsonb default null, p_to_hu bigint default null,
  p_revision int default null, p_owner bigint default null, p_document text default null, p_device text default null,
  p_occurred_at timestamptz default null, p_weight numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_revision int;
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  v_parts wms.movement[];
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('unkit', p_warehouse, p_product, p_quantity, p_location, p_lot, p_hu, p_status, p_components, p_to_hu,
                                  p_revision, p_owner, p_document, p_weight)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_quantity(p_quantity);
  v_revision := wms.kit_revision(p_product, p_revision, false);
  perform wms.check_lot(p_product, p_lot);
  perform wms.check_kit_place(p_warehouse, p_location, p_to_hu);
  perform wms.check_whole_unheld(p_warehouse, p_product, p_location, p_lot, p_hu, p_status, p_owner);
  v_parts := case when p_components is null then wms.parts_of_kit(p_product, p_quantity, v_revision, v_edge, p_location, p_lot, p_to_hu, p_owner, p_status)
    else wms.parts_found(v_edge, p_location, p_to_hu, p_owner, p_status, p_components) end;
  perform wms.check_parts(p_product, p_quantity, v_revision, v_parts);
  perform wms.post_lines(p_op, p_warehouse, 'unkit', v_at, row(cardinality(v_parts) + 1, p_product, p_quantity, p_location, v_edge, p_lot,
    p_hu, null, p_owner, p_status, p_status, 0, null, null, p_document, p_weight, null, null)::wms.movement || v_parts, p_device, p_occurred_at);
  perform wms.check_serials(p_warehouse, array(select m.lot_id from unnest(v_parts) m where m.lot_id is not null));
  if p_lot is not null then
    insert into wms.lot_origin (lot_id, from_lot_id, quantity, op)
    select distinct m.lot_id, p_lot, p_quantity, p_op from unnest(v_parts) m where m.lot_id is not null order by m.lot_id;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('lines', cardinality(v_parts) + 1, 'revision', v_revision));
end $$;

-- Held kits stay whole. WM423.
create function wms.check_whole_unheld(p_warehouse int, p_product bigint, p_location bigint, p_lot bigint, p_hu bigint, p_status text,
                                       p_owner bigint) returns void
language plpgsql as $$
declare
  v_reason text;
begin
  select b.reason into v_reason from wms.quant q cross join lateral wms.holds_of(p_warehouse, q) b
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_product and q.lot_id is not distinct from p_lot
     and q.hu_id is not distinct from p_hu and q.status = p_status and q.owner_id is not distinct from p_owner limit 1;
  if found then
    perform wms.refuse('WM423', format('These kits are held (%s).', v_reason), 'Have the hold released first.', jsonb_build_object('reason', v_reason));
  end if;
end $$;

-- What the list says comes out. A tracked component comes out in the one lot that went in; where several did, or none is
-- known, somebody has to look. WM422.
create function wms.parts_of_kit(p_product bigint, p_quantity numeric, p_revision int, p_edge bigint, p_location bigint, p_lot bigint,
                                 p_to_hu bigint, p_owner bigint, p_status text) returns wms.movement[]
language plpgsql stable as $$
declare
  v_bad text;
  v_lines wms.movement[];
begin
  with part as (
    select l.component_id, l.quantity * p_quantity as quantity, p.sku, p.tracking,
           array(select distinct o.from_lot_id from wms.lot_origin o join wms.lot t on t.lot_id = o.from_lot_id
                  where o.lot_id = p_lot and t.product_id = l.component_id) as lots
      from wms.kit_line l join wms.product p on p.product_id = l.component_id
     where l.product_id = p_product and l.revision = p_revision
  )
  select min(p.sku) filter (where p.tracking <> 'none' and (cardinality(p.lots) <> 1 or p.tracking = 'serial' and p.quantity <> 1)),
         array_agg(row(n, p.component_id, p.quantity, p_edge, p_location, p.lots[1], null, p_to_hu, p_owner, p_status, p_status, 0, null, null, null,
           null, null, null)::wms.movement order by n)
    into v_bad, v_lines from (select row_number() over (order by component_id)::int as n, * from part) p;
  if v_bad is not null then
    perform wms.refuse('WM422', format('It is not known which lot of %s comes out.', v_bad), 'Scan the lot or serial number of each component.');
  end if;
  return v_lines;
end $$;

-- What somebody found in the kits; lots by their number. WM404, WM422, WM454.
create function wms.parts_found(p_edge bigint, p_location bigint, p_to_hu bigint, p_owner bigint, p_status text, p_parts jsonb)
returns wms.movement[] language plpgsql as $$
declare
  v_part record;
  v_lines wms.movement[] := '{}';
begin
  if wms.lines_in(p_parts) not between 1 and 2000 then
    perform wms.refuse('WM422', 'Name 1 to 2,000 components.', 'Scan what came out of the kits.');
  end if;
  for v_part in select e.n::int as n, x.* from jsonb_array_elements(p_parts) with ordinality e(value, n),
       jsonb_to_record(e.value) x(product bigint, quantity numeric, lot text, expires_on date, status text, weight numeric) order by x.product, x.lot
  loop
    perform wms.check_quantity(v_part.quantity);
    v_lines := v_lines || row(v_part.n, v_part.product, v_part.quantity, p_edge, p_location,
      wms.find_lot(v_part.product, v_part.lot, v_part.expires_on, v_part.quantity, coalesce(v_part.status, p_status)), null, p_to_hu, p_owner,
      coalesce(v_part.status, p_status), coalesce(v_part.status, p_status), 0, null, null, null, v_part.weight, null, null)::wms.movement;
  end loop;
  return v_lines;
end $$;
