SELECT SUBSTRING(occurred_on FROM 1 FOR 7) AS month_of, SUM(events) AS events, SUM(late) AS late
FROM (SELECT occurred_on, COUNT(*) AS events, SUM(late) AS late FROM events GROUP BY occurred_on)
GROUP BY SUBSTRING(occurred_on FROM 1 FOR 7)
