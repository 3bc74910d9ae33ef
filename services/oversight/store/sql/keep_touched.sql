-- Whose records a session read; once for each owner.
insert or ignore into touched values (?1, ?2, ?3)
