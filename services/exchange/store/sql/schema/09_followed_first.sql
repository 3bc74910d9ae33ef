-- Nothing is followed yet.
INSERT INTO followed (one, number) VALUES (1, 0) ON CONFLICT DO NOTHING
