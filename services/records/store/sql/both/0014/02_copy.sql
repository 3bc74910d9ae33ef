-- Records that are held because another node gives them, one row for each that does. klass: class in force by its word;
-- agreement: id, '' for what the node's own agency owns; snapshot: as in sync_cursor, when it was last given.
CREATE TABLE copy (
    record    INTEGER NOT NULL,
    peer      TEXT    NOT NULL,
    agreement TEXT    NOT NULL,
    klass     INTEGER NOT NULL,
    snapshot  INTEGER NOT NULL,
    PRIMARY KEY (record, peer)
) WITHOUT ROWID
