-- What bins of each storage class are kept for, by its code, as it is now.
create function wms.kept_now(p_warehouse int) returns jsonb
language sql stable as $$
  select coalesce(jsonb_object_agg(c.code, to_jsonb(c.hazard_classes)), '{}') from wms.storage_class c where c.warehouse_id = p_warehouse
$$;

-- Names of hazard classes out of a list; null where it is none. WM422.
create function wms.hazard_names(p_list jsonb) returns text[]
language plpgsql immutable as $$
declare
  v_names text[];
begin
  if jsonb_typeof(p_list) is distinct from 'array' then
    return null;
  end if;
  v_names := array(select e.name from (select btrim(x.h) as name, min(x.n) as n
                                         from jsonb_array_elements_text(p_list) with ordinality x(h, n) group by 1) e order by e.n);
  if cardinality(v_names) > 50 or exists (select from unnest(v_names) h where h is null or length(h) not between 1 and 40) then
    perform wms.refuse('WM422', 'A hazard class has a name of 1 to 40 characters.', 'Use the names that the products bear.');
  end if;
  return v_names;
end $$;

-- In words.
create function wms.say_kept(p_hazards text[]) returns text
language sql immutable as $$
  select case when p_hazards is null then 'as the goods lie' when cardinality(p_hazards) = 0 then 'no dangerous goods'
         else array_to_string(p_hazards, ', ') end
$$;

-- Publishing would overwrite what somebody said since the draft was drawn. Called after the draft is locked; the classes stay
-- locked, so that nobody says anything else before it is done. WM412.
create function wms.check_kept(p_warehouse int, p_draft wms.layout_draft) returns void
language plpgsql as $$
declare
  v_said record;
begin
  perform from wms.storage_class c where c.warehouse_id = p_warehouse order by c.class_id for no key update;
  select c.code, c.hazard_classes, coalesce(u.display_name, c.kept_by::text, 'Somebody') as person into v_said
    from wms.storage_class c left join wms.app_user u on u.login = c.kept_by
   where c.warehouse_id = p_warehouse and to_jsonb(c.hazard_classes) is distinct from nullif(p_draft.kept -> c.code, 'null')
   order by c.code limit 1;
  if found then
    perform wms.refuse('WM412', format('%s set meanwhile what bins of class %s are kept for: %s.', v_said.person, v_said.code,
        wms.say_kept(v_said.hazard_classes)),
      'Put the draft on what holds now, look at what comes of it, and publish then.',
      jsonb_build_object('class', v_said.code, 'hazards', v_said.hazard_classes));
  end if;
end $$;

-- The version that says of a class what its bins are kept for, where that is another thing than before: in the history of Put away.
create function wms.tell_kept(p_warehouse int, p_no int) returns void
language sql as $$
  insert into wms.event (warehouse_id, type, number, payload)
  select p_warehouse, 'putaway.hazards', c.code, jsonb_build_object('hazards', c.hazard_classes, 'version', p_no)
    from wms.storage_class c where c.warehouse_id = p_warehouse and c.kept_no = p_no order by c.code
$$;
