"""The straightforward way in numpy, float64: explicit p x p matrices, pseudo-inverse by SVD. Prints seconds for the sizes given as C,p pairs.

  python3 test/bench/metrics.py 10,512 100,512
"""
import pathlib
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'golden'))
from values import of_statistics  # noqa: E402

for pair in sys.argv[1:]:
    C, p = map(int, pair.split(','))
    random = np.random.default_rng(1)
    means, weight = random.normal(size=(C, p)), random.normal(size=(C, p))
    within = np.diag(random.uniform(size=p))
    times = []
    while len(times) < 5 and sum(times) < 10:
        begin = time.perf_counter()
        of_statistics(means, within, np.full(C, p / 2), np.full(C, 1 / C), weight, np.zeros(C), covariance_metrics=False)
        times.append(time.perf_counter() - begin)
    print(min(times))
