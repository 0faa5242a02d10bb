"""Values of the golden cases from the catalogue's formulas, in float64 with explicit p x p matrices.

Prints, for each case, the largest disagreement with its .json file. Run: python3 test/golden/values.py (needs numpy).
"""
import json
import pathlib

import numpy as np


def values(features, labels, weight, bias):
    C, p = weight.shape
    N = len(labels)
    means = np.array([features[labels == c].mean(axis=0) for c in range(C)])
    M = means - means.mean(axis=0)
    deviations = features - means[labels]
    within = deviations.T @ deviations / N
    between = M.T @ M / C
    u, s, _ = np.linalg.svd(between)
    kept = s > s[0] * max(p, C) * 2.0**-52
    inverse = (u[:, kept] / s[kept]) @ u[:, kept].T
    choices = np.argmax(features @ weight.T + bias, axis=1)
    distances = ((features[:, None, :] - means[None, :, :]) ** 2).sum(axis=2)
    nearest = np.argmin(distances, axis=1)

    def norms(X):
        return np.linalg.norm(X, axis=1)

    def cosines(X):
        unit = X / norms(X)[:, None]
        return (unit @ unit.T)[np.triu_indices(C, 1)]

    def spread(x):
        return float(np.std(x, ddof=1)) if len(x) > 1 else None

    return {
        'NC1': float(np.trace(within @ inverse) / C),
        'NC2_EQUINORM_MEANS': spread(norms(M)) / float(norms(M).mean()),
        'NC2_EQUINORM_WEIGHTS': spread(norms(weight)) / float(norms(weight).mean()),
        'NC2_EQUIANGULAR_MEANS': spread(cosines(M)),
        'NC2_EQUIANGULAR_WEIGHTS': spread(cosines(weight)),
        'NC2_MAX_ANGLE_MEANS': float(np.abs(cosines(M) + 1 / (C - 1)).mean()),
        'NC2_MAX_ANGLE_WEIGHTS': float(np.abs(cosines(weight) + 1 / (C - 1)).mean()),
        'NC3_DUALITY': float(np.linalg.norm(weight / np.linalg.norm(weight) - M / np.linalg.norm(M)) ** 2),
        'NC4_MISMATCH': float((choices != nearest).mean()),
        'ERROR': float((choices != labels).mean()),
        'NCC_ERROR': float((nearest != labels).mean()),
    }


for file in sorted(pathlib.Path(__file__).parent.glob('*.npz')):
    case = np.load(file)
    bias = case['bias'] if 'bias' in case else 0.0
    ours = values(case['features'], case['labels'], case['weight'], bias)
    theirs = json.loads(file.with_suffix('.json').read_text())
    worst = 0.0
    for metric, value in ours.items():
        if value is None or theirs[metric] is None:
            assert value is theirs[metric], (file.name, metric, value, theirs[metric])
            continue
        excess = abs(value - theirs[metric]) - 1e-13
        worst = max(worst, excess / max(abs(value), abs(theirs[metric]), 1e-300))
    print(f'{file.stem:30} {worst:.1e}')
