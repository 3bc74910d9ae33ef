-- Whether a migration ever ran.
-- -> 1 or 0
SELECT count(*)
FROM sqlite_master
WHERE name = 'alembic_version'
