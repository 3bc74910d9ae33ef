-- How far the erasing of keys is (erasing_port.py). keys: name of the file of keys that the store goes with, in hex.
-- erasures: how many it has seen. sealed, sealed_until: of versions from before each had a key of its own.
CREATE TABLE erasing (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    keys         TEXT    NOT NULL,
    erasures     INTEGER NOT NULL,
    sealed       INTEGER NOT NULL,
    sealed_until INTEGER NOT NULL
)
