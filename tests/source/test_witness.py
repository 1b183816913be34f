import hashlib

import pytest

from glossator.config import WitnessConfig
from glossator.diagnostics import GlossatorError, Place
from glossator.model import Zone
from glossator.source.witness import add_witness, find_witness, read_witness
from glossator.source.zones import Notation

TEXT = "# A heading\n\nA line of text.\n"


def recognize(text):
    return Notation("plain", (Zone(2, 5, "marker"),))


def config_for(data, dialect="auto"):
    digest = hashlib.sha256(data).hexdigest()
    return WitnessConfig("A", "a.md", digest, dialect, Place("content/demo/edition.yml", 5, 13))


@pytest.fixture
def witness_file(tmp_path):
    file = tmp_path / "a.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def error_of(path, config, limit_mb=64):
    with pytest.raises(GlossatorError) as caught:
        read_witness(path, config, limit_mb, recognize)
    return caught.value


def declare(root, data, name="a.md"):
    """Write an edition that declares one witness with the checksum of `data`."""
    folder = root / "content" / "demo"
    folder.mkdir()
    (folder / "edition.yml").write_text(
        "title: A book\nlanguage: en\nwitnesses:\n"
        f"  - siglum: A\n    file: {name}\n    sha256: {hashlib.sha256(data).hexdigest()}\n",
        encoding="utf-8",
    )
    return folder


class TestReading:
    def test_a_witness_is_read(self, witness_file):
        config = config_for(TEXT.encode())
        witness = read_witness(witness_file, config, 64, recognize)
        assert (witness.siglum, witness.text, witness.dialect) == ("A", TEXT, "plain")
        assert witness.zones == (Zone(2, 5, "marker"),)
        assert witness.sha256 == config.sha256
        assert witness.path.endswith("a.md")

    def test_a_dialect_that_is_set_is_not_looked_for(self, witness_file):
        def never(text):
            raise AssertionError

        config = config_for(TEXT.encode(), dialect="marker")
        witness = read_witness(witness_file, config, 64, never)
        assert (witness.dialect, witness.zones) == ("marker", ())

    def test_nothing_is_normalized(self, tmp_path):
        text = "\ufeffa\r\nb\u0301\u00a0\tc\n\n"
        data = text.encode()
        (tmp_path / "a.md").write_bytes(data)
        assert read_witness(tmp_path / "a.md", config_for(data), 64, recognize).text == text

    def test_a_link_to_a_witness_is_followed(self, tmp_path, witness_file):
        (tmp_path / "link.md").symlink_to(witness_file)
        assert read_witness(tmp_path / "link.md", config_for(TEXT.encode()), 64, recognize).text == TEXT


