"""Ties names across stories: actors, places, agreements, as decisions that can be undone."""
