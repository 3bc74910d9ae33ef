-- What the log says was given by a plan, where the file has no such release. name: of the plan; sha256: of the release.
CREATE TABLE IF NOT EXISTS given_before (
    name   TEXT NOT NULL PRIMARY KEY,
    sha256 BLOB NOT NULL
) STRICT, WITHOUT ROWID
