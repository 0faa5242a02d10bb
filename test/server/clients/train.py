"""A real training loop in numpy: an MLP with one hidden layer learns clusters, and logs its last layer after every epoch.

python train.py URL SPOOL FOLDER EPOCHS [wait]    arrays of each epoch go to FOLDER/epoch-N.npz too; with `wait`, a line on stdin is awaited before the end
"""

import json
import logging
import os
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../server/clients/python"))
import collapsar

url, spool, folder, epochs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
logging.basicConfig(format="%(message)s")

C, d, p, n = 4, 12, 8, 60
rng = np.random.default_rng(0)
centres = 2.0 * rng.normal(size=(C, d))
labels = np.arange(n * C) % C
images = centres[labels] + rng.normal(size=(n * C, d))
test_labels = np.arange(40) % C
test_images = centres[test_labels] + rng.normal(size=(40, d))
W1, b1 = 0.3 * rng.normal(size=(d, p)), np.zeros(p)
W2, b2 = 0.3 * rng.normal(size=(C, p)), np.zeros(C)
targets = np.eye(C)[labels]


def hidden(x):
    return np.maximum(0, x @ W1 + b1)


run = collapsar.connect(url, spool=spool, exit_seconds=0.5).run(
    study="numpy", name=os.path.basename(folder), architecture=f"MLP {p}", dataset="clusters", classes=C, class_names=["a", "b", "c", "d"], seed=0, epochs=epochs,
    optimiser={"kind": "gradient descent", "learningRate": 0.5},
)
for epoch in range(1, epochs + 1):
    for _ in range(20):
        h = hidden(images)
        scores = h @ W2.T + b2
        shares = np.exp(scores - scores.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        error = (shares - targets) / len(images)
        back = (error @ W2) * (h > 0)
        W2 -= 0.5 * error.T @ h
        b2 -= 0.5 * error.sum(0)
        W1 -= 0.5 * images.T @ back
        b1 -= 0.5 * back.sum(0)
    h = hidden(images)
    scores = h @ W2.T + b2
    top = scores.max(1, keepdims=True)
    loss = float(np.mean(np.log(np.exp(scores - top).sum(1)) + top[:, 0] - scores[np.arange(len(labels)), labels]))
    arrays = dict(features=h, labels=labels, weight=W2, bias=b2, test_features=hidden(test_images), test_labels=test_labels)
    np.savez(f"{folder}/epoch-{epoch}.npz", **arrays)
    assert run.log(epoch, h, labels, W2, b2, test_features=arrays["test_features"], test_labels=test_labels, loss=loss, learning_rate=0.5)
assert not run.log(99, h[:, :, None], labels), "a wrong shape is told, and no exception"
run.log(epochs, h, labels, W2, b2, split="TRAIN", layer="copy", loss=float("nan"))

print(json.dumps({"logged": epochs, "run": run.id}), flush=True)
if sys.argv[5:] == ["wait"]:
    sys.stdin.readline()
if sys.argv[5:] != ["leave"]:
    done = run.finish()
    c = collapsar.connect(url, spool=spool)
    (found,) = [each for each in c.runs("numpy") if each["id"] == run.id]
    names = ["NC1", "NC2_EQUIANGULAR_MEANS", "NC3_DUALITY", "NC4_MISMATCH", "NC2_EQUIANGULAR_WEIGHTS", "LOSS"]
    (curves,) = c.series([run], names)
    (tested,) = c.series(run.id, "NC1", split="TEST")
    print(json.dumps({"done": done, "found": found, "epochs": curves.epochs.tolist(), "series": {k: v.tolist() for k, v in curves.items()}, "test": tested["NC1"].tolist(), "left": os.listdir(spool)}))
