"""How the data files of this folder are made from public sources; nothing here runs in the product."""
