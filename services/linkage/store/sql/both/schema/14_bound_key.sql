-- What a case, a person or an officer binds.
CREATE TABLE IF NOT EXISTS bound_key (
    key   TEXT    NOT NULL,
    bound INTEGER NOT NULL REFERENCES bound_class (id),
    PRIMARY KEY (key, bound)
) STRICT, WITHOUT ROWID
