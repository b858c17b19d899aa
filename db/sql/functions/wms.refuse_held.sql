-- Held stock: say who holds it since when and why, and what to do. WM423, with the hold in the detail.
create function wms.refuse_held(p_hold wms.hold, p_what text, p_next text) returns void
language plpgsql stable as $$
declare
  v_person text := coalesce((select u.display_name from wms.app_user u where u.login = (p_hold).placed_by), (p_hold).placed_by::text);
  v_reason text := coalesce((select r.name from wms.reason_code r where r.kind = 'hold' and r.code = (p_hold).reason), (p_hold).reason);
  v_name text;
begin
  begin
    v_name := wms.hold_name((p_hold).warehouse_id, (p_hold).target, (p_hold).target_id);
  exception when sqlstate 'WM404' or sqlstate 'WM455' then      -- a record that ran empty, a unit that left
    v_name := (p_hold).target;
  end;
  perform wms.refuse('WM423',
    format('%s %s is on hold since %s: %s, says %s.', p_what, v_name, to_char((p_hold).placed_at, 'DD Mon HH24:MI'), v_reason, v_person),
    p_next,
    jsonb_build_object('hold', jsonb_build_object('hold_id', (p_hold).hold_id, 'target', (p_hold).target, 'id', (p_hold).target_id,
      'what', v_name, 'reason', (p_hold).reason, 'why', v_reason, 'note', (p_hold).note, 'placed_by', (p_hold).placed_by,
      'person', v_person, 'placed_at', (p_hold).placed_at)));
end $$;

-- Refuse the first of these stock records that is held. WM423.
create function wms.check_held(p_warehouse int, p_quants bigint[], p_what text, p_next text) returns void
language plpgsql stable as $$
declare
  v_hold wms.hold;
begin
  select h.* into v_hold from wms.holds_on(p_warehouse) x join wms.hold h on h.hold_id = x.hold_id
   where x.quant_id = any (p_quants) order by h.hold_id limit 1;
  if found then
    perform wms.refuse_held(v_hold, p_what, p_next);
  end if;
end $$;

-- Goods do not leave a hold by being moved. A hold on a lot or product goes along with them, one on a unit with the unit; out of
-- a stock record, place or unit that is held only a supervisor takes goods, and the hold stays where it is. For movements
-- within the warehouse; where no such hold is open it is one look. WM423.
create function wms.check_stays(p_warehouse int, p_lines wms.movement[]) returns void
language plpgsql stable as $$
declare
  v_hold wms.hold;
begin
  if not exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null and h.target in ('quant', 'hu', 'location'))
     or pg_has_role(session_user, 'r_supervisor', 'member') then
    return;
  end if;
  select h.* into v_hold
    from unnest(p_lines) m
   cross join lateral (
     select k as record from wms.quant k
      where k.warehouse_id = p_warehouse and k.location_id = m.from_location and k.product_id = m.product_id
        and k.lot_id is not distinct from m.lot_id and k.hu_id is not distinct from m.hu_id
        and k.owner_id is not distinct from m.owner_id and k.status = m.status limit 1) q
   cross join lateral wms.holds_of(p_warehouse, q.record) h
   where h.target = 'quant' or h.target = 'location' and m.to_location <> m.from_location
      or h.target = 'hu' and m.to_hu_id is distinct from m.hu_id
   order by m.line, h.hold_id limit 1;
  if found then
    perform wms.refuse_held(v_hold, 'This cannot be moved:', 'Leave it; a supervisor can move it or lift the hold.');
  end if;
end $$;
