-- Whether anybody's reads are followed.
-- -> 1 or 0
SELECT EXISTS (SELECT 1 FROM followed)
