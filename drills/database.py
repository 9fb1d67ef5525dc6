"""Drills of a bad database: it is killed, falls silent, is locked, conflicts, or is kept busy by one account."""

import collections
import os
import random
import subprocess
import threading
import time

from common import NAMES, SUBMIT, VIEWER, Attack, Client, Proxy, Service, in_threads, measure, percentile


def drill_kill(folder, options):
    service = Service(folder, options.program).start()
    learners = [Client(service, f"10.0.0.{n}").start_learning() for n in range(1, 9)]
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
    status, text = service.run("check")
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


def compared(calm, during):
    return f"p99 {during * 1000:.1f} ms, calm {calm * 1000:.1f} ms: {during / calm:.1f} times"


def drill_locks(folder, options):
    service = Service(folder, options.program).start()
    others = [Client(service, f"10.0.1.{n}").start_learning() for n in range(1, 5)]
    measure(others, VIEWER, 2)
    calm, _ = measure(others, VIEWER, 8)
    locker = subprocess.Popen(service.psql(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    locker.stdin.write("BEGIN; LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE;\n")
    locker.stdin.flush()
    time.sleep(0.5)
    blocked = [Client(service, f"10.0.2.{n}") for n in range(1, 13)]
    insisting = Attack([lambda client=client: client.ask(NAMES) for client in blocked])
    time.sleep(0.5)
    locked, failed = measure(others, VIEWER, 8)
    waiting = service.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    refused = insisting.end()
    locker.stdin.close()
    locker.wait()
    free = blocked[0].ask(NAMES)[0]
    service.end()
    before, during = percentile(calm, 0.99), percentile(locked, 0.99)
    print(f"locks: others' {compared(before, during)}, {failed} of {len(locked)} failed; "
          f"{waiting} backends waited; the locked table's {len(refused)} requests took at most "
          f"{max(took for _, _, took in refused):.1f} s; afterwards {free}")
    return failed == 0 and during <= max(2 * before, 0.02) and free == 200


def drill_hog(folder, options):
    service = Service(folder, options.program).start()
    hog = [Client(service, "10.0.3.1").start_learning()]
    for _ in range(59):
        client = Client(service, "10.0.3.1")
        client.token, client.cards = hog[0].token, hog[0].cards
        hog.append(client)
    others = [Client(service, f"10.0.1.{n}").start_learning() for n in range(1, 5)]
    measure(others, VIEWER, 2)
    calm, _ = measure(others, VIEWER, 8)

    def submit(client):
        return client.ask(SUBMIT, {"input": {"reviews": client.reviews(200)}})[0]

    attack = Attack([lambda client=client: submit(client) for client in hog])
    time.sleep(1)
    busy, failed = measure(others, VIEWER, 10)
    ready = service.get("/readyz")
    statuses = dict(collections.Counter(attack.end()))
    service.end()
    before, during = percentile(calm, 0.99), percentile(busy, 0.99)
    print(f"hog: others' {compared(before, during)} beside the hog, {failed} of {len(busy)} failed; "
          f"the hog's answers {statuses}; /readyz {ready}")
    return failed == 0 and during <= max(3 * before, 0.05) and ready == 200


def drill_retries(folder, options):
    service = Service(folder, options.program).start()
    learner = Client(service, "10.0.0.1").start_learning()
    results = {}
    for code in ("40001", "40P01"):
        service.sql(f"""CREATE SEQUENCE drill_number; CREATE FUNCTION drill() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
              IF nextval('drill_number') % 3 = 0 THEN RAISE EXCEPTION 'a drill' USING ERRCODE = '{code}'; END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER drill BEFORE INSERT ON reviews FOR EACH STATEMENT EXECUTE FUNCTION drill()""")
        stored = [len(learner.submit(learner.reviews(1))) for _ in range(60)]
        raised = int(service.sql("SELECT last_value / 3 FROM drill_number"))
        service.sql("DROP TRIGGER drill ON reviews; DROP FUNCTION drill; DROP SEQUENCE drill_number")
        results[code] = (stored.count(0), raised)
    status, text = service.run("check")
    service.end()
    counts = ", ".join(f"{failed} of 60 failed beside {raised} times {code}" for code, (failed, raised) in results.items())
    print(f"retries: {counts}; {text}")
    return status == 0 and all(failed == 0 and raised > 0 for failed, raised in results.values())
