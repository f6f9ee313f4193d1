"""How the data files of this folder are made from public sources; not part of a run."""
