"""Neural collapse of the same features by public packages, and by formulas of public repositories that are in no package.

Run by public-packages.mjs: python public-packages.py FOLDER. Writes the features of each case into FOLDER and prints one JSON object: the
packages' versions and, by case, by implementation, by the name of the quantity there, its value.

kowalski, scikit-learn: called. The notebook, Zhu et al., Wu and Papyan, nc-toolbox: written anew from their definitions with the routines that
they call (scipy's svds and pinv, torch's pinv, std of torch and of numpy); the .ts files beside this one say which commit and which conventions.
"""
import importlib.metadata
import json
import pathlib
import sys

import numpy as np
import scipy.linalg
import sklearn.metrics
import sklearn.neighbors
import torch
from kowalski import to_per_class_list
from kowalski.neural_collapse import neural_collapse_metrics
from kowalski.rankme import rankme
from scipy.sparse.linalg import svds

HERE = pathlib.Path(__file__).parent


def read_safetensors(path):
    content = path.read_bytes()
    begin = 8 + int.from_bytes(content[:8], 'little')
    types = {'F32': '<f4', 'I32': '<i4'}
    return {
        name: np.frombuffer(content[begin + at['data_offsets'][0] : begin + at['data_offsets'][1]], types[at['dtype']]).reshape(at['shape'])
        for name, at in json.loads(content[8:begin]).items()
    }


def thinned(case, most=50, step=4):
    """Of class c the first `most - step c` samples."""
    labels = case['labels']
    kept = np.sort(np.concatenate([np.flatnonzero(labels == c)[: most - step * c] for c in range(labels.max() + 1)]))
    return {**{name: case[name] for name in ('weight', 'bias', 'weight_decay')}, 'features': case['features'][kept], 'labels': labels[kept]}


class Statistics:
    def __init__(self, case):
        self.H, self.y = case['features'].astype(np.float64), case['labels'].astype(np.int64)
        self.W, self.b = case['weight'].astype(np.float64), case['bias'].astype(np.float64)
        self.decay = float(np.ravel(case['weight_decay'])[0]) if 'weight_decay' in case else None
        self.C, self.p = self.W.shape
        self.means = np.array([self.H[self.y == c].mean(axis=0) for c in range(self.C)])
        z = self.H - self.means[self.y]
        self.within = z.T @ z / len(self.y)
        self.spread = np.array([(z[self.y == c] ** 2).sum(axis=1).mean() for c in range(self.C)])
        self.pairs = np.triu_indices(self.C, 1)
        self.nearest = np.array([np.linalg.norm(h - self.means, axis=1).argmin() for h in self.H])
        self.choices = (self.H @ self.W.T + self.b).argmax(axis=1)


def notebook(s):
    M = torch.from_numpy(s.means).T
    mean = M.mean(dim=1, keepdim=True)
    centred = M - mean
    W = torch.from_numpy(s.W)
    between = (centred @ centred.T / s.C).numpy()
    vectors, values, _ = svds(between, k=s.C - 1)

    def coherence(columns):
        units = columns / torch.linalg.vector_norm(columns, dim=0)
        off = (units.T @ units + 1 / (s.C - 1)).abs()
        return float((off.sum() - off.diagonal().sum()) / (s.C * (s.C - 1)))

    def variation(columns):
        norms = torch.linalg.vector_norm(columns, dim=0)
        return float(norms.std() / norms.mean())

    return {
        'Sw_invSb': float(np.trace(s.within @ vectors @ np.diag(1 / values) @ vectors.T)),
        'norm_M_CoV': variation(centred),
        'norm_W_CoV': variation(W.T),
        'cos_M': coherence(centred),
        'cos_W': coherence(W.T),
        'W_M_dist': float(torch.linalg.matrix_norm(W.T / torch.linalg.matrix_norm(W) - centred / torch.linalg.matrix_norm(centred)) ** 2),
        'NCC_mismatch': float((s.nearest != s.choices).mean()),
        **(decomposition(s, between) if s.decay else {}),
    }


def decomposition(s, between):
    decay, mean = s.decay / 2, s.means.mean(axis=0)
    total = s.within + between
    ridge = decay * np.eye(s.p)
    best = (s.means - mean / (1 + decay)) @ np.linalg.inv(total + decay / (1 + decay) * np.outer(mean, mean) + ridge) / s.C
    best_bias = (1 / s.C - best @ mean) / (1 + decay)
    A = np.block([[total + np.outer(mean, mean) + ridge, mean[:, None]], [mean[None, :], np.array([[1 + decay]])]])
    off = np.hstack([s.W - best, (s.b - best_bias)[:, None]])
    return {
        'LNC1': float(np.trace(best @ (s.within + ridge) @ best.T) + decay * best_bias @ best_bias) / 2,
        'LNC23': float(np.linalg.norm(best @ s.means.T + best_bias[:, None] - np.eye(s.C)) ** 2) / (2 * s.C),
        'Lperp': float(np.trace(off @ A @ off.T)) / 2,
    }


def off_simplex(A):
    C = len(A)
    return float(np.linalg.norm(A / np.linalg.norm(A) - (np.eye(C) - 1 / C) / np.sqrt(C - 1)))


