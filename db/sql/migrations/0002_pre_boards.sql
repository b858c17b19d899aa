-- What boards read every few seconds is found, not counted out of everything that ever was.
-- work that nobody has, the most urgent first
create index task_turn on wms.task (warehouse_id, priority, due_at, created_at, task_id) where state < 300;
-- picks that wait, by their order; and lines of which something is still to be reserved
create index task_picks on wms.task (warehouse_id, order_id) where kind = 'pick' and state < 400;
create index order_line_missing on wms.order_line (warehouse_id, order_id) where quantity - cancelled - reserved - picked > 0;
