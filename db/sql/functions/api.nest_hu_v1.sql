-- Roles: r_picker, r_packer, r_supervisor
-- Put a unit into another that stands at the same place: a carton onto a pallet, a pallet onto a cart. It leaves the one it
-- stood in before.
create function api.nest_hu_v1(p_op uuid, p_warehouse int, p_hu bigint, p_parent bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
  v_parent wms.handling_unit;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('nest_hu', p_warehouse, p_hu, p_parent)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_units(p_warehouse, array[p_hu, p_parent]);
  v_unit := wms.present_unit(p_warehouse, p_hu);
  v_parent := wms.open_unit(p_warehouse, p_parent);
  perform wms.check_nesting(v_unit, v_parent);
  if v_unit.parent_id = p_parent then
    perform wms.refuse('WM422', format('Unit %s stands in it already.', v_unit.sscc), 'Scan another unit.');
  end if;
  perform wms.check_leaving(p_warehouse, v_unit);
  update wms.handling_unit set parent_id = p_parent where hu_id = p_hu;
  update wms.handling_unit set state = 'active' where hu_id = p_parent and state in ('empty', 'planned');
  perform wms.check_entering(p_warehouse, p_hu);
  perform wms.say_unit(v_unit, 'hu.nested', jsonb_build_object('into', v_parent.sscc, 'into_id', p_parent, 'left', v_unit.parent_id));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'parent_id', p_parent));
end $$;

-- Roles: r_picker, r_packer, r_supervisor
-- Take a unit out of the one it stands in. It stays at the place.
create function api.unnest_hu_v1(p_op uuid, p_warehouse int, p_hu bigint)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_unit wms.handling_unit;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('unnest_hu', p_warehouse, p_hu)::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.hold_units(p_warehouse, array[p_hu]);
  v_unit := wms.present_unit(p_warehouse, p_hu);
  if v_unit.parent_id is null then
    perform wms.refuse('WM455', format('Unit %s stands in no other.', v_unit.sscc), 'Scan the unit that shall come out.');
  end if;
  perform wms.check_leaving(p_warehouse, v_unit);
  update wms.handling_unit set parent_id = null where hu_id = p_hu;
  perform wms.say_unit(v_unit, 'hu.unnested', jsonb_build_object('left', v_unit.parent_id, 'left_sscc',
    (select h.sscc from wms.handling_unit h where h.hu_id = v_unit.parent_id)));
  return wms.keep_answer(p_op, jsonb_build_object('hu_id', p_hu, 'left', v_unit.parent_id));
end $$;

-- A unit leaves only an open unit, and not one whose hold covers what is in it. WM423, WM455.
create function wms.check_leaving(p_warehouse int, p_unit wms.handling_unit) returns void
language plpgsql as $$
begin
  if (p_unit).parent_id is not null then
    perform wms.open_unit(p_warehouse, (p_unit).parent_id);
    perform wms.check_not_held(p_warehouse, (p_unit).parent_id);
  end if;
end $$;

-- Neither this unit nor one it stands in is held; a supervisor may take out all the same, as with wms.check_stays. WM423.
create function wms.check_not_held(p_warehouse int, p_hu bigint) returns void
language plpgsql as $$
declare
  v_hold wms.hold;
begin
  if pg_has_role(session_user, 'r_supervisor', 'member') then
    return;
  end if;
  with recursive above as (
    select h.hu_id, h.parent_id from wms.handling_unit h where h.hu_id = p_hu
    union
    select h.hu_id, h.parent_id from above a join wms.handling_unit h on h.hu_id = a.parent_id)
  select b.* into v_hold from above a join wms.hold b on b.warehouse_id = p_warehouse and b.target = 'hu'
     and b.target_id = a.hu_id and b.released_at is null order by b.hold_id limit 1;
  if found then
    perform wms.refuse_held(v_hold, 'This cannot be taken out:', 'Move the whole unit, or have the hold lifted.');
  end if;
end $$;

-- Reserved goods do not go under a hold. Asked when the unit hangs in its new place. WM423.
create function wms.check_entering(p_warehouse int, p_hu bigint) returns void
language plpgsql as $$
begin
  if exists (select from wms.holds_on(p_warehouse) o join wms.quant q on q.quant_id = o.quant_id
              where o.target = 'hu' and q.reserved > 0 and q.hu_id in (select b.hu_id from wms.units_below(p_warehouse, array[p_hu]) b)) then
    perform wms.refuse('WM423', 'That unit is held, and goods in this one are reserved.',
                       'Choose another unit, or have the hold released first.');
  end if;
end $$;
