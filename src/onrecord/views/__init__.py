"""Records turned into what a person reads."""
