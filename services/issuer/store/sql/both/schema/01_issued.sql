-- Which tokens went out, to whom and why; no token and no name.
CREATE TABLE IF NOT EXISTS issued (
    jti         TEXT    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    officer     TEXT    NOT NULL,
    system      TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    legal_basis TEXT    NOT NULL,
    query_class TEXT    NOT NULL,
    "case"      TEXT    NOT NULL,
    body_sha256 BLOB    NOT NULL,
    issued_ms   INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID
