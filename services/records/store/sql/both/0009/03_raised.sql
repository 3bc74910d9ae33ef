-- Records whose class in force protects more than they were judged to be, and until when; 0 for until all is judged.
CREATE TABLE raised (
    record   INTEGER PRIMARY KEY,
    until_ms INTEGER NOT NULL
)
