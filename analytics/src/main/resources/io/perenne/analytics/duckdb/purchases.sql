-- The purchases of every buyer, each as a text (see PurchaseDays).
SELECT customers.customer, purchases.purchases
FROM {{purchases}}() AS purchases
JOIN {{customers}} AS customers ON purchases.key = customers.key
