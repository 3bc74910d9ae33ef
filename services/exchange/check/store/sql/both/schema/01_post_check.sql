-- Checks by a document, each by a blind token of agency and document.
-- waiting: on an agency's own node the document, sealed, until it is brought to the hub; empty elsewhere.
CREATE TABLE IF NOT EXISTS post_check (
    place    INTEGER PRIMARY KEY AUTOINCREMENT,
    agency   TEXT    NOT NULL,
    post     TEXT    NOT NULL,
    document BLOB    NOT NULL,
    at_ms    INTEGER NOT NULL,
    waiting  BLOB    NOT NULL,
    UNIQUE (agency, post, document, at_ms)
) STRICT
