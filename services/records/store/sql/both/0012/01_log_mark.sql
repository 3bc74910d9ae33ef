-- Every page that the log before this place says was taken is in this store: a copy of the store has the place of its
-- time, and what the log says after it is looked for. origin: of the log; size: entries before the place, -1 where the
-- operator has accepted that pages are missing, as far as the log goes at the next start.
CREATE TABLE log_mark (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL
)
