-- Places of versions that were erased and whose row is gone.
CREATE TABLE place_emptied (
    page INTEGER NOT NULL,
    leaf INTEGER NOT NULL,
    PRIMARY KEY (page, leaf)
) WITHOUT ROWID
