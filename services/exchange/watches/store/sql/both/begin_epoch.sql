-- Of a new file.
-- ?1 number
INSERT OR IGNORE INTO epoch (one, number) VALUES (1, ?1)
