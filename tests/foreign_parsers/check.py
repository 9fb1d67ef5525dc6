"""Reads the files of open data with parsers that are not ours. Usage: check.py FOLDER

The folder has the files as the service serves them, and the API's occurrences of 2027 in occurrences.json.
"""

import csv
import datetime
import io
import json
import pathlib
import socket
import sys
import zipfile

import csvw
import feedparser
import icalendar
import jsonschema
import pandas
import rdflib
import recurring_ical_events
import referencing
import tincan
from pyld import jsonld
from referencing.jsonschema import DRAFT3

SCHEMA_ORG = "https://schema.org/"
# The organization ontology, for what schema.org has no class for.
ORG = "http://www.w3.org/ns/org#"
SCHEMAS = pathlib.Path(__file__).parent / "popolo"


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


def calendar_of_organization(folder):
    """The calendar of an organization has its events, as the calendar of all has them."""
    def events(name):
        parsed = icalendar.Calendar.from_ical(read(folder, name))
        assert not parsed.errors, parsed.errors
        return {str(event["UID"]): str(event["SUMMARY"]) for event in parsed.walk("VEVENT")}

    own, every = events("parasat.ics"), events("calendar.ics")
    assert "Нью-Йоркпен кездесу" in own.values(), own
    assert own.items() < every.items(), (own, every)
    return f"icalendar: {len(own)} events of an organization"


