"""Whether headwords stand in order."""

from __future__ import annotations

import pytest

from glossator.persons.alphabet import out_of_order


@pytest.mark.parametrize(
    "index",
    [
        "Abel|Baker, Zoe|Bakerman, Al|Çelik|Dietz",
        "New York|Newark|Newman",  # word by word
        "Newark|Newman, Ann|Newman, Bo|New York",  # letter by letter
        "Cyril|Čapek|Dvořák",  # an accent makes a letter of its own
        "Capek|Čapková|Cyril",  # it does not
        "Davies|de Gaulle|Dickens",  # particles count
        "Queneau|von Ranke|Reid",  # they do not
        "O'Brien|Obst|O-Young",  # punctuation is nothing
        "Khan|al-Khwarizmi, M|Klein",
        "Aldous|al-Khwarizmi, M|Allen",
        "d’Alembert, Jean|Alfred|Dalton",
        "Dahl|d'Alembert, Jean|Davies",
        "Łaski|Lind",
        "Smith, John|Smith, John|Smyth, Ann",
        "",
    ],
)
def test_customs_are_no_disorder(index: str) -> None:
    assert out_of_order(index.split("|")) == ()


@pytest.mark.parametrize(
    ("index", "blamed"),
    [
        ("Chiang|Chernov|Churchill", "Chiang"),  # of two the first
        ("Zed|Abel|Baker|Carr", "Zed"),  # one and not three
        ("Abel|Baker|Carr|Aaron|Dietz", "Aaron"),
        ("Abel|Baker|Carr|Dietz|Abbot|Abt", "Abbot|Abt"),
        ("Smith, Bo|Smith, Al|Smithers", "Smith, Bo"),
    ],
)
def test_as_few_as_possible_are_blamed(index: str, blamed: str) -> None:
    headwords = index.split("|")
    assert "|".join(headwords[at] for at in out_of_order(headwords)) == blamed
