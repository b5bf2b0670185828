-- Events of each category that PCI DSS 10.2.1 wants logged.
SELECT category, events FROM logged_categories
