"""A drill of hostile requests: every query and mutation of the schema, with values that hardly anything expects."""

import base64
import http.client
import json
import random
import threading
import time
import uuid

from common import PASSWORD, Client, Service, in_threads

TEXTS = ["", " ", "\x00", "a\x00b", "\ud800", "ә" * 250, "a" * 10_000, "%", "_", "\\", "'; DROP TABLE x;--", "{{7*7}}", "\u202e", "\u200b",
         "🇰🇿" * 50, "İ", "ß" * 300, "\n", "NaN", "null", "1e999", "\ufdd0", "\U0010ffff", "parasat", "сәлем", "а" * 201, "{}", "[]"]
DAYS = ["2017", "2017~/2018~", "..", "../..", "2017/..", "-9999", "Y170000002", "2017-13", "2017-02-30", "0000", "9999-12-31", "19XX-XX-XX",
        "2017-06?", "[2017,2018]", "2017-21", "2017/2016", "٢٠١٧", "+2017", "-0001", "2026-11-23", "2004-02-29", "262143-12-31", "-262143-01-01"]
TIMES = ["2017-01-01T00:00:00Z", "-262143-01-01T00:00:00Z", "+262142-12-31T23:59:59Z", "9999-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00Z",
         "2017-06-30T23:59:60Z", "2017-01-01T00:00:00+23:59", "294277-01-01T00:00:00Z", "-4713-01-01T00:00:00Z", "2024-02-29T12:00:00+05:00"]
WORDS = ["Asia/Almaty", "Etc/GMT+14", "Europe/../x", "kk", "ru", "x-klingon", "KZ-33", "FREQ=DAILY;COUNT=999999999", "FREQ=SECONDLY",
         "FREQ=YEARLY;BYDAY=53MO", "name\nА\nБ", "https://example.kz", "a@b.kz", PASSWORD]
NUMBERS = [0, 1, -1, 5, 100, 101, 2**31 - 1, -(2**31), 2**31, 2**63, 0.5, 1e308]
PLAIN = {"Boolean": [True, False], "Int": [1, 2, 20], "Float": [0.9, 1.0], "Date": ["2026-11-23", "2026-12-31"], "EDTF": ["2017", "2017~/2018~"],
         "DateTime": ["2026-11-23T06:00:00Z"], "LanguageTag": ["kk", "en"], "LocalDateTime": ["2026-12-01T19:00:00"]}
# They end sessions or accounts, so that the other requests would be refused.
LEFT_OUT = {"logOut", "endSession", "endOtherSessions", "deleteAccount", "changePassword", "confirmEmailChange", "resetPassword"}
SCHEMA = """{ __schema { queryType { name } mutationType { name } types { kind name enumValues { name } inputFields { name type { ...t } }
    fields { name args { name type { ...t } } type { ...t } } } } }
    fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"""


class Hostile:
    """Makes requests from the schema."""

    def __init__(self, schema, ids, seed):
        self.types = {one["name"]: one for one in schema["types"]}
        self.roots = [schema["queryType"]["name"], schema["mutationType"]["name"]]
        self.ids, self.random = ids, random.Random(seed)

    def request(self):
        root = self.types[self.random.choice(self.roots)]
        field = self.random.choice([field for field in root["fields"] if field["name"] not in LEFT_OUT])
        variables, declared = {}, []
        selected = self.selection(field, variables, declared, 0)
        kind = "query" if root["name"] == self.roots[0] else "mutation"
        head = f"({', '.join(declared)})" if declared else ""
        return f"{kind}{head} {{ {selected} }}", variables

    def selection(self, field, variables, declared, depth):
        arguments = []
        for argument in field["args"]:
            needed = argument["type"]["kind"] == "NON_NULL"
            if needed or self.random.random() < 0.5:
                name = f"v{len(declared)}"
                declared.append(f"${name}: {written(argument['type'])}")
                variables[name] = self.value(argument["type"], 0)
                arguments.append(f"{argument['name']}: ${name}")
        head = field["name"] + (f"({', '.join(arguments)})" if arguments else "")
        of = self.types[named(field["type"])]
        if of["kind"] in ("SCALAR", "ENUM"):
            return head
        if of["kind"] != "OBJECT" or depth == 3:
            return head + " { __typename }"
        inner = self.random.sample(of["fields"], min(len(of["fields"]), self.random.choice([1, 2, 4])))
        return head + " { __typename " + " ".join(
            f"f{n}: {self.selection(one, variables, declared, depth + 1)}" for n, one in enumerate(inner)) + " }"

    def value(self, of, depth):
        if of["kind"] == "NON_NULL":
            return self.value(of["ofType"], depth)
        if self.random.random() < 0.03:
            return None
        if of["kind"] == "LIST":
            return [self.value(of["ofType"], depth + 1) for _ in range(self.random.choice([0, 1, 1, 2, 9]))]
        one = self.types[of["name"]]
        if one["kind"] == "ENUM":
            return self.random.choice(one["enumValues"])["name"]
        if one["kind"] == "INPUT_OBJECT":
            fields = [field for field in one["inputFields"]
                      if field["type"]["kind"] == "NON_NULL" or depth < 4 and self.random.random() < 0.4]
            return {field["name"]: self.value(field["type"], depth + 1) for field in fields}
        return self.scalar(one["name"])

    def scalar(self, name):
        choose = self.random.choice
        # One value that is refused hides what the others would do.
        if self.random.random() < 0.6 and name in PLAIN:
            return choose(PLAIN[name])
        if name == "Boolean":
            return choose([True, False])
        if name in ("Int", "Float"):
            return choose(NUMBERS)
        if name == "ID":
            return self.twisted(choose(self.ids))
        if name == "UUID":
            return choose([str(uuid.uuid4()), str(uuid.UUID(int=0)), "x"])
        if name in ("Date", "EDTF"):
            return choose(DAYS)
        if "Time" in name:
            return choose(TIMES)
        return choose([choose(TEXTS), choose(WORDS), choose(DAYS), self.twisted(choose(self.ids))])

    def twisted(self, text):
        """Returns a known id or cursor, or something like one."""
        case = self.random.randrange(6)
        if case < 3:
            return text
        with_padding = text + "=" * (-len(text) % 4)
        try:
            data = bytearray(base64.urlsafe_b64decode(with_padding))
        except ValueError:
            return self.random.choice(TEXTS)
        if case == 3 and data:
            data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
        elif case == 4:
            data = data[: self.random.randrange(len(data) + 1)]
        else:
            data = json.dumps(["", self.random.choice([None, -1, 2**63, self.random.choice(TIMES), [], {}])]).encode()
        return base64.urlsafe_b64encode(bytes(data)).decode().rstrip("=")


