-- The holder ends in order: nobody need wait.
UPDATE lease SET until = '-infinity' WHERE term = $1
