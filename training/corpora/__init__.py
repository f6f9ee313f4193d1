"""The corpora beside the project as examples, one reader a corpus."""
