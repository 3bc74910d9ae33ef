-- What a call is found by.
insert into mark values (?1, ?2)
