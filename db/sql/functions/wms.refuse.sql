-- Say no in the field's words: message = what happened, hint = what to do next, detail = facts for the screen (json).
create function wms.refuse(p_code text, p_what text, p_next text, p_detail jsonb default '{}') returns void
language plpgsql as $$
begin
  raise exception using errcode = p_code, message = p_what, hint = p_next, detail = p_detail::text;
end $$;
