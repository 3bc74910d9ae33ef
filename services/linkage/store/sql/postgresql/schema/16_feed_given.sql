-- The last seq of a feed's row that was given: one row, so that none is given twice.
CREATE TABLE IF NOT EXISTS feed_given (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    seq BIGINT NOT NULL
)
