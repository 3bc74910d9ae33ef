-- Refused versions with their reason; body is sealed like a version's, and empty where the record was expunged.
CREATE TABLE quarantine (
    page        INTEGER NOT NULL,
    leaf        INTEGER NOT NULL,
    record_id   TEXT    NOT NULL,
    field       TEXT    NOT NULL,
    rule        TEXT    NOT NULL,
    sha256      BLOB    NOT NULL,
    recorded_ms INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    PRIMARY KEY (page, leaf)
) WITHOUT ROWID
