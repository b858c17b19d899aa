-- The end of passes: what was expected, what was counted, and what follows. One set, whether one bin or ten thousand; no
-- joins of intermediate sets (their sizes are not known to the planner): all sources are one stream that is grouped.

-- Cut-off by ledger position. A key's balance is compared as it stood between the scan of the bin and its entry (for what
-- was not entered: the end of the pass). If the count equals any balance the record had in that window, that is the cut-off
-- and there is no difference: the person may have counted before or after a movement. Otherwise the balance at the entry
-- counts, and a record that moved meanwhile is for a person to look at. Later movements concern nobody: the difference is
-- posted on top of them. Units' content is expected wherever the unit is booked.
create function wms.judge_rounds(p_warehouse int, p_rounds bigint[]) returns void
language plpgsql as $$
begin
  insert into wms.count_expectation (warehouse_id, round_id, product_id, lot_id, lot_number, hu_id, expected, counted, records, moved)
  select p_warehouse, k.round_id, k.product_id, k.lot_id, k.lot_number, k.hu_id,
         case when k.hit then k.counted else k.now_balance end, k.counted, k.records, k.changed and not k.hit
    from (select j.*, case when j.counted in (j.now_balance, j.start_balance) then true when j.changed and j.records = 1
                           then wms.stood_at(p_warehouse, j.location_id, j.quant_id, j.low, j.high, j.counted, j.started_at) else false end as hit
    from (
      select s.round_id, s.product_id, s.lot_id, s.lot_number, s.hu_id, max(s.location_id) as location_id, min(s.started_at) as started_at,
             coalesce(sum(s.entered), 0) as counted,
             coalesce(sum(s.balance) filter (where s.line_id = s.last_line), 0) as now_balance,
             case when bool_or(s.imported) then coalesce(sum(s.balance) filter (where s.line_id = s.last_line), 0)
                  else coalesce(sum(s.balance) filter (where s.line_id = 0), 0) end as start_balance,
             count(distinct s.quant_id) filter (where s.held)::int as records,
             coalesce(string_agg(s.quant_id || ':' || s.row_version, ',' order by s.quant_id) filter (where s.line_id = s.last_line), '')
               <> coalesce(string_agg(s.quant_id || ':' || s.row_version, ',' order by s.quant_id) filter (where s.line_id = 0), '')
               and not bool_or(s.imported) and (s.hu_id is null or coalesce(bool_or(s.line_id = 0), false)) as changed,   -- a unit of another bin was not looked at
             max(s.quant_id) filter (where s.held) as quant_id, coalesce(min(s.row_version) filter (where s.held and s.line_id = 0), 0) as low,
             max(s.row_version) filter (where s.held and s.line_id = s.last_line) as high
        from (select f.*, max(f.balance) over (partition by f.round_id, f.quant_id) > 0 as held,
                     coalesce(max(f.own_line) over (partition by f.round_id, f.product_id, f.lot_id, f.lot_number, f.hu_id), -1) as last_line
                from wms.facts_of_rounds(p_warehouse, p_rounds) f) s
       group by s.round_id, s.product_id, s.lot_id, s.lot_number, s.hu_id) j) k
   where k.counted <> 0 or k.now_balance <> 0 or k.start_balance <> 0;
  update wms.count_round set closed_at = clock_timestamp() where round_id = any (p_rounds);
  perform wms.decide_rounds(p_warehouse, p_rounds);
end $$;

-- Did a stock record hold exactly this much at some moment between two of its versions?
create function wms.stood_at(p_warehouse int, p_location bigint, p_quant bigint, p_low bigint, p_high bigint, p_balance numeric, p_since timestamptz)
returns boolean language sql stable as $$
  select exists (
    select from wms.ledger g
     where g.warehouse_id = p_warehouse and g.posted_at > p_since - interval '1 hour'
       and ((g.from_location_id = p_location and g.from_quant_id = p_quant and g.from_version between p_low and p_high and g.from_balance = p_balance)
            or (g.to_location_id = p_location and g.to_quant_id = p_quant and g.to_version between p_low and p_high and g.to_balance = p_balance)))
$$;

-- All that is known about the keys of these passes: balances as the bin was scanned (line 0), at each entry (its line), as
-- they are now (line -1), and what was entered. own_line: set where the key's own entry kept its position. What stands in a
-- unit that was seen unopened is left out: nobody claimed to know.
create function wms.facts_of_rounds(p_warehouse int, p_rounds bigint[])
returns table (round_id bigint, location_id bigint, started_at timestamptz, imported boolean, product_id bigint, lot_id bigint, lot_number text,
               hu_id bigint, line_id bigint, own_line bigint, quant_id bigint, balance numeric, row_version bigint, entered numeric)
