#!/usr/bin/env python3
"""Rehearses failures: kills, a silent database, locks, guesses, hostile requests, and one account that sends too much.

Usage: drills/run.py [--program PATH] [--kills N] [--requests N] [--seed N] [DRILL…]      (Python 3.11 or later, PostgreSQL's psql)

| drill    | what happens                                                   | holds if                                     |
|----------|----------------------------------------------------------------|----------------------------------------------|
| kill     | kill -9 of the service and its PostgreSQL under load, N times   | lost 0, doubled 0, `dostyq check` is clean    |
| silence  | all connections to the database fall silent; new ones work     | the service answers again within 10 s        |
| locks    | a table is locked while 12 clients ask for it                  | others' p99 is at most twice that of calm,   |
|          |                                                                | or at most 20 ms, which nobody notices       |
| hog      | one account keeps 60 large submissions under way               | others' p99 is at most three times calm,     |
|          |                                                                | or at most 50 ms                             |
| retries  | one statement in three conflicts with others (40001, 40P01)    | 0 of 60 submissions fail                     |
| guess    | 600 wrong passwords from 60 addresses through three processes  | all count together, so only a few are        |
|          |                                                                | checked; the owner's device can log in       |
| school   | behind one address, one of 30 pupils guesses a password        | all 30 log in on their devices               |
| deletion | an account with reviews and a club is deleted                  | no row of any table has its id or address    |
| fuzz     | N requests with hostile values, for all queries and mutations  | 0 INTERNAL, 0 panics, nothing takes 5 s      |

Without names, all drills run. The exit status is 1 if a drill does not hold. Everything runs on loopback and in temporary
folders, and the drills end only processes that they have started.
"""

import argparse
import os
import shutil
import sys
import tempfile

from accounts import drill_deletion, drill_guess, drill_school
from common import ROOT
from database import drill_hog, drill_kill, drill_locks, drill_retries, drill_silence
from hostile import drill_fuzz

DRILLS = {
    "kill": drill_kill, "silence": drill_silence, "locks": drill_locks, "hog": drill_hog, "retries": drill_retries,
    "guess": drill_guess, "school": drill_school, "deletion": drill_deletion, "fuzz": drill_fuzz,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(ROOT, "target/release/dostyq"))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--requests", type=int, default=20_000, help="of the drill fuzz")
    parser.add_argument("--seed", type=int, default=7, help="of the drill fuzz")
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
