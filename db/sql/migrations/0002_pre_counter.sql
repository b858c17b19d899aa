-- Who counts blindly logs in as r_counter: the usual ground, and no view of stock.
grant usage on schema wms, api to r_counter;
grant execute on function wms.my_warehouses() to r_counter;
do $$
begin
  execute format('grant connect on database %I to r_counter', current_database());
end $$;
