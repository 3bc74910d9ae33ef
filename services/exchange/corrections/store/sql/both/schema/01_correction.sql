-- Proposals to owners, in the order in which they came. token: of the id; owner, asker (agency and case), record: blind
-- tokens. waits: 1 while the owner is waited for; oversight_ms: when oversight is told. All else is sealed; body is
-- empty once the record is erased.
CREATE TABLE IF NOT EXISTS correction (
    number       INTEGER NOT NULL PRIMARY KEY,
    token        BLOB    NOT NULL UNIQUE,
    owner        BLOB    NOT NULL,
    asker        BLOB    NOT NULL,
    record       BLOB    NOT NULL,
    waits        INTEGER NOT NULL,
    oversight_ms INTEGER NOT NULL,
    body         BLOB    NOT NULL
) STRICT
