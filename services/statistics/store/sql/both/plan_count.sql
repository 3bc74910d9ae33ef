-- How many plans there are.
SELECT count(*) FROM release
