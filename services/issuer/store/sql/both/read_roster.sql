-- The newest roster seen, whatever the file says now.
-- -> version, SHA-256
SELECT version, sha256
FROM roster
