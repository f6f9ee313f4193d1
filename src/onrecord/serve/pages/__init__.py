"""One module for each part of the workbench; each has `ROUTES`."""
