-- A person who was found to be another.
delete from person where id = ?
