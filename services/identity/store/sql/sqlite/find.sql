-- Everybody whose document has a number.
select person.id, person.body from document join person on person.id = document.person
where document.token = ? order by person.id
