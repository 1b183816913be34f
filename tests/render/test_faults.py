"""The link at the foot of each page by which readers report a fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from glossator.model import Edition
from glossator.render.faults import fault_link
from glossator.render.plan import PlannedPage, plan_edition

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://example.org/editions/"


def page_of(edition: Edition, kind: str) -> PlannedPage:
    return next(page for page in plan_edition(edition).pages if page.kind == kind)


def reported(href: str) -> dict[str, str]:
    """What a filled-in address hands over."""
    return {name: value for name, (value,) in parse_qs(urlsplit(href.replace("&amp;", "&")).query).items()}


def test_a_page_is_named_with_its_version(handmade: Any) -> None:
    edition = handmade.published_edition()
    link = fault_link(edition, page_of(edition, "chapter"), SITE)
    assert link is not None
    assert reported(link.href) == {
        "title": "A Hand-made Book: 1. The Note at the Foot",
        "body": (
            "What is wrong, and what should stand there?\r\n\r\n\r\n\r\n"
            "Paragraph or note (its number stands beside it):  \r\n"
            "Page: 1. The Note at the Foot (published/1/)\r\n"
            "Printed pages: 11–14\r\n"
            "Edition: A Hand-made Book (published), version 3, with changes that are not published yet\r\n"
            "Address: https://example.org/editions/published/1/?v=3\r\n"
        ),
    }


def test_an_address_can_ask_for_single_facts(handmade: Any) -> None:
    edition = handmade.handmade_edition()
    asked = "https://example.org/?id={id}&p={page}&v={version}&a={address}"
    edition = edition._replace(metadata=edition.metadata._replace(report=asked))
    chapter = fault_link(edition, page_of(edition, "chapter"), None)
    title = fault_link(edition, page_of(edition, "title"), None)
    assert chapter is not None
    assert title is not None
    assert reported(chapter.href) == {"id": "1", "p": "11–14", "v": "0.1"}
    assert reported(title.href) == {"id": "handmade", "v": "0.1"}


def test_without_an_address_nothing_is_shown(handmade: Any) -> None:
    edition = handmade.handmade_edition()
    edition = edition._replace(metadata=edition.metadata._replace(report=None))
    assert fault_link(edition, page_of(edition, "chapter"), SITE) is None


def test_a_title_cannot_break_out(handmade: Any) -> None:
    edition = handmade.handmade_edition()
    hostile = '"><script>&{body}%0D\nBcc: x'
    metadata = edition.metadata._replace(title=hostile, report="mailto:press@example.org")
    link = fault_link(edition._replace(metadata=metadata), page_of(edition, "contents"), SITE)
    assert link is not None
    assert not set('"<>') & set("".join(link))
    assert reported(link.href)["subject"] == hostile.replace("\n", "\r\n") + ": Contents"


@pytest.mark.parametrize("page", ["", "1", "index", "contents", "bibliography"])
def test_it_stands_at_the_foot_of_each_page_of_the_book(built: Path, page: str) -> None:
    html = (built / "site" / "handmade" / page / "index.html").read_text(encoding="utf-8")
    foot = html[html.index('<footer class="md-footer') :]
    assert len(re.findall('<a class="gl-report" href="https://example.org/faults[?]title=A%20Hand-made', foot)) == 1
    assert "gl-report" not in (built / "site" / "index.html").read_text(encoding="utf-8")
