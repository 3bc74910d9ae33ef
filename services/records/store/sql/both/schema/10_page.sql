-- Signed pages as they came, with the answer each got.
CREATE TABLE page (
    page        INTEGER PRIMARY KEY,
    agency      TEXT    NOT NULL,
    feed        TEXT    NOT NULL,
    page_number INTEGER NOT NULL,
    sha256      BLOB    NOT NULL,
    header      BLOB    NOT NULL,
    signature   BLOB    NOT NULL,
    answer      BLOB    NOT NULL,
    UNIQUE (agency, feed, page_number)
)
