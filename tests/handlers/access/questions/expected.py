"""Prints expected.json: the results of the questions, and values of the distributions, by other implementations.

The data are those of generatedData.ts, unit by unit. expected.slow.ts has the versions of the packages. Renew with
    python tests/handlers/access/questions/expected.py > tests/handlers/access/questions/expected.json
    npx prettier --write tests/handlers/access/questions/expected.json
"""

import json
import math
from hashlib import md5

import mpmath
import numpy as np
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

DAY = 86400
VARIANTS = {"control": 5000, "express": 2000, "one-page": 3000}
UNITS = 3000


def share(unit, salt):
    """A number from 0 to 1 that depends on the unit and the salt alone."""
    return int(md5(f"{salt}:{unit}".encode()).hexdigest()[:7], 16) / 2**28


def events(unit, variant, exposed_at):
    """Metric, value and time in seconds of a unit's events."""
    rate = {"control": 0.08, "express": 0.085, "one-page": 0.1}[variant]
    for k in range(1, 9):
        at = exposed_at + math.floor((share(unit, f"when{k}") - 0.4) * 20 * DAY)
        value = share(unit, f"value{k}")
        if k <= 3 and share(unit, f"purchase{k}") < rate:
            yield "purchase", math.floor(value * 20000) / 100, at
        if k <= 2:
            yield "balance", math.floor((value - 0.55) * 10000) / 100, at
        if share(unit, f"view{k}") < share(unit, "activity"):
            yield "view", 1.0, at
    yield "clock", 1e4 + share(unit, "clock"), exposed_at


def exposed_units():
    """The exposed units with their variant and the time of their first exposure in seconds."""
    for unit in range(1, UNITS + 1):
        if share(unit, "exposed") < 0.9:
            draw = share(unit, "variant")
            variant = "control" if draw < 0.5 else "one-page" if draw < 0.8 else "express"
            yield unit, variant, math.floor(share(unit, "time") * 10 * DAY)


def totals(metric, start, end):
    """Per variant, the total and the number of a metric's events by exposed unit, from start to end in seconds."""
    result = {variant: [] for variant in VARIANTS}
    for unit, variant, exposed_at in exposed_units():
        values = [v for m, v, at in events(unit, variant, exposed_at) if m == metric and start <= at - exposed_at < end]
        result[variant].append((math.fsum(values), len(values)))
    return {variant: np.array(rows) for variant, rows in result.items()}


def conversions(metric, confidence):
    rows = []
    after = totals(metric, 0, math.inf)
    count = {v: int((after[v][:, 1] > 0).sum()) for v in VARIANTS}
    size = {v: len(after[v]) for v in VARIANTS}
    for v in VARIANTS:
        low, high = proportion_confint(count[v], size[v], 1 - confidence, "wilson")
        row = [v, size[v], count[v], count[v] / size[v], low, high]
        if v != "control":
            both = (count[v], size[v], count["control"], size["control"])
            between = confint_proportions_2indep(*both, method="newcomb", compare="diff", alpha=1 - confidence)
            _, p = proportions_ztest([both[0], both[2]], [both[1], both[3]])
            rates = both[0] / both[1], both[2] / both[3]
            # statsmodels returns NaN if no unit differs.
            row += [rates[0] - rates[1], *between, rates[0] / rates[1] - 1, 1.0 if math.isnan(p) else p]
        rows.append(row)
    return rows


def compared(values, confidence):
    rows = []
    for v in VARIANTS:
        row = [v, len(values[v]), np.mean(values[v]), exact_variance(values[v])]
        if v != "control":
            test = stats.ttest_ind(values[v], values["control"], equal_var=False)
            row += [np.mean(values[v]) - np.mean(values["control"]), *test.confidence_interval(confidence)]
            row += [test.df, test.pvalue]
        rows.append(row)
    return rows


def exact_variance(values):
    numbers = [mpmath.mpf(float(x)) for x in values]
    mean = mpmath.fsum(numbers) / len(numbers)
    return float(mpmath.fsum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1))


def means(metric, confidence):
    return compared({v: rows[:, 0] for v, rows in totals(metric, 0, math.inf).items()}, confidence)


def cuped(metric, days, confidence):
    y = {v: rows[:, 0] for v, rows in totals(metric, 0, math.inf).items()}
    x = {v: rows[:, 0] for v, rows in totals(metric, -days * DAY, 0).items()}
    all_x, all_y = np.concatenate(list(x.values())), np.concatenate(list(y.values()))
    theta = stats.linregress(all_x, all_y).slope
    adjusted = {v: y[v] - theta * (x[v] - all_x.mean()) for v in VARIANTS}
    reductions = {v: 1 - np.var(adjusted[v]) / np.var(y[v]) for v in VARIANTS}
    return [[row[0], row[1], theta, np.mean(y[row[0]]), *row[2:4], reductions[row[0]], *row[4:]]
            for row in compared(adjusted, confidence)]


