-- Which revision the schema is at.
-- -> revision
SELECT version_num
FROM alembic_version
