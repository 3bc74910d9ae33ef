-- Which transaction wrote last, as each sets the head's row anew: its number on a server that lives since a time, as
-- another may give that number to another transaction. And whether anybody's reads are followed.
-- -> number and time, 1 or 0
SELECT CAST(xmin AS TEXT) || ' ' || CAST(pg_postmaster_start_time() AS TEXT), (SELECT EXISTS (SELECT 1 FROM followed))
FROM log_head
WHERE one = 1