def written(of):
    if of["kind"] == "NON_NULL":
        return written(of["ofType"]) + "!"
    return f"[{written(of['ofType'])}]" if of["kind"] == "LIST" else of["name"]


def named(of):
    while of.get("ofType"):
        of = of["ofType"]
    return of["name"]


def known_ids(client):
    """Returns ids and cursors of records and of the learner's own data."""
    document = """{ organizations(first: 5) { edges { cursor node { id posts { id } citations { source { id } } } } }
        people(first: 5) { edges { cursor node { id } } } events(first: 3) { edges { cursor node { id } } }
        lesson(by: {slugs: {course: "kunine-bes-soz", lesson: "amandasu"}}) { id words { id } }
        viewer { id account { id } reviews(first: 3) { edges { cursor node { id } } }
          studyQueue(first: 9) { card { id } exercise { ... on ChooseMeaningExercise { id } } } } }"""
    found = []

    def collect(value):
        if isinstance(value, dict):
            found.extend(value[name] for name in ("id", "cursor") if value.get(name))
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            collect(one)

    collect(client.ask(document)[1]["data"])
    return found


def drill_fuzz(folder, options):
    service = Service(folder, options.program).start()
    learner = Client(service, "10.0.0.1").start_learning()
    learner.submit(learner.reviews(20))
    callers = [learner.token, None]
    for role in ("leader", "editor", "admin"):
        email = f"{role}@example.kz"
        service.run("user", "create", email, "--role", role, password=PASSWORD)
        client = Client(service, "10.0.0.2")
        client.log_in(email, PASSWORD)
        callers.append(client.token)
    schema, ids = learner.ask(SCHEMA)[1]["data"]["__schema"], known_ids(learner)
    statuses, errors, bad, longest, lock = {}, {}, [], [0.0], threading.Lock()

    def attack(number):
        hostile = Hostile(schema, ids, f"{options.seed} {number}")
        client = Client(service, f"10.1.0.{number}")
        for _ in range(options.requests // 8):
            document, variables = hostile.request()
            client.token = hostile.random.choice(callers)
            status, answer, took = client.ask(document, variables)
            codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", [])] if status else []
            with lock:
                statuses[status] = statuses.get(status, 0) + 1
                for code in set(codes) or {"no errors"}:
                    errors[code] = errors.get(code, 0) + 1
                longest[0] = max(longest[0], took)
                if status in (0, 500) or "INTERNAL" in codes or took > 5:
                    bad.append({"status": status, "answer": answer, "seconds": took, "document": document, "variables": variables})

    began = time.monotonic()
    for thread in in_threads([lambda number=number: attack(number) for number in range(8)]):
        thread.join()
    seconds = time.monotonic() - began
    ready = 0
    try:
        ready = service.get("/readyz")
        service.end()
    except (OSError, http.client.HTTPException):
        pass
    with open(service.log.name, encoding="utf-8", errors="replace") as log:
        panics = sum("panicked" in line for line in log)
    with open(f"{folder}/bad.json", "w", encoding="utf-8", errors="replace") as file:
        json.dump(bad, file, indent=1)
    print(f"fuzz: {sum(statuses.values())} requests in {seconds:.0f} s, {dict(sorted(statuses.items()))}, {errors}; the longest took {longest[0]:.1f} s; "
          f"{len(bad)} INTERNAL, broken or slow, {panics} panics; /readyz {ready}")
    return not bad and not panics and ready == 200 and sum(statuses.values()) == options.requests // 8 * 8
