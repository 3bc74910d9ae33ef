-- Numbers that are to be asked for, sealed, in the order in which they came. transaction_id: of the batch that asks for
-- them, empty before it is made.
CREATE TABLE IF NOT EXISTS waiting (
    place          INTEGER PRIMARY KEY AUTOINCREMENT,
    token          TEXT    NOT NULL UNIQUE,
    sealed         BLOB    NOT NULL,
    transaction_id TEXT    NOT NULL,
    queued_ms      INTEGER NOT NULL
) STRICT
