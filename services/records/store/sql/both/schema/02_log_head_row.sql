-- Its only row, before anything is written.
INSERT INTO log_head (one, seq, page, recorded_ms) VALUES (1, 0, 0, 0)
