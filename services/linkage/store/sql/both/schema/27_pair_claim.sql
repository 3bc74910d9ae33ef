-- What an owner of a record is to state: whether the two of a pair are one person, as an agency decided on them.
-- speaker: that agency; one_person, other_person: blind tokens of the two persons, or the records' names;
-- came_ms: when it decided; raised_ms: when the owner's clock began, 0 while the claim waits for place;
-- settled: 1 once there is nothing to state.
CREATE TABLE IF NOT EXISTS pair_claim (
    owner        TEXT NOT NULL,
    one          TEXT NOT NULL,
    other        TEXT NOT NULL,
    speaker      TEXT NOT NULL,
    one_person   TEXT NOT NULL,
    other_person TEXT NOT NULL,
    came_ms      INTEGER NOT NULL,
    raised_ms    INTEGER NOT NULL,
    settled      INTEGER NOT NULL,
    PRIMARY KEY (owner, one, other, speaker)
) STRICT
