-- What it told of days that are over.
CREATE TABLE IF NOT EXISTS refused_day (
    number  INTEGER PRIMARY KEY,
    day     TEXT    NOT NULL UNIQUE,
    payload BLOB    NOT NULL
) STRICT
