-- How many numbers of nobody an agency asked for on a day.
select count(*) from unknown where agency = ? and day = ?
