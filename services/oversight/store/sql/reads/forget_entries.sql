-- Calls of an agency within times, whose month key was destroyed in the log.
delete from entry where agency = ?1 and time_ms >= ?2 and time_ms < ?3
