-- One more claim.
-- ?1 token, ?2 body, sealed
INSERT INTO compensation (number, token, body)
SELECT coalesce(max(number), 0) + 1, ?1, ?2 FROM compensation
