-- Questions about one person to another.
update or ignore doubt set person = ? where person = ?
