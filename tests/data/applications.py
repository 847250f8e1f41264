#!/usr/bin/env python3
"""Writes N varied applications from a complete one: applications.py BASE.yaml FOLDER N [SEED].

Each answer of the base is kept, left open, turned (booleans) or scaled (numbers), so that verdicts,
scores and gaps differ; the same seed gives the same files."""
import random
import re
import sys

base, folder, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
lines = open(base, encoding="utf-8").read().splitlines()
answer = re.compile(r"^( +[A-Za-z_]+: (?:\{value: )?)(true|false|[0-9]+(?:\.[0-9]+)?)(?=\s*(?:[,}#]|$))(.*)$")


def varied(line, rng, open_share, turn_share):
    match = answer.match(line)
    if match is None or line.startswith(("adit:", "project:", "name:", "country:")):
        return line
    head, value, tail = match.groups()
    dice = rng.random()
    if dice < open_share:
        return head + "unknown" + tail if "{" not in head else line
    if dice > open_share + turn_share:
        return line
    if value in ("true", "false"):
        return head + ("false" if value == "true" else "true") + tail
    scaled = float(value) * rng.choice([0.5, 0.9, 0.97])
    return head + (str(int(scaled)) if "." not in value else f"{scaled:.3f}") + tail


for i in range(number):
    rng = random.Random(seed * 1000003 + i)
    open_share, turn_share = rng.choice([0, 0, 0.02, 0.1, 0.4]), rng.choice([0, 0.01, 0.05, 0.2])
    out, in_facts = [], False
    for line in lines:
        if line.startswith("project:"):
            line = f"project: app-{i:05d}"
        elif line.startswith("name:"):
            line = f"name: Application {i}"
        elif re.match(r"^[a-z]", line):
            in_facts = line.startswith("facts:")
        out.append(varied(line, rng, open_share, turn_share) if in_facts else line)
    with open(f"{folder}/app-{i:05d}.yaml", "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")
