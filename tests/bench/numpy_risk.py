"""The model of bench_risk.c written plainly in NumPy (all trials at once) and as a Python loop.

Usage: numpy_risk.py FIGURES, the file that bench_risk wrote. Prints times beside adit's."""
import math
import sys
import time

try:
    import numpy as np
except ImportError:
    print("NumPy: left out, python3-numpy is not installed")
    sys.exit(0)

N, YEARS, FIRST, LAST = 100_000, 30, 2, 29
RATE, CIT, ROYALTY = 0.08, 0.10, 0.05


def debt():
    """Service by year of 50 million at 8 %: two years of grace from the first drawing, annuity."""
    balance, due = 0.0, [0.0] * YEARS
    for i, draw in ((0, 20e6), (1, 30e6)):
        balance = balance * 1.08 + draw
    for age in range(2, 13):
        interest = 0.08 * balance
        pay = balance * 0.08 / (1 - 1.08 ** -(13 - age)) - interest if age > 2 else 0.0
        due[age] = interest + pay
        balance -= pay
    return due


def depreciation(spent, zero):
    """Ten years straight, from production on; what is left goes in the last year."""
    out = [zero] * YEARS
    for i in range(YEARS):
        start = max(i, FIRST)
        left = spent[i]
        for t in range(start, YEARS):
            part = left if t >= LAST or t == start + 9 else spent[i] / 10
            out[t] = out[t] + part
            left = left - part
            if t == start + 9:
                break
    return out


def model(grade, recovery, price, mining, processing, capital, m):
    """m: numpy or a stand-in with maximum and minimum. Gives NPV and lowest cover."""
    zero = grade * 0
    spent = [zero + 1e6 if i >= FIRST else zero for i in range(YEARS)]
    initial = [0.4 * capital, 0.6 * capital]
    all_spent = [initial[i] if i < 2 else spent[i] for i in range(YEARS)]
    written_off, due = depreciation(all_spent, zero), debt()
    losses, before = [zero] * YEARS, zero
    npv, cover = zero, zero + math.inf
    for i in range(YEARS):
        ore = 1e6 if i >= FIRST else 0.0
        revenue = ore * grade / 100 * recovery / 100 * 30000 * 0.7 * price
        opex = ore * 3 * mining + ore * processing + (3e6 if i >= FIRST else 0.0)
        ebitda = revenue * (1 - ROYALTY) - opex
        balance = revenue * (60 / 365) if i < LAST else zero
        change, before = balance - before, balance
        income = ebitda - written_off[i]
        base = m.maximum(income, zero)
        losses[i] = m.maximum(-income, zero)
        for v in range(max(0, i - 5), i):
            used = m.minimum(losses[v], base)
            losses[v] = losses[v] - used
            base = base - used
        closure = 5e6 if i == LAST else 0.0
        available = ebitda - CIT * base - (1e6 if i >= FIRST else 0.0) - change - closure
        flow = available - (initial[i] if i < 2 else 0.0)
        npv = npv + flow / (1 + RATE) ** (i + 1)
        if due[i] > 0:
            cover = m.minimum(cover, available / due[i])
    return npv, cover


class Plain:
    maximum, minimum = staticmethod(max), staticmethod(min)


def draw(n):
    """Triangular inputs and a lognormal price that goes with capital, in plain random sampling."""
    g = np.random.default_rng(1)
    z = g.multivariate_normal([0, 0], [[1, 2 * math.sin(math.pi * 0.4 / 6)],
                                       [2 * math.sin(math.pi * 0.4 / 6), 1]], n)
    mu, sigma = (math.log(0.7) + math.log(1.4)) / 2, math.log(2) / (2 * 1.2815515655446004)
    price = np.exp(mu + sigma * z[:, 0])
    x = z[:, 1] / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * np.abs(x))
    tail = t * np.exp(-x * x) * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (
        -1.453152027 + t * 1.061405429))))
    u = np.where(x > 0, 1 - tail / 2, tail / 2)
    low, mode, high = 80e6, 90e6, 150e6
    capital = np.where(u < (mode - low) / (high - low), low + np.sqrt(u * (high - low) * (mode - low)),
                       high - np.sqrt((1 - u) * (high - low) * (high - mode)))
    return (g.triangular(0.4, 0.5, 0.55, n), g.triangular(50, 60, 68, n), price,
            g.triangular(2.8, 3.2, 4.5, n), g.triangular(22, 25, 34, n), capital)


def figures(path):
    rows = (line.rstrip("\n").split("\t") for line in open(path))
    return {r[0]: (float(r[1]), r[2]) for r in rows}


def main():
    ours = figures(sys.argv[1])
    npv, cover = model(0.5, 60.0, 1.0, 3.2, 25.0, 90e6, Plain)
    wanted = [float(x) for x in ours["risk_base"][1].split()]
    if abs(npv / wanted[0] - 1) > 1e-9 or abs(cover / wanted[1] - 1) > 1e-9:
        print(f"NumPy: another model: NPV {npv!r}, cover {cover!r}; adit {wanted}")
        sys.exit(1)
    best = {}
    for size in (N, 20000, 8192, 4096):  # all trials at once, or as many as lie in near memory
        for _ in range(5):
            wall, busy = time.perf_counter(), time.process_time()
            drawn = draw(N)
            parts = [model(*(c[k:k + size] for c in drawn), np) for k in range(0, N, size)]
            npvs, covers = (np.concatenate(x) for x in zip(*parts))
            np.percentile(npvs, [10, 50, 90]), npvs.std(), (covers < 1.2).mean()
            taken = time.perf_counter() - wall, time.process_time() - busy
            best[size] = tuple(map(min, taken, best.get(size, taken)))
    wall, size = min((best[k][0], k) for k in best)
    busy = min(b[1] for b in best.values())
    columns = [c.tolist() for c in draw(2000)]
    start = time.process_time()
    for row in zip(*columns):
        model(*row, Plain)
    loop = (time.process_time() - start) / 2000 * N
    one, two, own = ours["risk_1"][0], ours["risk_2"][0], ours["risk_1_processor"][0]
    print(f"the same in NumPy, 1 core {wall * 1e3:8.1f} ms by the wall, {busy * 1e3:.1f} of "
          f"processor ({size} trials at a time, the quickest)")
    print(f"  adit on one thread: {busy / own:.1f} times as fast by processor, {wall / one:.1f} by "
          f"the wall; on two, {wall / two:.1f}")
    print(f"as a Python loop          {loop:8.2f} s of processor, from 2,000 trials "
          f"({loop / own:.0f} times adit's)")

main()
