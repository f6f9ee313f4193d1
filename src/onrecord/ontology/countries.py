"""Countries: ISO 3166-1 codes, English names with older and short ones, capitals, GeoNames ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.ontology.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country. `names` begins with the usual English name; the point is degrees (WGS 84)."""

    alpha3: str
    alpha2: str
    names: tuple[str, ...]
    capital: str | None
    geonameid: int
    lat: float | None
    lon: float | None
    population: int

    @property
    def name(self) -> str:
        """The usual English name."""
        return self.names[0]


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """All countries and territories by alpha-3 code (Kosovo: XKX, as users of ISO 3166 agree).

    >>> countries()["COD"].capital, "Zaire" in countries()["COD"].names
    ('Kinshasa', True)
    """
    found = {}
    for row in rows("countries.tsv"):
        found[row["alpha3"]] = Country(
            alpha3=row["alpha3"],
            alpha2=row["alpha2"],
            names=(row["name"], *filter(None, row["other_names"].split("|"))),
            capital=row["capital"] or None,
            geonameid=int(row["geonameid"]),
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            population=int(row["population"] or 0),
        )
    return found


@lru_cache(maxsize=1)
def _alpha2() -> dict[str, str]:
    return {c.alpha2: c.alpha3 for c in countries().values()}


def by_alpha2(code: str) -> str:
    """The alpha-3 code for an alpha-2 code.

    >>> by_alpha2("AM")
    'ARM'
    """
    return _alpha2()[code]


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in countries().values():
        for name in country.names:
            found.setdefault(name.casefold(), country.alpha3)
    for row in rows("historic_countries.tsv"):
        found.setdefault(row["name"].casefold(), row["alpha3"])
    return found


def by_name(name: str) -> str | None:
    """The alpha-3 code of the country called `name`, by today's successor for one that is gone.

    Short forms in capitals count only so: "US" is a country, "us" is not.

    >>> by_name("Zaire"), by_name("the Netherlands"), by_name("us"), by_name("Atlantis")
    ('COD', 'NLD', None, None)
    """
    plain = name.replace("’", "'").removeprefix("the ").removeprefix("The ")
    if len(plain.replace(".", "")) < 4 and plain != plain.upper():
        return None
    return _names().get(plain.casefold())


@lru_cache(maxsize=1)
def capitals() -> dict[str, str]:
    """Alpha-3 code by capital city, as its name stands in English news.

    >>> capitals()["Tehran"], capitals()["Kiev"]
    ('IRN', 'UKR')
    """
    found = {c.capital: c.alpha3 for c in countries().values() if c.capital}
    for row in rows("capitals.tsv"):
        found[row["name"]] = row["alpha3"]
    return found
