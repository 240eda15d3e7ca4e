# Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
"""Prints lift.properties: the numbers LiftTest expects, computed another way than clv does.

Adjustment by one least-squares regression with a dummy for each cell of stratum and arm; Fieller's
interval by root finding; bootstrap-t by numpy. Run: python3 lift.py > lift.properties
"""
import sys

import numpy as np
import scipy
from scipy.optimize import brentq
from scipy.stats import norm

i = np.arange(240)
stratum, target = i % 3, i % 5 != 0
x1, x2 = (i * 37 % 101) / 10, (i * 71 % 89) / 20
y = (i * 53 % 97) ** 4 / 4e5 + 6 * x1 + x2 + np.where(target, 15, 0) + 3 * stratum


def difference(v):
    delta, variance, means, variances = 0, 0, [0, 0], [0, 0]
    for s in range(3):
        w = np.mean(stratum == s)
        for arm in (0, 1):
            cell = v[(stratum == s) & (target == arm)]
            means[arm] += w * cell.mean()
            variances[arm] += w * w * cell.var(ddof=1) / len(cell)
    return means, variances


cells = np.array([[(stratum == s) & (target == a)] for s in range(3) for a in (0, 1)]).reshape(6, -1).T
design = np.column_stack([cells.astype(float), x1, x2])
theta = np.linalg.lstsq(design, y, rcond=None)[0][-2:]
adjusted = y - theta[0] * (x1 - x1.mean()) - theta[1] * (x2 - x2.mean())

plain_means, plain_variances = difference(y)
means, variances = difference(adjusted)
z = norm.ppf(0.975)


def t(r):
    return abs(means[1] - r * means[0]) / np.sqrt(variances[1] + r * r * variances[0]) - z


ratio = means[1] / means[0]
error = np.sqrt(sum(variances))
rng = np.random.default_rng(20260101)
ratios = []
for _ in range(40):
    top, square = 0, 0
    for s in range(3):
        w = np.mean(stratum == s)
        for arm in (0, 1):
            cell = adjusted[(stratum == s) & (target == arm)]
            draws = rng.choice(cell, (5000, len(cell)))
            top = top + (1 if arm else -1) * w * draws.mean(axis=1)
            square = square + w * w * draws.var(axis=1, ddof=1) / len(cell)
    ratios.append((top - (means[1] - means[0])) / np.sqrt(square))
ratios = np.concatenate(ratios)
q = np.quantile(ratios, [0.025, 0.975])
print(f"# lift.py with Python {sys.version.split()[0]}, numpy {np.__version__}, scipy {scipy.__version__}")
print("# interval.* by 200,000 resamples: good to about one part in a hundred of their width")
for name, value in {
    "plain.difference": plain_means[1] - plain_means[0],
    "plain.error": np.sqrt(sum(plain_variances)),
    "difference": means[1] - means[0],
    "error": error,
    "relative.low": brentq(t, ratio - 2, ratio) - 1,
    "relative.high": brentq(t, ratio, ratio + 2) - 1,
    "interval.low": means[1] - means[0] - q[1] * error,
    "interval.high": means[1] - means[0] - q[0] * error,
}.items():
    print(f"{name} = {value!r}".replace("np.float64(", "").replace(")", ""))
