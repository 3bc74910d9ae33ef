-- Before the first page.
INSERT INTO mark (one, generation, head, seq, mark) VALUES (1, 0, 0, 0, x'') ON CONFLICT DO NOTHING
