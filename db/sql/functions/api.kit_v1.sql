-- Roles: r_picker, r_packer, r_supervisor
-- Make kits at a bin out of what lies there: components out, kits in, one posting. p_components says which goods
-- [{product, quantity, lot, hu, status, weight}]; left out, loose or boxed stock of the bin is taken, first expired first.
-- The kits keep the owner of the goods; they expire with the first of their components. p_weight: of kits with catch weight.
create function api.kit_v1(p_op uuid, p_warehouse int, p_product bigint, p_quantity numeric, p_location bigint, p_lot text default null,
  p_expires_on date default null, p_hu bigint default null, p_components jsonb default null, p_owner bigint default null,
  p_document text default null, p_device text default null, p_occurred_at timestamptz default null, p_weight numeric default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '5s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_revision int;
  v_made jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('kit', p_warehouse, p_product, p_quantity, p_location, p_lot, p_expires_on, p_hu, p_components,
                                  p_owner, p_document, p_weight)::text, v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_quantity(p_quantity);
  v_revision := wms.kit_revision(p_product, null, true);
  perform wms.check_kit_place(p_warehouse, p_location, p_hu);
  for v_try in 1 .. 3 loop       -- chosen without locks, so that they are taken in key order; taken meanwhile: chosen anew
    begin
      v_made := wms.make_kits(p_op, p_warehouse, v_at, p_product, p_quantity, v_revision, p_location, p_lot, p_expires_on, p_hu,
        case when p_components is null then wms.choose_parts(p_warehouse, p_product, p_quantity, v_revision, p_location, p_owner)
             else wms.named_parts(p_warehouse, p_product, p_quantity, v_revision, p_location, p_owner, p_components) end,
        p_document, p_device, p_occurred_at, p_weight);
      exit;
    exception when sqlstate 'WM451' then
      if v_try = 3 or p_components is not null then
        raise;
      end if;
    end;
  end loop;
  return wms.keep_answer(p_op, v_made || jsonb_build_object('revision', v_revision));
end $$;

-- The revision a kit is made or taken apart by. WM404 no kit, WM455 no longer made.
create function wms.kit_revision(p_product bigint, p_revision int, p_making boolean) returns int
language plpgsql stable as $$
declare
  v_kit wms.kit;
  v_sku text := (select p.sku from wms.product p where p.product_id = p_product);
begin
  select * into v_kit from wms.kit k where k.product_id = p_product;
  if v_sku is null then
    perform wms.refuse('WM404', 'This product is not known.', 'Check the SKU, or have the product created first.');
  elsif v_kit.product_id is null then
    perform wms.refuse('WM404', format('%s is no kit.', v_sku), 'Have the planner say what it is made of.');
  elsif p_making and not v_kit.active then
    perform wms.refuse('WM455', format('%s is no longer made.', v_sku), 'Ask the planner.');
  elsif p_revision is not null and p_revision not between 1 and v_kit.revision then
    perform wms.refuse('WM404', format('%s has no revision %s.', v_sku, p_revision), format('It has 1 to %s.', v_kit.revision));
  end if;
  return coalesce(p_revision, v_kit.revision);
end $$;

-- A bin of ours, and a unit that stands there and is open; the unit is locked. WM404, WM422, WM455.
create function wms.check_kit_place(p_warehouse int, p_location bigint, p_hu bigint) returns void
language plpgsql as $$
declare
  v_unit wms.handling_unit;
begin
  if not exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location) then
    perform wms.refuse('WM404', 'This bin is not known in this warehouse.', 'Scan the bin label again.');
  elsif exists (select from wms.location l where l.warehouse_id = p_warehouse and l.location_id = p_location and l.kind = 'virtual') then
    perform wms.refuse('WM422', 'No stock is kept there.', 'Scan a bin of the warehouse.');
  end if;
  if p_hu is not null then
    perform wms.lock_units(array[p_hu]);
    v_unit := wms.open_unit(p_warehouse, p_hu);
    if v_unit.location_id <> p_location then
      perform wms.refuse('WM455', 'That handling unit does not stand there.', 'Scan the bin it stands in.',
                         jsonb_build_object('location_id', v_unit.location_id));
    end if;
    update wms.handling_unit set state = 'active' where hu_id = p_hu and state <> 'active';
  end if;
end $$;

