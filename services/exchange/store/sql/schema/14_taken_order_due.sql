-- What is to be carried out or brought.
CREATE INDEX IF NOT EXISTS taken_order_due ON taken_order (peer, place) WHERE brought = 0
