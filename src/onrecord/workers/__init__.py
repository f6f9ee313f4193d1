"""Reads documents in several processes; order and bytes do not depend on how many."""

from onrecord.workers.crew import Crew, read_all
from onrecord.workers.read import Read

__all__ = ["Crew", "Read", "read_all"]
