"""Facts with the words they rest on: events, statements, agreements, attributions."""
