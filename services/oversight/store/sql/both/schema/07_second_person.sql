-- Who is the second person of a session, empty while it waits for oversight's consent.
-- A session without a row has none.
CREATE TABLE IF NOT EXISTS second_person (
    session TEXT    NOT NULL PRIMARY KEY REFERENCES session (id),
    who     TEXT    NOT NULL,
    waits   INTEGER NOT NULL
) STRICT, WITHOUT ROWID
