-- An agency told otherwise what it told before, once more.
-- ?1 agency
INSERT INTO refusals_altered (agency, count)
VALUES (?1, 1)
ON CONFLICT (agency) DO UPDATE SET count = refusals_altered.count + 1
