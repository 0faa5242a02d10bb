"""Values of the golden cases from the catalogue's formulas, in float64 with explicit p x p matrices.

Prints, for each case, the largest disagreement with its .json file. Run: python3 test/golden/values.py (needs numpy).
With --write it also writes more-values.json: what the .json files do not hold (NC1_VCI, and the MSE parts at a weight decay of 0.01).
"""
import json
import pathlib
import sys

import numpy as np

WEIGHT_DECAY = 0.01


def effective_rank(spectrum):
    q = spectrum[spectrum > 0] / spectrum.sum()
    return float(np.exp(-(q * np.log(q)).sum()))


def variability_collapse(M, within):
    """1 - Tr(pinv(within + between) between) / r, without the cancellation: in the span V of M's rows the inverse of the sum is that of
    B + S, with B the between-class part there and S = W_vv - W_vo pinv(W_oo) W_ov, so the value is Tr((B + S)^-1 S) / r."""
    C, p = M.shape
    _, s, V = np.linalg.svd(M)
    r = int((s[: min(p, C - 1)] ** 2 > s[0] ** 2 * max(p, C) * 2.0**-52).sum())
    W = V @ within @ V.T
    S = W[:r, :r] - W[:r, r:] @ np.linalg.pinv(W[r:, r:], hermitian=True) @ W[r:, :r] if r < p else W
    return float(np.trace(np.linalg.solve(np.diag(s[:r] ** 2 / C) + S, S))) / min(p, C - 1) + 1 - r / min(p, C - 1)


def mse_parts(means, within, weight, bias):
    """The three parts as the paper on the central path writes them, with an explicit inverse. Its class means are columns."""
    C, p = weight.shape
    decay = WEIGHT_DECAY / 2
    mean = means.mean(axis=0)
    total = within + (means - mean).T @ (means - mean) / C
    inverse = np.linalg.inv(total + decay / (1 + decay) * np.outer(mean, mean) + decay * np.eye(p))
    best = (means - mean / (1 + decay)) @ inverse / C
    best_bias = (1 / C - best @ mean) / (1 + decay)
    extended = np.block([[total + np.outer(mean, mean) + decay * np.eye(p), mean[:, None]], [mean[None, :], np.array([[1 + decay]])]])
    off = np.hstack([weight - best, (bias - best_bias)[:, None]])
    return {
        'MSE_NC1': float(np.trace(best @ (within + decay * np.eye(p)) @ best.T) + decay * best_bias @ best_bias) / 2,
        'MSE_NC23': float(np.linalg.norm(best @ means.T + best_bias[:, None] - np.eye(C)) ** 2) / (2 * C),
        'MSE_PERP': float(np.trace(off @ extended @ off.T)) / 2,
    }


def values(features, labels, weight, bias):
    C, p = weight.shape
    N = len(labels)
    bias = np.zeros(C) if bias is None else bias
    counts = np.bincount(labels, minlength=C)
    means = np.array([features[labels == c].mean(axis=0) for c in range(C)])
    M = means - means.mean(axis=0)
    deviations = features - means[labels]
    choices = np.argmax(features @ weight.T + bias, axis=1)
    nearest = np.argmin(((features[:, None, :] - means[None, :, :]) ** 2).sum(axis=2), axis=1)
    spread = np.array([(deviations[labels == c] ** 2).sum(axis=1).mean() for c in range(C)])
    return {
        **of_statistics(means, deviations.T @ deviations / N, spread, counts / N, weight, bias),
        'NC4_MISMATCH': float((choices != nearest).mean()),
        'ERROR': float((choices != labels).mean()),
        'NCC_ERROR': float((nearest != labels).mean()),
    }


