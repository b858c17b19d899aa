-- Move all that is in bins that go to the bins that take over, as one batch of postings: loose stock, units with what stands
-- in them, reservations and open tasks with them. All of it is locked by wms.hold_exits. Returns the number of ledger lines.
-- WM412, WM423 nothing is picked where it goes, WM422 more than 50,000 records, WM452, WM453.
create function wms.empty_bins(p_op uuid, p_warehouse int, p_at timestamptz, p_exits wms.layout_exit[], p_holds boolean, p_no int) returns int
language plpgsql as $$
declare
  v_ids bigint[] := array(select e.location_id from unnest(p_exits) e);
  v_units bigint[];
  v_lines wms.movement[];
  v_exit wms.layout_exit;
begin
  foreach v_exit in array p_exits loop
    if v_exit.to_id is not null then
      perform wms.check_bin_free(p_warehouse, wms.tasks_at(p_warehouse, v_exit.location_id), v_exit.to_id);
    end if;
  end loop;
  v_units := array(select h.hu_id from wms.handling_unit h where h.warehouse_id = p_warehouse and h.location_id = any (v_ids)
                      and h.state <> 'shipped' order by h.hu_id);
  select array_agg(row(s.n, s.product_id, s.quantity, s.location_id, s.to_id, s.lot_id, s.hu_id, s.hu_id, s.owner_id, s.status, s.status,
                       s.reserved, null, null, format('layout %s', p_no), s.weight, null, null)::wms.movement order by s.n) into v_lines
    from (select q.*, e.to_id, row_number() over (order by q.location_id, q.quant_id)::int as n
            from unnest(p_exits) e join wms.quant q on q.warehouse_id = p_warehouse and q.location_id = e.location_id
           where q.quantity > 0) s;
  if (cardinality(v_units) > 0 or v_lines is not null) and exists (
      select from unnest(p_exits) e where e.to_id is null and (
        exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = e.location_id and q.quantity > 0)
        or exists (select from wms.handling_unit h where h.hu_id = any (v_units) and h.location_id = e.location_id))) then
    perform wms.refuse('WM412', 'Goods came into a bin that goes.', 'Look at the draft again and publish then.');
  end if;
  perform wms.check_stays(p_warehouse, v_lines);
  perform wms.check_parked(p_warehouse, v_units, array(
    select e.to_id from wms.handling_unit h join unnest(p_exits) e on e.location_id = h.location_id where h.hu_id = any (v_units) order by h.hu_id));
  update wms.handling_unit h set location_id = e.to_id, parent_id = case when h.parent_id = any (v_units) then h.parent_id end
    from unnest(p_exits) e where h.hu_id = any (v_units) and e.location_id = h.location_id;
  if v_lines is not null then
    perform wms.post_many(p_op, p_warehouse, 'move', p_at, v_lines, null, null);
    perform wms.carry_reservations(p_op, p_warehouse, p_at, p_holds);
  end if;
  update wms.task t set from_location_id = coalesce(f.to_id, t.from_location_id), to_location_id = coalesce(g.to_id, t.to_location_id)
    from wms.task k
    left join unnest(p_exits) f on f.location_id = k.from_location_id and f.to_id is not null
    left join unnest(p_exits) g on g.location_id = k.to_location_id and g.to_id is not null
   where t.task_id = k.task_id and k.warehouse_id = p_warehouse and k.state < 400 and (f.to_id is not null or g.to_id is not null);
  return coalesce(cardinality(v_lines), 0);
end $$;

-- Empty bins leave the plan: no place, blocked both ways, their slot kept for the way back. Records of nothing are deleted,
-- so that whoever puts something there must make one, and is refused (wms.refuse_retired). Returns how many.
create function wms.retire_bins(p_warehouse int, p_at timestamptz, p_exits wms.layout_exit[]) returns int
language plpgsql as $$
declare
  v_ids bigint[] := array(select e.location_id from unnest(p_exits) e);
  v_number int;
begin
  if exists (select from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = any (v_ids) and q.quantity > 0) then
    perform wms.refuse('WM412', 'Goods came into a bin that goes.', 'Look at the draft again and publish then.');
  end if;
  delete from wms.quant q where q.warehouse_id = p_warehouse and q.location_id = any (v_ids);
  update wms.station s set location_id = null where s.warehouse_id = p_warehouse and s.location_id = any (v_ids);
  -- a slot leads to one place: who had it before lets go of it
  update wms.location l set drawn_as = null from unnest(p_exits) e
   where l.warehouse_id = p_warehouse and l.drawn_as = e.key and l.location_id <> e.location_id;
  update wms.location l
     set kind = 'retired', retired_at = p_at, drawn_as = e.key, zone_id = null, rack_id = null, column_no = null, x = null, y = null, z = null,
         class_id = null, pick_sequence = null, block_putaway = true, block_pick = true, version = l.version + 1,
         code = case when c.location_id is null then e.code else wms.past_code(e.code, l.location_id) end,
         barcode = case when l.barcode <> l.code then l.barcode when c.location_id is null then e.code
                        else wms.past_code(e.code, l.location_id) end
    from unnest(p_exits) e
    left join lateral (select k.location_id from wms.location k
                        where k.warehouse_id = p_warehouse and k.code = e.code and k.location_id <> e.location_id limit 1) c on true
   where l.warehouse_id = p_warehouse and l.location_id = e.location_id;
  get diagnostics v_number = row_count;
  return v_number;
end $$;

-- What a retired bin is called once another bears its address.
create function wms.past_code(p_code text, p_id bigint) returns text
language sql immutable as $$ select left(p_code, 24) || '.out' || p_id $$;
