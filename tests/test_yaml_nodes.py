import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glossator import yaml_nodes
from glossator.diagnostics import GlossatorError, Place
from glossator.yaml_nodes import (
    DEPTH_LIMIT,
    MappingNode,
    Problems,
    Scalar,
    SequenceNode,
    is_nothing,
    is_number,
    is_truth,
    kind_of,
    parse_yaml,
    read_mapping,
    shown,
)


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request, monkeypatch):
    """Everything here holds with both of PyYAML's parsers."""
    if request.param == "python":
        monkeypatch.setattr(yaml_nodes, "_LOADER", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")


def parse(text):
    problems = Problems("x.yml")
    node = parse_yaml(text, problems)
    problems.check()
    return node


def faults(text):
    """What is said of a text: rule, line, column and message of each fault."""
    with pytest.raises(GlossatorError) as caught:
        parse(text)
    return [(p.rule, p.places[0].line, p.places[0].column, p.message) for p in caught.value.problems]


def test_nodes_know_their_place():
    node = parse("# a comment\ntitle: Один\nauthors:\n  - A B\n  - 'C'\n")
    (title, text), (_, authors) = node.entries
    assert title == Scalar("title", quoted=False, place=Place("x.yml", 2, 1))
    assert text == Scalar("Один", quoted=False, place=Place("x.yml", 2, 8))
    assert isinstance(authors, SequenceNode)
    assert [(item.text, item.quoted, item.place.line, item.place.column) for item in authors.items] == [
        ("A B", False, 4, 5),
        ("C", True, 5, 5),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2016", "a whole number"),
        ("-3", "a whole number"),
        ("0", "a whole number"),
        ("true", "a truth value (true or false)"),
        ("~", "nothing"),
        ("null", "nothing"),
        ("[]", "a list"),
        ("{}", "a mapping (keys with values)"),
        # what other YAML readers turn into something else stays text
        ("No", "a text"),
        ("yes", "a text"),
        ("on", "a text"),
        ("True", "a text"),
        ("1917-11-07", "a text"),
        ("12:30", "a text"),
        ("010", "a text"),
        ("0x1f", "a text"),
        ("1_000", "a text"),
        ("1e3", "a text"),
        ("3.5", "a text"),
        ("-0", "a whole number"),
        ("9" * 5000, "a text"),
        ("'2016'", "a text"),
        ('"true"', "a text"),
        ("''", "a text"),
        ("|\n  2016", "a text"),
    ],
)
def test_only_plain_words_are_other_than_text(text, kind):
    node = parse(f"key: {text}\n").entries[0][1]
    assert kind_of(node) == kind
    assert is_nothing(node) == (kind == "nothing")
    if isinstance(node, Scalar):
        assert is_truth(node) == ("truth" in kind)
        assert is_number(node) == ("number" in kind)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "--- ~\n"])
def test_a_text_without_a_value(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("title: a: b\n", 1, 9, "not YAML: mapping values are not allowed"),
        ("a: [1, 2\nb: 3\n", 2, 2, "not YAML"),
        ('a: "never closed\n', 2, 1, "not YAML"),
        ("a: 'b'c\n", 1, 7, "not YAML"),
        ("a: 1\n b: 2\n", 2, 3, "not YAML"),
        ("%YAML 9.9\n---\na: 1\n", 1, 1, "not YAML"),
        ("a: @b\n", 1, 4, "not YAML"),
        ("a:\n\tb: 1\n", 2, 1, "a tab stands where YAML wants spaces"),
        ("\ta: 1\n", 1, 1, "a tab stands where YAML wants spaces"),
    ],
)
def test_what_is_not_yaml(text, line, column, says):
    ((rule, found_line, found_column, message),) = faults(text)
    assert rule == "yaml-invalid"
    assert says in message
    assert found_line in {line, line - 1}  # the two parsers differ by the end of a line
    if found_line == line and "tab" in says:
        assert found_column == column


@pytest.mark.parametrize(("char", "name"), [("\0", "U+0000"), ("\x1b", "U+001B"), ("\ufffe", "U+FFFE")])
def test_control_characters_are_refused_by_name(char, name):
    ((rule, line, _, message),) = faults(f"a: 1\nb: {char}\n")
    assert (rule, line) == ("yaml-invalid", 2)
    assert name in message


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("a: &name [1]\nb: 2\n", 1, 4, "&"),
        ("a: 1\nb: *name\n", 2, 4, "*name"),
        ("a: !!python/object/apply:os.system ['x']\n", 1, 4, "python/object"),
        ("a: !!str 12\n", 1, 4, "tag"),
        ("a: !mine b\n", 1, 4, "!mine"),
        ("&k a: 1\n", 1, 1, "&"),
        ("!!set {a}\n", 1, 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("a: " + "[" * 100_000 + "\n", 1, 4 + DEPTH_LIMIT - 1, f"more than {DEPTH_LIMIT} deep"),
        ("{a: " * 1000 + "\n", 1, 4 * DEPTH_LIMIT - 2, "deep"),
    ],
)
def test_yaml_that_is_refused(text, line, column, says):
    ((rule, *place, message),) = faults(text)
    assert rule == "yaml-not-plain"
    assert place == [line, column]
    assert says in message


