-- Roles: r_supervisor, r_planner
-- What may be sent where a product has run out: p_ratio base units of the substitute for one of the product, for one customer
-- (p_party) or everybody, the least p_rank first. Other figures end a rule and begin the next; p_active false ends it. Answer:
-- rule_id. WM404, WM422.
create function api.put_substitute_rule_v1(p_op uuid, p_warehouse int, p_product bigint, p_substitute bigint, p_ratio numeric default 1,
                                           p_party bigint default null, p_rank int default 1, p_active boolean default true)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_is wms.substitute_rule;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_substitute_rule', p_warehouse, p_product, p_substitute, p_ratio, p_party, p_rank, p_active)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  if (select count(*) from wms.product p where p.product_id in (p_product, p_substitute)) <> 2 then
    perform wms.refuse('WM422', 'A substitute is another product than the one it stands for.', 'Choose two products of the list.');
  elsif p_ratio is null or p_ratio <= 0 or p_ratio > 10000 or p_rank is null or p_rank not between 1 and 99 then
    perform wms.refuse('WM422', 'The ratio is above 0 and at most 10,000, the rank 1 to 99.', 'Enter how many are sent for one.');
  elsif p_party is not null and not exists (select from wms.party y where y.party_id = p_party) then
    perform wms.refuse('WM404', 'This customer is not known.', 'Choose a customer of the list, or none.');
  end if;
  perform from wms.warehouse w where w.warehouse_id = p_warehouse for no key update;
  select * into v_is from wms.substitute_rule r where r.warehouse_id = p_warehouse and r.product_id = p_product and r.substitute_id = p_substitute
     and coalesce(r.party_id, 0) = coalesce(p_party, 0) and r.ended_at is null for no key update;
  if v_is.rule_id is not null and not (coalesce(p_active, true) and (v_is.ratio, v_is.rank) = (p_ratio, p_rank)) then
    update wms.substitute_rule r set ended_at = clock_timestamp(), ended_by = session_user where r.rule_id = v_is.rule_id;
  end if;
  if coalesce(p_active, true) and (v_is.rule_id is null or (v_is.ratio, v_is.rank) <> (p_ratio, p_rank)) then
    insert into wms.substitute_rule (warehouse_id, product_id, substitute_id, ratio, party_id, rank)
    values (p_warehouse, p_product, p_substitute, p_ratio, p_party, p_rank) returning * into v_is;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('rule_id', v_is.rule_id));
end $$;
