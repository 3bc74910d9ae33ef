-- Who opened a claim, and of which cases it is: blind tokens of agencies and of cases.
CREATE TABLE IF NOT EXISTS compensation_of (
    about  BLOB    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (about, number)
) STRICT, WITHOUT ROWID
