-- One number of a person.
delete from document where token = ? and person = ?