-- Components from the free, available, not held and not expired stock of a bin: first expired, then oldest. WM451.
create function wms.choose_parts(p_warehouse int, p_product bigint, p_quantity numeric, p_revision int, p_location bigint, p_owner bigint)
returns wms.movement[] language plpgsql stable as $$
declare
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  v_bad record;
begin
  select l.component_id, l.quantity * p_quantity as needed into v_bad from wms.kit_line l
   where l.product_id = p_product and l.revision = p_revision
     and l.quantity * p_quantity > (select coalesce(sum(s.free), 0) from wms.kit_supply(p_warehouse, l.component_id, p_location, p_owner) s)
   order by l.component_id limit 1;
  if found then
    perform wms.refuse_short(p_warehouse, v_bad.component_id, p_location, v_bad.needed);
  end if;
  return (
    select array_agg(row(c.n, c.component_id, c.quantity, p_location, v_edge, c.lot_id, c.hu_id, null, p_owner, 'available', 'available', 0,
             null, null, null, null, null, null)::wms.movement order by c.n)
      from (select (row_number() over (order by l.component_id, s.upto))::int as n, l.component_id, s.lot_id, s.hu_id,
                   least(s.free, l.quantity * p_quantity - (s.upto - s.free)) as quantity
              from wms.kit_line l cross join lateral wms.kit_supply(p_warehouse, l.component_id, p_location, p_owner) s
             where l.product_id = p_product and l.revision = p_revision and s.upto - s.free < l.quantity * p_quantity) c);
end $$;

-- What of one component may go into a kit, with its running sum.
create function wms.kit_supply(p_warehouse int, p_component bigint, p_location bigint, p_owner bigint)
returns table (lot_id bigint, hu_id bigint, free numeric, upto numeric)
language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  select q.lot_id, q.hu_id, q.quantity - q.reserved,
         sum(q.quantity - q.reserved) over (order by t.expires_on nulls last, q.in_date, q.quant_id)
    from wms.quant q left join wms.lot t on t.lot_id = q.lot_id left join wms.handling_unit h on h.hu_id = q.hu_id
   where q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = p_component and q.status = 'available'
     and q.owner_id is not distinct from p_owner and q.quantity > q.reserved and (t.expires_on is null or t.expires_on >= current_date)
     and coalesce(h.state, 'active') <> 'packed'
     and not exists (select from wms.holds_of(p_warehouse, q));
end $$;

-- Components as somebody named them: just what the kits need, not held, not expired. WM404, WM422, WM423, WM454.
create function wms.named_parts(p_warehouse int, p_product bigint, p_quantity numeric, p_revision int, p_location bigint, p_owner bigint,
                                p_parts jsonb) returns wms.movement[]
language plpgsql stable as $$
declare
  v_edge bigint := wms.boundary(p_warehouse, 'adjustment');
  v_lines wms.movement[];
  v_bad record;
begin
  if wms.lines_in(p_parts) not between 1 and 2000 then
    perform wms.refuse('WM422', 'Name 1 to 2,000 components.', 'Scan what goes into the kits, or leave it to the system.');
  end if;
  select array_agg(row(e.n, x.product, x.quantity, p_location, v_edge, x.lot, x.hu, null, p_owner, coalesce(x.status, 'available'),
           coalesce(x.status, 'available'), 0, null, null, null, x.weight, null, null)::wms.movement order by e.n) into v_lines
    from jsonb_array_elements(p_parts) with ordinality e(value, n),
         jsonb_to_record(e.value) x(product bigint, quantity numeric, lot bigint, hu bigint, status text, weight numeric);
  perform wms.check_parts(p_product, p_quantity, p_revision, v_lines);
  select m.line, t.number, t.expires_on, b.reason into v_bad
    from unnest(v_lines) m left join wms.lot t on t.lot_id = m.lot_id
    left join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = p_location and q.product_id = m.product_id
      and q.lot_id is not distinct from m.lot_id and q.hu_id is not distinct from m.hu_id and q.status = m.status
      and q.owner_id is not distinct from p_owner
    left join lateral wms.holds_of(p_warehouse, q) b on q.quant_id is not null
   where t.expires_on < current_date or b.hold_id is not null order by m.line limit 1;
  if found and v_bad.reason is not null then
    perform wms.refuse('WM423', format('Line %s: these goods are held (%s).', v_bad.line, v_bad.reason), 'Take other goods, or have the hold released.');
  elsif found then
    perform wms.refuse('WM454', format('Line %s: lot %s expired on %s.', v_bad.line, v_bad.number, v_bad.expires_on), 'Take another lot.');
  end if;
  return v_lines;
