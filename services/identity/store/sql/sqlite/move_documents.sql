-- All numbers of one person to another.
update or ignore document set person = ? where person = ?
