-- What the log says was given by a plan.
-- ?1 name
SELECT sha256 FROM given_before WHERE name = ?1