def zhu(s):
    M = s.means - s.H.mean(axis=0)
    return {
        'collapse_metric': float(np.trace(s.within @ scipy.linalg.pinv(M.T @ M / s.C)) / s.C),
        'ETF_metric': off_simplex(s.W @ s.W.T),
        'WH_relation_metric': off_simplex(s.W @ M.T),
    }


def wu_papyan(s):
    M = s.means - s.means.mean(axis=0)
    between = M.T @ M / s.p
    pinv = float(torch.trace(torch.linalg.pinv(torch.from_numpy(between)) @ torch.from_numpy(s.within)))
    a, b = s.pairs
    units = M / np.linalg.norm(M, axis=1)[:, None]
    kernel = -np.log(np.linalg.norm(units[a] - units[b], axis=1))
    cosines = (s.W * M).sum(axis=1) / np.linalg.norm(s.W, axis=1) / np.linalg.norm(M, axis=1)
    return {
        'covariance_pinv': pinv / s.C,
        'covariance_pinv, svd': pinv,
        'covariance_ratio': float(np.trace(s.within) / np.trace(between)),
        'variability_cdnv': float(((s.spread[a] + s.spread[b]) / 2 / ((s.means[a] - s.means[b]) ** 2).sum(axis=1)).mean()),
        'simplex_etf_error': off_simplex(M @ M.T),
        'self_duality_error': off_simplex(s.W @ M.T),
        'kernel_stats, log: average': float(kernel.mean()),
        'kernel_stats, log: variance': float(((kernel - kernel.mean()) ** 2).mean()),
        'similarities, cos: mean': float(cosines.mean()),
        'clf_ncc_agreement': float(((s.H @ s.W.T).argmax(axis=1) == s.nearest).mean()),
    }


def nc_toolbox(s):
    M = s.means - s.H.mean(axis=0)
    a, b = s.pairs
    units = M / np.linalg.norm(M, axis=1)[:, None]
    kernel = np.log(np.reciprocal(np.linalg.norm(units[a] - units[b], axis=1)))
    return {
        'gnc2_hypershperical_uniformity': float(kernel.std() / kernel.mean()),
        'nc3_self_duality': float(np.linalg.norm(s.W / np.linalg.norm(s.W) - M / np.linalg.norm(M))),
        'nc4_classifier_agreement': float((s.choices == s.nearest).mean()),
    }


def kowalski(s):
    per_class = to_per_class_list(torch.from_numpy(s.H), torch.from_numpy(s.y))
    M = s.means - s.means.mean(axis=0)
    found = neural_collapse_metrics(per_class, torch.from_numpy(s.W), torch.from_numpy(s.b))
    ranks = {'rankme of Σ_B': rankme(torch.from_numpy(M.T @ M)), 'rankme of Σ_W': rankme(torch.from_numpy(s.within))}
    return {name: float(value) for name, value in {**found, **ranks}.items() if name != 'bias_collapse'}


def scikit_learn(s):
    centroids = sklearn.neighbors.NearestCentroid().fit(s.H, s.y).predict(s.H)
    return {
        'calinski_harabasz_score': float(sklearn.metrics.calinski_harabasz_score(s.H, s.y)),
        'NearestCentroid, against the choices': float((centroids != s.choices).mean()),
        'NearestCentroid, score': float((centroids == s.y).mean()),
    }


IMPLEMENTATIONS = {
    'notebook': notebook, 'Zhu': zhu, 'Wu': wu_papyan, 'nc-toolbox': nc_toolbox, 'kowalski': kowalski, 'scikit-learn': scikit_learn,
}


def write(folder, name, case):
    """What `collapsar measure` reads: as it is, and without the classifier's bias."""
    arrays = {array: values for array, values in case.items() if not array.startswith('test_')}
    np.savez(folder / f'{name}.npz', **arrays)
    np.savez(folder / f'{name}-no-bias.npz', **{array: values for array, values in arrays.items() if array != 'bias'})


def shape(s):
    return {'C': s.C, 'p': s.p, 'N': len(s.y), 'rank': int(np.linalg.matrix_rank(np.cov(s.H.T), hermitian=True))}


def main():
    early, late = (read_safetensors(HERE / f'epoch-{epoch}.safetensors') for epoch in (3, 40))
    near = dict(np.load(HERE.parent / 'golden' / 'near-collapse-1e-5.npz'))
    cases = {'early': early, 'late': late, 'unequal': thinned(early), 'near': near}
    measured = {}
    for name, case in cases.items():
        write(pathlib.Path(sys.argv[1]), name, case)
        statistics = Statistics(case)
        measured[name] = {'shape': shape(statistics), **{by: of(statistics) for by, of in IMPLEMENTATIONS.items()}}
    print(json.dumps({'versions': versions(), 'cases': measured}, ensure_ascii=False))


def versions():
    return {package: importlib.metadata.version(package) for package in ('kowalski', 'scikit-learn', 'torch', 'scipy', 'numpy')}


if __name__ == '__main__':
    main()
