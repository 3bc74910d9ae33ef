-- The job falls; the group goes on.
ROLLBACK TO job
