"""Places of publication: a reference says by them where its title ends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from glossator.folding import fold

# Where scholarly books are published.
_CITIES: Final = """
    Aldershot Amsterdam Ann_Arbor Antwerp Antwerpen Athens Baltimore Barcelona Basel Bath Beograd Belgrade
    Berkeley Berlin Bern Bielefeld Bloomington Bologna Bonn Boston Bratislava Brno Bruxelles Brussels Bucharest
    București Budapest Cambridge Charlottesville Chicago Copenhagen Darmstadt Dordrecht Dresden Dublin Durham
    Düsseldorf Edinburgh Firenze Florence Frankfurt Freiburg Fribourg Genève Geneva Glasgow Göttingen Groningen
    Den_Haag The_Hague Halle Hamburg Hannover Harmondsworth Heidelberg Helsinki Hildesheim Innsbruck Ithaca Jena
    Jerusalem Kiev Kyiv Köln Cologne Konstanz Kraków Krakow Lausanne Leiden Leipzig Leningrad Lisboa Lisbon
    Ljubljana London Louvain Leuven Lund Lviv Lwów Lyon Madrid Mainz Manchester Marburg Milano Milan Minneapolis
    Minsk Montréal Moscow Moskva Moskau München Munich Münster Napoli New_Haven New_York Notre_Dame Novosibirsk
    Odessa Oslo Oxford Padova Paris Petrograd Philadelphia Poznań Praha Prague Prag Princeton Providence Riga
    Roma Rome Rotterdam St._Petersburg Saint_Petersburg Sankt-Peterburg S._Peterburg Sofia Stanford Stockholm
    Strasbourg Stuttgart Tallinn Tartu Tbilisi Tokyo Torino Toronto Tübingen Turnhout Uppsala Utrecht Venezia
    Venice Vilnius Warsaw Warszawa Washington Weimar Wien Vienna Wiesbaden Wrocław Würzburg Zagreb Zürich Москва
    Ленинград Петроград СПб Киев
""".split()  # noqa: SIM905  # a list of 130 quoted words reads worse
_ABBREVIATED: Final = frozenset({"М", "Л", "СПб", "Пг", "М.–Л", "М.; Л"})  # as Russian references write them
_PLACES: Final = frozenset(fold("".join(re.findall(r"[^\W_]+", city))) for city in _CITIES)


@lru_cache(maxsize=1 << 14)
def is_place(segment: str) -> bool:
    """Tell whether a stretch of a reference names one or more places of publication."""
    if segment.strip(" .") in _ABBREVIATED:
        return True
    parts = [part for part in re.split(r"\s?[/–-]\s?|\sand\s|\sa\s|\sund\s", segment.strip()) if part]
    if not parts or len(parts) > 4:
        return False
    first = re.sub(r"\s(?:1[4-9]|20)\d\d.*$", "", parts[0])
    letters = fold("".join(re.findall(r"[^\W\d_]+", first)))
    whole = fold("".join(re.findall(r"[^\W\d_]+", segment)))
    return letters in _PLACES or whole in _PLACES
