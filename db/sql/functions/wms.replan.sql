-- What came short is taken from elsewhere in the same act: reserved anew, on the same tour. The bin is to be counted; until it is,
-- what the books still say of it is offered to nobody (wms.offered). Caller holds orders, tasks and all records of the products.
-- Answer: replanned (picks that joined the tour), elsewhere (picks for other zones), missing, substitutes.
create function wms.replan(p_warehouse int, p_batch wms.batch, p_short bigint[], p_reason text) returns jsonb
language plpgsql as $$
declare
  v_orders bigint[] := array(select o.order_id from wms.orders o where o.order_id in (select t.order_id from wms.task t where t.task_id = any (p_short))
                              order by o.priority, o.cut_off nulls last, o.order_id);
  v_lines bigint[] := array(select distinct t.order_line_id from wms.task t where t.task_id = any (p_short));
  v_made bigint[];
  v_joined record;
  v_missing numeric;
begin
  select coalesce(array_agg((m.value ->> 'task_id')::bigint), '{}') into v_made
    from jsonb_array_elements(wms.reserve_orders(p_warehouse, v_orders) -> 'reservations') m(value);
  select * into v_joined from wms.join_batch(p_warehouse, p_batch, v_made, jsonb_build_object('replanned_for', to_jsonb(p_short), 'reason', p_reason));
  select coalesce(sum(l.quantity - l.cancelled - l.reserved - l.picked), 0) into v_missing from wms.order_line l where l.order_line_id = any (v_lines);
  update wms.task t set next_step = wms.say_replanned(p_warehouse, t.order_line_id, v_made) where t.task_id = any (p_short);
  update wms.alarm a set next_step = (select r.name from wms.reason_code r where r.kind = 'short' and r.code = p_reason) || '. ' || t.next_step
    from wms.task t where t.task_id = any (p_short) and a.warehouse_id = p_warehouse and a.source_key = 'pick.short:' || t.task_id and a.cleared_at is null;
  perform wms.ask_count(p_warehouse, array(select t.from_location_id from wms.task t where t.task_id = any (p_short)), 'Short picks');
  return jsonb_build_object('replanned', v_joined.joined, 'elsewhere', v_joined.elsewhere, 'missing', v_missing,
    'substitutes', case when v_missing > 0 then wms.substitutes_for(p_warehouse, v_lines) else '[]' end);
end $$;

-- What is to be done about a short pick, in words: whence the rest comes.
create function wms.say_replanned(p_warehouse int, p_line bigint, p_made bigint[]) returns text language sql stable as $$
  select 'Count the bin. ' || coalesce((select 'The rest comes from ' || string_agg(distinct f.code, ', ') || '.'
      from wms.task t join wms.location f on f.warehouse_id = p_warehouse and f.location_id = t.from_location_id
     where t.task_id = any (p_made) and t.order_line_id = p_line), 'There is no more of it: replenish, substitute, or close the line with a reason.')
$$;

-- What may be sent in the stead of lines that miss something: the first rule of each line whose substitute there is any of.
-- quantity: of the substitute, at most what there is of it.
create function wms.substitutes_for(p_warehouse int, p_lines bigint[]) returns jsonb
language plpgsql stable as $$
declare
  v_offer wms.offered[] := wms.offered(p_warehouse, array(
    select r.substitute_id from wms.order_line l join wms.substitute_rule r on r.warehouse_id = p_warehouse and r.product_id = l.product_id
     where l.order_line_id = any (p_lines) and r.ended_at is null));
begin
  return (
    select coalesce(jsonb_agg(to_jsonb(x) order by x.order_line), '[]') from (
      select distinct on (l.order_line_id) l.order_line_id as order_line, o.number as order, p.product_id as product, p.sku, p.name,
             least(wms.in_whole(p.base_uom, n.missing * r.ratio), f.free) as quantity, n.missing
        from wms.order_line l join wms.orders o on o.order_id = l.order_id
       cross join lateral (select l.quantity - l.cancelled - l.reserved - l.picked as missing) n
        join wms.substitute_rule r on r.warehouse_id = p_warehouse and r.product_id = l.product_id and r.ended_at is null
         and (r.party_id is null or r.party_id = o.party_id)
        join wms.product p on p.product_id = r.substitute_id
       cross join lateral (select sum(s.free) as free from unnest(v_offer) s
                            where s.product_id = r.substitute_id and s.why is null and s.owner_id is not distinct from o.owner_id) f
       where l.order_line_id = any (p_lines) and n.missing > 0 and f.free > 0
       order by l.order_line_id, r.rank, r.rule_id) x);
end $$;

-- Pieces are not divided.
create function wms.in_whole(p_uom text, p_quantity numeric) returns numeric language sql immutable as $$
  select case when p_uom = 'each' then ceil(p_quantity) else round(p_quantity, 6) end
$$;
