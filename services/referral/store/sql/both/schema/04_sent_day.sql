-- How many an officer or an agency sent on a day of Pakistan (days since 1970-01-01), under a blind token of who and of what.
CREATE TABLE IF NOT EXISTS sent_day (
    about BLOB    NOT NULL,
    day   INTEGER NOT NULL,
    sent  INTEGER NOT NULL,
    PRIMARY KEY (about, day)
) STRICT, WITHOUT ROWID
