-- Layout versions and drafts; documents are read one at a time.

-- Roles: all
-- kept: what bins of each storage class are kept for, as it is now; of a version of before, as it was when it was replaced.
create view api.layout_version with (security_barrier) as
  select v.*, coalesce(
           (select n.kept_before from wms.layout_version n where n.warehouse_id = v.warehouse_id and n.version_no = v.version_no + 1),
           (select coalesce(jsonb_object_agg(c.code, to_jsonb(c.hazard_classes)), '{}') from wms.storage_class c where c.warehouse_id = v.warehouse_id)
         ) as kept, coalesce(u.display_name, v.published_by::text) as publisher, coalesce(a.display_name, v.author::text) as author_name,
         coalesce(r.display_name, v.reviewer::text) as reviewer_name
    from wms.layout_version v left join wms.app_user u on u.login = v.published_by
    left join wms.app_user a on a.login = v.author left join wms.app_user r on r.login = v.reviewer
   where v.warehouse_id = any ((select wms.my_warehouses())::int[]);

-- Addresses that bins had before and that no other place bears now.
create view api.location_alias with (security_barrier) as
  select a.warehouse_id, a.barcode, a.location_id, a.version_no, a.until, l.code, l.kind
    from wms.location_alias a join wms.location l on l.warehouse_id = a.warehouse_id and l.location_id = a.location_id
   where a.warehouse_id = any ((select wms.my_warehouses())::int[]) and a.until > now() and l.kind <> 'retired'
     and not exists (select from wms.location o where o.warehouse_id = a.warehouse_id and o.code = a.barcode)
     and not exists (select from wms.location o where o.warehouse_id = a.warehouse_id and o.barcode = a.barcode);

-- Roles: r_supervisor, r_planner, r_auditor, r_admin
create view api.layout_draft with (security_barrier) as
  select d.*, coalesce(a.display_name, d.author::text) as author_name, coalesce(s.display_name, d.saved_by::text) as saved_name,
         coalesce(r.display_name, d.reviewer::text) as reviewer_name, d.author = session_user as mine,
         d.base_no <> coalesce((select max(v.version_no) from wms.layout_version v where v.warehouse_id = d.warehouse_id), 0) as stale,
         exists (select from wms.storage_class c where c.warehouse_id = d.warehouse_id
                    and to_jsonb(c.hazard_classes) is distinct from nullif(d.kept -> c.code, 'null')) as said_since
    from wms.layout_draft d left join wms.app_user a on a.login = d.author
    left join wms.app_user s on s.login = d.saved_by left join wms.app_user r on r.login = d.reviewer
   where d.warehouse_id = any ((select wms.my_warehouses())::int[]);

-- Roles: all
create view api.storage_class with (security_barrier) as
  select * from wms.storage_class where warehouse_id = any ((select wms.my_warehouses())::int[]);
