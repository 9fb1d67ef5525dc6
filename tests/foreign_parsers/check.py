"""Reads the files of open data with parsers that are not ours. Usage: check.py FOLDER

The folder has the files as the service serves them, and the API's occurrences of 2027 in occurrences.json.
"""

import csv
import datetime
import io
import json
import pathlib
import sys

import csvw
import feedparser
import icalendar
import jsonschema
import rdflib
import recurring_ical_events
import referencing
from pyld import jsonld
from referencing.jsonschema import DRAFT3

SCHEMA_ORG = "http://schema.org/"
SCHEMAS = pathlib.Path(__file__).parent / "popolo"

# Without a network: schema.org's context in short. Its terms are schema.org's names, and ids and types are keywords.
SHORT_CONTEXT = {"@context": {"@vocab": SCHEMA_ORG, "id": "@id", "type": "@type"}}


def read(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def calendar(folder):
    """Each occurrence of 2027 is in the calendar once, Наурыз as whole days."""
    utc = datetime.timezone.utc
    start, end = datetime.datetime(2027, 1, 1, tzinfo=utc), datetime.datetime(2028, 1, 1, tzinfo=utc)
    parsed = icalendar.Calendar.from_ical(read(folder, "calendar.ics"))
    assert not parsed.errors and not any(event.errors for event in parsed.walk("VEVENT")), parsed.errors

    def written(event):
        begins, ends = event["DTSTART"].dt, event["DTEND"].dt
        if isinstance(begins, datetime.datetime):
            return str(event["SUMMARY"]), begins.astimezone(utc).isoformat(), ends.astimezone(utc).isoformat()
        return str(event["SUMMARY"]), begins.isoformat(), ends.isoformat()

    def expected(one):
        if one["isAllDay"]:
            return one["event"]["title"], one["localStart"][:10], None
        times = [datetime.datetime.fromisoformat(one[name]).isoformat() for name in ("startsAt", "endsAt")]
        return one["event"]["title"], *times

    occurrences = [edge["node"] for edge in json.loads(read(folder, "occurrences.json"))["occurrences"]["edges"]]
    wanted = sorted(map(expected, (one for one in occurrences if one["status"] == "CONFIRMED")), key=str)
    found = [written(event) for event in recurring_ical_events.of(parsed).between(start, end)
             if event.get("STATUS") != "CANCELLED"]
    nauryz = [row for row in found if row[1:] == ("2027-03-21", "2027-03-24")]
    assert len(nauryz) == 1, found
    days = [(row[0], row[1], None if len(row[1]) == 10 else row[2]) for row in found]
    assert sorted(days, key=str) == wanted, (sorted(days, key=str), wanted)
    return f"icalendar: {len(found)} occurrences in 2027, as in the API"


def popolo(folder):
    """Each object is valid by Popolo's schemas."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    resources = [(schema["id"].removesuffix("#"), DRAFT3.create_resource(schema)) for schema in schemas]
    resources += [(f"{name}#", resource) for name, resource in resources]
    registry = referencing.Registry().with_resources(resources)
    data = json.loads(read(folder, "directory.popolo.json"))
    count = 0
    for name, kind in [("organizations", "organization"), ("persons", "person"), ("posts", "post"),
                       ("memberships", "membership"), ("events", "event")]:
        schema = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))
        checker = jsonschema.Draft3Validator.FORMAT_CHECKER
        validator = jsonschema.Draft3Validator(schema, registry=registry, format_checker=checker)
        assert data[name], name
        for one in data[name]:
            errors = [error.message for error in validator.iter_errors(one)]
            assert not errors, (name, one, errors)
            count += 1
    return f"Popolo's schemas: {count} objects"


def json_ld(folder):
    """The graph is read by pyld, and each record has an address and a type."""
    data = json.loads(read(folder, "directory.jsonld"))

    def loader(url, _options):
        assert url.startswith("https://schema.org"), url
        return {"contextUrl": None, "documentUrl": url, "document": SHORT_CONTEXT, "contentType": "application/ld+json"}

    expanded = jsonld.expand(data, {"documentLoader": loader})
    assert len(expanded) == len(data["@graph"]) > 20, len(expanded)
    for node in expanded:
        assert node["@id"].startswith("https://") and node["@type"][0].startswith(SCHEMA_ORG), node
        assert SCHEMA_ORG + "name" in node or node["@type"] == [SCHEMA_ORG + "OrganizationRole"], node
        unknown = [name for name in node if not name.startswith(("@", "http://", "https://"))]
        assert not unknown, unknown
    quads = jsonld.to_rdf(data, {"documentLoader": loader})
    return f"pyld: {len(expanded)} records, {len(quads['@default'])} triples"


def catalogue(folder):
    """DCAT: each distribution has a title in three languages, a media type and a licence."""
    graph = rdflib.Graph().parse(data=read(folder, "catalogue.jsonld"), format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    distributions = list(graph.objects(None, dcat.distribution))
    assert len(distributions) > 9, distributions
    for one in distributions:
        titles = {title.language for title in graph.objects(one, dct.title)}
        assert titles == {"kk", "ru", "en"}, (one, titles)
        assert (one, dcat.downloadURL, None) in graph and (one, dcat.mediaType, None) in graph, one
        assert (one, dct.license, None) in graph, one
    return f"rdflib: {len(distributions)} distributions"


def tables(folder):
    """CSVW: each table has the columns and types that its description says, and Kazakh texts arrive whole."""
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    rows = 0
    for table in group.tables:
        parsed = list(table.iterdicts())
        text = (folder / table.local_name).read_bytes()
        plain = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
        assert parsed and len(parsed) == len(plain), table.local_name
        assert all(row["id"] == other["id"] for row, other in zip(parsed, plain)), table.local_name
        rows += len(parsed)
    people = {row["name_kk"] for row in csv.DictReader(io.StringIO(read(folder, "people.csv").lstrip("\ufeff")))}
    assert "Лилия Кущ" in people, people
    return f"csvw: {len(group.tables)} tables, {rows} rows"


def feed(folder):
    """The feed of changes is read by a feed reader."""
    parsed = feedparser.parse(folder / "changes.atom")
    assert not parsed.bozo and parsed.version == "atom10", parsed.get("bozo_exception")
    assert parsed.feed.language == "kk" and parsed.feed.title and parsed.feed.updated_parsed, parsed.feed
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) > 9, parsed.entries
    for entry in parsed.entries:
        assert entry.title and entry.summary and entry.updated_parsed and entry.link.startswith("https://"), entry
    return f"feedparser: {len(parsed.entries)} entries"


def main():
    folder = pathlib.Path(sys.argv[1])
    for check in (calendar, popolo, json_ld, catalogue, tables, feed):
        print(check(folder))


main()
