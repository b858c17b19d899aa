-- Roles: all
-- Batches that have something left to do, and what a picker needs to see of one.

-- Open batches, the most urgent first. live: somebody has it; their claim holds until lease_until.
create function api.batches_v1(p_warehouse int)
returns table (batch_id bigint, mode text, zone_code text, wave_id bigint, wave text, orders int, tasks int, open int, done int, short int,
               totes int, priority int, due_at timestamptz, claimed_by text, person text, station text, lease_until timestamptz, live boolean,
               mine boolean, tour_metres float8, s_shape_metres float8, made_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with at_work as (
    select t.batch_id from wms.task t where t.warehouse_id = p_warehouse and t.kind = 'pick' and t.state < 400 and t.batch_id is not null
    union select x.batch_id from wms.batch_tote x where x.warehouse_id = p_warehouse and x.dropped_at is null
  )
  select b.batch_id, b.mode, z.code, b.wave_id, w.number, k.orders, k.tasks, k.open, k.done, k.short,
         (select count(*)::int from wms.batch_tote x where x.batch_id = b.batch_id and x.dropped_at is null), k.priority, k.due_at,
         h.claimed_by::text, coalesce(u.display_name, h.claimed_by::text), h.station, h.lease_until, coalesce(h.lease_until > now(), false),
         coalesce(h.claimed_by = session_user, false), b.tour_metres::float8, b.s_shape_metres::float8, b.made_at
    from at_work a join wms.batch b on b.batch_id = a.batch_id and b.cancelled_at is null
   cross join lateral (
     select count(distinct t.order_id)::int as orders, count(*)::int as tasks, (count(*) filter (where t.state < 400))::int as open,
            (count(*) filter (where t.state in (400, 600)))::int as done, (count(*) filter (where t.state = 600))::int as short,
            min(t.priority) filter (where t.state < 400)::int as priority, min(t.due_at) filter (where t.state < 400) as due_at
       from wms.task t where t.batch_id = b.batch_id) k
    left join lateral (select t.claimed_by, t.station, t.lease_until from wms.task t where t.batch_id = b.batch_id and t.state in (200, 300)
                        order by t.lease_until desc limit 1) h on true
    left join wms.zone z on z.zone_id = b.zone_id
    left join wms.wave w on w.wave_id = b.wave_id
    left join wms.app_user u on u.login = h.claimed_by
   order by k.priority nulls last, k.due_at nulls last, b.batch_id;
end $$;

-- What is left to pick of a batch, in walking order; picks that joined later have no sequence. slot: the order's place on the cart.
-- tote: the one that stands there.
create function api.batch_tasks_v1(p_warehouse int, p_batch bigint)
returns table (task_id bigint, mode text, order_id bigint, order_number text, order_line_id bigint, product_id bigint, sku text, product text,
               tracking text, quantity numeric, from_location_id bigint, from_code text, barcode text, check_digit text, x float8, y float8, z float8,
               aisle text, zone_code text, racked boolean, pick_sequence int, lot_id bigint, lot text, hu_id bigint, sscc text, slot int,
               tote_id bigint, tote_code text, sequence int, explanation jsonb, state int, claimed_by text, lease_until timestamptz, customer_id bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select t.task_id, b.mode, t.order_id, o.number, t.order_line_id, t.product_id, p.sku, p.name, p.tracking, t.quantity, l.location_id, l.code, l.barcode,
         l.check_digit, l.x::float8, l.y::float8, coalesce(l.z, 0)::float8, l.aisle, z.code, l.rack_id is not null, l.pick_sequence, t.lot_id,
         n.number, t.hu_id, h.sscc, s.slot, c.hu_id, c.sscc, t.sequence, t.explanation, t.state::int, t.claimed_by::text, t.lease_until, o.party_id
    from wms.batch b
    join wms.task t on t.batch_id = b.batch_id and t.kind = 'pick' and t.state in (100, 200, 300)
    join wms.orders o on o.order_id = t.order_id
    join wms.product p on p.product_id = t.product_id
    join wms.location l on l.warehouse_id = t.warehouse_id and l.location_id = t.from_location_id
    left join wms.zone z on z.zone_id = l.zone_id
    left join wms.lot n on n.lot_id = t.lot_id
    left join wms.handling_unit h on h.hu_id = t.hu_id
    left join wms.cart_slot s on s.batch_id = b.batch_id and s.order_id = t.order_id and b.mode <> 'batch'
    left join wms.handling_unit c on c.hu_id = s.hu_id
   where b.batch_id = p_batch and b.warehouse_id = p_warehouse and b.cancelled_at is null
   order by t.sequence nulls last, l.pick_sequence nulls last, l.code, t.task_id;
end $$;

-- Totes on the cart of a batch. gathered_at: where other totes of the same order wait already, and this one comes to.
create function api.batch_totes_v1(p_warehouse int, p_batch bigint)
returns table (hu_id bigint, sscc text, slot int, order_id bigint, order_number text, is_full boolean, location_id bigint, location_code text, gathered_at text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select b.hu_id, h.sscc, b.slot, b.order_id, o.number, b.full_at is not null, l.location_id, l.code,
         (select g.code from wms.gathered_totes(p_warehouse, array[b.order_id]) w
            join wms.location g on g.warehouse_id = p_warehouse and g.location_id = w.location_id and g.kind = 'staging' limit 1)
    from wms.batch_tote b join wms.handling_unit h on h.hu_id = b.hu_id
    join wms.location l on l.warehouse_id = h.warehouse_id and l.location_id = h.location_id
    left join wms.orders o on o.order_id = b.order_id
   where b.batch_id = p_batch and b.warehouse_id = p_warehouse and b.dropped_at is null order by b.slot nulls last, b.put_at;
end $$;

-- Orders that are gathered in staging: how many totes of each wait where, and what they wait for.
create function api.gathering_v1(p_warehouse int)
returns table (order_id bigint, number text, priority int, cut_off timestamptz, place text, totes int, complete boolean, waits_for jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select o.order_id, o.number, o.priority::int, o.cut_off, l.code, g.totes::int,
         w.waits = '[]', w.waits
    from (select x.order_id, x.location_id, count(*) as totes
            from wms.gathered_totes(p_warehouse, array(select k.order_id from wms.orders k where k.warehouse_id = p_warehouse and k.status between 400 and 649)) x
           group by 1, 2) g
    join wms.location l on l.warehouse_id = p_warehouse and l.location_id = g.location_id and l.kind = 'staging'
    join wms.orders o on o.order_id = g.order_id
   cross join lateral (select coalesce(jsonb_agg(to_jsonb(job) order by job.zone, job.batch_id), '[]') as waits from wms.waits_for(o.order_id) job) w
   order by o.priority, o.cut_off nulls last, o.order_id;
end $$;
