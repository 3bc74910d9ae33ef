-- Pairs that the run under way has scored and not rejected.
CREATE TABLE IF NOT EXISTS link_pair (
    one       TEXT    NOT NULL,
    other     TEXT    NOT NULL,
    millibits INTEGER NOT NULL,
    fields    TEXT    NOT NULL,
    PRIMARY KEY (one, other)
) STRICT
