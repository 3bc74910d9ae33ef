-- How many calls a yearly count has.
select calls from yearly where token = ?1