def of_statistics(means, within, spread, shares, weight, bias, covariance_metrics=True):
    C, p = weight.shape
    M = means - means.mean(axis=0)
    between = M.T @ M / C
    u, s, _ = np.linalg.svd(between)
    kept = s > s[0] * max(p, C) * 2.0**-52
    inverse = (u[:, kept] / s[kept]) @ u[:, kept].T
    upper = np.triu_indices(C, 1)
    simplex = (np.eye(C) - 1 / C) / np.sqrt(C - 1)

    def norms(X):
        return np.linalg.norm(X, axis=1)

    def cosines(X):
        unit = X / norms(X)[:, None]
        return (unit @ unit.T)[upper]

    def std(x):
        return float(np.std(x, ddof=1)) if len(x) > 1 else None

    def to_simplex(G):
        return float(np.linalg.norm(G / np.linalg.norm(G) - simplex))

    def pair_distances(X):
        return np.array([np.linalg.norm(X[a] - X[b]) for a, b in zip(*upper)])

    singular = np.zeros(C - 1)
    found = np.linalg.svd(M, compute_uv=False)[: min(C - 1, p)]
    singular[: len(found)] = found
    distances = pair_distances(means)
    directions = pair_distances(M / norms(M)[:, None])
    kernel = -np.log(directions) if (directions > 1e-15).all() else None
    alignment = (weight * M).sum(axis=1) / norms(weight) / norms(M)
    measured = {
        'NC1': float(np.trace(within @ inverse) / C),
        'NC1_QUOTIENT': float((shares * spread).sum() / np.trace(between)),
        'NC1_CDNV': float(np.mean((spread[upper[0]] + spread[upper[1]]) / (2 * distances**2))),
        'NC2_EQUINORM_MEANS': std(norms(M)) / float(norms(M).mean()),
        'NC2_EQUINORM_WEIGHTS': std(norms(weight)) / float(norms(weight).mean()),
        'NC2_EQUIANGULAR_MEANS': std(cosines(M)),
        'NC2_EQUIANGULAR_WEIGHTS': std(cosines(weight)),
        'NC2_MAX_ANGLE_MEANS': float(np.abs(cosines(M) + 1 / (C - 1)).mean()),
        'NC2_MAX_ANGLE_WEIGHTS': float(np.abs(cosines(weight) + 1 / (C - 1)).mean()),
        'NC2_ETF_MEANS': to_simplex(M @ M.T),
        'NC2_ETF_WEIGHTS': to_simplex(weight @ weight.T),
        'NC2_ETF_RESIDUAL': float(((singular - singular.mean()) ** 2).sum() / (singular**2).sum()),
        'NC2_KERNEL_MEAN': None if kernel is None else float(kernel.mean()),
        'NC2_KERNEL_STD': None if kernel is None else std(kernel),
        'NC3_DUALITY': float(np.linalg.norm(weight / np.linalg.norm(weight) - M / np.linalg.norm(M)) ** 2),
        'NC3_ETF': to_simplex(weight @ M.T),
        'NC3_ALIGNMENT': float(alignment.mean()),
        'NC3_UNIFORMITY': std(alignment),
        'MEANS_EFFECTIVE_RANK': effective_rank(singular**2),
    }
    if not covariance_metrics:
        return measured
    return {
        **measured,
        'WITHIN_EFFECTIVE_RANK': effective_rank(np.linalg.eigvalsh(within)),
        'NC1_VCI': variability_collapse(M, within),
        **mse_parts(means, within, weight, bias),
    }


def compare(case, ours, theirs):
    worst = 0.0
    for metric, value in theirs.items():
        if value is None or ours[metric] is None:
            assert value is ours[metric], (case, metric, ours[metric], value)
            continue
        excess = abs(ours[metric] - value) - 1e-13
        worst = max(worst, excess / max(abs(value), abs(ours[metric]), 1e-300))
    print(f'{case:30} {worst:.1e}')


def main():
    folder = pathlib.Path(__file__).parent
    more = {}
    for file in sorted(folder.glob('*.npz')):
        case = np.load(file)
        ours = values(case['features'], case['labels'], case['weight'], case['bias'] if 'bias' in case else None)
        theirs = json.loads(file.with_suffix('.json').read_text())
        compare(file.stem, ours, theirs)
        more[file.stem] = {metric: value for metric, value in ours.items() if metric not in theirs}
    if '--write' in sys.argv:
        (folder / 'more-values.json').write_text(json.dumps(more, indent=1) + '\n')


if __name__ == '__main__':
    main()
