"""Writes python3-protocol3.pickle and python3-protocol4.pickle: three images, as numpy's own reduction of an array is pickled.

    python3 test/trainer/datasets/golden/make-pickles.py      (numpy 2.4.6)
"""
import pathlib
import pickle

import numpy

here = pathlib.Path(__file__).parent
# pixel = (7 image + 80 channel + 3 row + column) mod 256, planes one after the other
image, channel, row, column = numpy.indices((3, 3, 32, 32))
pixels = ((7 * image + 80 * channel + 3 * row + column) % 256).astype("uint8").reshape(3, 3072)
for protocol in (3, 4):
    batch = {b"labels": [6, 9, 0], b"data": numpy.ascontiguousarray(pixels)}
    (here / f"python3-protocol{protocol}.pickle").write_bytes(pickle.dumps(batch, protocol))
