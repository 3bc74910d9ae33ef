-- By which records, as blind tokens, missing children were found, and when last (epoch milliseconds). Whether a find still
-- stands is sealed in its request.
CREATE TABLE IF NOT EXISTS found_child (
    record   BLOB    NOT NULL PRIMARY KEY,
    found_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
