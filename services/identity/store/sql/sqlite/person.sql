-- The person at a place, or whom the one there was joined to.
select id, body from person
where id = coalesce((select stays from joined where gone = ?1), ?1)
