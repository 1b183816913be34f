import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.config import (
    DivisionName,
    check_doi,
    check_facsimile,
    check_file_name,
    check_isbn,
    check_language,
    check_report,
    check_sha256,
    check_siglum,
    check_web_address,
    edition_slugs,
    find_project,
    load_edition_config,
)
from glossator.diagnostics import GlossatorError
from glossator.fields import UnfitError
from glossator.licences import LICENCES
from glossator.model import DivisionKind, Licence, Metadata, Name

SHA = "0123456789abcdef" * 4
WITNESSES = f"witnesses:\n  - siglum: A\n    file: a.md\n    sha256: {SHA}\n"
SMALLEST = f"title: A book\nlanguage: en\n{WITNESSES}"
FULL = f"""\
title: A Book
subtitle: Of Its Margins
authors: [Ada Ahn, Bo Berg]
publisher: The Press
place: Praha
year: 2016
series: Small Books, 3
isbn: 978-3-16-148410-0
doi: 10.1000/182
language: cs-CZ
license: cc-by-4.0
version: 2.1
description: >
  Two lines
  folded to one.
facsimile: https://example.org/book.pdf#page={{page+12}}
report: mailto:faults@example.org
size_limit_mb: 128
witnesses:
  - {{siglum: A, file: a.md, sha256: {SHA}, dialect: marker}}
  - {{siglum: B, file: b.txt, sha256: {SHA.upper()}}}
divisions:
  introduction: Introduction
  summary: {{title: Резюме, language: ru}}
"""


