-- How often each passkey had signed when it last proved its officer.
CREATE TABLE IF NOT EXISTS passkey (
    credential BLOB    NOT NULL PRIMARY KEY,
    count      INTEGER NOT NULL
) STRICT, WITHOUT ROWID
