-- What a model said of a pair before somebody decided: version and checksum of the model, and a thousandth of bits.
CREATE TABLE IF NOT EXISTS decision_model (
    decision  TEXT    PRIMARY KEY REFERENCES decision (id),
    model     TEXT    NOT NULL,
    millibits INTEGER NOT NULL
) STRICT
