-- Roles: r_supervisor, r_planner, r_integration
-- Create or change who owns, sends, gets or carries goods, by kind and code. p_min_remaining_days: of a customer, days of
-- shelf life that must be left when goods leave; null: what the product says. p_version: the one that was looked at.
-- {party_id, version, created}. WM412 changed meanwhile, WM422.
create function api.put_party_v1(p_op uuid, p_warehouse int, p_kind text, p_code text, p_name text,
                                 p_min_remaining_days int default null, p_version int default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_party wms.party;
  v_created boolean;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('put_party', p_warehouse, p_kind, p_code, p_name, p_min_remaining_days, p_version)::text,
                        clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_party(p_kind, p_code, p_name, p_min_remaining_days);
  insert into wms.party (kind, code, name, min_remaining_days) values (p_kind, p_code, btrim(p_name), p_min_remaining_days)
  on conflict (kind, code) do nothing;
  v_created := found;
  select * into v_party from wms.party y where y.kind = p_kind and y.code = p_code for no key update;
  if v_party.version <> p_version then
    perform wms.refuse('WM412', format('%s %s was changed meanwhile.', initcap(p_kind), p_code), 'Look at what it says now and change that.',
      jsonb_build_object('now', to_jsonb(v_party)));
  end if;
  if not v_created and (v_party.name, v_party.min_remaining_days) is distinct from (btrim(p_name), p_min_remaining_days) then
    update wms.party y set name = btrim(p_name), min_remaining_days = p_min_remaining_days, version = y.version + 1
     where y.party_id = v_party.party_id returning * into v_party;
  end if;
  return wms.keep_answer(p_op, jsonb_build_object('party_id', v_party.party_id, 'version', v_party.version, 'created', v_created));
end $$;

-- WM422.
create function wms.check_party(p_kind text, p_code text, p_name text, p_min_remaining_days int) returns void
language plpgsql immutable as $$
begin
  if p_kind is null or p_kind not in ('owner', 'customer', 'supplier', 'carrier') then
    perform wms.refuse('WM422', format('%s is not a kind of party.', coalesce(left(p_kind, 40), 'Nothing')),
                       'Choose owner, customer, supplier or carrier.');
  elsif p_code is null or p_code !~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' then
    perform wms.refuse('WM422', format('%s is not a code.', coalesce('"' || left(p_code, 40) || '"', 'Nothing')),
                       'A code has 1 to 40 letters, digits, dots, dashes or underscores.');
  elsif length(btrim(coalesce(p_name, ''))) not between 1 and 200 then
    perform wms.refuse('WM422', 'The name has 1 to 200 characters.', 'Enter it, or shorten it.');
  elsif p_min_remaining_days not between 0 and 3650 or p_min_remaining_days is not null and p_kind <> 'customer' then
    perform wms.refuse('WM422', 'The shelf life that must be left is a customer''s, 0 to 3,650 days.', 'Correct it.');
  end if;
end $$;
