-- What people said of an alert, in order; sealed. act: blind token of who said it under which request id.
CREATE TABLE IF NOT EXISTS opinion (
    alert  TEXT    NOT NULL,
    number INTEGER NOT NULL,
    act    BLOB    NOT NULL UNIQUE,
    body   BLOB    NOT NULL,
    PRIMARY KEY (alert, number)
) STRICT
