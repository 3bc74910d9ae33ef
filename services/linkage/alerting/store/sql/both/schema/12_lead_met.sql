-- Of which leads both desks were told. body: sealed, of the other's agency.
CREATE TABLE IF NOT EXISTS lead_met (
    alert TEXT NOT NULL,
    other TEXT NOT NULL,
    body  BLOB NOT NULL,
    PRIMARY KEY (alert, other)
) STRICT, WITHOUT ROWID
