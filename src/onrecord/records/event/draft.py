"""An event in the making: one trigger with what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.mentions.mention import Argument
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One place in the story that tells an act.

    `score` and `status_score` are probabilities; `rule` names the rule that set the status or
    found the trigger, None where the model alone speaks. `index` is the trigger's number in the
    tagging, None where the model did not see it; `also` are the numbers of triggers joined into
    this one. `done` says that the words tell it as past, `pointing` that they point back ("the
    meeting"). `days` are the first and last day that words beside it give, `who` the ids of the
    actors that take part, `stems` the beginnings of the trigger's longer words,
    `aside` the ids of those who only blame or are blamed for the act.
    """

    span: Span
    sentence: int
    type: str
    mode: str | None
    status: str
    score: float
    status_score: float
    arguments: tuple[Argument, ...] = ()
    rule: str | None = None
    index: int | None = None
    done: bool = False
    pointing: bool = False
    also: tuple[int, ...] = ()
    days: tuple[str, str] | None = None
    who: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()

    def of(self, role: str) -> tuple[Argument, ...]:
        """The arguments of one role, best first."""
        mine = [a for a in self.arguments if a.role == role]
        return tuple(sorted(mine, key=lambda a: (-a.score, a.span)))
