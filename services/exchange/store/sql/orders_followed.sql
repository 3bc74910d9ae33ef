-- -> number of the change
SELECT number FROM followed
