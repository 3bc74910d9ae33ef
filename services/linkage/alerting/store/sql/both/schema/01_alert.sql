-- Alerts, leads and silent cases. id: keyed digest of what was found. scope: blind token of agency and case. stands: 1
-- while nothing withdrew it and its rows are in the body. expires_ms: after which nobody decides. body: sealed.
CREATE TABLE IF NOT EXISTS alert (
    number       INTEGER NOT NULL PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
    scope        BLOB    NOT NULL,
    stands       INTEGER NOT NULL,
    raised_ms    INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL,
    withdrawn_ms INTEGER NOT NULL,
    body         BLOB    NOT NULL
) STRICT
