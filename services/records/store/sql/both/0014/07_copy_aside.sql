-- Items of other nodes' feeds that could not be taken, each with its reason. body: the item with its owner's page
-- header, sealed at the place (page, leaf), empty where the record was expunged.
-- agency, record_id: '' where the item tells none.
CREATE TABLE copy_aside (
    page        INTEGER NOT NULL,
    leaf        INTEGER NOT NULL,
    peer        TEXT    NOT NULL,
    feed        TEXT    NOT NULL,
    epoch       INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    agency      TEXT    NOT NULL,
    record_id   TEXT    NOT NULL,
    field       TEXT    NOT NULL,
    rule        TEXT    NOT NULL,
    sha256      BLOB    NOT NULL,
    recorded_ms INTEGER NOT NULL,
    body        BLOB    NOT NULL,
    PRIMARY KEY (page, leaf)
) WITHOUT ROWID
