"""Whatever two texts are, they can be compared and shown: nothing raises, and every entry stands where it says."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossator.anchors.plain import number_plainly
from glossator.collation.apparatus import collate
from glossator.model import Edition, Metadata, Witness
from glossator.parse.document import Names, parse_document
from glossator.render.apparatus_page import apparatus_view
from glossator.render.plan import plan_edition
from glossator.render.readings import readings_on_page, unit_texts
from glossator.source.zones import recognize

LINES = [
    "# 1. The Mole",
    "## A Section",
    "# Part I",
    "2. The Tower",
    "Nobody in the village remembered who had built the mole, nor why it bends to the north.<sup>1</sup>",
    "Nobody in the hamlet remembered who had built the mole, nor why it bends to the north.¹",
    "The salt carts vanished within a single summer, and with them the inns along the road.<sup>2</sup>",
    "the salt carts vanished within a single summer, and",
    "with them the inns along the road.",
    "> The salt carts vanished within a single summer.",
    "- *one* item\n- an-\nother item",
    "| a | b |\n|---|---|\n| c | d |",
    "1 *Ledger of the harbour*, p. 9.",
    "2 Ibid., p. 10.",
    "¹ Ibid.",
    "---",
    "12",
    "# Index",
    "Mole 1, 2",
    "“ — ”",
    "\u202eמגדל\u202c <script> & \x02",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=14).map("\n\n".join),
    st.text(max_size=60),
)
METADATA = Metadata(
    "x", "X", None, (), None, None, None, None, None, None, "en", None, "1", None
)  # fmt: skip


def witness(siglum: str, text: str) -> Witness:
    dialect, zones = recognize(text)
    return Witness(siglum, f"{siglum}.md", "0" * 64, dialect, text, zones)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS)
def test_any_texts_can_be_compared_and_shown(first: str, second: str, third: str) -> None:
    witnesses = (witness("A", first), witness("B", second), witness("C", third))
    base, *others = (parse_document(one, Names.of([])) for one in witnesses)
    document = number_plainly(base)
    collation = collate(document, others, {one.siglum: one.text for one in witnesses})
    texts = unit_texts(document)
    assert [extent.siglum for extent in collation.extents] == [
        siglum for siglum in ("B", "C") if siglum not in collation.unrelated
    ]
    places = []
    for entry in collation.apparatus:
        assert texts[entry.unit][entry.start : entry.end] == entry.lemma
        assert {reading.siglum for reading in entry.readings}.isdisjoint(collation.unrelated)
        assert all(entry.lemma != reading.text for reading in entry.readings)
        places.append((list(texts).index(entry.unit), entry.start, entry.end))
    assert len(places) == len(set(places))
    edition = Edition(
        METADATA, witnesses, document, apparatus=collation.apparatus, extents=collation.extents
    )  # fmt: skip
    plan = plan_edition(edition)
    for page in plan.pages:
        readings_on_page(edition, plan, page)
    (page,) = [page for page in plan.pages if page.kind == "apparatus"]
    view = apparatus_view(edition, plan, page)
    shown = sum(len(place.readings) for group in view.groups for place in group.places)
    assert shown == sum(entry.unit in plan.units for entry in collation.apparatus)
