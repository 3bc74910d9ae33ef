-- What an agency told from one day to another is erased; number, day and digest stay.
update refusals set body = x'' where agency = ?1 and day >= ?2 and day <= ?3
