-- Which desk was told of a guard that nobody had decided, and when: each once. token: blind; at_ms: epoch milliseconds.
CREATE TABLE IF NOT EXISTS told (
    token BLOB    NOT NULL,
    desk  TEXT    NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (token, desk)
) STRICT, WITHOUT ROWID
