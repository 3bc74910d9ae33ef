-- A table that stands here while the log is brought from its file, and not all of it is here.
SELECT CAST(to_regclass('moving') AS TEXT)
