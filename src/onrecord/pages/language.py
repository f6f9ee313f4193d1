"""Says which language a text is in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTER = re.compile(r"[^\W\d_]")

_DATA = tomllib.loads(resources.files("onrecord.pages").joinpath("language.toml").read_text("utf8"))
_ENGLISH = frozenset(_DATA["english"])
_ENGLISH_LOOSE = _ENGLISH | frozenset(_DATA["english_shared"])

LOOK = 4000
"""Characters looked at."""

# ISO 639-1 codes, by scripts that one language in the news has to itself
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
)


def language(text: str, *, stated: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language, None where it has no letters to tell from.

    `stated` is what the page says ("en-GB"); it is believed where the text is too short to tell,
    and among languages that a model cannot tell apart (Norwegian, Danish). English is told by its
    function words, so that English pages load no model; the model for others is py3langid's.

    >>> language("Talks ended on Sunday, the ministry said."), language("12:30")
    ('en', None)
    >>> language("会談は日曜日に終わった。", stated="en")
    'ja'
    """
    head = text[:LOOK]
    letters = len(_LETTER.findall(head))
    said = primary(stated)
    if letters < 3:
        return said if letters else None
    for code, script in _SCRIPTS:
        # Japanese mixes in Chinese characters, Korean Latin names: a fifth is enough
        if len(script.findall(head)) * 5 >= letters:
            return code
    words = [word.lower() for word in _WORD.findall(head)]
    count = max(len(words), 1)
    strict = sum(word in _ENGLISH for word in words) / count
    loose = sum(word in _ENGLISH_LOOSE for word in words) / count
    plain = len(re.findall(r"[A-Za-z]", head)) / letters
    if plain > 0.97 and (strict >= 0.12 or (loose >= 0.25 and strict > 0.05)):
        return "en"
    if len(words) < 4 and said:
        return said
    return _model_language(head, said=said, english=strict > 0.03 and plain > 0.9)


def primary(tag: str | None) -> str | None:
    """The first subtag of a language tag, lower case, None for what is none.

    >>> primary("en-GB"), primary("pt_BR"), primary("x"), primary(None)
    ('en', 'pt', None, None)
    """
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", tag or "")
    return found[1].lower() if found else None


# written alike, told apart best by what the page says of itself
_ALIKE = (
    frozenset({"no", "nb", "nn", "da", "sv"}), frozenset({"sr", "hr", "bs", "sh", "sl", "me"}),
    frozenset({"id", "ms"}), frozenset({"cs", "sk"}), frozenset({"es", "gl", "ca", "pt"}),
    frozenset({"bg", "mk", "uk", "ru", "be", "sr"}), frozenset({"hi", "mr", "ne"}),
    frozenset({"ar", "ary", "arz", "fa", "ur", "ps", "ckb"}), frozenset({"de", "lb"}),
    frozenset({"tr", "az", "crh", "tk"}), frozenset({"af", "nl", "fy"}), frozenset({"en", "pcm"}),
)  # fmt: skip

_PART_OF = {"ary": "ar", "arz": "ar", "nb": "no"}


@cache
def _ranker() -> Callable[[str], Sequence[tuple[str, float]]]:
    """The model's ranking of languages for a text.

    Half a second and 120 MB (2026-11-24): loaded only where a text is not plainly English.
    """
    from py3langid.langid import rank, set_languages

    set_languages(_DATA["news"])
    ranking: Callable[[str], Sequence[tuple[str, float]]] = rank
    return ranking


def _model_language(head: str, *, said: str | None, english: bool) -> str:
    ranked = [str(code) for code, _ in _ranker()(head)[:5]]
    first = _PART_OF.get(ranked[0], ranked[0])
    if first in ("pcm", "en") or (english and "en" in ranked[:2]):
        return "en"
    if said and said != first:
        for group in _ALIKE:
            if said in group and first in group:
                return said
        if len(head) < 60 and said in ranked:
            return said
    return first
