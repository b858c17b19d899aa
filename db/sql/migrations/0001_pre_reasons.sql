-- The words people choose from.
insert into wms.reason_code values
  ('found', 'adjust', 'Found more than booked'), ('lost', 'adjust', 'Missing'), ('broken', 'adjust', 'Broken or spoilt'),
  ('data', 'adjust', 'Booking error'), ('opening', 'adjust', 'Opening stock'),
  ('not_there', 'short', 'Bin holds less than booked'), ('bad', 'short', 'Goods not fit to ship'), ('blocked', 'short', 'Bin cannot be reached'),
  ('inspect', 'status', 'Quality check'), ('damage', 'status', 'Damaged'), ('recall', 'status', 'Recall'), ('cleared', 'status', 'Cleared by quality'),
  ('no_stock', 'cancel', 'No stock'), ('customer', 'cancel', 'Customer''s wish'), ('data', 'cancel', 'Entry error'),
  ('noise', 'shelve', 'Known, being worked on');
