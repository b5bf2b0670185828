SELECT category, label, events FROM logged_categories
