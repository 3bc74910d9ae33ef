-- Who was joined to one is joined to whom that one is joined to.
update joined set stays = ? where stays = ?
