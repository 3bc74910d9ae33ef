-- Receipts as they were signed, of who was given an order and of those to whom they had passed copies.
CREATE TABLE IF NOT EXISTS erasure_receipt (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id BLOB NOT NULL,
  agency TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  state TEXT NOT NULL,
  receipt BLOB NOT NULL,
  signature BLOB NOT NULL,
  taken_ms INTEGER NOT NULL,
  UNIQUE (order_id, agency, sha256)
) STRICT
