-- On which records an alert rests: blind tokens of their names. They stay, so that erasing again counts the same.
CREATE TABLE IF NOT EXISTS alert_record (
    record BLOB NOT NULL,
    alert  TEXT NOT NULL,
    PRIMARY KEY (record, alert)
) STRICT, WITHOUT ROWID
