-- Nothing is known of any log yet.
INSERT INTO log_mark (one, origin, size)
VALUES (1, '', 0)
