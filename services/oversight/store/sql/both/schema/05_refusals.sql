-- What issuers told of their refusals, a statement a day; body: its content, sealed, empty once its month is forgotten.
CREATE TABLE IF NOT EXISTS refusals (
    agency      TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    day         TEXT    NOT NULL,
    sha256      BLOB    NOT NULL,
    received_ms INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    PRIMARY KEY (agency, number),
    UNIQUE (agency, day)
) STRICT, WITHOUT ROWID