def guard_rails(rails, confidence):
    rows = []
    for metric, worse_when, margin in rails:
        values = {v: r[:, 0] for v, r in totals(metric, 0, math.inf).items()}
        for v in ("express", "one-page"):
            control = values["control"]
            limit = control * (1 + margin * np.sign(control.mean()) * (1 if worse_when == "higher" else -1))
            better, worse = ("less", "greater") if worse_when == "higher" else ("greater", "less")
            non_inferior = stats.ttest_ind(values[v], limit, equal_var=False, alternative=better).pvalue
            inferior = stats.ttest_ind(values[v], control, equal_var=False, alternative=worse).pvalue
            alpha = (1 - confidence) / 2
            verdict = "non-inferior" if non_inferior < alpha else "worse" if inferior < alpha else "inconclusive"
            rows.append([metric, v, non_inferior, inferior, verdict])
    return rows


def sample_ratio(*periods):
    """Each period: its end in seconds, and the weights of the variants in it."""
    observed = dict.fromkeys(VARIANTS, 0)
    expected = dict.fromkeys(VARIANTS, 0.0)
    for _, variant, exposed_at in exposed_units():
        observed[variant] += 1
        weights = next(weights for end, weights in periods if exposed_at - 60 < end)
        for v in VARIANTS:
            expected[v] += weights[v] / sum(weights.values())
    test = stats.chisquare(list(observed.values()), list(expected.values()))
    return [[v, observed[v], expected[v], test.statistic, test.pvalue] for v in VARIANTS]


def exposures_over_time():
    counts = {}
    for _, variant, exposed_at in exposed_units():
        day = f"2026-03-{1 + exposed_at // DAY:02}"
        counts[day, variant] = counts.get((day, variant), 0) + 1
    return [[day, v, counts.get((day, v), 0), sum(n for (d, w), n in counts.items() if w == v and d <= day)]
            for day in sorted({day for day, _ in counts}) for v in VARIANTS]


def distributions():
    mpmath.mp.dps = 40
    rows = []
    for df in [1, 1.5, 2, 3.7, 10, 30, 1234.5, 1e4, 1e7]:
        for t in [0, 1e-200, 1e-9, 0.1, 1, 1.96, 5, 20, 37, 1e4, 1e50]:
            v, x = mpmath.mpf(df), mpmath.mpf(t)
            if v / (v + x * x) < mpmath.mpf(1) / 2:
                tail = mpmath.betainc(v / 2, mpmath.mpf(1) / 2, 0, v / (v + x * x), regularized=True) / 2
            else:
                tail = tail_by_density(x, v)
            rows.append(["student_cdf", -t, df, float(tail)])
    rows += [["student_cdf", t, "Infinity", float(mpmath.ncdf(t))] for t in [-37, -20, -5, -1, 0, 1e-9, 1, 5, 9]]
    for df in [1, 2, 3.5, 9, 100, 1e5, 1e7]:
        for p in [1e-100, 1e-12, 0.0005, 0.025, 0.3, 0.975, 0.9995]:
            rows.append(["student_quantile", p, df, float(stats.t(df).ppf(p))])
    rows += [["student_quantile", p, "Infinity", float(stats.norm.ppf(p))] for p in [1e-100, 1e-9, 0.025, 0.5, 0.995]]
    for df in [1, 2, 3, 7, 19, 100, 1e4]:
        for ratio in [0, 1e-200, 1e-5, 0.5, 0.99, 1, 1.01, 1.5, 3, 20, 400]:
            x = ratio * df
            tail = mpmath.gammainc(mpmath.mpf(df) / 2, mpmath.mpf(x) / 2, mpmath.inf, regularized=True)
            rows.append(["chi_square_tail", x, df, float(tail)])
    return [row for row in rows if row[3] == 0 or abs(row[3]) > 1e-300]


def tail_by_density(t, df):
    """The tail beyond t of Student's density, for arguments where mpmath's incomplete beta function is not accurate."""
    half = df / 2
    factor = mpmath.exp(mpmath.loggamma(half + 0.5) - mpmath.loggamma(half)) / mpmath.sqrt(df * mpmath.pi)
    steps = [t + mpmath.mpf(2) ** j / (1 + t) for j in range(-3, 12)]
    density = lambda x: mpmath.exp(-(half + 0.5) * mpmath.log1p(x * x / df))
    if df < 1000:
        return mpmath.mpf(1) / 2 - factor * mpmath.quad(density, [0, t])
    return factor * mpmath.quad(density, [t, *steps])


DAYS, EVEN, UNEVEN = 10 * DAY, VARIANTS, {"control": 8000, "express": 1000, "one-page": 1000}
result = {
    "conversions": conversions("purchase", 0.95),
    "conversions of all units": conversions("clock", 0.9),
    "means": means("purchase", 0.95),
    "means of negative values": means("balance", 0.8),
    "means of large values": means("clock", 0.99),
    "cuped": cuped("view", 7, 0.95),
    "guard_rails": guard_rails([("balance", "lower", 0.3), ("purchase", "higher", 0.05), ("view", "lower", 0.1)], 0.95),
    "sample_ratio": sample_ratio((DAYS, EVEN)),
    "sample_ratio after changes": sample_ratio((2 * DAY, EVEN), (3 * DAY, UNEVEN), (DAYS, EVEN)),
    "exposures_over_time": exposures_over_time(),
    "distributions": distributions(),
}
print(json.dumps(result))
