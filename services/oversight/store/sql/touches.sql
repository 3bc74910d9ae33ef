-- Whether a session read records of an owner.
select 1 from touched where session = ?1 and owner = ?2
