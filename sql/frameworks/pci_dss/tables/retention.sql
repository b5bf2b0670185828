SELECT in_month, events, oldest, newest FROM trail_months
