-- From version 1 to 2: a class had what bound it to cases and persons, and the hour of a turned role, in itself.
CREATE TABLE new_class (
    id         INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id < 16777216),
    attributes TEXT NOT NULL,
    authority  TEXT NOT NULL,
    parts      TEXT NOT NULL,
    UNIQUE (attributes, authority, parts)
) STRICT