def popolo(folder):
    """Each object is valid by Popolo's schemas."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    resources = [(schema["id"].removesuffix("#"), DRAFT3.create_resource(schema)) for schema in schemas]
    resources += [(f"{name}#", resource) for name, resource in resources]
    registry = referencing.Registry().with_resources(resources)
    data = json.loads(read(folder, "directory.popolo.json"))
    links = [link["url"] for one in data["organizations"] for link in one.get("links", [])]
    assert any("%D0%B1%D1%96%D0%B7%20" in link for link in links), links
    checker = jsonschema.Draft3Validator.FORMAT_CHECKER
    # A format that the checker does not know is not checked.
    assert {"date-time", "email", "uri"} <= set(checker.checkers), checker.checkers
    for text, name in [("https://x.kz/a?b[]=1", "uri"), ("2026-11-23 06:00", "date-time")]:
        assert not checker.conforms(text, name), (text, name)
    count = 0
    for name, kind in [("organizations", "organization"), ("persons", "person"), ("posts", "post"),
                       ("memberships", "membership"), ("events", "event")]:
        schema = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))
        validator = jsonschema.Draft3Validator(schema, registry=registry, format_checker=checker)
        assert data[name], name
        for one in data[name]:
            errors = [error.message for error in validator.iter_errors(one)]
            assert not errors, (name, one, errors)
            count += 1
    return f"Popolo's schemas: {count} objects"


def refuse(url, _options):
    raise AssertionError(f"not self-contained: {url}")


def json_ld(folder):
    """The graph is read by pyld and rdflib without a network, and each record has an address and a type."""
    text = read(folder, "directory.jsonld")
    data = json.loads(text)
    expanded = jsonld.expand(data, {"documentLoader": refuse})
    assert len(expanded) == len(data["@graph"]) > 20, len(expanded)
    for node in expanded:
        assert node["@id"].startswith("https://") and node["@type"][0].startswith((SCHEMA_ORG, ORG)), node
        assert SCHEMA_ORG + "name" in node or node["@type"] == [SCHEMA_ORG + "OrganizationRole"], node
        unknown = [name for name in node if not name.startswith(("@", "http://", "https://"))]
        assert not unknown, unknown
    sites = [value for node in expanded for value in node.get(SCHEMA_ORG + "url", [])]
    assert all("@id" in value for value in sites), sites
    triples = jsonld.to_rdf(data, {"documentLoader": refuse})["@default"]
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(graph) == len(triples), (len(graph), len(triples))
    types = {str(kind) for kind in graph.objects(None, rdflib.RDF.type)}
    assert {SCHEMA_ORG + "Person", ORG + "Post"} <= types, types
    assert all(kind.startswith((SCHEMA_ORG, ORG)) for kind in types), types
    return f"pyld and rdflib: {len(expanded)} records, {len(triples)} triples"


def record(folder):
    """A record at its own address is the node of the graph, and its link is a URI in both forms."""
    text = read(folder, "record.jsonld")
    (alone,) = jsonld.expand(json.loads(text), {"documentLoader": refuse})
    graph = jsonld.expand(json.loads(read(folder, "directory.jsonld")), {"documentLoader": refuse})
    assert alone in graph, alone
    (url,) = [value["@id"] for value in alone[SCHEMA_ORG + "url"]]
    # The link as the editor wrote it, with letters outside ASCII, brackets and an encoded blank.
    assert url == ("https://%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B.example.kz/%D0%B1%D1%96%D0%B7%20%D1%82%D1%83%D1%80%D0%B0%D0%BB%D1%8B"
                   "?%D1%82%D1%96%D0%BB%5B%5D=kk"), url
    assert jsonschema.Draft3Validator.FORMAT_CHECKER.conforms(url, "uri"), url
    triples = set(rdflib.Graph().parse(data=text, format="json-ld"))
    assert any(str(value) == url for _, _, value in triples), triples
    data = json.loads(read(folder, "record.json"))
    assert alone["@id"].endswith(data["id"]) and data["kind"] == "organization" and data["version"] == 1, data
    assert data["content"]["contactPoints"][0]["value"] == url, data
    return f"pyld and rdflib: one record, {len(triples)} triples"


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
    times = [graph.value(one, dct.modified) for one in distributions]
    known = [time.toPython() for time in times if time is not None]
    assert len(known) > 9 and all(time.tzinfo is not None for time in known), times
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
    with open(folder / "organizations.csv", encoding="utf-8-sig", newline="") as file:
        comma = list(csv.DictReader(file))
    with open(folder / "organizations-semicolon.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file, delimiter=";")) == comma
    frame = pandas.read_csv(folder / "organizations.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == comma
    people = {row["name_kk"] for row in csv.DictReader(io.StringIO(read(folder, "people.csv").lstrip("\ufeff")))}
    assert "Лилия Кущ" in people, people
    return f"csvw: {len(group.tables)} tables, {rows} rows; pandas: {len(frame)} organizations"


def feed(folder):
    """The feed of changes is read by a feed reader."""
    parsed = feedparser.parse(folder / "changes.atom")
    assert not parsed.bozo and parsed.version == "atom10", parsed.get("bozo_exception")
    assert parsed.feed.language == "kk" and parsed.feed.title and parsed.feed.updated_parsed, parsed.feed
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) > 9, parsed.entries
    for entry in parsed.entries:
        assert entry.title and entry.summary and entry.updated_parsed and entry.link.startswith("https://"), entry
    return f"feedparser: {len(parsed.entries)} entries"


def statements(folder):
    """xAPI: each statement is read by tincan, and says what was read."""
    found = json.loads(read(folder, "statements.json"))["statements"]
    assert found
    for one in found:
        parsed = tincan.Statement.from_json(json.dumps(one))
        assert str(parsed.id) == one["id"] and parsed.id.version == 5, one["id"]
        assert parsed.actor.account.name == one["actor"]["account"]["name"], one["actor"]
        assert parsed.verb.id == one["verb"]["id"] and parsed.object.id == one["object"]["id"], one
        assert parsed.result.success == one["result"]["success"], one["result"]
        assert parsed.result.score.scaled == one["result"]["score"]["scaled"], one["result"]
        assert parsed.result.duration.total_seconds() >= 0, one["result"]
        assert parsed.timestamp == datetime.datetime.fromisoformat(one["timestamp"]), one["timestamp"]
        assert len(parsed.context.context_activities.parent) == 1, one["context"]
    return f"tincan: {len(found)} statements"


def roster(folder):
    """OneRoster: a CSV reader finds each table of the manifest, and the parts of names in their places."""
    with zipfile.ZipFile(folder / "oneroster.zip") as archive:
        assert archive.testzip() is None
        tables = {name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
                  for name in archive.namelist()}
    files = {row["propertyName"]: row["value"] for row in tables.pop("manifest.csv")}
    bulk = {name.removeprefix("file.") + ".csv" for name, value in files.items() if value == "bulk"}
    assert bulk == set(tables), (bulk, set(tables))
    names = {(row["familyName"], row["givenName"], row["middleName"]) for row in tables["users.csv"]}
    assert ("Құрбанов", "Эмиль", "Рашидұлы") in names, names
    scores = sorted(float(row["score"]) for row in tables["results.csv"])
    assert scores == [0, 100], scores
    return f"csv: {len(tables)} tables of OneRoster"


def results(folder):
    """A CSV reader finds the row of the assignment in a club's results."""
    with open(folder / "results.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assignments = [row for row in rows if row["kind"] == "assignment"]
    assert [row["member"] for row in assignments] == ["Құрбанов Эмиль Рашидұлы"], rows
    assert int(assignments[0]["words_begun"]) > 0 and assignments[0]["percent_remembered"] == "0", assignments
    return f"csv: {len(rows)} rows of results"


def offline(*_):
    raise AssertionError("a parser wants the network")


def main():
    # Whatever a file refers to, it can be read without fetching it.
    socket.socket.connect = offline
    folder = pathlib.Path(sys.argv[1])
    for check in (calendar, calendar_of_organization, popolo, json_ld, record, catalogue, tables, feed, statements, roster,
                  results):
        print(check(folder))


main()