def write(root, text, slug="demo"):
    folder = root / "content" / slug
    folder.mkdir(exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    (folder / "edition.yml").write_bytes(data)
    return folder


def faults(root, text):
    """What is said of an edition.yml: rule, line, column, message and hint of each fault."""
    write(root, text)
    with pytest.raises(GlossatorError) as caught:
        load_edition_config(root, "demo")
    assert str(caught.value).count("  --> ") == max(1, len(caught.value.problems))
    return [(p.rule, p.places[0].line, p.places[0].column, p.message, p.hint) for p in caught.value.problems]


class TestProject:
    def test_it_is_found_from_below(self, project):
        folder = write(project, SMALLEST)
        assert find_project(project) == project
        assert find_project(folder) == project

    def test_there_is_none(self, tmp_path):
        (tmp_path / "content").mkdir()
        with pytest.raises(GlossatorError) as caught:
            find_project(tmp_path)
        assert caught.value.rule == "project-not-found"

    def test_editions_are_the_folders_with_an_edition_file(self, project):
        for slug in ("small-print", "b2", "a"):
            write(project, SMALLEST, slug)
        (project / "content" / "drafts").mkdir()
        (project / "content" / "README.md").write_text("x", encoding="utf-8")
        assert edition_slugs(project) == ("a", "b2", "small-print")

    def test_an_edition_can_be_a_link(self, project, tmp_path):
        write(project, SMALLEST, "a").rename(tmp_path / "elsewhere")
        (project / "content" / "linked").symlink_to(tmp_path / "elsewhere")
        assert edition_slugs(project) == ("linked",)
        assert load_edition_config(project, "linked").title == "A book"

    @pytest.mark.parametrize("slug", ["My Book", "über", "a_b", "-a", "a--b", "assets", "search"])
    def test_a_folder_whose_name_is_no_address(self, project, slug):
        write(project, SMALLEST, slug)
        with pytest.raises(GlossatorError) as caught:
            edition_slugs(project)
        assert caught.value.rule == "edition-name-unfit"
        assert slug in caught.value.message

    def test_content_that_cannot_be_listed(self, tmp_path):
        with pytest.raises(GlossatorError) as caught:
            edition_slugs(tmp_path)
        assert caught.value.rule == "file-unreadable"


class TestReading:
    def test_everything(self, project):
        write(project, FULL)
        config = load_edition_config(project, "demo")
        assert config.metadata() == Metadata(
            id="demo",
            title="A Book",
            subtitle="Of Its Margins",
            authors=("Ada Ahn", "Bo Berg"),
            publisher="The Press",
            place="Praha",
            year=2016,
            series="Small Books, 3",
            isbn="978-3-16-148410-0",
            doi="10.1000/182",
            language="cs-CZ",
            licence=LICENCES["CC-BY-4.0"],
            version="2.1",
            description="Two lines folded to one.",
            facsimile="https://example.org/book.pdf#page={page+12}",
            report="mailto:faults@example.org",
        )
        assert [(w.siglum, w.file, w.sha256, w.dialect) for w in config.witnesses] == [
            ("A", "a.md", SHA, "marker"),
            ("B", "b.txt", SHA, "auto"),
        ]
        assert config.divisions == (
            DivisionName(DivisionKind.INTRODUCTION, "Introduction", None),
            DivisionName(DivisionKind.SUMMARY, "Резюме", "ru"),
        )
        assert config.size_limit_mb == 128

    @pytest.mark.parametrize(
        ("address", "says"),
        [
            ("https://example.org/book.pdf", "names no page"),
            ("example.org/{page}", "is no web address"),
            ("https://example.org/{page}/{seite}", 'holds "{"'),
        ],
    )
    def test_a_facsimile_that_is_none(self, project, address, says):
        ((_, line, column, message, hint),) = faults(project, f"{SMALLEST}facsimile: {address}\n")
        assert (line, column) == (7, 12)
        assert says in message
        assert "{page}" in hint or "https://" in hint

    @pytest.mark.parametrize(
        ("address", "says", "helps"),
        [
            ("press@example.org", "no address for reports", "mailto:"),
            ("javascript:alert({id})", "no address for reports", "https://"),
            ("mailto:press", "no address of mail", "one address"),
            ("mailto:press@example.org?subject=Fault", "no address of mail", "filled in"),
            ("https://example.org/faults", "has no place", "{title}, {body}, {id}, {page}, {version}, {address}"),
            ("https://example.org/?p={id}&q={seite}", 'holds "{"', "{title}"),
        ],
    )
    def test_an_address_for_reports_that_is_none(self, project, address, says, helps):
        ((rule, line, column, message, hint),) = faults(project, f"{SMALLEST}report: {address}\n")
        assert (rule, line, column) == ("value-not-valid", 7, 9)
        assert says in message
        assert helps in hint

    def test_the_least(self, project):
        folder = write(project, SMALLEST)
        config = load_edition_config(project, "demo")
        metadata = config.metadata()
        assert (metadata.authors, metadata.year, metadata.licence, metadata.version) == ((), None, None, "1")
        assert config.divisions == ()
        assert config.size_limit_mb == 64
        declared = config.witnesses[0].declared
        assert (declared.line, declared.column) == (6, 13)
        assert declared.file.endswith("content/demo/edition.yml")
        assert folder.name == config.slug

    @pytest.mark.parametrize("ends", ["\r\n", "\n"])
    def test_line_ends_and_byte_order_mark_do_not_matter(self, project, ends):
        write(project, "\ufeff" + FULL.replace("\n", ends))
        assert load_edition_config(project, "demo").title == "A Book"

    def test_a_title_may_be_a_number(self, project):
        write(project, SMALLEST.replace("A book", "1984"))
        assert load_edition_config(project, "demo").title == "1984"

    def test_authors_in_parts(self, project):
        van = "{family: Berg, given: Bo, particle: van, suffix: Jr.}"
        write(project, SMALLEST + f"authors: [Ada Ahn, {van}, {{body: The Dale Society}}, {{family: Ode}}]\n")
        metadata = load_edition_config(project, "demo").metadata()
        assert metadata.authors == ("Ada Ahn", "Bo van Berg Jr.", "The Dale Society", "Ode")
        assert metadata.names == {
            "Bo van Berg Jr.": Name("Berg", "Bo", "van", "Jr."),
            "The Dale Society": Name("The Dale Society", literal=True),
            "Ode": Name("Ode"),
        }

    def test_an_author_who_is_none(self, project):
        found = faults(project, SMALLEST + "authors: [{given: Bo}, {body: X, family: Y}, [Z]]\n")
        assert [fault[3] for fault in found] == [
            "family is missing from an author",
            'an author has no key "family"',
            "an item of authors is a list; it should be a text",
        ]

    def test_a_licence_of_ones_own(self, project):
        own = "{id: X-1, name: The X Licence, url: 'https://example.org/x', allows: Reading aloud.}"
        write(project, SMALLEST + f"license: {own}\n")
        assert load_edition_config(project, "demo").licence == Licence(
            "X-1", "The X Licence", "https://example.org/x", "Reading aloud."
        )

    @pytest.mark.parametrize("identifier", LICENCES)
    def test_known_licences(self, project, identifier):
        write(project, SMALLEST + f"license: {identifier}\n")
        licence = load_edition_config(project, "demo").licence
        assert licence.id == identifier
        assert licence.allows.endswith(".")
        assert licence.url.startswith("https://") or identifier == "all-rights-reserved"


class TestFaults:
    def test_no_such_edition(self, project):
        write(project, SMALLEST, "small-print")
        for slug, hint in (("small-prnt", 'did you mean "small-print"?'), ("zzz", "there are: small-print")):
            with pytest.raises(GlossatorError) as caught:
                load_edition_config(project, slug)
            assert (caught.value.rule, caught.value.hint) == ("edition-not-found", hint)

    @pytest.mark.parametrize("slug", ["../demo", "..", "", "/etc", "a/b", "demo/", "C:demo"])
    def test_a_name_that_leads_elsewhere(self, project, slug):
        write(project, SMALLEST)
        with pytest.raises(GlossatorError) as caught:
            load_edition_config(project, slug)
        assert caught.value.rule == "edition-not-found"

    def test_the_edition_file_is_a_folder(self, project):
        (project / "content" / "demo" / "edition.yml").mkdir(parents=True)
        with pytest.raises(GlossatorError, match="this is a folder, not a file"):
            load_edition_config(project, "demo")

    def test_another_encoding(self, project):
        write(project, SMALLEST.replace("book", "výbor").encode("cp1250"))
        with pytest.raises(GlossatorError) as caught:
            load_edition_config(project, "demo")
        assert caught.value.rule == "file-not-utf8"
        assert (caught.value.place.line, caught.value.place.column) == (1, 11)

    def test_a_kind_may_have_several_titles(self, project):
        text = (
            "title: A\nlanguage: en\nwitnesses:\n"
            f"  - {{siglum: A, file: a.md, sha256: {'0' * 64}}}\n"
            "divisions:\n  appendix: [Maps, {title: Karten, language: de}]\n"
        )
        (project / "content" / "book").mkdir()
        (project / "content" / "book" / "edition.yml").write_text(text, encoding="utf-8")
        names = load_edition_config(project, "book").divisions
        assert [(name.kind.value, name.title, name.language) for name in names] == [
            ("appendix", "Maps", None),
            ("appendix", "Karten", "de"),
        ]

    def test_all_faults_are_told_at_once(self, project):
        text = (
            "titel: A book\n"
            "authors: Ada Ahn\n"
            "year: 20166\n"
            "isbn: 978-3-16-148410-1\n"
            "doi: https://doi.org/10.1000/182\n"
            "language: english language\n"
            "witnesses:\n"
            "  - {siglum: A, file: ../a.md, sha256: 12, dialekt: plain}\n"
            "  - {siglum: A, file: b.md, dialect: latex}\n"
            "  - just-a-name.md\n"
            "divisions: {intro: Introduction, conclusion: [[x]]}\n"
        )
        found = faults(project, text)
        assert [fault[:4] for fault in found] == [
            ("key-missing", 1, 1, "title is missing from edition.yml"),
            ("key-unknown", 1, 1, 'edition.yml has no key "titel"'),
            ("value-of-wrong-kind", 2, 10, "authors is a text; it should be a list"),
            ("value-not-valid", 3, 7, "year 20166 is not between 1000 and 2999"),
            ("value-not-valid", 4, 7, 'isbn "978-3-16-148410-1" is no ISBN: its check digit does not agree'),
            ("value-not-valid", 5, 6, 'doi "https://doi.org/10.1000/182" is no DOI'),
            ("value-not-valid", 6, 11, 'language "english language" is no language tag'),
            ("value-not-valid", 8, 23, 'file "../a.md" is no plain file name'),
            ("value-not-valid", 8, 40, 'sha256 "12" is no SHA-256 (2 characters)'),
            ("key-unknown", 8, 44, 'a witness has no key "dialekt"'),
            ("key-missing", 9, 5, "sha256 is missing from a witness"),
            ("value-repeated", 9, 5, 'the siglum "A" is given twice, first in line 8'),
            ("value-not-valid", 9, 38, 'dialect "latex" is none of its possible values'),
            ("value-of-wrong-kind", 10, 5, "a witness is a text; it should be keys with values"),
            ("key-unknown", 11, 13, '"intro" is no kind of division'),
            ("value-of-wrong-kind", 11, 47, "conclusion is a list; it should be a text"),
        ]
        hints = {fault[3]: fault[4] for fault in found}
        assert hints['edition.yml has no key "titel"'] == 'did you mean "title"?'
        assert hints['a witness has no key "dialekt"'] == 'did you mean "dialect"?'
        assert hints['"intro" is no kind of division'] == 'did you mean "introduction"?'
        assert "sha256sum FILE" in hints["sha256 is missing from a witness"]
        assert "10.1000/182" in hints['doi "https://doi.org/10.1000/182" is no DOI']

    @pytest.mark.parametrize(
        ("lines", "line", "rule"),
        [
            ("witnesses: []\n", 1, "value-not-valid"),
            ("witnesses:\n", 1, "key-missing"),
            ("witnesses: a.md\n", 1, "value-of-wrong-kind"),
            ("witnesses: {siglum: A}\n", 1, "value-of-wrong-kind"),
            ("witnesses:\n  -\n", 2, "value-of-wrong-kind"),
        ],
    )
    def test_witnesses_that_are_none(self, project, lines, line, rule):
        ((found_rule, found_line, *_),) = faults(project, lines + "title: A\nlanguage: en\n")
        assert (found_rule, found_line) == (rule, line)

    def test_two_witnesses_with_one_file(self, project):
        again = f"  - siglum: B\n    file: a.md\n    sha256: {SHA}\n"
        ((rule, line, _, message, _),) = faults(project, SMALLEST + again)
        assert (rule, line, message) == ("value-repeated", 7, 'the file "a.md" is given twice, first in line 4')

    def test_two_divisions_with_one_title(self, project):
        ((rule, line, *_),) = faults(project, SMALLEST + "divisions:\n  preface: Before\n  introduction: Before\n")
        assert (rule, line) == ("value-repeated", 9)

    def test_divisions_that_say_nothing(self, project):
        found = faults(
            project, SMALLEST + "divisions:\n  preface:\n  index: {language: en}\n  summary: {title: 3, x: 4}\n"
        )
        assert [(fault[0], fault[1]) for fault in found] == [
            ("value-of-wrong-kind", 8),
            ("key-missing", 9),
            ("key-unknown", 10),
        ]

    @pytest.mark.parametrize(
        ("licence", "rule", "says"),
        [
            ("CC-BY-NC-4", "value-not-valid", 'did you mean "CC-BY-NC-4.0"?'),
            ("WTFPL", "value-not-valid", "{id: …, name: …, url: …, allows: …}"),
            ("[CC0-1.0]", "value-of-wrong-kind", ""),
            ("true", "value-of-wrong-kind", "quotes"),
            ("{id: X, name: X, url: 'javascript:alert(1)', allows: x}", "value-not-valid", "https://"),
            ("{id: X, name: X, url: 'https://example.org'}", "key-missing", ""),
        ],
    )
    def test_licences_that_are_none(self, project, licence, rule, says):
        ((found_rule, line, _, _, hint),) = faults(project, SMALLEST + f"license: {licence}\n")
        assert (found_rule, line) == (rule, 7)
        assert says in hint

    def test_a_key_in_british_spelling_is_understood_as_a_slip(self, project):
        ((*_, hint),) = faults(project, SMALLEST + "licence: CC0-1.0\n")
        assert hint == 'did you mean "license"?'

    @pytest.mark.parametrize("value", ["0", "-1", "100001", "64.5", "'64'", "[64]", "true", "1e9"])
    def test_limits_that_are_none(self, project, value):
        ((rule, line, column, *_),) = faults(project, SMALLEST + f"size_limit_mb: {value}\n")
        assert rule in {"value-not-valid", "value-of-wrong-kind"}
        assert (line, column) == (7, 16)

    @given(st.binary(max_size=80) | st.text("tile: \n-[]{}#&*!'\"|>\tawns", max_size=80).map(str.encode))
    def test_whatever_stands_there_is_read_or_refused(self, tmp_path_factory, data):
        root = tmp_path_factory.mktemp("any")
        (root / "content").mkdir()
        write(root, data)
        with pytest.raises(GlossatorError):
            load_edition_config(root, "demo")


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (check_siglum, ["A", "B2", "α", "Vat1"], ["A B", "a/b", "", "x" * 17, "A.", "../A"]),
        (
            check_file_name,
            ["a.md", "Book (1).txt", "книга.md", ".hidden", "a..b"],
            ["", "a/b", "../a", "..", ".", "a\\b", "C:a", "/etc/passwd", "a\0b", "a\nb", "a\u202eb", "a*", "a?"],
        ),
        (check_sha256, [SHA], [SHA[:-1], SHA + "0", "g" * 64, f"sha256:{SHA}", ""]),
        (
            check_doi,
            ["10.1000/182", "10.3726/978-3-653-06473-5", "10.1000.10/a(b)<c>;d", "10.1002/(SICI)1097"],
            [
                "doi:10.1000/182",
                "https://doi.org/10.1000/182",
                "10.1/x",
                "10.1000/",
                "10.1000",
                "10.1000/a b",
                "11.1000/1",
            ],
        ),
        (
            check_isbn,
            ["978-3-16-148410-0", "9783161484100", "0-8044-2957-X", "080442957x", "978 3 16 148410 0"],
            ["978-3-16-148410-1", "0-8044-2957-1", "X-8044-2957-0", "978", "ISBN 9783161484100", "٩783161484100"],
        ),
        (
            check_language,
            ["en", "cs-CZ", "zh-Hant-TW", "grc", "de-1996"],
            ["", "english language", "e", "en_US", "en-", "1"],
        ),
        (
            check_web_address,
            ["https://example.org/a?b#c", "http://x"],
            ["javascript:alert(1)", "example.org", "https://", "https:///x", "ftp://x", "https://a b", "//x"],
        ),
        (
            check_facsimile,
            [
                "https://example.org/{page}",
                "http://example.org/a_b.pdf?x=1&y=%20#page={page+12}",
                "https://example.org/{page-3}/{page}.jpg",
                "https://příklad.example/strana-{page}",
            ],
            [
                "",
                "https://example.org/book.pdf",
                "https://example.org/{Page}",
                "https://example.org/{page}/{seite}",
                "https://example.org/{page+a}",
                "https://example.org/{page+1234567}",
                "{page}",
                "javascript:alert({page})",
                'https://example.org/{page}"onclick=x',
                "https://example.org/[{page}](x)",
                "https://example.org/`{page}`",
                "https://example.org/ {page}",
                "https://example.org/\\{page}",
            ],
        ),
        (
            check_report,
            [
                "mailto:press@example.org",
                "mailto:o'brien+faults@příklad.example",
                "https://example.org/issues/new?title={title}&body={body}",
                "http://example.org/{id}?v={version}&p={page}&a={address}",
            ],
            [
                "",
                "mailto:",
                "mailto:a@b,c@d",
                "mailto:a b@example.org",
                'mailto:"a"@example.org',
                "mailto:{id}@example.org",
                "ftp://example.org/{id}",
                "//example.org/{id}",
                "https://example.org/",
                "https:///{id}",
                "https://example.org/{id} {page}",
                'https://example.org/{id}"onclick=x',
                "https://example.org/{ID}/{id}",
            ],
        ),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_checks_of_single_values(check, good, bad):
    for value in good:
        assert check(value).lower() == value.lower()
    for value in bad:
        with pytest.raises(UnfitError):
            check(value)


def test_every_edition_of_this_project_can_be_read(project_root):
    slugs = edition_slugs(project_root)
    assert slugs
    for slug in slugs:
        config = load_edition_config(project_root, slug)
        assert config.metadata().licence is not None
