-- The one row that every writer locks first: order is dense and no row is lost.
-- seq, page: last numbers given. recorded_ms: never runs backwards.
CREATE TABLE log_head (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    seq         INTEGER NOT NULL,
    page        INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL
)
