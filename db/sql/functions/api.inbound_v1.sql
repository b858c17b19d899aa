-- Roles: r_picker, r_packer, r_supervisor, r_auditor, r_integration
-- What people read of goods in. Of a blind delivery who only works on the floor is told no quantity that is announced.

-- Deliveries, p_which open, due (of today and before), returns, closed, all; p_text in number, supplier or SKU. Open ones by the
-- time they are expected, others newest first, after p_after (a row's own `place`). p_inbound: this
-- one alone.
create function api.inbound_page_v1(p_warehouse int, p_which text default 'open', p_text text default null, p_after bigint default null, p_limit int default 200,
                                    p_inbound bigint default null)
returns table (inbound_id bigint, number text, kind text, state smallint, party text, expected_at timestamptz, dock text, lines int, announced numeric, received numeric,
               damaged numeric, over numeric, blind boolean, late boolean, checks int, note text, closed_at timestamptz, person text, version int, place bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  v_hidden boolean := wms.hidden_from_me();
  v_like text := '%' || replace(replace(replace(lower(trim(p_text)), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  perform wms.authorise(p_warehouse);
  return query
  with chosen as materialized (
    select d.*, y.name as party_name, row_number() over (order by case when p_which in ('open', 'due') then d.expected_at end nulls last, d.inbound_id desc) as turn
      from wms.inbound d left join wms.party y on y.party_id = d.party_id
     where d.warehouse_id = p_warehouse and (p_inbound is null or d.inbound_id = p_inbound)
       and case p_which when 'open' then d.state < 700 when 'due' then d.state < 700 and d.expected_at < date_trunc('day', now()) + interval '1 day'
             when 'returns' then d.kind = 'return' when 'closed' then d.state >= 700 else true end
       and (coalesce(trim(p_text), '') = '' or lower(d.number) like v_like or lower(y.name) like v_like or lower(y.code) like v_like
            or exists (select from wms.inbound_line l join wms.product p on p.product_id = l.product_id where l.inbound_id = d.inbound_id and lower(p.sku) like v_like))
  )
  select c.inbound_id, c.number, c.kind, c.state, c.party_name, c.expected_at, a.code, n.lines, case when not (v_hidden and c.blind) then n.announced end, n.received + w.received,
         n.damaged + w.damaged, case when not (v_hidden and c.blind) then n.over + w.received end, c.blind, c.state < 300 and c.expected_at < now(), q.checks, c.note, c.closed_at,
         coalesce(u.display_name, c.closed_by::text), c.version, c.turn
    from chosen c
    left join wms.app_user u on u.login = c.closed_by
    left join lateral (
      select l.code from wms.dock_appointment k join wms.location l on l.warehouse_id = k.warehouse_id and l.location_id = k.dock_id
       where k.inbound_id = c.inbound_id and k.state not in ('cancelled', 'no_show') order by k.starts_at desc limit 1) a on true
    left join lateral (
      select (count(*) filter (where l.quantity > 0 or l.received > 0))::int as lines, coalesce(sum(l.quantity), 0) as announced, coalesce(sum(l.received), 0) as received, coalesce(sum(l.damaged), 0) as damaged,
             coalesce(sum(greatest(l.received - l.quantity, 0)), 0) as over from wms.inbound_line l where l.inbound_id = c.inbound_id) n on true
    left join lateral (
      select coalesce(sum(r.quantity), 0) as received, coalesce(sum(r.quantity) filter (where r.status = 'damaged'), 0) as damaged from wms.receipt r
       where r.inbound_id = c.inbound_id and r.inbound_line_id is null and r.undone_op is null) w on true
    left join lateral (
      select count(distinct k.qc_check_id)::int as checks from wms.receipt r join wms.qc_check k on k.op = r.op and k.state = 'open' where r.inbound_id = c.inbound_id) q on true
   where c.turn > coalesce(p_after, 0)
   order by c.turn limit least(p_limit, 1000);
end $$;

-- Does the session work on the floor only, so that blind deliveries are blind to it?
create function wms.hidden_from_me() returns boolean
language sql stable as $$
  select not (pg_has_role(session_user, 'r_supervisor', 'member') or pg_has_role(session_user, 'r_auditor', 'member') or pg_has_role(session_user, 'r_integration', 'member'))
$$;

-- The lines of a delivery; one that announces 0 is cancelled.
create function api.inbound_lines_v1(p_warehouse int, p_inbound bigint)
returns table (inbound_line_id bigint, line_no int, product_id bigint, sku text, name text, tracking text, quantity numeric, lot text, expires_on date, sscc text,
               received numeric, damaged numeric, short numeric, over numeric)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_hidden boolean;
begin
  perform wms.authorise(p_warehouse);
  select wms.hidden_from_me() and d.blind into v_hidden from wms.inbound d where d.inbound_id = p_inbound and d.warehouse_id = p_warehouse;
  return query
  select l.inbound_line_id, l.line_no, l.product_id, p.sku, p.name, p.tracking, case when not v_hidden then l.quantity end, l.lot, l.expires_on, l.sscc,
         l.received, l.damaged, case when not v_hidden then greatest(l.quantity - l.received, 0) end, case when not v_hidden then greatest(l.received - l.quantity, 0) end
    from wms.inbound_line l join wms.product p on p.product_id = l.product_id
   where l.inbound_id = p_inbound and l.warehouse_id = p_warehouse and not (v_hidden and l.quantity = 0 and l.received = 0) order by l.line_no limit 5000;
end $$;

-- What was taken in for a delivery, newest first; taken back ones too.
create function api.receipts_v1(p_warehouse int, p_inbound bigint, p_limit int default 500)
returns table (receipt_id bigint, op uuid, line_no int, product_id bigint, sku text, name text, quantity numeric, lot text, expires_on date, sscc text, location_id bigint,
               location text, status text, weight numeric, reason text, reason_name text, disposition text, note text, person text, mine boolean, received_at timestamptz,
               undone_at timestamptz, photos bigint[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select r.receipt_id, r.op, l.line_no, r.product_id, p.sku, p.name, r.quantity, t.number, t.expires_on, h.sscc, r.location_id, k.code, r.status, r.weight, r.reason,
         c.name, r.disposition, r.note, coalesce(u.display_name, r.received_by::text), r.received_by = session_user, r.received_at, r.undone_at,
         array(select f.photo_id from wms.receipt_photo f where f.receipt_id = r.receipt_id order by 1)
    from wms.receipt r
    join wms.product p on p.product_id = r.product_id
    join wms.location k on k.warehouse_id = r.warehouse_id and k.location_id = r.location_id
    left join wms.inbound_line l on l.inbound_line_id = r.inbound_line_id
    left join wms.lot t on t.lot_id = r.lot_id
    left join wms.handling_unit h on h.hu_id = r.hu_id
    left join wms.reason_code c on c.kind = 'receipt' and c.code = r.reason
    left join wms.app_user u on u.login = r.received_by
   where r.inbound_id = p_inbound and r.warehouse_id = p_warehouse order by r.receipt_id desc limit least(p_limit, 5000);
end $$;

-- Roles: r_supervisor, r_auditor, r_integration
-- The difference report of a delivery: as it was kept when it was closed, of an open one as it stands.
create function api.inbound_report_v1(p_warehouse int, p_inbound bigint)
returns table (number text, state smallint, closed_at timestamptz, person text, reason text, report jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  select d.number, d.state, d.closed_at, coalesce(u.display_name, d.closed_by::text), c.name, coalesce(d.report, wms.inbound_report(d.inbound_id))
    from wms.inbound d left join wms.app_user u on u.login = d.closed_by left join wms.reason_code c on c.kind = 'receipt' and c.code = d.close_reason
   where d.inbound_id = p_inbound and d.warehouse_id = p_warehouse;
end $$;

-- Roles: r_picker, r_packer, r_supervisor, r_planner, r_auditor
-- Dock to stock: of what was taken in for deliveries (not opening stock) at docks and receiving places since p_since, how many have left for good, in how many minutes (the middle and nine
-- of ten), how many are still there and since when the oldest. A record gives out first what came first: goods have left when as
-- much went out of their record as it held when they had come in.
create function api.dock_to_stock_v1(p_warehouse int, p_since timestamptz default now() - interval '24 hours')
returns table (receipts int, stored int, median_minutes numeric, p90_minutes numeric, waiting int, waiting_units numeric, oldest_at timestamptz)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query
  with came as materialized (  -- read in one go: a lookup for each receipt goes through all that ever left its lane
    select g.ledger_id, g.quantity, g.posted_at, g.to_balance, g.to_quant_id
      from wms.ledger g
      join wms.location l on l.warehouse_id = g.warehouse_id and l.location_id = g.to_location_id and l.kind in ('receiving', 'dock', 'quality', 'staging')
     where g.warehouse_id = p_warehouse and g.kind = 'receive' and g.posted_at >= p_since
       and exists (select from wms.receipt r where r.op = g.op)
       and not exists (select from wms.ledger z where z.undoes = g.ledger_id)
  ), outs as (
    select c.ledger_id, c.to_balance, e.posted_at, sum(e.quantity) over (partition by c.ledger_id order by e.posted_at, e.ledger_id) as gone
      from came c join wms.ledger e on e.from_quant_id = c.to_quant_id and e.posted_at >= c.posted_at and e.ledger_id > c.ledger_id
     where e.warehouse_id = p_warehouse and e.posted_at >= p_since
  ), away as (
    select x.ledger_id, min(x.posted_at) as left_at from outs x where x.gone >= x.to_balance group by x.ledger_id
  )
  select count(*)::int, count(w.left_at)::int, round((percentile_cont(0.5) within group (order by w.minutes))::numeric, 1),
         round((percentile_cont(0.9) within group (order by w.minutes))::numeric, 1), (count(*) filter (where w.left_at is null))::int,
         coalesce(sum(w.quantity) filter (where w.left_at is null), 0), min(w.posted_at) filter (where w.left_at is null)
    from (select c.quantity, c.posted_at, a.left_at, extract(epoch from a.left_at - c.posted_at) / 60 as minutes
            from came c left join away a on a.ledger_id = c.ledger_id) w;
end $$;