class TestWhatCannotBeRead:
    def test_an_altered_witness(self, witness_file):
        error = error_of(witness_file, config_for(b"another text"))
        assert error.rule == "witness-altered"
        assert hashlib.sha256(TEXT.encode()).hexdigest() in error.message
        assert hashlib.sha256(b"another text").hexdigest() in error.message
        assert error.hint.endswith("write its SHA-256 into content/demo/edition.yml:5")

    @pytest.mark.parametrize(("here", "declared", "name"), [("\r\n", "\n", "LF"), ("\n", "\r\n", "CR LF")])
    def test_converted_line_ends_are_recognized(self, tmp_path, here, declared, name):
        (tmp_path / "a.md").write_bytes(TEXT.replace("\n", here).encode())
        error = error_of(tmp_path / "a.md", config_for(TEXT.replace("\n", declared).encode()))
        assert error.rule == "witness-altered"
        assert error.hint.startswith(f"only the line ends differ: the declared file ends its lines with {name};")

    def test_a_binary_file_in_its_place(self, tmp_path):
        (tmp_path / "a.md").write_bytes(b"%PDF-1.7\n\0\0")
        error = error_of(tmp_path / "a.md", config_for(TEXT.encode()))
        assert error.rule == "witness-altered"
        assert error.hint == "this is no text file; put the OCR text in its place"

    @pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
    def test_an_empty_witness(self, tmp_path, data):
        (tmp_path / "a.md").write_bytes(data)
        assert error_of(tmp_path / "a.md", config_for(TEXT.encode())).rule == "witness-empty"
        assert error_of(tmp_path / "a.md", config_for(data)).rule == "witness-empty"

    def test_a_nul_character(self, tmp_path):
        data = b"one\ntw\0o\n"
        (tmp_path / "a.md").write_bytes(data)
        error = error_of(tmp_path / "a.md", config_for(data))
        assert error.rule == "witness-binary"
        assert error.message == "byte 6 is NUL: this is no text file"
        assert (error.place.line, error.place.column) == (2, 3)

    def test_a_nul_character_after_bytes_that_are_no_text(self, tmp_path):
        data = b"\x89PNG\r\n\0"
        (tmp_path / "a.md").write_bytes(data)
        error = error_of(tmp_path / "a.md", config_for(data))
        assert error.rule == "witness-binary"
        assert error.place.line == 0

    def test_another_encoding(self, tmp_path):
        data = "one\nvýbor\n".encode("cp1250")
        (tmp_path / "a.md").write_bytes(data)
        error = error_of(tmp_path / "a.md", config_for(data))
        assert error.rule == "witness-not-utf8"
        assert error.message == "byte 5 (0xfd) is not UTF-8"
        assert (error.place.line, error.place.column) == (2, 2)

    def test_a_file_over_the_limit(self, tmp_path):
        data = b"x" * 1_000_001
        (tmp_path / "a.md").write_bytes(data)
        error = error_of(tmp_path / "a.md", config_for(data), limit_mb=1)
        assert error.rule == "witness-too-large"
        assert "size_limit_mb" in error.hint
        assert read_witness(tmp_path / "a.md", config_for(data), 2, recognize).text == data.decode()

    def test_a_folder_in_its_place(self, tmp_path):
        assert error_of(tmp_path, config_for(b"x")).rule == "witness-unreadable"

    def test_a_dead_link_in_its_place(self, tmp_path):
        (tmp_path / "a.md").symlink_to("nowhere")
        error = error_of(tmp_path / "a.md", config_for(b"x"))
        assert (error.rule, error.message) == ("witness-unreadable", "this link leads to no file")


class TestFinding:
    def test_the_editions_own_folder_comes_first(self, project):
        own = project / "content" / "demo" / "witnesses" / "a.md"
        shared = project.parent / "shared" / "witnesses" / "a.md"
        assert find_witness(project, "demo", "a.md") is None
        for file in (shared, own):
            file.parent.mkdir(parents=True)
            file.write_text(TEXT, encoding="utf-8")
            assert find_witness(project, "demo", "a.md").samefile(file)

    def test_the_shared_folder_is_found_from_a_relative_root(self, project, monkeypatch):
        shared = project.parent / "shared" / "witnesses"
        shared.mkdir(parents=True)
        (shared / "a.md").write_text(TEXT, encoding="utf-8")
        monkeypatch.chdir(project)
        from pathlib import Path

        assert find_witness(Path(), "demo", "a.md") == shared / "a.md"

    def test_a_dead_link_is_found_so_that_it_can_be_told(self, project):
        folder = project / "content" / "demo" / "witnesses"
        folder.mkdir(parents=True)
        (folder / "a.md").symlink_to("nowhere")
        assert find_witness(project, "demo", "a.md") == folder / "a.md"


