-- Ages that protected records when the rules of whose word dates an act changed, and until when they go on (ADR 79).
-- seq: of the version that it was; a newer one of the record goes by the rules of today.
CREATE TABLE kept_age (
    record   INTEGER PRIMARY KEY,
    seq      INTEGER NOT NULL,
    juvenile TEXT NOT NULL,
    until_ms INTEGER NOT NULL
)
