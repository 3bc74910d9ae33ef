-- Orders that other nodes gave to this one, as they came. state: empty until it is carried out; receipt, signature: as
-- it was signed then, empty before; brought: whether who gave the order has answered to the receipt; gone: whether the
-- record was erased here when the order came.
CREATE TABLE IF NOT EXISTS taken_order (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  peer TEXT NOT NULL,
  id BLOB NOT NULL,
  record TEXT NOT NULL,
  kind TEXT NOT NULL,
  body BLOB NOT NULL,
  taken_ms INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT '',
  receipt BLOB NOT NULL DEFAULT x'',
  signature BLOB NOT NULL DEFAULT x'',
  brought INTEGER NOT NULL DEFAULT 0,
  UNIQUE (peer, id)
) STRICT
