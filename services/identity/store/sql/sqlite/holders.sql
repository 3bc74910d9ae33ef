-- Who follows a person.
select agency from given where person = ? order by agency
