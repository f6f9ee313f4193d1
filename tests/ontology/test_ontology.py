"""Countries, demonyms, bodies, gazetteer and codebook say what they should."""

from __future__ import annotations

import importlib.util
import pathlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ontology import countries, demonyms, gazetteer, plover
from onrecord.ontology.known import known
from onrecord.ontology.tables import rows


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Zaire", "COD"),
        ("the Soviet Union", "RUS"),
        ("Yugoslavia", "SRB"),
        ("Kosovo", "XKX"),
        ("Ivory Coast", "CIV"),
        ("U.S.", "USA"),
        ("Burma", "MMR"),
        ("us", None),
        ("Narnia", None),
    ],
)
def test_country_by_name(name: str, code: str | None) -> None:
    assert countries.by_name(name) == code


def test_each_demonym_belongs_to_a_country_that_exists() -> None:
    for row in rows("demonyms.tsv", folder=demonyms.ENGLISH):
        assert not row["country"] or row["country"] in countries.countries(), row


def test_each_table_names_countries_and_sectors_that_exist() -> None:
    sectors = {row["code"] for row in rows("sectors.tsv")}
    for table in ("bodies", "seats", "armed_groups", "regions", "capitals", "threat_actors"):
        for row in rows(f"{table}.tsv"):
            code = row.get("country") or row.get("alpha3")
            assert not code or code in countries.countries(), (table, row)
            assert row.get("sector", "GOV") in sectors, (table, row)


def test_adjective_and_people() -> None:
    assert demonyms.country_of("Israeli") == "ISR"
    assert demonyms.is_people("Palestinians")
    assert not demonyms.is_adjective("Israel")


def test_seats_stand_for_their_state_and_shared_short_names_for_nobody() -> None:
    kremlin = known("the Kremlin")
    assert kremlin is not None
    assert (kremlin.kind, kremlin.country, kremlin.seat) == ("state", "RUS", True)
    pentagon = known("Pentagon")
    assert pentagon is not None
    assert (pentagon.kind, pentagon.sector) == ("body", "MIL")
    assert known("RSF") is None


def test_a_suspected_state_is_no_fact_of_a_story() -> None:
    group = known("Fancy Bear")
    assert group is not None
    assert group.name == "APT28"
    assert group.country is None


def test_shared_aliases_are_kept_apart() -> None:
    table = {row["name"]: row for row in rows("threat_actors.tsv")}
    assert "Grizzly Steppe" in table["APT28"]["shared"].split("|")
    assert "Grizzly Steppe" not in table["APT28"]["other_names"].split("|")


def test_gazetteer_finds_by_any_writing() -> None:
    assert gazetteer.lookup("KIEV")[0].country == "UKR"
    assert gazetteer.lookup("Sao Paulo")[0].name == "São Paulo"
    assert any(e.kind == "admin1" for e in gazetteer.lookup("California"))


def test_gazetteer_is_quick_to_open() -> None:
    gazetteer._blocks.cache_clear()
    gazetteer._lines.cache_clear()
    gazetteer.lookup.cache_clear()
    began = time.perf_counter()
    gazetteer.lookup("Reykjavik")
    assert time.perf_counter() - began < 0.15


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert isinstance(gazetteer.lookup(text), tuple)
    countries.by_name(text)
    known(text)


def test_types_modes_and_statuses_are_those_of_the_guide(shared: pathlib.Path) -> None:
    path = shared / "gold" / "check.py"
    spec = importlib.util.spec_from_file_location("check", path)
    assert spec is not None
    assert spec.loader is not None
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    assert {t: " ".join(plover.modes(t)) for t in plover.TYPES} == check.MODES
    assert list(plover.STATUSES) == check.STATUSES


def test_codebook_scales() -> None:
    assert {plover.quad(t) for t in plover.TYPES} == {1, 2, 3, 4}
    assert all(-10 <= plover.intensity(t) <= 10 for t in plover.TYPES)
    assert plover.cameo("ASSAULT", "aerial") == "19"
    with pytest.raises(KeyError):
        plover.modes("PRAISE")


def test_contexts_by_words() -> None:
    assert plover.contexts("A referendum on the peace deal") == ("election",)
    assert len(plover.CONTEXTS) == 37
