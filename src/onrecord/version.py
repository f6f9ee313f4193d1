"""The version of the program, which every record that it makes carries."""

__version__ = "0.1.0"
