-- Places whose keys are to be destroyed; written in the transaction that erases, gone once they are.
CREATE TABLE key_due (
    page    INTEGER NOT NULL,
    leaf    INTEGER NOT NULL,
    erasure INTEGER NOT NULL,
    PRIMARY KEY (page, leaf)
) WITHOUT ROWID
