-- The class of a record from a time until another, of records whose class time alone changes; else it is head.klass.
CREATE TABLE class_at (
    record   INTEGER NOT NULL,
    from_ms  INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    klass    INTEGER NOT NULL,
    PRIMARY KEY (record, from_ms)
) WITHOUT ROWID
