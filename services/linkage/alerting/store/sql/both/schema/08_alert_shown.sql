-- What an officer was shown, when first, and of which rule's budget. officer: blind token.
CREATE TABLE IF NOT EXISTS alert_shown (
    officer BLOB NOT NULL,
    alert   TEXT NOT NULL,
    rule    TEXT NOT NULL,
    day     TEXT NOT NULL,
    PRIMARY KEY (officer, alert)
) STRICT, WITHOUT ROWID