language sql stable as $$
  with recursive pass as (
    select r.round_id, c.location_id, r.started_at, r.imported from unnest(p_rounds) i(id)
     cross join lateral (select k.* from wms.count_round k where k.round_id = i.id limit 1) r
     cross join lateral (select k.* from wms.count k where k.count_id = r.count_id limit 1) c
  ), whole as (
    select p.round_id, n.hu_id from pass p cross join lateral (
      select k.hu_id from wms.count_line k where k.round_id = p.round_id and k.product_id is null and k.taken_back_at is null) n
    union
    select w.round_id, h.hu_id from whole w join wms.handling_unit h on h.parent_id = w.hu_id
  ), mine as (
    select p.*, n.* from pass p cross join lateral (
      select k.product_id, k.lot_id, k.lot_number, k.hu_id, k.line_id, k.quantity, k.placed
        from wms.count_line k where k.round_id = p.round_id and k.product_id is not null and k.taken_back_at is null offset 0) n
  )
  select m.round_id, m.location_id, m.started_at, m.imported, m.product_id, m.lot_id, m.lot_number, m.hu_id, null::bigint,
         case when m.placed then m.line_id end, null::bigint, null::numeric, null::bigint, m.quantity
    from mine m
  union all
  select p.round_id, p.location_id, p.started_at, p.imported, o.product_id, o.lot_id, null, o.hu_id, o.line_id, null, o.quant_id, o.balance, o.row_version, null
    from pass p cross join lateral (select k.* from wms.count_position k where k.round_id = p.round_id offset 0) o
   where (o.line_id = 0 or exists (select from wms.count_line n where n.line_id = o.line_id and n.taken_back_at is null))
     and not exists (select from whole w where w.round_id = p.round_id and w.hu_id = o.hu_id)
  union all
  select p.round_id, p.location_id, p.started_at, p.imported, q.product_id, q.lot_id, null, q.hu_id, -1, null, q.quant_id, q.quantity, q.row_version, null
    from pass p cross join lateral (select k.* from wms.quant k where k.warehouse_id = p_warehouse and k.location_id = p.location_id offset 0) q
   where not exists (select from whole w where w.round_id = p.round_id and w.hu_id = q.hu_id)
  union all
  select p.round_id, p.location_id, p.started_at, p.imported, q.product_id, q.lot_id, null, q.hu_id, -1, null, q.quant_id, q.quantity, q.row_version, null
    from (select distinct m.round_id, m.location_id, m.started_at, m.imported, m.hu_id from mine m where m.hu_id is not null) p
   cross join lateral (select k.* from wms.quant k where k.hu_id = p.hu_id and k.warehouse_id = p_warehouse and k.location_id <> p.location_id offset 0) q
$$;

-- What follows for each bin. Nothing wrong: posted, there is nothing to post. Within the plan's tolerance and nothing in
-- the way: approved (or counted, where the plan wants a person's word). A first count: again, by somebody else. Else: review.
create function wms.decide_rounds(p_warehouse int, p_rounds bigint[]) returns void
language plpgsql as $$
begin
  update wms.count c
     set state = case when d.flags = '{}' and d.same then 'posted' when d.flags = '{}' then case when d.auto_post then 'approved' else 'counted' end
                      when d.round = 1 and not d.imported then 'recount' else 'review' end,
         flags = d.flags, claimed_by = null, lease_until = null,
         assigned_to = case when c.assigned_to = session_user then null else c.assigned_to end,
         posted_at = case when d.flags = '{}' and d.same then clock_timestamp() end
    from (
      select r.count_id, r.round, r.imported, n.auto_post, e.same,
             array_remove(array[case when e.far then 'out' end, case when e.moved then 'moved' end, case when e.mixed then 'mixed' end,
               case when e.lot then 'lot' end, case when e.held then 'reserved' end, case when u.elsewhere then 'unit' end,
               case when r.round > 1 and e.far and e.found <> coalesce(b.found, '') then 'disagree' end], null) as flags
        from unnest(p_rounds) i(id)
       cross join lateral (select k.* from wms.count_round k where k.round_id = i.id limit 1) r
       cross join lateral (select k.* from wms.count k where k.count_id = r.count_id limit 1) o
       cross join lateral (select k.* from wms.count_plan k where k.plan_id = o.plan_id limit 1) n
       cross join lateral wms.sum_of_round(p_warehouse, r.round_id, o.location_id, n.tolerance, n.tolerance_share) e
       cross join lateral (
         select exists (select from wms.count_line k
                         where k.round_id = r.round_id and k.taken_back_at is null and k.unit_at <> o.location_id) as elsewhere) u
        left join lateral (
         select s.found from wms.count_round k cross join lateral wms.sum_of_round(p_warehouse, k.round_id, o.location_id, n.tolerance, n.tolerance_share) s
          where k.count_id = r.count_id and k.round < r.round and k.closed_at is not null order by k.round desc limit 1) b on true) d
   where c.count_id = d.count_id;
end $$;

-- A pass in a line: same (nothing differs), far (beyond tolerance), moved, mixed (several records of one key differ), lot
-- (one that is not known), held (less than what is reserved would be left), found (what differed, to compare two passes).
create function wms.sum_of_round(p_warehouse int, p_round bigint, p_location bigint, p_tolerance numeric, p_share numeric,
  out same boolean, out far boolean, out moved boolean, out mixed boolean, out lot boolean, out held boolean, out found text)
language sql stable as $$
  select coalesce(bool_and(e.difference = 0), true),
         coalesce(bool_or(abs(e.difference) > greatest(p_tolerance, p_share * e.expected)), false),
         coalesce(bool_or(e.moved and e.difference <> 0), false),
         coalesce(bool_or(e.records > 1 and e.difference <> 0), false),
         coalesce(bool_or(e.lot_number is not null), false),
         coalesce(bool_or(e.difference < 0 and coalesce(q.free, 0) < -e.difference), false),
         coalesce(string_agg(concat_ws(':', e.product_id, e.lot_id, e.lot_number, e.hu_id, e.difference), ';' order by e.product_id, e.lot_id, e.lot_number, e.hu_id)
                  filter (where e.difference <> 0), '')
    from wms.count_expectation e
    left join lateral (select k.location_id from wms.handling_unit k where k.hu_id = e.hu_id and e.difference < 0 limit 1) h on true
    left join lateral (
      select sum(k.quantity - k.reserved) as free from wms.quant k
       where e.difference < 0 and k.warehouse_id = p_warehouse and k.location_id = coalesce(h.location_id, p_location) and k.product_id = e.product_id
         and k.lot_id is not distinct from e.lot_id and k.hu_id is not distinct from e.hu_id) q on true
   where e.round_id = p_round
$$;
