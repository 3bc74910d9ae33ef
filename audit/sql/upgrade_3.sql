-- From version 3 of the shape to 4: second nonces, which live longer, have rows of their own.
CREATE TABLE second_nonces (
  first_idx INTEGER PRIMARY KEY,
  newest_exp_ms INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT
