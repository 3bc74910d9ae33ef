-- The orders about a record.
CREATE INDEX IF NOT EXISTS taken_order_of ON taken_order (record)
