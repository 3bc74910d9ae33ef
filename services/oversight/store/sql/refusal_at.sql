-- The statement of an agency with a number.
select sha256 from refusals where agency = ?1 and number = ?2
