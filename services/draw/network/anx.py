"""An answer as an i2 Analyst's Notebook exchange chart (``.anx``): entities, links, attributes. Pure.

Names of elements and attributes are those of Analyst's Notebook's ``Chart`` schema: collections of types first,
then one ``ChartItem`` for each ``End/Entity`` and each ``Link``, whose ``End1Id``/``End2Id`` are ``EntityId`` values.
"""

from __future__ import annotations

from typing import Final

from services.draw.clean import clean
from services.draw.markup import Tag, document
from services.draw.network.caption import Caption
from services.draw.network.caption_fields import caption_fields
from services.draw.network.chart import Chart, Link, Spot
from services.draw.network.fields import edge_fields, node_fields, stub_fields
from services.draw.network.figures import iso
from services.draw.network.labels import heading, row_label
from services.draw.network.layout import Place, layout
from services.draw.network.words import edge_word, node_word, word

_MANY: Final = {"MlStyle": "MultiplicityMultiple"}
ICONS: Final = {
    "SUBJECT": "Person",
    "ACCOUNT": "Account",
    "PHONE": "Phone",
    "DEVICE": "Mobile Phone",
    "DOCUMENT": "Document",
    "CASE": "Case",
    "PLACE": "Place",
    "JOURNEY": "Journey",
    "ORGANISATION": "Organisation",
    "VEHICLE": "Car",
    "STUB": "Unknown",
}
ATTRIBUTES: Final = (
    "owner",
    "source",
    "role",
    "grade",
    "handling",
    "authority",
    "note",
    "label_ur",
    "amount_minor",
    "currency",
    "duration_s",
    "until",
    "hidden",
    "owner_name",
    "desk",
)
NUMBERS: Final = ("amount_minor", "duration_s", "hidden")


def anx(chart: Chart, caption: Caption, language: str, centre: tuple[str, ...]) -> bytes:
    """The chart; ``Rigorous`` and without id references, so that ends are found by entity."""
    places = layout(chart, centre, language).places
    entities = [_entity(spot, places[name], language) for name, spot in chart.spots.items()]
    links = [item for link in chart.links for item in _links(link, language)]
    collections = (
        Tag(
            "StrengthCollection",
            {},
            tuple(
                Tag("Strength", {"Name": name, "DotStyle": f"DotStyle{dots}"})
                for name, dots in (("Confirmed", "Solid"), ("Unconfirmed", "Dashed"))
            ),
        ),
        Tag(
            "AttributeClassCollection",
            {},
            tuple(
                Tag("AttributeClass", {"Name": name, "Type": "AttNumber" if name in NUMBERS else "AttText"})
                for name in ATTRIBUTES
            ),
        ),
        Tag(
            "LinkTypeCollection",
            {},
            tuple(
                Tag("LinkType", {"Name": name, "Colour": "0"})
                for name in sorted({_kind(link) for link in chart.links} | {"STUB"})
            ),
        ),
        Tag(
            "EntityTypeCollection",
            {},
            tuple(
                Tag(
                    "EntityType",
                    {"Name": name, "Colour": "0", "IconFile": icon, "PreferredRepresentation": "RepresentAsIcon"},
                )
                for name, icon in ICONS.items()
            ),
        ),
        _summary(caption),
    )
    items = Tag("ChartItemCollection", {}, (*entities, *links))
    about = {
        "IdReferenceLinking": "false",
        "Rigorous": "true",
        "LabelRule": "LabelRuleMerge",
        "UseLocalTimeZone": "false",
    }
    return document(Tag("Chart", about, (*collections, items)))


def _summary(caption: Caption) -> Tag:
    """Title of the chart and who asked, as its own properties."""
    fields = caption_fields(caption)
    properties = tuple(
        Tag("CustomProperty", {"Name": name, "Type": "String", "Value": value})
        for name, value in fields.items()
        if value
    )
    title = Tag("Field", {"Type": "SummaryFieldTitle", "Field": f"Rabta {fields['question']}".strip()})
    return Tag("Summary", {}, (Tag("FieldCollection", {}, (title,)), Tag("CustomPropertyCollection", {}, properties)))


def _entity(spot: Spot, place: Place, language: str) -> Tag:
    kind = spot.node.key.kind if spot.node and spot.node.key else "STUB"
    fields = node_fields(spot.node) if spot.node else stub_fields(0, spot.stub) if spot.stub else {}
    label = heading(spot, "en" if language == "" else language)
    icon = Tag("Icon", {"TextX": "0", "TextY": "16"}, (Tag("IconStyle", {"Type": kind if kind in ICONS else "STUB"}),))
    entity = Tag("Entity", {"EntityId": spot.id, "Identity": spot.id, "LabelIsIdentity": "false"}, (icon,))
    end = Tag("End", {"X": str(round(place.x)), "Y": str(round(place.y)), "Z": "0"}, (entity,))
    said = node_word(kind, language) if spot.node else word("held", language).format(owner=fields.get("owner_name", ""))
    return _item(label, said, fields, 0, end)


def _links(link: Link, language: str) -> list[Tag]:
    """One link a row, so that no evidence is summed away; one dashed link beside a stub."""
    ends = {"End1Id": link.start, "End2Id": link.end, "LabelPos": "50", "LabelSegment": "0"}
    if not link.rows:
        style = Tag("LinkStyle", {"Type": "STUB", "ArrowStyle": "ArrowNone", "Strength": "Unconfirmed", **_MANY})
        return [_item("", "", {}, 0, Tag("Link", ends, (style,)))]
    style = Tag("LinkStyle", {"Type": _kind(link), "ArrowStyle": "ArrowOnHead", "Strength": "Confirmed", **_MANY})
    return [
        _item(
            " ".join((edge_word(link.kind, language), row_label(row, language))).strip(),
            clean(row.id),
            edge_fields(row),
            row.at_ms,
            Tag("Link", ends, (style,)),
        )
        for row in link.rows
    ]


def _kind(link: Link) -> str:
    return clean(link.kind, 60) or "STUB"


def _item(label: str, description: str, fields: dict[str, str], at_ms: int, of: Tag) -> Tag:
    """A chart item with its attributes; its date where there is one."""
    at = iso(at_ms)
    dated = str(bool(at)).lower()
    about = {
        "Label": label,
        "Description": description,
        "SourceReference": fields.get("source", ""),
        "SourceType": "Rabta",
        "DateSet": dated,
        "TimeSet": dated,
    } | ({"DateTime": at[:19]} if at else {})
    attributes = tuple(
        Tag("Attribute", {"AttributeClass": name, "Value": fields[name]})
        for name in ATTRIBUTES
        if fields.get(name) and fields[name] != "0"
    )
    held = (Tag("AttributeCollection", {}, attributes),) if attributes else ()
    return Tag("ChartItem", about, (of, *held))
