-- What a model said of a pair before somebody decided: version and checksum of the model, and thousandths of a bit.
-- An empty model: no model may compare the two. No row: decided before pairs were scored.
CREATE TABLE IF NOT EXISTS decision_model (
    decision  TEXT    PRIMARY KEY REFERENCES decision (id),
    model     TEXT    NOT NULL,
    millibits INTEGER NOT NULL
) STRICT
