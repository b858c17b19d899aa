-- Open work in the pieces that one person does, found through indexes. sort and id name a piece: B a batch, O the picks of an order,
-- X moves of a plan (id) that change places (exchange), T one task. What wms.open_work reckons of all of it, boards take from here.

-- The pieces that somebody has: a task of it is begun, or claimed as long as the lease runs; and what is claimed by p_login.
create function wms.had_pieces(p_warehouse int, p_login name)
returns table (sort text, id bigint, exchange int)
language sql stable as $$
  select distinct k.sort, k.id, k.exchange
    from wms.task t
   cross join lateral wms.piece_of(t.batch_id, t.kind, t.order_id, t.plan_id, t.exchange, t.task_id) k
   where t.warehouse_id = p_warehouse and t.kind in ('pick', 'putaway', 'move', 'replenish') and t.state in (200, 300)
     and (t.state = 300 or t.lease_until >= now() or t.claimed_by = p_login)
$$;

-- The first p_limit pieces that nobody has, by their most urgent task: priority, then time, then age. Walks the index until there are
-- so many, in steps that grow: it is not known before how many tasks a piece has.
create function wms.free_pieces(p_warehouse int, p_login name, p_limit int)
returns table (sort text, id bigint, exchange int)
language plpgsql stable as $$
#variable_conflict use_column
declare
  v_take int := 4 * p_limit;
  v_seen int;
  v_found int;
begin
  if p_limit < 1 then
    return;
  end if;
  loop
    with first as materialized (
      select t.batch_id, t.kind, t.order_id, t.plan_id, t.exchange, t.task_id, t.priority, t.due_at, t.created_at from wms.task t
       where t.warehouse_id = p_warehouse and t.state < 300
       order by t.priority, t.due_at, t.created_at, t.task_id limit v_take
    )
    select (select count(*) from first), count(*) into v_seen, v_found
      from (select distinct k.sort, k.id, k.exchange from first f cross join lateral wms.piece_of(f.batch_id, f.kind, f.order_id, f.plan_id, f.exchange, f.task_id) k
             where f.kind in ('pick', 'putaway', 'move', 'replenish')
            except all
            select h.* from wms.had_pieces(p_warehouse, p_login) h) x;
    exit when v_found >= p_limit or v_seen < v_take;
    v_take := 4 * v_take;
  end loop;
  return query
  with first as materialized (
    select t.batch_id, t.kind, t.order_id, t.plan_id, t.exchange, t.task_id, row_number() over (order by t.priority, t.due_at, t.created_at, t.task_id) as turn
      from wms.task t
     where t.warehouse_id = p_warehouse and t.state < 300
     order by t.priority, t.due_at, t.created_at, t.task_id limit v_take
  )
  select k.sort, k.id, k.exchange
    from first f cross join lateral wms.piece_of(f.batch_id, f.kind, f.order_id, f.plan_id, f.exchange, f.task_id) k
    left join wms.had_pieces(p_warehouse, p_login) h on h.sort = k.sort and h.id = k.id and h.exchange is not distinct from k.exchange
   where f.kind in ('pick', 'putaway', 'move', 'replenish') and h.sort is null
   group by k.sort, k.id, k.exchange order by min(f.turn) limit p_limit;
end $$;

-- Which piece a task belongs to.
create function wms.piece_of(p_batch bigint, p_kind text, p_order bigint, p_plan bigint, p_exchange int, p_task bigint)
returns table (sort text, id bigint, exchange int)
language sql immutable as $$
  select case when p_batch is not null then 'B' when p_kind = 'pick' then 'O' when p_exchange is not null then 'X' else 'T' end,
         case when p_batch is not null then p_batch when p_kind = 'pick' then p_order when p_exchange is not null then p_plan else p_task end,
         case when p_batch is null and p_kind <> 'pick' then p_exchange end
$$;

-- The open tasks of a piece.
create function wms.tasks_of_piece(p_warehouse int, p_sort text, p_id bigint, p_exchange int) returns setof wms.task
language sql stable as $$
  select t.* from wms.task t
   where p_sort = 'B' and t.batch_id = p_id and t.state < 400 and t.kind in ('pick', 'putaway', 'move', 'replenish') and t.warehouse_id = p_warehouse
  union all
  select t.* from wms.task t
   where p_sort = 'O' and t.order_id = p_id and t.kind = 'pick' and t.batch_id is null and t.state < 400 and t.warehouse_id = p_warehouse
  union all
  select t.* from wms.task t
   where p_sort = 'X' and t.plan_id = p_id and t.exchange = p_exchange and t.kind <> 'pick' and t.batch_id is null and t.state < 400 and t.warehouse_id = p_warehouse
     and t.kind in ('putaway', 'move', 'replenish')
  union all
  select t.* from wms.task t where p_sort = 'T' and t.task_id = p_id and t.state < 400 and t.warehouse_id = p_warehouse
$$;
