-- Which assertions are used up.
CREATE TABLE IF NOT EXISTS used (
    officer    TEXT    NOT NULL,
    assertion  TEXT    NOT NULL,
    expires_ms INTEGER NOT NULL,
    PRIMARY KEY (officer, assertion)
) STRICT, WITHOUT ROWID
