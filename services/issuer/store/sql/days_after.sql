-- Days to be told anew.
SELECT number, payload FROM refused_day WHERE number > :number ORDER BY number;
