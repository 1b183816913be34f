"""Which works are by a person, and which titles are about one."""

from __future__ import annotations

import pytest

from glossator.model import Name, Person, Work
from glossator.persons.works import PersonWorks, works_of_persons

HUME = Person("hume", "David Hume", "Hume, David")
CHEKHOV = Person("chekhov", "Anton Chekhov", "Chekhov, Anton P", forms=("Chekhov", "Antosha"))
GREENS = (Person("green-anna", "Anna Green"), Person("green-alfred", "Alfred Green"))
NOTHING = PersonWorks((), ())


def work(title: str, *authors: Name, role: str = "author", subtitle: str = "", langid: str = "english") -> Work:
    fields = {"title": title, "langid": langid} | ({"subtitle": subtitle} if subtitle else {})
    return Work(title, "book", {role: authors} if authors else {}, fields, {})


def by(person: Person, name: Name, *others: Person, role: str = "author") -> bool:
    found = works_of_persons((person, *others), [work("A Title", name, role=role)])
    return bool(found.get(person.id, NOTHING).by)


def about(person: Person, title: str, *others: Person, **more: str) -> bool:
    found = works_of_persons((person, *others), [work(title, Name("Writer", "Some"), **more)])
    return bool(found.get(person.id, NOTHING).about)


@pytest.mark.parametrize(
    "name",
    [
        Name("Hume", "David"),
        Name("Hume", "D."),
        Name("HUME", "D"),
        Name("Hume", "David Q."),
    ],
)
def test_forenames_or_initials_make_an_author(name: Name) -> None:
    assert by(HUME, name)


@pytest.mark.parametrize(
    "name",
    [
        Name("Hume"),
        Name("Hume", "Joseph"),
        Name("Hume", "J."),
        Name("Humes", "David"),
        Name("David Hume", literal=True),
    ],
)
def test_a_surname_alone_or_another_forename_makes_none(name: Name) -> None:
    assert not by(HUME, name)


@pytest.mark.parametrize(
    "name", [Name("Čechov", "A. P."), Name("Tchekhov", "Anton"), Name("Чехов", "А. П."), Name("Chekhov", "A.")]
)
def test_transliterations_meet(name: Name) -> None:
    assert by(CHEKHOV, name)


def test_editors_and_translators_count() -> None:
    assert by(HUME, Name("Hume", "D."), role="translator")


def test_a_particle_may_stand_in_either_place() -> None:
    ranke = Person("ranke", "Leopold von Ranke", "Ranke, Leopold von")
    assert by(ranke, Name("Ranke", "Leopold", particle="von"))
    assert by(ranke, Name("von Ranke", "L."))


def test_initials_that_fit_two_persons_are_nobodys() -> None:
    anna, alfred = GREENS
    assert not by(anna, Name("Green", "A."), alfred)
    assert by(anna, Name("Green", "Anna"), alfred)
    assert not by(alfred, Name("Green", "Anna"), anna)


def test_a_person_without_known_forenames_has_written_nothing() -> None:
    assert not by(Person("homer", "Homer"), Name("Homer", "W."))


@pytest.mark.parametrize("title", ["Hume", "Essays on Hume", "Hume's Sentences", "Reading HUME’s Notes"])
def test_a_title_with_the_family_name_is_about_the_person(title: str) -> None:
    assert about(HUME, title)


def test_subtitles_count_and_so_do_other_spellings() -> None:
    assert about(HUME, "The Letters", subtitle="What Hume Kept")
    assert about(CHEKHOV, "Listy Čechov", langid="czech")


@pytest.mark.parametrize(
    "title", ["Humean Thoughts", "Humes", "On humility", "The Humes of Ninewells", "The Hume", "hume"]
)
def test_other_words_are_not_about_the_person(title: str) -> None:
    assert not about(HUME, title)


def test_a_genitive_is_a_possessive_in_its_language() -> None:
    assert about(CHEKHOV, "Жизнь Чехова", langid="russian")
    assert about(HUME, "Humes Stil", langid="german")
    assert not about(HUME, "Humes Stil")


def test_a_title_is_about_nobody_when_two_share_the_name() -> None:
    anna, alfred = GREENS
    assert not about(anna, "Green and Her Notes", alfred)
    assert about(anna, "Green and Her Notes")


def test_a_rank_is_no_name() -> None:
    assert not about(Person("marshall", "George Marshall", "Marshall, George"), "Marshal of the Margins")


def test_a_forename_or_byname_is_not_looked_for() -> None:
    assert not about(Person("david", "David", forms=("David",)), "David Hume and the Foot of the Page")
    assert not about(CHEKHOV, "Antosha and Others")


def test_what_a_person_wrote_is_not_about_that_person() -> None:
    own = work("My Own Life, by Hume", Name("Hume", "David"))
    other = work("Hume", Name("Writer", "Some"))
    assert works_of_persons((HUME,), [own, other]) == {"hume": PersonWorks((own,), (other,))}


def test_persons_without_works_are_left_out() -> None:
    assert works_of_persons((HUME, *GREENS), [work("Hume", Name("Writer", "Some"))]).keys() == {"hume"}
    assert works_of_persons((), [work("Hume")]) == {}
