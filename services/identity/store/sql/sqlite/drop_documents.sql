-- All numbers of a person.
delete from document where person = ?
