"""Drills of accounts: guessing through several processes, a school behind one address, and what a deletion leaves."""

import os
import threading
import time
import uuid

from common import PASSWORD, Client, Proxy, Service, in_threads

PROCESSES, ADDRESSES, TRIES = 3, 60, 600
PUPILS, GUESSES = 30, 40


def drill_guess(folder, options):
    private = Service(folder, options.program).start()
    proxy = Proxy(os.path.join(private.data, "run", ".s.PGSQL.5432"))
    url = f"postgresql://dostyq_service@127.0.0.1:{proxy.port}/dostyq"
    services = [private] + [Service(folder, options.program, url).start() for _ in range(PROCESSES - 1)]
    owner = Client(private, "10.0.0.1").sign_up()
    answers, lock, numbers = {}, threading.Lock(), iter(range(TRIES))
    began = time.monotonic()

    def guess():
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            client = Client(services[number % PROCESSES], f"198.51.100.{number % ADDRESSES}")
            codes = str(client.log_in(owner.email, f"қате құпиясөз {number}"))
            with lock:
                answers[codes] = answers.get(codes, 0) + 1

    for thread in in_threads([guess] * 12):
        thread.join()
    took = time.monotonic() - began
    known = Client(services[1], "10.0.0.1").log_in(owner.email, PASSWORD, owner.device)
    for service in reversed(services):
        service.end()
    tried = answers.get("['INVALID_CREDENTIALS']", 0)
    print(f"guess: {TRIES} wrong passwords from {ADDRESSES} addresses through {PROCESSES} processes in {took:.0f} s: {answers}; "
          f"the owner's own device {known or 'gets in'}")
    # Ten attempts, and then one after each delay; the first delays are short.
    return tried <= 20 and not known


def drill_school(folder, options):
    service = Service(folder, options.program).start()
    school = "203.0.113.7"
    pupils = [Client(service, school).sign_up() for _ in range(PUPILS)]
    victim = pupils[0]
    guesses = [Client(service, school).log_in(victim.email, f"болжам нөмір {n}") for n in range(GUESSES)]
    locked = sum(codes == ["TOO_MANY_ATTEMPTS"] for codes in guesses)
    refused = [codes for pupil in pupils if (codes := Client(service, school).log_in(pupil.email, PASSWORD, pupil.device))]
    service.end()
    print(f"school: one of {PUPILS} pupils behind one address guesses {GUESSES} times, of which {locked} are refused; then "
          f"{PUPILS - len(refused)} of {PUPILS} log in on their devices {refused or ''}")
    return not refused and locked > 0


def drill_deletion(folder, options):
    service = Service(folder, options.program).start()
    leader = f"{uuid.uuid4().hex}@example.kz"
    service.run("user", "create", leader, "--role", "leader", password=PASSWORD)
    led = Client(service, "10.0.0.2")
    led.log_in(leader, PASSWORD)
    create = "mutation { createClub(input: {name: \"Достар\"}) { club { inviteCode } } }"
    code = led.ask(create)[1]["data"]["createClub"]["club"]["inviteCode"]
    learner = Client(service, "10.0.0.1").start_learning()
    join = "mutation($i: JoinClubInput!) { joinClub(input: $i) { errors { code } } }"
    learner.ask(join, {"i": {"inviteCode": code, "shares": ["ACTIVITY", "RESULTS", "ANSWERS"]}})
    learner.submit(learner.reviews(50))
    led.ask("{ viewer { clubMemberships { edges { node { club { members { edges { node { progress { reviews } } } } } } } } } }")
    account = service.sql(f"SELECT id FROM accounts WHERE email = '{learner.email}'")
    before, tables = traces(service, account, learner.email)
    status, text = service.run("user", "delete", learner.email)
    after, _ = traces(service, account, learner.email)
    service.end()
    print(f"deletion: {sum(before.values())} rows in {len(before)} tables before, {sum(after.values())} in {tables} tables "
          f"afterwards {after or ''}; {text}")
    return status == 0 and len(before) > 5 and not after


def traces(service, account, email):
    """Counts the rows that contain an account's id or address, by table. Returns also the number of tables."""
    tables = service.sql("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace").split()
    count = "SELECT count(*) FROM \"{table}\" AS one WHERE one::text LIKE '%{account}%' OR one::text LIKE '%{email}%'"
    found = {table: int(service.sql(count.format(table=table, account=account, email=email))) for table in tables}
    return {table: rows for table, rows in found.items() if rows}, len(tables)
