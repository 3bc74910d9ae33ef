-- What was last said of one matter: a decision on a guard, a reason for charges. token: blind; body: sealed.
CREATE TABLE IF NOT EXISTS said (
    token BLOB NOT NULL PRIMARY KEY,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
