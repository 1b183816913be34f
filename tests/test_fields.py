import pytest

from glossator.diagnostics import GlossatorError
from glossator.fields import Fields, UnfitError, closest, read_text, read_unique
from glossator.yaml_nodes import Problems, parse_yaml


def fields_of(text):
    problems = Problems("x.yml")
    return Fields(parse_yaml(text, problems), "the file", problems), problems


def faults(problems):
    with pytest.raises(GlossatorError) as caught:
        problems.check()
    return [(p.rule, p.places[0].line, p.message, p.hint) for p in caught.value.problems]


def upper_only(text):
    if not text.isupper():
        raise UnfitError("is not in capitals", "hold the shift key")
    return text.title()


def test_values_are_read():
    fields, problems = fields_of("a: some   text\nb: 1984\nc: [x, 2]\nd: HEAD\ne: 7\nf: blue\ng: {h: i}\n")
    assert fields.needed_text("a") == "some text"
    assert fields.text("b") == "1984"
    assert fields.texts("c") == ("x", "2")
    assert fields.text("d", upper_only) == "Head"
    assert fields.whole_number("e", 1, 10) == 7
    assert fields.choice("f", ("red", "blue"), "red") == "blue"
    assert [(key.text, value.text) for key, value in fields.entries("g")] == [("h", "i")]
    fields.finish()
    problems.check()


@pytest.mark.parametrize("text", ["{}", "a:\nb: ~\nc: null\nd:\ne:\n"])
def test_values_may_be_left_out_or_left_empty(text):
    fields, problems = fields_of(text)
    assert fields.text("a") is None
    assert fields.texts("b") == ()
    assert fields.whole_number("c", 1, 2) is None
    assert fields.choice("d", ("x",), "x") == "x"
    assert fields.entries("e") == ()
    fields.finish()
    problems.check()


def test_needed_values():
    fields, problems = fields_of("\nb:\nc: []\n")
    assert fields.needed_text("a") == ""
    assert fields.needed_text("b") == ""
    assert fields.needed_items("c") == ()
    assert faults(problems) == [
        ("key-missing", 2, "a is missing from the file", ""),
        ("key-missing", 2, "b of the file has no value", ""),
        ("value-not-valid", 3, "c of the file is an empty list", "name at least one"),
    ]


def test_values_of_the_wrong_kind():
    fields, problems = fields_of("a: [x]\nb: true\nc: word\nd: word\ne: [x, [y], {z: 1}]\nf: {g: h}\ng: 1.5\n")
    fields.text("a")
    fields.text("b")
    fields.texts("c")
    fields.entries("d")
    fields.texts("e")
    fields.items("f")
    fields.whole_number("g", 1, 2)
    fields.finish()
    assert faults(problems) == [
        ("value-of-wrong-kind", 1, "a is a list; it should be a text", ""),
        (
            "value-of-wrong-kind",
            2,
            "b is a truth value (true or false); it should be a text",
            "put it in quotes if it is a text",
        ),
        (
            "value-of-wrong-kind",
            3,
            "c is a text; it should be a list",
            "write c: [one, two], or one line with - for each",
        ),
        ("value-of-wrong-kind", 4, "d is a text; it should be keys with values", ""),
        ("value-of-wrong-kind", 5, "an item of e is a list; it should be a text", ""),
        ("value-of-wrong-kind", 5, "an item of e is a mapping (keys with values); it should be a text", ""),
        (
            "value-of-wrong-kind",
            6,
            "f is a mapping (keys with values); it should be a list",
            "write f: [one, two], or one line with - for each",
        ),
        ("value-of-wrong-kind", 7, "g is a text; it should be a whole number", "write digits only, without quotes"),
    ]


def test_values_that_cannot_be_right():
    fields, problems = fields_of("a: ''\nb: low\nc: 11\nd: green\n")
    assert fields.text("a") is None
    assert fields.text("b", upper_only) is None
    assert fields.whole_number("c", 1, 10) is None
    assert fields.choice("d", ("red", "blue"), "red") == "red"
    assert faults(problems) == [
        ("value-not-valid", 1, "a is empty", "fill it in, or take the key out"),
        ("value-not-valid", 2, 'b "low" is not in capitals', "hold the shift key"),
        ("value-not-valid", 3, "c 11 is not between 1 and 10", ""),
        ("value-not-valid", 4, 'd "green" is none of its possible values', "write one of: red, blue"),
    ]


def test_unknown_keys():
    fields, problems = fields_of("titel: x\n42: y\n")
    fields.text("title")
    fields.text("year")
    fields.finish()
    assert faults(problems) == [
        ("key-unknown", 1, 'the file has no key "titel"', 'did you mean "title"?'),
        ("key-unknown", 2, 'the file has no key "42"', "known keys here: title, year"),
    ]


def test_what_should_be_a_mapping_and_is_none_is_told_once():
    fields, problems = fields_of("- a\n")
    assert fields.needed_text("a") == ""
    assert fields.needed_items("b") == ()
    fields.finish()
    assert faults(problems) == [("value-of-wrong-kind", 1, "the file is a list; it should be keys with values", "")]


def test_names_given_twice():
    problems = Problems("x.yml")
    items = parse_yaml("- A\n- B\n- A\n-\n-\n- A\n", problems).items
    read_unique([(item.text, item) for item in items], "the siglum", problems)
    assert [fault[:3] for fault in faults(problems)] == [
        ("value-repeated", 3, 'the siglum "A" is given twice, first in line 1'),
        ("value-repeated", 6, 'the siglum "A" is given twice, first in line 1'),
    ]


def test_read_text_says_what_it_read():
    problems = Problems("x.yml")
    assert read_text(parse_yaml("- x", problems), "the heading", problems) == ""
    assert faults(problems)[0][2] == "the heading is a list; it should be a text"


@pytest.mark.parametrize(("word", "meant"), [("licence", "license"), ("autors", "authors"), ("zzz", None), ("", None)])
def test_the_word_that_was_meant(word, meant):
    assert closest(word, ["title", "license", "authors"]) == meant
