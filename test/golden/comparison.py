"""Slopes, t values and bands of seeds in float64, to compare server/comparison/ with. Writes comparison.json beside this file.

Run: python3 test/golden/comparison.py (needs numpy). Slopes come from numpy's polyfit with its covariance matrix; the t values from the
density of Student's distribution, integrated by Gauss-Legendre quadrature and inverted by bisection.
"""
import json
import pathlib

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def integral(freedom, angle):
    """Of cos^(freedom - 1) from 0 to angle: Student's density after t = sqrt(freedom) tan(angle)."""
    at = angle * (NODES + 1) / 2
    return angle / 2 * float((WEIGHTS * np.exp((freedom - 1) * np.log(np.cos(at)))).sum())


def t95(freedom):
    whole = integral(freedom, np.pi / 2 * (1 - 1e-17))
    low, high = 0.0, np.pi / 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if integral(freedom, middle) / whole < 0.95 else (low, middle)
    return float(np.sqrt(freedom) * np.tan(low))


def slope(x, y):
    (value, intercept), covariance = np.polyfit(x, y, 1, cov=True)
    half = t95(len(x) - 2) * float(np.sqrt(covariance[0, 0]))
    residual = y - value * x - intercept
    r2 = 1 - float(residual @ residual) / float(((y - y.mean()) ** 2).sum())
    return {"value": float(value), "low": float(value) - half, "high": float(value) + half, "r2": r2, "n": len(x)}


def spreads(values):
    n, mean, std = len(values), float(values.mean()), float(values.std(ddof=1))
    half = {"STD": std, "CI95": t95(n - 1) * std / np.sqrt(n), "PREDICTION95": t95(n - 1) * std * np.sqrt(1 + 1 / n)}
    return {band: [mean - float(h), mean + float(h)] for band, h in half.items()} | {"mean": mean}


random = np.random.default_rng(20)
epochs = np.array([40, 45, 50, 54, 59, 65, 71, 77, 85, 92, 101, 110, 121, 132, 144, 158, 172, 188, 206, 225, 245, 268, 293, 320, 350])
falling = 3.0 * epochs**-1.7 * np.exp(0.1 * random.standard_normal(len(epochs)))
straight = 0.9 + 2e-4 * epochs + 0.01 * random.standard_normal(len(epochs))
seeds = np.exp(random.standard_normal(5))
golden = {
    "t95": {str(freedom): t95(freedom) for freedom in (1, 2, 3, 4, 10, 23, 48, 120, 999, 1000, 1001, 5000)},
    "logLog": {"epochs": epochs.tolist(), "values": falling.tolist(), "slope": slope(np.log10(epochs), np.log10(falling))},
    "linear": {"epochs": epochs.tolist(), "values": straight.tolist(), "slope": slope(epochs.astype(float), straight)},
    "seeds": {"values": seeds.tolist(), "arithmetic": spreads(seeds), "logarithms": spreads(np.log(seeds))},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
