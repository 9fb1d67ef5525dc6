#!/usr/bin/env python3
"""Bad days, rehearsed: kills, a silent database, locks, and one account that sends too much.

Usage: drills/run.py [--program PATH] [--kills N] [DRILL…]      (Python 3.11 or later, PostgreSQL's psql)

| drill   | what happens                                                  | holds if                                    |
|---------|---------------------------------------------------------------|---------------------------------------------|
| kill    | kill -9 of the service and its PostgreSQL under load, N times  | lost 0, doubled 0, `dostyq check` is clean   |
| silence | all connections to the database fall silent; new ones work    | answers again within 10 s                   |
| locks   | a table is locked while 12 clients ask for it                 | others' p99 is at most twice that of calm   |
| hog     | one account keeps 60 large submissions under way              | others' p99 is at most three times calm     |

Without names, all drills run. The exit status is 1 if one does not hold. Everything runs on loopback, in a temporary
folder, and only processes that the drills have started are ended.
"""

import argparse
import contextlib
import datetime
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PASSWORD = "taudan aqqan bulaq 7"
NAMES = '{ organizations(first: 2) { edges { node { slug } } } }'
VIEWER = "{ viewer { account { email } } }"
SUBMIT = """mutation($input: SubmitReviewsInput!) { submitReviews(input: $input) {
    results { reviewId review { rating } error { code } } errors { code } } }"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Service:
    """A running `dostyq serve`."""

    def __init__(self, folder, program, url=None):
        self.folder, self.program, self.url, self.port = folder, program, url, free_port()
        self.data = os.path.join(folder, "data")
        self.log = open(os.path.join(folder, f"service-{self.port}.log"), "ab")
        self.process = None

    def database(self):
        return ["--database-url", self.url] if self.url else ["--data-dir", self.data]

    def start(self):
        listen = ["--listen", f"127.0.0.1:{self.port}", "--client-address-header", "x-client"]
        # The drills measure what many requests do, so that none may be refused.
        budgets = ["--max-account-cost-per-minute", "0", "--max-address-cost-per-minute", "0"]
        command = [self.program, "serve", *listen, *budgets, *self.database()]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"the service ended: see {self.log.name}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/readyz") == 200:
                    return self
            time.sleep(0.05)
        sys.exit(f"the service did not become ready: see {self.log.name}")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        self.process.wait(90)

    def sql(self, statement):
        return subprocess.check_output([*self.psql(), "-c", statement], text=True).strip()

    def psql(self):
        return ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", os.path.join(self.data, "run"), "-U", "dostyq", "dostyq"]

    def check(self):
        done = subprocess.run([self.program, "check", *self.database()], cwd=ROOT, capture_output=True, text=True)
        return done.returncode, (done.stdout + done.stderr).strip()[-300:]


class Client:
    """A client with a kept connection."""

    def __init__(self, service, address):
        self.service, self.address, self.token, self.connection = service, address, None, None

    def ask(self, query, variables=None):
        """Returns the status (0 if the connection broke), the response and the seconds that it took."""
        headers = {"content-type": "application/json", "x-client": self.address}
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        body = json.dumps({"query": query, "variables": variables or {}})
        started = time.monotonic()
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
            self.connection.request("POST", "/graphql", body, headers)
            response = self.connection.getresponse()
            text = response.read()
            return response.status, json.loads(text), time.monotonic() - started
        except (OSError, http.client.HTTPException, ValueError) as error:
            if self.connection:
                self.connection.close()
            self.connection = None
            return 0, str(error), time.monotonic() - started

    def register(self):
        mutation = "mutation($i: RegisterInput!) { register(input: $i) { session { token } errors { code } } }"
        email = f"{uuid.uuid4().hex}@example.kz"
        account = {"email": email, "password": PASSWORD, "displayName": "drill", "glossLanguage": "ru"}
        _, answer, _ = self.ask(mutation, {"i": account})
        self.token = answer["data"]["register"]["session"]["token"]
        lesson = '{ lesson(by: {slugs: {course: "kunine-bes-soz", lesson: "amandasu"}}) { id } }'
        lesson = self.ask(lesson)[1]["data"]["lesson"]["id"]
        self.ask("mutation($i: StartLessonInput!) { startLesson(input: $i) { errors { code } } }", {"i": {"lessonId": lesson}})
        queue = self.ask("{ viewer { studyQueue(first: 20) { card { id } } } }")[1]["data"]["viewer"]["studyQueue"]
        self.cards = [item["card"]["id"] for item in queue]
        return self

    def reviews(self, number):
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()
        return [{"reviewId": str(uuid.uuid4()), "cardId": random.choice(self.cards), "reviewedAt": now,
                 "durationMs": 1500, "answer": {"rating": "GOOD"}} for _ in range(number)]

    def submit(self, reviews):
        """Submits reviews, and returns the ids of those that the service says are stored."""
        status, answer, _ = self.ask(SUBMIT, {"input": {"reviews": reviews}})
        if status != 200 or answer.get("errors"):
            return set()
        results = answer["data"]["submitReviews"]["results"]
        return {result["reviewId"] for result in results if result["review"]}


class Proxy:
    """Forwards TCP connections to a unix socket, until they are silenced."""

    def __init__(self, path):
        self.path, self.silent, self.pairs = path, set(), []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.path)
            number = len(self.pairs)
            self.pairs.append((client, server))
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=(number, source, target), daemon=True).start()

    def pump(self, number, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if number in self.silent:
                    threading.Event().wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def silence(self):
        self.silent = set(range(len(self.pairs)))


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def in_threads(functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    return threads


def measure(clients, query, seconds):
    """Asks a query with all clients for some seconds. Returns the durations, and how many requests failed."""
    durations, failed, end = [], [0], time.monotonic() + seconds

    def ask(client):
        while time.monotonic() < end:
            status, _, took = client.ask(query)
            durations.append(took)
            failed[0] += status != 200
            time.sleep(0.05)

    for thread in in_threads([lambda client=client: ask(client) for client in clients]):
        thread.join()
    return durations, failed[0]


def milliseconds(seconds):
    return f"{seconds * 1000:.0f} ms"


def drill_kill(folder, options):
    service = Service(folder, options.program).start()
    learners = [Client(service, f"10.0.0.{n}").register() for n in range(1, 9)]
    stored, unknown, lock = set(), {}, threading.Lock()
    for _ in range(options.kills):
        stop = threading.Event()

        def study(learner):
            while not stop.is_set():
                reviews = learner.reviews(3)
                acknowledged = learner.submit(reviews)
                with lock:
                    stored.update(acknowledged)
                    unknown.update({r["reviewId"]: (learner, r) for r in reviews if r["reviewId"] not in acknowledged})
                if not acknowledged:
                    time.sleep(0.1)

        threads = in_threads([lambda learner=learner: study(learner) for learner in learners])
        time.sleep(random.uniform(0.5, 1.5))
        service.process.kill()
        service.process.wait()
        stop.set()
        for thread in threads:
            thread.join()
        service.start()
    for _ in range(2):  # each is sent twice more, and counts once
        for learner, review in list(unknown.values()):
            stored.update(learner.submit([review]))
    rows = service.sql("SELECT id FROM reviews").splitlines()
    lost, doubled = len(stored - set(rows)), len(rows) - len(set(rows))
    status, text = service.check()
    service.end()
    print(f"kill: {options.kills} kills, {len(stored)} reviews acknowledged, lost {lost}, doubled {doubled}; {text}")
    return lost == doubled == status == 0


def drill_silence(folder, options):
    private = Service(folder, options.program).start()
    proxy = Proxy(os.path.join(private.data, "run", ".s.PGSQL.5432"))
    service = Service(folder, options.program, f"postgresql://dostyq_service@127.0.0.1:{proxy.port}/dostyq").start()
    clients = [Client(service, f"10.0.0.{n}") for n in range(1, 25)]
    measure(clients, NAMES, 2)
    opened = len(proxy.pairs)
    proxy.silence()
    began = time.monotonic()
    answers = []

    def ask(client):
        while time.monotonic() < began + 15:
            at = time.monotonic() - began
            status, _, took = client.ask(NAMES)
            answers.append((at, status, took))
            time.sleep(0.2)

    for thread in in_threads([lambda client=client: ask(client) for client in clients]):
        thread.join()
    bad = [at + took for at, status, took in answers if status != 200]
    last = max(bad, default=0)
    longest = max(took for _, _, took in answers)
    service.end()
    private.end()
    print(f"silence: {opened} connections fell silent; {len(answers) - len(bad)} answers, {len(bad)} failures, "
          f"the last after {last:.1f} s; the longest wait was {longest:.1f} s")
    return last <= 10 and answers[-1][1] == 200


def drill_locks(folder, options):
    service = Service(folder, options.program).start()
    others = [Client(service, f"10.0.1.{n}").register() for n in range(1, 5)]
    measure(others, VIEWER, 2)
    calm, _ = measure(others, VIEWER, 8)
    locker = subprocess.Popen(service.psql(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    locker.stdin.write("BEGIN; LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE;\n")
    locker.stdin.flush()
    time.sleep(0.5)
    blocked = [Client(service, f"10.0.2.{n}") for n in range(1, 13)]
    refused = []

    def insist(client):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            status, _, took = client.ask(NAMES)
            refused.append((status, took))

    threads = in_threads([lambda client=client: insist(client) for client in blocked])
    time.sleep(0.5)
    locked, failed = measure(others, VIEWER, 8)
    waiting = service.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for thread in threads:
        thread.join()
    locker.stdin.close()
    locker.wait()
    free = blocked[0].ask(NAMES)[0]
    service.end()
    before, during = percentile(calm, 0.99), percentile(locked, 0.99)
    print(f"locks: others' p99 {milliseconds(before)} calm, {milliseconds(during)} locked, {failed} of {len(locked)} failed; "
          f"{waiting} backends waited; the locked table's {len(refused)} requests took at most "
          f"{max(took for _, took in refused):.1f} s; afterwards {free}")
    return failed == 0 and during <= max(2 * before, 0.02) and free == 200


def drill_hog(folder, options):
    service = Service(folder, options.program).start()
    hog = [Client(service, "10.0.3.1").register()]
    for _ in range(59):
        client = Client(service, "10.0.3.1")
        client.token, client.cards = hog[0].token, hog[0].cards
        hog.append(client)
    others = [Client(service, f"10.0.1.{n}").register() for n in range(1, 5)]
    measure(others, VIEWER, 2)
    calm, _ = measure(others, VIEWER, 8)
    statuses, stop = {}, threading.Event()

    def attack(client):
        while not stop.is_set():
            status, _, _ = client.ask(SUBMIT, {"input": {"reviews": client.reviews(200)}})
            statuses[status] = statuses.get(status, 0) + 1

    threads = in_threads([lambda client=client: attack(client) for client in hog])
    time.sleep(1)
    busy, failed = measure(others, VIEWER, 10)
    ready = service.get("/readyz")
    stop.set()
    for thread in threads:
        thread.join()
    service.end()
    before, during = percentile(calm, 0.99), percentile(busy, 0.99)
    print(f"hog: others' p99 {milliseconds(before)} calm, {milliseconds(during)} beside the hog, {failed} of {len(busy)} failed; "
          f"the hog's answers {statuses}; /readyz {ready}")
    return failed == 0 and during <= max(3 * before, 0.05) and ready == 200


DRILLS = {"kill": drill_kill, "silence": drill_silence, "locks": drill_locks, "hog": drill_hog}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(ROOT, "target/release/dostyq"))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("drills", nargs="*", metavar="DRILL", help=", ".join(DRILLS))
    options = parser.parse_args()
    held = True
    for name in options.drills or DRILLS:
        folder = tempfile.mkdtemp(prefix=f"dostyq-drill-{name}-")
        os.chmod(folder, 0o755)  # PostgreSQL runs as another user if this is root
        holds = DRILLS[name](folder, options)
        if holds:
            shutil.rmtree(folder, ignore_errors=True)
        print(f"{name}: {'holds' if holds else f'DOES NOT HOLD; see {folder}'}", flush=True)
        held = held and holds
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
