-- Whom the issuer refused on days that are not over. beyond: 1 where a row no longer names case or officer.
CREATE TABLE IF NOT EXISTS refused (
    day     TEXT    NOT NULL,
    officer TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    "case"  TEXT    NOT NULL,
    beyond  INTEGER NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (day, officer, reason, "case", beyond)
) STRICT, WITHOUT ROWID
