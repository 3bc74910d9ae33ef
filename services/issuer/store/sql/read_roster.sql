-- The newest roster seen, whatever the file says now.
SELECT version, sha256 FROM roster;
