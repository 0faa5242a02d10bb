"""Makes the golden files of this folder: python make.py [folder of stand-ins]. Needs numpy, scipy, Pillow; run once, results checked in.

- svhn-*.mat: written by scipy, which is no relative of the reader under test. Picture i, row r, column c, channel k of the train file is
  (i + 2 r + 5 c + 60 k) mod 256, so no two axes can be taken for one another; y counts 1 .. 10.
- *.JPEG: pictures of the shapes and colour models that ImageNet has, by Pillow; expected.json holds what Pillow makes of them
  (Resize(256), bilinear with antialias; CenterCrop(224); RGB), mean of 16 x 16 pixels at a few places.
- with a folder of stand-ins: expected.json also holds sha256 of single pictures as rows of (r, g, b), read by numpy alone.
"""
import gzip, hashlib, io, json, pathlib, sys
import numpy as np, scipy.io
from PIL import Image

here = pathlib.Path(__file__).parent
expected = {'pictures': {}, 'stand_ins': {}}

i, r, c, k = np.ogrid[:10, :32, :32, :3]
digits = ((i + 2 * r + 5 * c + 60 * k) % 256).astype(np.uint8)
numbers = np.arange(1, 11)
for name, images, y in [('train', digits, numbers.astype(np.uint8)), ('test', digits[::-1], numbers[::-1].astype(np.float64))]:
    arrays = {'X': images.transpose(1, 2, 3, 0), 'y': y.reshape(-1, 1)}
    scipy.io.savemat(here / f'svhn-{name}.mat', arrays, do_compression=name == 'train')


def scene(width, height):
    """Red grows downwards, green to the right, and a blue square stands left of the middle, in the upper part."""
    y, x = np.mgrid[:height, :width]
    picture = np.stack([255 * y / height, 255 * x / width, 0 * x], axis=2)
    picture[height // 4:height // 2, width // 3:width // 2, 2] = 255
    return Image.fromarray(picture.astype(np.uint8))


scene(500, 375).save(here / 'rgb.JPEG', quality=95, subsampling=0)
scene(300, 520).convert('L').save(here / 'grey.JPEG', quality=95)
scene(400, 300).convert('CMYK').save(here / 'cmyk.JPEG', quality=95, subsampling=0)
scene(260, 270).save(here / 'png.JPEG', format='PNG')
small = scene(90, 120)
small.save(here / 'small.JPEG', quality=95, subsampling=0)
turned = Image.Exif()
turned[0x0112] = 6
scene(500, 375).save(here / 'marked.JPEG', quality=95, subsampling=0, exif=turned)

for name in ['rgb', 'grey', 'cmyk', 'png', 'small', 'marked']:
    picture = Image.open(here / f'{name}.JPEG').convert('RGB')
    width, height = picture.size
    short = min(width, height)
    size = (256, int(256 * height / width)) if width <= height else (int(256 * width / height), 256)
    picture = picture.resize(size, Image.BILINEAR)
    left, top = round((size[0] - 224) / 2), round((size[1] - 224) / 2)
    pixels = np.asarray(picture.crop((left, top, left + 224, top + 224)), dtype=float)
    places = [(8, 8), (8, 200), (200, 8), (200, 200), (64, 88), (104, 104)]
    expected['pictures'][name] = [[a, b, *pixels[a:a + 16, b:b + 16].mean(axis=(0, 1)).round(2)] for a, b in places]

if len(sys.argv) > 1:
    data = pathlib.Path(sys.argv[1])

    def note(name, images, labels, picks=(0, 7, -1)):
        shas = [hashlib.sha256(np.ascontiguousarray(images[p]).tobytes()).hexdigest() for p in picks]
        expected['stand_ins'][name] = [[int(p % len(images)), int(labels[p]), sha] for p, sha in zip(picks, shas)]
        expected['stand_ins'][f'{name} counts'] = np.bincount(labels).tolist()

    fashion = gzip.decompress((data / 'FashionMNIST/raw/t10k-images-idx3-ubyte.gz').read_bytes())[16:]
    clothes = gzip.decompress((data / 'FashionMNIST/raw/t10k-labels-idx1-ubyte.gz').read_bytes())[8:]
    note('FashionMNIST test', np.frombuffer(fashion, np.uint8).reshape(-1, 28, 28, 1), np.frombuffer(clothes, np.uint8))
    parts = [(data / f'cifar-10-batches-bin/data_batch_{n}.bin').read_bytes() for n in range(1, 6)]
    records = np.frombuffer(b''.join(parts), np.uint8).reshape(-1, 3073)
    note('CIFAR10 train', records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), records[:, 0], (0, 1007, -1))
    records = np.frombuffer((data / 'cifar-100-binary/train.bin').read_bytes(), np.uint8).reshape(-1, 3074)
    note('CIFAR100 train', records[:, 2:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), records[:, 1])
    svhn = scipy.io.loadmat(data / 'svhn/train_32x32.mat')
    note('SVHN train', svhn['X'].transpose(3, 0, 1, 2), svhn['y'].ravel() % 10)
    # as torchvision's STL10 does: (n, 3, 96, 96), then the last two axes swapped; here also channel last
    stl = np.frombuffer((data / 'stl10_binary/train_X.bin').read_bytes(), np.uint8).reshape(-1, 3, 96, 96)
    note('STL10 train', stl.transpose(0, 3, 2, 1), np.frombuffer((data / 'stl10_binary/train_y.bin').read_bytes(), np.uint8) - 1)

(here / 'expected.json').write_text(json.dumps(expected, indent=1) + '\n')
