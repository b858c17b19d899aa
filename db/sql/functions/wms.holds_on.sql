-- Which open holds apply to which stock records of a warehouse, one row for each pair. A warehouse without an open hold
-- pays one look at an empty index. To leave held stock out of a set:
--   with held as materialized (select distinct h.quant_id from wms.holds_on(p_warehouse) h) ... where not exists (
--     select from held h where h.quant_id = q.quant_id)
-- Who makes reservations takes wms.fence_promises() first of all, so that no hold arrives between the look and the promise.
create function wms.holds_on(p_warehouse int) returns table (quant_id bigint, hold_id bigint, target text)
language plpgsql stable rows 100 as $$
#variable_conflict use_column
begin
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null) then
    return query
    select q.quant_id, h.hold_id, h.target from wms.hold h
     cross join lateral wms.records_of(p_warehouse, h.target, h.target_id) q(quant_id)
     where h.warehouse_id = p_warehouse and h.released_at is null;
  end if;
end $$;

-- The stock records, not empty, that a hold on a target covers: itself, all of a lot or product, what lies in a place or
-- stands in a unit and in the units in it.
create function wms.records_of(p_warehouse int, p_target text, p_id bigint) returns setof bigint
language plpgsql stable rows 10 as $$
begin
  case p_target
    when 'quant' then
      return query select q.quant_id from wms.quant q
        where q.quant_id = p_id and q.warehouse_id = p_warehouse and q.quantity > 0;
    when 'lot' then
      return query select q.quant_id from wms.quant q
        where q.warehouse_id = p_warehouse and q.product_id = (select t.product_id from wms.lot t where t.lot_id = p_id)
          and q.lot_id = p_id and q.quantity > 0;
    when 'product' then
      return query select q.quant_id from wms.quant q
        where q.warehouse_id = p_warehouse and q.product_id = p_id and q.quantity > 0;
    when 'location' then
      return query select q.quant_id from wms.quant q
        where q.warehouse_id = p_warehouse and q.location_id = p_id and q.quantity > 0;
    when 'hu' then
      return query
        with recursive tree as (
          select h.hu_id from wms.handling_unit h where h.hu_id = p_id and h.warehouse_id = p_warehouse
          union
          select h.hu_id from tree t join wms.handling_unit h on h.parent_id = t.hu_id)
        select q.quant_id from tree t join wms.quant q on q.hu_id = t.hu_id where q.quantity > 0;
  end case;
end $$;

-- The records that any of the targets covers.
create function wms.records_under(p_warehouse int, p_targets text[], p_ids bigint[]) returns bigint[]
language sql stable as $$
  select coalesce(array_agg(distinct r.quant_id), '{}')
    from unnest(p_targets, p_ids) t(target, id) cross join lateral wms.records_of(p_warehouse, t.target, t.id) r(quant_id)
$$;

-- The open holds on one stock record, found from its key: the cheap way to ask for one. No open hold: one look.
create function wms.holds_of(p_warehouse int, p_quant wms.quant) returns setof wms.hold
language plpgsql stable rows 1 as $$
begin
  if exists (select from wms.hold h where h.warehouse_id = p_warehouse and h.released_at is null) then
    return query
    with recursive above as (
      select u.hu_id, u.parent_id from wms.handling_unit u where u.hu_id = (p_quant).hu_id
      union
      select u.hu_id, u.parent_id from above a join wms.handling_unit u on u.hu_id = a.parent_id)
    select h.* from wms.hold h
     where h.warehouse_id = p_warehouse and h.released_at is null
       and (h.target, h.target_id) in (
         select 'quant', (p_quant).quant_id union all select 'lot', (p_quant).lot_id
         union all select 'product', (p_quant).product_id union all select 'location', (p_quant).location_id
         union all select 'hu', a.hu_id from above a)
     order by h.hold_id;
  end if;
end $$;

-- Those who make promises and those who take them away are apart: promises go on side by side, and so do the others, but
-- a promise waits for the end of a hold that is being placed and the other way round. Taken right after the operation key,
-- before every lock on a row.
create function wms.fence_promises() returns void language plpgsql as $$
begin
  lock table wms.hold in share mode;
end $$;
create function wms.fence_breaking() returns void language plpgsql as $$
begin
  lock table wms.hold in row exclusive mode;
end $$;
