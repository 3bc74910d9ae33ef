-- Owners' signed page headers that proofs of copies name; their numbers are of the same count as those of page.
CREATE TABLE copied_page (
    page        INTEGER PRIMARY KEY,
    agency      TEXT    NOT NULL,
    feed        TEXT    NOT NULL,
    page_number INTEGER NOT NULL,
    sha256      BLOB    NOT NULL,
    header      BLOB    NOT NULL,
    signature   BLOB    NOT NULL
)
