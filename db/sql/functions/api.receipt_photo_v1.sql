-- Roles: r_picker, r_packer, r_supervisor
-- A photo of what came in (p_picture: PNG or JPEG in base64, up to 4 MB); at most ten a receipt. WM404, WM422.
create function api.put_receipt_photo_v1(p_op uuid, p_warehouse int, p_receipt bigint, p_picture text)
returns jsonb language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '3s' as $$
declare
  v_old jsonb;
  v_picture bytea;
  v_photo bigint;
begin
  perform wms.authorise(p_warehouse);
  v_old := wms.claim_op(p_op, row('receipt_photo', p_warehouse, p_receipt, md5(p_picture))::text, clock_timestamp(), null);
  if v_old is not null then
    return v_old;
  end if;
  perform from wms.receipt r where r.receipt_id = p_receipt and r.warehouse_id = p_warehouse for no key update;
  if not found then
    perform wms.refuse('WM404', 'This receipt is not known here.', 'Refresh the list.');
  elsif (select count(*) from wms.receipt_photo f where f.receipt_id = p_receipt) >= 10 then
    perform wms.refuse('WM422', 'This receipt has ten photos.', 'They are enough; describe the rest in words.');
  end if;
  begin
    v_picture := decode(p_picture, 'base64');
  exception when invalid_parameter_value then
    v_picture := null;
  end;
  if v_picture is null or substr(v_picture, 1, 4) <> '\x89504e47'::bytea and substr(v_picture, 1, 3) <> '\xffd8ff'::bytea then
    perform wms.refuse('WM422', 'This photo is neither PNG nor JPEG.', 'Choose another file.');
  elsif length(v_picture) > 4000000 then
    perform wms.refuse('WM422', 'The photo is larger than 4 MB.', 'Take it with fewer pixels.');
  end if;
  insert into wms.receipt_photo (warehouse_id, receipt_id, picture) values (p_warehouse, p_receipt, v_picture) returning photo_id into v_photo;
  return wms.keep_answer(p_op, jsonb_build_object('photo_id', v_photo));
end $$;

-- Roles: r_picker, r_packer, r_supervisor, r_auditor
-- A photo in base64, with who took it and when.
create function api.receipt_photo_v1(p_warehouse int, p_photo bigint)
returns table (picture text, taken_at timestamptz, person text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform wms.authorise(p_warehouse);
  return query select encode(f.picture, 'base64'), f.taken_at, coalesce(u.display_name, f.taken_by::text)
    from wms.receipt_photo f left join wms.app_user u on u.login = f.taken_by where f.photo_id = p_photo and f.warehouse_id = p_warehouse;
end $$;
