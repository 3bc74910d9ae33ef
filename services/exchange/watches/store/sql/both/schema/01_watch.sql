-- Subscriptions in the order in which they came. token: of the id; feed: of officer and case, blind. Ended ones go.
CREATE TABLE IF NOT EXISTS watch (
    number INTEGER NOT NULL PRIMARY KEY,
    token  BLOB    NOT NULL UNIQUE,
    feed   BLOB    NOT NULL,
    open   INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    body   BLOB    NOT NULL
) STRICT
