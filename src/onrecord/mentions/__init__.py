"""Spans of a story that name something: actors, places, times, quotations, triggers."""
