-- Warrants and orders that feeds come under, of one agency each. Never updated, never deleted: proof stays, data go.
-- body: the authority as it was registered, canonical JSON; scope: of it, the cases (JSON).
CREATE TABLE IF NOT EXISTS authority (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT    NOT NULL UNIQUE,
    agency          TEXT    NOT NULL,
    reference       TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    scope           TEXT    NOT NULL,
    retain_until_ms INTEGER NOT NULL,
    registered_ms   INTEGER NOT NULL,
    UNIQUE (agency, reference)
) STRICT
