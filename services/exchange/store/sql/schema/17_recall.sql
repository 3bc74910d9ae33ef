-- Orders that recall what an agreement allowed. id: of the order; agreement: the one that is over.
CREATE TABLE IF NOT EXISTS recall (
  id BLOB PRIMARY KEY,
  agreement TEXT NOT NULL
) STRICT, WITHOUT ROWID
