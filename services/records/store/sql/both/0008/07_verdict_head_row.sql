-- None yet.
INSERT INTO verdict_head (number) VALUES (0)
