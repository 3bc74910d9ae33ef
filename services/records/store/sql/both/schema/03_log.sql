-- Every version once, in the order it came: history and change feed at once. Never updated, but for the body of
-- what was expunged, which is erased: empty.
-- record: seq of the record's first version. sha256: of the version's bytes. body: those bytes, sealed.
-- page, leaf, salt, path: what proves the owner; path is the inclusion path, 32 bytes a node.
CREATE TABLE log (
    seq         INTEGER PRIMARY KEY,
    record      INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    sha256      BLOB    NOT NULL,
    recorded_ms INTEGER NOT NULL,
    page        INTEGER NOT NULL,
    leaf        INTEGER NOT NULL,
    salt        BLOB    NOT NULL,
    path        BLOB    NOT NULL,
    body        BLOB    NOT NULL
)
