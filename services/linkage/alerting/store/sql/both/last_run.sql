-- What the last run over a scope was of.
-- ?1 scope
SELECT digest FROM detector_run WHERE scope = ?1
