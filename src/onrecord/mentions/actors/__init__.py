"""The actors of a story: who is named, by which words, and what the text says of them."""

from onrecord.mentions.actors.actor import Actor, ActorMention, Actors
from onrecord.mentions.actors.find import find
from onrecord.mentions.actors.reference import ActorReference

__all__ = ["Actor", "ActorMention", "ActorReference", "Actors", "find"]
