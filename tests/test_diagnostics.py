import re

import pytest

from glossator.diagnostics import RULES, Diagnostic, GlossatorError, Place, Severity, format_diagnostic, shown_path
from glossator.spans import LineIndex, Span

TEXT = "one\ntwo three\n"


def locate(span):
    position = LineIndex(TEXT).position(span.start)
    return Place("content/demo/witnesses/a.md", position.line, position.column)


def test_a_finding_is_shown_in_three_lines():
    finding = Diagnostic("witness-altered", "another text", (Span("A", 8, 13),), "restore it")
    assert format_diagnostic(finding, locate).splitlines() == [
        "W002 witness-altered  another text",
        "  --> content/demo/witnesses/a.md:2:5",
        "  hint: restore it",
    ]


def test_a_finding_without_a_hint_takes_that_of_its_rule():
    shown = format_diagnostic(Diagnostic("witness-missing", "no file a.md", ()), locate)
    assert shown.splitlines() == ["W001 witness-missing  no file a.md", f"  hint: {RULES['witness-missing'].hint}"]


def test_a_finding_can_have_several_places_of_both_kinds():
    finding = Diagnostic("value-repeated", "twice", (Place("x.yml", 3, 1), Span("A", 0, 1), Place("y.yml")))
    assert re.findall(r"--> (.*)", format_diagnostic(finding, locate)) == [
        "x.yml:3:1",
        "content/demo/witnesses/a.md:1:1",
        "y.yml",
    ]


def test_a_finding_of_no_declared_rule_is_refused():
    with pytest.raises(ValueError, match="no such rule: not-a-rule"):
        Diagnostic("not-a-rule", "", ())


def test_text_from_a_file_cannot_steer_the_terminal():
    shown = format_diagnostic(Diagnostic("key-unknown", "no key \x1b[2J\u202eabc\nnext", ()), locate)
    assert "\x1b" not in shown
    assert r"no key \x1b[2J\u202eabc\nnext" in shown.splitlines()[0]


def test_letters_of_every_script_are_shown_as_they_are():
    assert "Резюме – Kunštát" in format_diagnostic(Diagnostic("key-unknown", "Резюме – Kunštát", ()), locate)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_says_everything_in_short(rule):
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert isinstance(rule.severity, Severity)
    for text in (rule.what, rule.why):
        assert re.fullmatch(r"[A-Z].*\.", text), text
    assert rule.hint
    assert not rule.hint.endswith(".")
    assert RULES[rule.name] is rule


def test_codes_are_unique():
    codes = [rule.code for rule in RULES.values()]
    assert len(set(codes)) == len(codes)


def test_an_error_of_a_rule_is_shown_like_a_finding():
    error = GlossatorError("the witness is empty", Place("a.md"), rule="witness-empty")
    assert str(error).splitlines() == [
        "W003 witness-empty  the witness is empty",
        "  --> a.md",
        f"  hint: {RULES['witness-empty'].hint}",
    ]


def test_an_error_of_no_rule_is_shown_as_error():
    assert str(GlossatorError("the disk is full", Place("site", 0), "make room")).splitlines() == [
        "error: the disk is full",
        "  --> site",
        "  hint: make room",
    ]
    assert str(GlossatorError("the disk is full")) == "error: the disk is full"


def test_an_error_lists_all_problems_of_a_file():
    problems = (
        Diagnostic("key-missing", "title is missing", (Place("edition.yml", 1, 1),)),
        Diagnostic("key-unknown", "no key x", (Place("edition.yml", 4, 1),), "take it out"),
    )
    shown = str(GlossatorError("edition.yml has 2 faults", problems=problems))
    assert shown.splitlines() == [
        "C016 key-missing  title is missing",
        "  --> edition.yml:1:1",
        "  hint: add it",
        "C015 key-unknown  no key x",
        "  --> edition.yml:4:1",
        "  hint: take it out",
        "error: edition.yml has 2 faults",
    ]


def test_paths_are_shown_from_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert shown_path(tmp_path / "here" / "content" / "a.md") == "content/a.md"
    assert shown_path(tmp_path / "shared" / "a.md") == "../shared/a.md"
