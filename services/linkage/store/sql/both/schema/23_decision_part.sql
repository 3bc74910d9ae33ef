-- What gives the word of who decided weight for other agencies, words with a space between two: OWNER_OF_ONE,
-- OWNER_OF_OTHER, OVERSIGHT. Empty for a decision that carries for its own agency alone.
CREATE TABLE IF NOT EXISTS decision_part (
    decision TEXT PRIMARY KEY REFERENCES decision (id),
    parts    TEXT NOT NULL
) STRICT
