-- Claims to compensation in the order in which they came. token: blind, of the id; all else is sealed.
CREATE TABLE IF NOT EXISTS compensation (
    number INTEGER NOT NULL PRIMARY KEY,
    token  BLOB    NOT NULL UNIQUE,
    body   BLOB    NOT NULL
) STRICT
