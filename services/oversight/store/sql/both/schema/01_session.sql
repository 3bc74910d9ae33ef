-- Break-glass sessions. Times are epoch milliseconds; who reviewed or closed it is empty until somebody did.
CREATE TABLE IF NOT EXISTS session (
    id            TEXT    NOT NULL PRIMARY KEY,
    agency        TEXT    NOT NULL,
    officer       TEXT    NOT NULL,
    justification TEXT    NOT NULL,
    purpose       TEXT    NOT NULL,
    opened_ms     INTEGER NOT NULL,
    expires_ms    INTEGER NOT NULL,
    reviewed_by   TEXT    NOT NULL DEFAULT '',
    verdict       TEXT    NOT NULL DEFAULT '',
    comment       TEXT    NOT NULL DEFAULT '',
    closed_by     TEXT    NOT NULL DEFAULT '',
    request_id    TEXT    NOT NULL,
    UNIQUE (agency, officer, request_id)
) STRICT
