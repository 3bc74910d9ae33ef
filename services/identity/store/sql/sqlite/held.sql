-- How many persons an agency follows.
select count(*) from given where agency = ?
