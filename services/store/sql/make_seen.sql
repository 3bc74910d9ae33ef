-- Keys of one run and how often each came; the file has no name and goes with the connection.
CREATE TABLE seen (key BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID
