-- Before the first.
INSERT INTO feed_given (one, seq)
VALUES (1, 0)
ON CONFLICT DO NOTHING
