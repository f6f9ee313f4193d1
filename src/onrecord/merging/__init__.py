"""Makes events of reports, ties plans to outcomes, and puts disputes side by side."""
