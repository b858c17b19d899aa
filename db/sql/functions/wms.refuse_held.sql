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
