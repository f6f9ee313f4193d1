"""A dossier: what is on record about an actor, an event, an agreement or a time, as one page that
opens without a server and can be printed."""

from onrecord.exports.dossier.gather import (
    Dossier,
    about_actor,
    about_agreement,
    about_event,
    about_time,
)
from onrecord.exports.dossier.page import page

__all__ = ["Dossier", "about_actor", "about_agreement", "about_event", "about_time", "page"]
