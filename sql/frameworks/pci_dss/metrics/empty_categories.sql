-- Categories without a single event.
SELECT category FROM logged_categories WHERE events = 0