end $$;

-- Do these lines add up to just what so many kits are made of? WM422.
create function wms.check_parts(p_product bigint, p_quantity numeric, p_revision int, p_lines wms.movement[]) returns void
language plpgsql stable as $$
declare
  v_bad record;
begin
  select coalesce(l.component_id, m.product_id) as component, p.sku, l.quantity * p_quantity as needed, m.quantity as given into v_bad
    from (select * from wms.kit_line k where k.product_id = p_product and k.revision = p_revision) l
    full join (select y.product_id, sum(y.quantity) as quantity, bool_and(y.quantity > 0) as fine from unnest(p_lines) y group by 1) m
      on m.product_id = l.component_id
    left join wms.product p on p.product_id = coalesce(l.component_id, m.product_id)
   where l.quantity * p_quantity is distinct from m.quantity or m.fine is not true order by 1 limit 1;
  if found then
    perform wms.refuse('WM422', format('%s: %s named, the kits are made of %s.', coalesce(v_bad.sku, 'An unknown product'),
                       coalesce(v_bad.given, 0)::float8, coalesce(v_bad.needed, 0)::float8), 'Correct the quantity, or the number of kits.',
                       jsonb_build_object('product', v_bad.component, 'needed', v_bad.needed));
  end if;
end $$;

-- Components out and kits in, in one posting, and which lot went into which.
create function wms.make_kits(p_op uuid, p_warehouse int, p_at timestamptz, p_product bigint, p_quantity numeric, p_revision int,
  p_location bigint, p_lot text, p_expires_on date, p_hu bigint, p_parts wms.movement[], p_document text, p_device text,
  p_occurred timestamptz, p_weight numeric)
returns jsonb language plpgsql as $$
declare
  v_first date := (select min(t.expires_on) from unnest(p_parts) m join wms.lot t on t.lot_id = m.lot_id);
  v_expires date := p_expires_on;
  v_lot bigint;
  v_lines wms.movement[];
begin
  if p_lot is not null then
    v_expires := coalesce(p_expires_on, (select t.expires_on from wms.lot t where t.product_id = p_product and t.number = p_lot), v_first);
  end if;
  if v_expires > v_first then
    perform wms.refuse('WM422', format('A component expires on %s, before the kit would (%s).', v_first, v_expires),
                       'Enter that date or an earlier one, under a lot number of its own.', jsonb_build_object('expires_on', v_first));
  end if;
  v_lot := wms.find_lot(p_product, p_lot, v_expires, p_quantity, 'available');
  select array_agg(row(m.n, m.product_id, m.quantity, m.from_location, m.to_location, m.lot_id, m.hu_id, m.to_hu_id, m.owner_id, m.status,
           m.to_status, 0, null, null, p_document, m.weight, null, null)::wms.movement order by m.n) into v_lines
    from unnest(p_parts) with ordinality as m(line, product_id, quantity, from_location, to_location, lot_id, hu_id, to_hu_id, owner_id,
           status, to_status, unreserve, order_line_id, reason, document, weight, in_date, undoes, n);
  v_lines := v_lines || row(cardinality(v_lines) + 1, p_product, p_quantity, wms.boundary(p_warehouse, 'adjustment'), p_location, v_lot,
    null, p_hu, p_parts[1].owner_id, 'available', 'available', 0, null, null, p_document, p_weight, null, null)::wms.movement;
  perform wms.post_lines(p_op, p_warehouse, 'kit', p_at, v_lines, p_device, p_occurred);
  if v_lot is not null then
    perform wms.check_serials(p_warehouse, array[v_lot]);
    insert into wms.lot_origin (lot_id, from_lot_id, quantity, op)
    select v_lot, m.lot_id, sum(m.quantity), p_op from unnest(p_parts) m where m.lot_id is not null group by m.lot_id order by m.lot_id;
  end if;
  return jsonb_build_object('lines', cardinality(v_lines), 'quantity', p_quantity, 'lot_id', v_lot, 'expires_on', v_expires);
end $$;
