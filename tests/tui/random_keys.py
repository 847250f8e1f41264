#!/usr/bin/env python3
"""Random keys and window sizes on the sample projects, without a terminal: nothing may crash.

    tests/tui/random_keys.py [FIRST_SEED [HOW_MANY]]

$ADIT is the program (one built with sanitizers finds more). The seed of a failure is printed: the
same seed gives the same keys.
"""
import os
import random
import subprocess
import sys
import tempfile

ADIT = os.path.abspath(os.environ.get("ADIT", "build/adit"))
KEYS = """j k h l g G <Down> <Up> <PgDn> <PgUp> <Enter> <Enter> <Enter> <Esc> <Tab> <Shift-Tab> ? / n N
a f e e m o p r r v w d s t c x 0 & :palette 1 <Space> Ж true 2030-01-01 none <F1> <F2> <F3> <Ctrl-N> <Ctrl-P> <Ctrl-T>
<Ctrl-U> <Backspace> <Delete> <Left> <Right> <Home> <End> y i b <Ctrl-L>""".split()


def script(seed, n=700):
    r = random.Random(seed)
    lines = [":samples"]
    for _ in range(n):
        if r.random() < 0.02:
            lines.append(f":resize {r.choice([1, 3, 20, 40, 60, 80, 120, 200])}x{r.choice([1, 2, 4, 8, 12, 20, 24, 40])}")
        else:
            lines.append(r.choice(KEYS))
    return "\n".join(lines) + "\n"


def main():
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 12
    failed = 0
    for seed in range(first, first + many):
        with tempfile.TemporaryDirectory(prefix="adit-keys-") as folder:
            keys = os.path.join(folder, "keys")
            with open(keys, "w") as f:
                f.write(script(seed))
            environment = dict(os.environ, ADIT_KEYS=keys, ADIT_SIZE="80x24", ADIT_NOW="2026-11-24",
                               ADIT_AUTHOR="tester")
            done = subprocess.run([ADIT], cwd=folder, env=environment, capture_output=True, timeout=300)
            if done.returncode != 0:
                failed += 1
                print(f"    seed {seed}: exit code {done.returncode}")
                print("    " + done.stderr.decode(errors="replace")[-2000:].replace("\n", "\n    "))
    print(("not ok" if failed else "ok") + f" - {many} runs of random keys and window sizes")
    sys.exit(1 if failed else 0)


main()
