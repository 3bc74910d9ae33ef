-- How many orders of each peer are how far. -> peer, state, brought, orders
SELECT peer, state, brought, count(*)
FROM taken_order
GROUP BY peer, state, brought
ORDER BY peer, state, brought
