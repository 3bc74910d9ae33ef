-- What rules found doubtful in true records, for the record's owner.
CREATE TABLE flag (
    record  INTEGER NOT NULL,
    rule    TEXT    NOT NULL,
    version INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (record, rule, version)
) WITHOUT ROWID
