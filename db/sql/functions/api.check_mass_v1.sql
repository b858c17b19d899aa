-- Roles: r_supervisor
-- Dry run of changes in mass: every problem of every line at once, by field, with the next step. Posts nothing. Kinds and
-- lines as in wms.mass_lines. A row with code approval and no field is no problem: posting will ask for approval.
create function api.check_mass_v1(p_warehouse int, p_kind text, p_lines jsonb, p_reason text default null)
returns table (line int, field text, code text, problem text, next_step text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_lines wms.mass_line[];
  v_size record;
begin
  perform wms.authorise(p_warehouse);
  perform wms.check_mass_kind(p_kind, p_lines);
  v_lines := wms.mass_lines(p_warehouse, p_lines);
  return query select x.* from wms.mass_problems(p_warehouse, p_kind, v_lines, p_reason) x order by x.line, x.field, x.code;
  if p_kind in ('adjust', 'scrap') then
    select * into v_size from wms.correction_size(p_warehouse, p_kind,
      array(select m.product_id from unnest(v_lines) m where m.product_id is not null and m.quantity is not null),
      array(select m.quantity from unnest(v_lines) m where m.product_id is not null and m.quantity is not null));
    if v_size.quantity is not null and not wms.within_limit(p_kind, v_size.quantity, v_size.value) then
      return query select 0, '', 'approval', 'This is above your limit: somebody else will be asked to approve it.', 'Post it as a request.';
    end if;
  end if;
end $$;

-- A kind of change that there is, and 1 to 50,000 lines. WM422.
create function wms.check_mass_kind(p_kind text, p_lines jsonb) returns void
language plpgsql as $$
begin
  if p_kind is null or p_kind not in ('move', 'adjust', 'scrap', 'status', 'owner') then
    perform wms.refuse('WM422', format('%s is not a kind of change.', coalesce(left(p_kind, 40), 'Nothing')),
                       'Use move, adjust, scrap, status or owner.');
  elsif p_lines is null or jsonb_typeof(p_lines) <> 'array' or jsonb_array_length(p_lines) not between 1 and 50000 then
    perform wms.refuse('WM422', 'A change in mass takes 1 to 50,000 lines.', 'Split it and send the parts.');
  end if;
end $$;
