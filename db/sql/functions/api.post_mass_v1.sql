-- Roles: r_supervisor
-- Post changes in mass, up to 50,000 lines, all or nothing, in one transaction. Lines as in wms.mass_lines. Whatever is wrong
-- is told of all lines at once: {problems: [{line, field, code, problem, next_step}]}, at most 200, and how many there are.
-- Corrections above the person's limit become one request. Answer: lines, first_ledger_id, or request_id, state.
create function api.post_mass_v1(p_op uuid, p_warehouse int, p_kind text, p_lines jsonb, p_reason text default null,
                                 p_document text default null, p_device text default null, p_occurred_at timestamptz default null)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '20s' as $$
declare
  v_at timestamptz := clock_timestamp();
  v_old jsonb;
  v_lines wms.mass_line[];
  v_answer jsonb;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, concat(row('post_mass', p_warehouse, p_kind, p_reason, p_document), p_lines), v_at, null);
  if v_old is not null then
    return v_old;
  end if;
  perform wms.check_mass_kind(p_kind, p_lines);
  v_lines := wms.mass_lines(p_warehouse, p_lines);
  if exists (select from wms.mass_misfits(p_warehouse, p_kind, v_lines, p_reason)) then
    perform wms.refuse_mass(p_warehouse, p_kind, v_lines, p_reason);
  end if;
  begin
    if p_kind in ('adjust', 'scrap') then
      return wms.correct_many(p_op, p_warehouse, p_kind, v_at, wms.mass_corrections(p_kind, v_lines, p_reason), coalesce(p_reason,
        (select m.reason from unnest(v_lines) m where m.reason is not null limit 1)), p_document, p_device, p_occurred_at);
    end if;
    v_answer := wms.post_corrections(p_op, p_warehouse, p_kind, v_at,
      wms.mass_moves(p_warehouse, p_kind, v_lines, p_reason, p_document), p_device, p_occurred_at);
  exception when sqlstate 'WM451' or sqlstate 'WM452' or sqlstate 'WM453' or sqlstate 'WM455' then
    perform wms.refuse_mass(p_warehouse, p_kind, v_lines, p_reason);
    raise;
  end;
  return wms.keep_answer(p_op, v_answer || jsonb_build_object('lines', cardinality(v_lines)));
end $$;

-- The lines as corrections, for wms.correct_many and for the request they may become.
create function wms.mass_corrections(p_kind text, p_lines wms.mass_line[], p_reason text) returns jsonb
language sql stable as $$
  select jsonb_agg(jsonb_build_object('product', m.product_id, 'delta', case p_kind when 'scrap' then -m.quantity else m.quantity end,
           'location', m.from_id, 'lot', m.lot_id, 'hu', m.hu_id, 'status', m.status, 'owner', m.owner_id,
           'reason', coalesce(m.reason, p_reason)) order by m.n)
    from unnest(p_lines) m
$$;

-- Refuse a change in mass with all that is wrong with it; nothing where nothing is.
create function wms.refuse_mass(p_warehouse int, p_kind text, p_lines wms.mass_line[], p_reason text) returns void
language plpgsql as $$
declare
  v_count int;
  v_first jsonb;
begin
  select count(*), jsonb_agg(to_jsonb(x) - 'place' order by x.place) filter (where x.place <= 200) into v_count, v_first
    from (select y.*, row_number() over (order by y.line, y.field) as place
            from wms.mass_problems(p_warehouse, p_kind, p_lines, p_reason) y) x;
  if v_count > 0 then
    perform wms.refuse('WM422', format('Nothing was posted: %s. First, line %s: %s',
        case v_count when 1 then 'there is 1 problem' else format('there are %s problems', v_count) end, v_first -> 0 ->> 'line',
        v_first -> 0 ->> 'problem'),
      v_first -> 0 ->> 'next_step', jsonb_build_object('count', v_count, 'problems', v_first));
  end if;
end $$;
