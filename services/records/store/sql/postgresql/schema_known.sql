-- Whether a migration ever ran in the room's schema.
-- -> 1 or 0
SELECT count(*)
FROM pg_tables
WHERE schemaname = current_schema() AND tablename = 'alembic_version'