def test_a_few_aliases_cannot_grow():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert [fault[:3] for fault in faults(bomb)] == [("yaml-not-plain", 1, 4)]


def test_the_merge_key_is_a_key_like_others():
    assert parse("<<: {a: 1}\n").entries[0][0].text == "<<"


def test_keys_that_stand_twice_are_all_told():
    assert faults("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n'b': 4\n") == [
        ("key-repeated", 3, 1, '"a" stands here again, first in line 1'),
        ("key-repeated", 4, 11, '"d" stands here again, first in line 4'),
        ("key-repeated", 5, 1, '"b" stands here again, first in line 2'),
    ]


def test_a_key_that_is_no_word():
    assert faults("? [a, b]\n: 1\n? {c: d}\n: 2\n") == [
        ("value-of-wrong-kind", 1, 3, "a key is a list, not a word"),
        ("value-of-wrong-kind", 3, 3, "a key is a mapping (keys with values), not a word"),
    ]


class TestReadingAFile:
    def error_of(self, tmp_path, data):
        (tmp_path / "x.yml").write_bytes(data)
        with pytest.raises(GlossatorError) as caught:
            read_mapping(tmp_path / "x.yml")
        return caught.value

    def test_a_byte_order_mark_does_not_matter(self, tmp_path):
        (tmp_path / "x.yml").write_bytes("\ufefftitle: A\r\nyear: 1\r\n".encode())
        node, problems = read_mapping(tmp_path / "x.yml")
        assert [(key.text, value.text, key.place.column) for key, value in node.entries] == [
            ("title", "A", 1),
            ("year", "1", 1),
        ]
        problems.check()

    @pytest.mark.parametrize("data", [b"", b"# nothing\n", b"---\n...\n", b"\xef\xbb\xbf"])
    def test_an_empty_file(self, tmp_path, data):
        (problem,) = self.error_of(tmp_path, data).problems
        assert (problem.rule, problem.message) == ("value-of-wrong-kind", "the file is empty")

    @pytest.mark.parametrize(("data", "kind"), [(b"\n- a\n- b\n", "a list"), (b"\ntitle\n", "a text")])
    def test_a_file_that_is_no_mapping(self, tmp_path, data, kind):
        (problem,) = self.error_of(tmp_path, data).problems
        assert problem.message == f"the file holds {kind} where keys with values should stand"
        assert problem.places[0].line == 2

    def test_another_encoding(self, tmp_path):
        error = self.error_of(tmp_path, "title: A\nauthors: [Kunštát]\n".encode("cp1250"))
        assert error.rule == "file-not-utf8"
        assert (error.place.line, error.place.column) == (2, 14)

    def test_a_file_that_no_hand_wrote(self, tmp_path):
        error = self.error_of(tmp_path, b"#" * (yaml_nodes.SIZE_LIMIT + 1))
        assert error.rule == "file-unreadable"
        assert "the limit is 4 MB" in error.message

    def test_no_file(self, tmp_path):
        with pytest.raises(GlossatorError, match="there is no such file"):
            read_mapping(tmp_path / "x.yml")


def test_problems_are_told_in_the_order_of_the_file():
    problems = Problems("x.yml")
    problems.add("key-missing", "second", Place("x.yml", 2, 1))
    problems.add("key-missing", "first", Place("x.yml", 1, 9))
    with pytest.raises(GlossatorError) as caught:
        problems.check()
    assert [problem.message for problem in caught.value.problems] == ["first", "second"]
    assert caught.value.message == "x.yml has 2 faults; nothing was done"


def test_long_values_are_cut():
    assert shown("a" * 80) == f'"{"a" * 80}"'
    assert shown("a" * 81) == f'"{"a" * 77}…"'


def plain(node):
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return node.text


words = st.text(string.ascii_letters + "ěščř -:#'\"\n", max_size=20)
values = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3))


@given(st.dictionaries(words, values, max_size=4))
def test_what_is_written_is_read(data):
    class NoAliases(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    text = yaml.dump(data, Dumper=NoAliases, allow_unicode=True)
    node = parse(text)
    assert data == (plain(node) if node else {})


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("[]{}:,-&*!|>'\"#%@? \n\tab\\", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text):
    try:
        parse(text)
    except GlossatorError as error:
        for problem in error.problems:
            assert problem.places[0].line >= 1
            assert problem.places[0].column >= 1
