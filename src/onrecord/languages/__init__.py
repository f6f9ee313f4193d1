"""What each language brings: cues, titles, demonyms, dates and verbs as data."""
