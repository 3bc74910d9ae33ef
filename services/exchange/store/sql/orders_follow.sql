-- ?1 from, ?2 to -> to, where it was from
UPDATE followed SET number = ?2 WHERE number = ?1 RETURNING number
