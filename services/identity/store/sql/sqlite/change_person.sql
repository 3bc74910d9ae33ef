-- What is known of a person now.
update person set body = ? where id = ?
