-- In whose list it stands, or of which case it is.
-- ?1 about, ?2 token of the claim
INSERT INTO compensation_of (about, number) SELECT ?1, number FROM compensation WHERE token = ?2
ON CONFLICT DO NOTHING
