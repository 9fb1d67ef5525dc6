"""What the drills share: services, clients, and a proxy that can be silenced."""

import contextlib
import datetime
import http.client
import json
import multiprocessing
import os
import random
import signal
import socket
import subprocess
import sys
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
        listen = ["--listen", f"127.0.0.1:{self.port}", "--client-address-header", "x-client", "--second-factor", "optional"]
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

    def run(self, *command, password=""):
        """Runs a command of the program on the service's database. Returns its status and the end of what it prints."""
        command = [self.program, *command, *self.database()]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, input=password)
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

    def sign_up(self):
        mutation = "mutation($i: RegisterInput!) { register(input: $i) { session { token deviceToken } errors { code } } }"
        self.email = f"{uuid.uuid4().hex}@example.kz"
        account = {"email": self.email, "password": PASSWORD, "displayName": "drill", "glossLanguage": "ru"}
        session = self.ask(mutation, {"i": account})[1]["data"]["register"]["session"]
        self.token, self.device = session["token"], session["deviceToken"]
        return self

    def log_in(self, email, password, device=None):
        """Returns the codes of the errors: none if the client is logged in."""
        mutation = "mutation($i: LogInInput!) { logIn(input: $i) { session { token } errors { code } } }"
        account = {"email": email, "password": password, "deviceToken": device}
        status, answer, _ = self.ask(mutation, {"i": account})
        if status != 200 or answer.get("errors"):
            return [f"{status} {answer}"]
        payload = answer["data"]["logIn"]
        self.token = payload["session"]["token"] if payload["session"] else None
        return [error["code"] for error in payload["errors"]]

    def start_learning(self):
        """Signs up, and starts the first lesson."""
        self.sign_up()
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


class Attack:
    """Calls functions again and again, in threads of another process. In this process, Python's lock would slow down what is
    measured meanwhile."""

    def __init__(self, functions):
        context = multiprocessing.get_context("fork")
        self.stop = context.Event()
        self.results, sender = context.Pipe(duplex=False)
        self.process = context.Process(target=self.run, args=(functions, sender), daemon=True)
        self.process.start()
        sender.close()

    def run(self, functions, sender):
        # Real attackers have processors of their own. These share the machine's, so the service takes precedence.
        os.nice(19)
        results = []

        def repeat(function):
            while not self.stop.is_set():
                results.append(function())

        for thread in in_threads([lambda function=function: repeat(function) for function in functions]):
            thread.join()
        sender.send(results)

    def end(self):
        """Ends the attack, and returns what the functions returned."""
        self.stop.set()
        results = self.results.recv()
        self.process.join()
        return results


def measure(clients, query, seconds):
    """Sends a query from all clients for some seconds. Returns the durations, and how many requests failed."""
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
