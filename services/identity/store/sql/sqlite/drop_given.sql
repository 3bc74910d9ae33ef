-- Nobody follows a person any more.
delete from given where person = ?
