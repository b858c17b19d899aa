-- Who may call what. A picker works the floor, a packer also packs and ships, a supervisor does all that is operational.
do $$
declare
  v_function record;
  v_roles text;
begin
  revoke create on schema wms, api from wms_exec;
  for v_function in
    select p.oid::regprocedure as signature, p.proname, n.nspname
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('wms', 'api') and p.prokind = 'f'
  loop
    execute format('revoke execute on function %s from public', v_function.signature);
    if v_function.nspname = 'wms' then
      if v_function.proname <> 'my_warehouses' and v_function.proname <> 'refuse_change' then
        execute format('grant execute on function %s to wms_exec', v_function.signature);
      end if;
      continue;
    end if;
    v_roles := case
      when v_function.proname in ('create_warehouse_v1') then 'r_admin'
      when v_function.proname in ('import_layout_v1', 'import_cartons_v1') then 'r_planner, r_admin'
      when v_function.proname in ('import_products_v1') then 'r_planner, r_integration, r_admin'
      when v_function.proname in ('enter_orders_v1') then 'r_supervisor, r_integration'
      when v_function.proname in ('receive_v1', 'receive_batch_v1', 'move_v1', 'move_batch_v1', 'move_hu_v1', 'move_hu_batch_v1', 'create_hu_v1',
                                  'claim_tasks_v1', 'pick_v1', 'pick_batch_v1') then 'r_picker, r_packer, r_supervisor'
      when v_function.proname in ('pack_v1', 'ship_v1') then 'r_packer, r_supervisor'
      when v_function.proname in ('adjust_v1', 'adjust_batch_v1', 'change_status_v1', 'change_status_batch_v1', 'reserve_v1',
                                  'release_v1', 'close_short_v1', 'acknowledge_alarm_v1', 'clear_alarm_v1', 'shelve_alarm_v1')
        then 'r_supervisor'
      when v_function.proname = 'raise_alarm_v1' then 'r_picker, r_packer, r_supervisor, r_integration'
      when v_function.proname = 'check_v1' then 'r_supervisor, r_auditor, r_admin'
      when v_function.proname in ('feed_v1', 'wake_v1', 'bin_facts_v1', 'pack_job_v1', 'item_of_scan_v1',
                                  'unit_of_scan_v1', 'open_picks_v1')
        then 'r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin'
    end;
    if v_roles is null then
      raise exception 'function % has no roles: say here who may call it', v_function.signature;
    end if;
    execute format('grant execute on function %s to %s', v_function.signature, v_roles);
  end loop;
  execute 'grant select on all tables in schema api to '
          'r_picker, r_packer, r_supervisor, r_planner, r_auditor, r_integration, r_admin';
end $$;
grant execute on function pg_control_system() to wms_exec;

insert into wms.reason_code values
  ('found', 'adjust', 'Found more than booked'), ('lost', 'adjust', 'Missing'), ('broken', 'adjust', 'Broken or spoilt'),
  ('data', 'adjust', 'Booking error'), ('opening', 'adjust', 'Opening stock'),
  ('not_there', 'short', 'Bin holds less than booked'), ('bad', 'short', 'Goods not fit to ship'), ('blocked', 'short', 'Bin cannot be reached'),
  ('inspect', 'status', 'Quality check'), ('damage', 'status', 'Damaged'), ('recall', 'status', 'Recall'), ('cleared', 'status', 'Cleared by quality'),
  ('no_stock', 'cancel', 'No stock'), ('customer', 'cancel', 'Customer''s wish'), ('data', 'cancel', 'Entry error'),
  ('noise', 'shelve', 'Known, being worked on');
