-- Channels through which orders are released, with what of them is on the floor. stands: open, locked, asleep or full.
create view api.release_channel with (security_barrier) as
  select c.*, coalesce(u.display_name, c.changed_by::text) as person, coalesce(k.tasks, 0)::int as on_floor,
         case when c.state = 'asleep' and c.wakes_at <= now() then 'open'
              when c.state = 'open' and c.open_lines is not null and coalesce(k.tasks, 0) >= c.open_lines then 'full' else c.state end as stands,
         r.why as last_why, r.due_at as last_due, r.outcome as last_outcome, r.orders as last_orders, r.said as last_said, r.ran_at as last_at,
         r.wave_id as last_wave, w.number as last_number, x.time_ran, x.cut_off_ran, x.fill_ran
    from wms.release_channel c
    left join lateral (select * from wms.channel_run r where r.channel_id = c.channel_id order by r.run_id desc limit 1) r on true
    left join wms.wave w on w.wave_id = r.wave_id
    left join lateral (select max(r.due_at) filter (where r.why = 'time') as time_ran, max(r.due_at) filter (where r.why = 'cut_off') as cut_off_ran,
                              max(r.due_at) filter (where r.why = 'fill') as fill_ran
                         from wms.channel_run r where r.channel_id = c.channel_id and r.due_at > now() - interval '3 days') x on true
    left join wms.app_user u on u.login = c.changed_by
    left join lateral (select count(*) as tasks from wms.batch b join wms.task t on t.batch_id = b.batch_id and t.state < 400
                        where b.channel_id = c.channel_id) k on true
   where c.warehouse_id = any ((select wms.my_warehouses())::int[]);

-- What channels of waves did by themselves, moment by moment.
create view api.channel_run with (security_barrier) as
  select r.*, w.number, coalesce(u.display_name, r.ran_by::text) as person
    from wms.channel_run r left join wms.wave w on w.wave_id = r.wave_id left join wms.app_user u on u.login = r.ran_by
   where r.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.wave with (security_barrier) as
  select w.* from wms.wave w where w.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.batch with (security_barrier) as
  select b.*, z.code as zone_code from wms.batch b left join wms.zone z on z.zone_id = b.zone_id
   where b.warehouse_id = any ((select wms.my_warehouses())::int[]);

create view api.cart_slot with (security_barrier) as
  select s.*, b.warehouse_id, o.number, h.sscc
    from wms.cart_slot s join wms.batch b on b.batch_id = s.batch_id join wms.orders o on o.order_id = s.order_id
    left join wms.handling_unit h on h.hu_id = s.hu_id
   where b.warehouse_id = any ((select wms.my_warehouses())::int[]);
