-- One row a record: its newest version and what policy and lookup need of it, no names, no numbers.
-- own: class of what the version says of itself; klass: class in force, judged over case and person.
-- until_ms: when a list entry stops being in force. act_day: first day of the act, if of age.
-- people, cases: its blind tokens (tokens.py).
-- facts: events, orders, officers, birth, as JSON (facts.py).
CREATE TABLE head (
    record    INTEGER PRIMARY KEY,
    agency    TEXT    NOT NULL,
    record_id TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    seq       INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    status    TEXT    NOT NULL,
    own       INTEGER NOT NULL,
    klass     INTEGER NOT NULL,
    until_ms  INTEGER,
    act_day   INTEGER,
    people    TEXT    NOT NULL,
    cases     TEXT    NOT NULL,
    facts     TEXT    NOT NULL
)