class TestAdding:
    def test_a_witness_is_copied_under_its_declared_name(self, project, tmp_path):
        declare(project, TEXT.encode())
        source = tmp_path / "download (1).txt"
        source.write_bytes(TEXT.encode())
        target = add_witness(project, "demo", source)
        assert target == project / "content" / "demo" / "witnesses" / "a.md"
        assert target.read_bytes() == TEXT.encode()
        assert [file.name for file in target.parent.iterdir()] == ["a.md"]
        assert target.stat().st_mode & 0o777 == 0o644

    def test_a_witness_that_is_there_is_replaced(self, project, tmp_path):
        folder = declare(project, TEXT.encode())
        (folder / "witnesses").mkdir()
        (folder / "witnesses" / "a.md").write_bytes(b"an older text")
        (tmp_path / "new.md").write_bytes(TEXT.encode())
        assert add_witness(project, "demo", tmp_path / "new.md").read_bytes() == TEXT.encode()

    def test_a_witness_can_be_given_from_its_own_place(self, project):
        folder = declare(project, TEXT.encode())
        (folder / "witnesses").mkdir()
        file = folder / "witnesses" / "a.md"
        file.write_bytes(TEXT.encode())
        assert add_witness(project, "demo", file).read_bytes() == TEXT.encode()

    def test_another_file_is_refused(self, project, tmp_path):
        folder = declare(project, TEXT.encode())
        (tmp_path / "b.md").write_bytes(b"another text")
        with pytest.raises(GlossatorError) as caught:
            add_witness(project, "demo", tmp_path / "b.md")
        assert caught.value.rule == "witness-not-listed"
        assert hashlib.sha256(b"another text").hexdigest() in caught.value.message
        assert "content/demo/edition.yml" in caught.value.message
        assert not (folder / "witnesses").exists()

    def test_a_file_with_converted_line_ends_is_recognized(self, project, tmp_path):
        declare(project, TEXT.encode())
        (tmp_path / "b.md").write_bytes(TEXT.replace("\n", "\r\n").encode())
        with pytest.raises(GlossatorError) as caught:
            add_witness(project, "demo", tmp_path / "b.md")
        assert caught.value.hint.startswith("only the line ends differ")

    @pytest.mark.parametrize(("data", "rule"), [(b"a\0b", "witness-binary"), (b"a\xff", "witness-not-utf8")])
    def test_a_declared_file_that_is_no_text_is_refused(self, project, tmp_path, data, rule):
        declare(project, data)
        (tmp_path / "b.md").write_bytes(data)
        with pytest.raises(GlossatorError) as caught:
            add_witness(project, "demo", tmp_path / "b.md")
        assert caught.value.rule == rule

    def test_a_missing_file(self, project, tmp_path):
        declare(project, TEXT.encode())
        with pytest.raises(GlossatorError, match="there is no such file"):
            add_witness(project, "demo", tmp_path / "b.md")

    def test_an_unknown_edition(self, project, tmp_path):
        with pytest.raises(GlossatorError) as caught:
            add_witness(project, "demo", tmp_path / "b.md")
        assert caught.value.rule == "edition-not-found"

    def test_a_failure_leaves_nothing_half_written(self, project, tmp_path, monkeypatch):
        folder = declare(project, TEXT.encode())
        (folder / "witnesses").mkdir()
        (folder / "witnesses" / "a.md").write_bytes(b"an older text")
        (tmp_path / "new.md").write_bytes(TEXT.encode())

        def fail(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("pathlib.Path.replace", fail)
        with pytest.raises(GlossatorError, match="No space left on device"):
            add_witness(project, "demo", tmp_path / "new.md")
        assert [file.name for file in (folder / "witnesses").iterdir()] == ["a.md"]
        assert (folder / "witnesses" / "a.md").read_bytes() == b"an older text"

    def test_a_folder_in_the_place_of_the_witness(self, project, tmp_path):
        folder = declare(project, TEXT.encode())
        (folder / "witnesses" / "a.md").mkdir(parents=True)
        (tmp_path / "new.md").write_bytes(TEXT.encode())
        with pytest.raises(GlossatorError, match="cannot be written"):
            add_witness(project, "demo", tmp_path / "new.md")


@pytest.mark.monograph("A", "B")
@pytest.mark.parametrize(("siglum", "characters"), [("A", 497848), ("B", None)])
def test_the_witnesses_of_the_monograph_are_the_declared_ones(project_root, monograph_witness, siglum, characters):
    from glossator.config import load_edition_config

    edition = load_edition_config(project_root, "reiman")
    config = next(witness for witness in edition.witnesses if witness.siglum == siglum)
    text = read_witness(monograph_witness(siglum), config, edition.size_limit_mb, recognize).text
    assert characters in {None, len(text)}
