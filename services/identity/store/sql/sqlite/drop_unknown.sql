-- Those of other days.
delete from unknown where day < ?
