-- The furthest that was given of the records, and how often their store went back. seq: 0 before the first page.
CREATE TABLE IF NOT EXISTS mark (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  generation INTEGER NOT NULL,
  head INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  mark BLOB NOT NULL
) STRICT
