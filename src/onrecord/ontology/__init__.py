"""What the program knows of the world: countries, bodies, places, and PLOVER's codebook."""
