"""What makes tables quick gives the same bytes as what it stands in for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.annotation import annotated, told
from onrecord.jsonlines import dumps

TEXTS = st.text(st.one_of(st.sampled_from('a "\\\n\u2028é'), st.characters(min_codepoint=0)))


@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), st.booleans())))
def test_evidence_is_told_as_dumps_tells_it(text: str, spans: list[tuple[int, int, bool]]) -> None:
    evidence = []
    for start, length, more in spans:
        quote = text[start : start + length]
        piece = {"role": "trigger", "start": start, "end": start + length, "quote": quote}
        evidence.append(piece | {"story": "s1"} if more else piece)
    record = annotated({"evidence": evidence}, text=text)
    assert told(evidence, text=text) == dumps(record["evidence"])
