-- Of which matters of one person desks were told.
-- ?1 about -> token
SELECT token FROM told_of WHERE about = ?1
