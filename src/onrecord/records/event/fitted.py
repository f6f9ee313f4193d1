"""Numbers of the event rules that depend on how sure the shipped weights are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Fitted on stories of train that the weights have not seen, by `training/fit_events.py`.

    `least` is the confidence under which an event is left out. `actor` and `recipient` are the
    scores under which an argument of that role is: most acts have a doer, many have nobody acted
    upon. `unclaimed` is that of an actor where often nobody is named who did it (see
    `parties.UNCLAIMED`), `directed` that of a recipient where nearly always one is (`DIRECTED`).
    `further` is that of another argument of the sentence when a side is named already, `far`
    that of one in another sentence. `away` is added (in log odds) to an argument in another
    sentence than its trigger, `fitting` where grammar gives the same role to the same words.
    `together` is the mean score of the pairs between two groups of tellings from which on they are
    one event. `base`, `score`, `again` and `status` are the weights of the confidence: a logistic
    regression on the log odds of the surest trigger, on further tellings and on the log odds of the
    status, of whether an event is of its type and rightly told as happened or not.
    """

    least: float
    actor: float
    recipient: float
    unclaimed: float
    directed: float
    further: float
    far: float
    away: float
    fitting: float
    together: float
    base: float
    score: float
    again: float
    status: float


@lru_cache(maxsize=1)
def fitted() -> Fitted:
    """The numbers for the shipped weights."""
    return read()


def read() -> Fitted:
    """The numbers as `fitted.json` has them."""
    path = files("onrecord.records.event") / "fitted.json"
    return Fitted(**json.loads(path.read_text("utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Fitted on all stories of train, by `training/fit_days.py`.

    `signs` is the log odds that each sign adds to a time against no day being meant at all, a
    conditional logistic regression over the times of each event; `least` is the chance under which
    no day is given.
    """

    least: float
    signs: Mapping[str, float]


@lru_cache(maxsize=1)
def days() -> Days:
    """The weights of the signs by which an event's day is chosen."""
    path = files("onrecord.records.event") / "fitted_days.json"
    return Days(**json.loads(path.read_text("utf-8")))
