"""The same features, labels, classifier and test features in every form that the readers take, written by numpy and by the safetensors package.

Every number is a multiple of 1/8 below 8, which even bfloat16 holds, so all files must give the values in expected.json: those of the train
features by ../values.py, those of the test features below. Run: python3 test/golden/files/make.py (needs numpy and safetensors).
"""
import io
import json
import pathlib
import sys
import zipfile

import numpy as np
from numpy.lib import format as npy
from safetensors import TensorSpec, serialize
from safetensors.numpy import save_file

folder = pathlib.Path(__file__).parent
sys.path.append(str(folder.parent))
from values import values  # noqa: E402

random = np.random.default_rng(7)
C, p = 3, 5
centres = random.integers(-24, 25, (C, p)) / 8


def draw(n):
    labels = np.concatenate([np.arange(C), random.integers(0, C, n - C)])
    return centres[labels] + random.integers(-12, 13, (n, p)) / 8, labels


features, labels = draw(50)
test_features, test_labels = draw(20)
weight = random.integers(-16, 17, (C, p)) / 8
bias = random.integers(-4, 5, C) / 8
arrays = {'features': features, 'labels': labels, 'weight': weight, 'bias': bias}
tests = {'test_features': test_features, 'test_labels': test_labels}

means = np.array([features[labels == c].mean(axis=0) for c in range(C)])
nearest = np.argmin(((test_features[:, None, :] - means[None]) ** 2).sum(axis=2), axis=1)
choice = np.argmax(test_features @ weight.T + bias, axis=1)
expected = {
    'train': values(features, labels, weight, bias),
    'test': {
        'NC1': values(test_features, test_labels, weight, bias)['NC1'],
        'NC4_MISMATCH': float((choice != nearest).mean()),
        'ERROR': float((choice != test_labels).mean()),
        'NCC_ERROR': float((nearest != test_labels).mean()),
    },
}
(folder / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')


def cast(floats, integers):
    return {name: array.astype(integers if name == 'labels' else floats) for name, array in arrays.items()}


for name, (floats, integers) in {
    'f2-i1': ('<f2', 'i1'),
    'f4-u1': ('<f4', 'u1'),
    'f8-i2': ('<f8', '<i2'),
    'f4-u2-big': ('>f4', '>u2'),
    'f8-i4-big': ('>f8', '>i4'),
    'f2-u4-big': ('>f2', '>u4'),
    'f4-u8': ('<f4', '<u8'),
    'f4-i8-big': ('<f4', '>i8'),
}.items():
    np.savez(folder / f'{name}.npz', **cast(floats, integers))
np.savez_compressed(folder / 'deflated.npz', **cast('<f4', '<i8'))
np.savez(folder / 'columns.npz', **{**cast('<f4', '<i8'), 'features': np.asfortranarray(features.astype('<f4')), 'weight': np.asfortranarray(weight.astype('>f8'))})
np.savez_compressed(folder / 'columns-deflated.npz', **{**cast('<f8', '<i8'), 'features': np.asfortranarray(features.astype('<f2'))})
np.savez(folder / 'with-test.npz', epoch=np.int64(12), weight_decay=np.float64(5e-4), **arrays, **tests)
np.savez(folder / 'other-names.npz', H=features, y=labels, W=weight, b=bias)
np.savez(folder / 'features-only.npz', features=features, labels=labels)
np.savez(folder / 'classifier-only.npz', **{'fc.weight': weight, 'fc.bias': bias})

for version in [(2, 0), (3, 0)]:
    with zipfile.ZipFile(folder / f'version-{version[0]}.npz', 'w') as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            npy.write_array(member, array, version=version)
            archive.writestr(f'{name}.npy', member.getvalue())

for name, floats in {'F16': 'float16', 'F32': 'float32', 'F64': 'float64'}.items():
    save_file({key: np.ascontiguousarray(array) for key, array in cast(floats, 'int64').items()}, folder / f'{name}.safetensors', metadata={'epoch': '12'})


def spec(name, array):
    bits = np.ascontiguousarray(array if name == 'labels' else (array.astype('<f4').view('<u4') >> 16).astype('<u2'))
    kept.append(bits)  # the specification holds an address, not the array
    return TensorSpec(dtype='int32' if name == 'labels' else 'bfloat16', shape=list(array.shape), data_ptr=bits.ctypes.data, data_len=bits.nbytes)


kept = []
(folder / 'BF16.safetensors').write_bytes(serialize({name: spec(name, array) for name, array in cast('<f4', '<i4').items()}))

# what numpy writes of things that are no plain numbers
refused = folder / 'refused'
refused.mkdir(exist_ok=True)
wrong = {
    'object': np.array([[{}, 1]], dtype=object),
    'structured': np.zeros((4, 2), dtype=[('a', '<f4'), ('b', '<i8')]),
    'unicode': np.array([['a', 'b']]),
    'bytes': np.array([[b'a', b'b']]),
    'boolean': np.zeros((4, 2), dtype=bool),
    'complex': np.zeros((4, 2), dtype=complex),
    'datetime': np.zeros((4, 2), dtype='datetime64[s]'),
    'longdouble': np.zeros((4, 2), dtype=np.longdouble),
    'integers': np.zeros((4, 2), dtype=int),
}
for name, array in wrong.items():
    np.savez(refused / f'{name}.npz', features=array, labels=np.zeros(4, dtype=int))
