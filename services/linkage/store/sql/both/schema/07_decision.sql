-- Whether two Subjects are one person: appended, never changed but for the marks of being withdrawn.
CREATE TABLE IF NOT EXISTS decision (
    id            TEXT    PRIMARY KEY,
    one           TEXT    NOT NULL,
    other         TEXT    NOT NULL,
    sign          TEXT    NOT NULL,
    by            TEXT    NOT NULL,
    second        TEXT    NOT NULL,
    why           TEXT    NOT NULL,
    decided_ms    INTEGER NOT NULL,
    rule          TEXT    NOT NULL,
    withdrawn_ms  INTEGER NOT NULL DEFAULT 0,
    withdrawn_by  TEXT    NOT NULL DEFAULT '',
    withdrawn_why TEXT    NOT NULL DEFAULT ''
) STRICT
