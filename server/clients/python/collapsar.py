"""Collapsar's Python client: one file, numpy and the standard library.

Log the last layer of a network while it trains, anywhere::

    import collapsar

    c = collapsar.connect()  # http://127.0.0.1:4000, or COLLAPSAR_URL and COLLAPSAR_TOKEN
    run = c.run(study="my-study", name="mlp, seed 1", architecture="MLP 3x512", dataset="MNIST", classes=10)
    for epoch in range(1, 101):
        ...  # train
        run.log(epoch, features, labels, weight, bias, loss=train_loss)
    run.finish()

Every epoch goes to a folder on this machine first and is sent by a thread beside the training: a server that is away, or one that refuses,
never stops a training loop. What could not be sent waits in the folder; ``collapsar.sync()`` or ``python collapsar.py sync`` sends it later.

Read curves as numpy arrays::

    for series in c.series([run.id], ["NC1", "NC3_DUALITY"]):
        print(series.epochs, series["NC1"])
"""

from __future__ import annotations

import atexit
import hashlib
import http.client
import json
import logging
import math
import os
import shutil
import socket
import sys
import threading
import time
import urllib.parse
import uuid
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

import numpy as np

__all__ = ["Client", "CollapsarError", "Run", "Runs", "Series", "SeriesList", "checks", "connect", "runs", "series", "sync"]
__version__ = "0.1.0"

_log = logging.getLogger("collapsar")

DEFAULT_URL = "http://127.0.0.1:4000"
# what one question to the server may ask for
_RUNS_A_QUESTION, _METRICS_A_QUESTION, _PAGE = 10, 16, 100
# longest pause between two tries to reach a server that is away, in seconds
_LONGEST_PAUSE = 60.0


class CollapsarError(Exception):
    """What the server refused: ``code`` is stable, ``details`` say more (``rule``, ``member``, ...)."""

    def __init__(self, code: str, message: str, details: Optional[Mapping[str, Any]] = None, status: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.details = dict(details or {})
        self.status = status

    @property
    def is_passing(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status == 0 or self.status in (408, 429) or self.status >= 500 or self.details.get("rule") in ("OFFSET", "QUOTA")


class _Server:
    """Speaks HTTP with one server; a connection for each request, so that threads share nothing."""

    def __init__(self, url: str, token: Optional[str]) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"url is {url!r}; it must look like {DEFAULT_URL}")
        self.url = url.rstrip("/")
        self._parts = parts
        self._token = token

    def json(self, method: str, path: str, body: Any = None, timeout: float = 30.0) -> Any:
        data = None if body is None else json.dumps(body, allow_nan=False).encode()
        status, _, text = self.request(method, path, data, {"content-type": "application/json"} if data else {}, timeout)
        return _answer(status, text)

    def graphql(self, query: str, variables: Mapping[str, Any], timeout: float = 60.0) -> Any:
        answer = self.json("POST", "/graphql", {"query": query, "variables": variables}, timeout)
        if answer.get("errors"):
            raise _error_of(answer["errors"][0], 200)
        return answer["data"]

    def request(self, method: str, path: str, body: Any, headers: Mapping[str, str], timeout: float) -> Tuple[int, Any, bytes]:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=timeout, blocksize=1 << 18)
        own = {"x-collapsar-request": "1", **({"authorization": f"Bearer {self._token}"} if self._token else {})}
        try:
            connection.request(method, self._parts.path.rstrip("/") + path, body=body, headers={**own, **headers})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        except (OSError, http.client.HTTPException, socket.timeout) as error:
            raise CollapsarError("UNREACHABLE", f"No answer from {self.url}: {error or type(error).__name__}.") from error
        finally:
            connection.close()


def _answer(status: int, text: bytes) -> Any:
    try:
        answer = json.loads(text) if text else {}
    except ValueError:
        raise CollapsarError("UNREACHABLE", f"The server answered {status} with something that is no JSON.", status=status) from None
    if status >= 400:
        raise _error_of((answer.get("errors") or [{}])[0], status)
    return answer


def _error_of(error: Mapping[str, Any], status: int) -> CollapsarError:
    details = dict(error.get("extensions") or {})
    return CollapsarError(str(details.pop("code", "UNKNOWN")), str(error.get("message", f"status {status}")), details, status)


def connect(url: Optional[str] = None, token: Optional[str] = None, spool: Union[str, "os.PathLike[str]", None] = None, exit_seconds: float = 10.0) -> "Client":
    """A client of the server at ``url`` (else COLLAPSAR_URL, else http://127.0.0.1:4000) with ``token`` (else COLLAPSAR_TOKEN).

    ``spool`` is the folder where epochs wait until they are sent (else COLLAPSAR_SPOOL, else ~/.collapsar-spool). A program that ends with
    something unsent waits ``exit_seconds`` for it. Nothing is sent yet.
    """
    return Client(
        url or os.environ.get("COLLAPSAR_URL") or DEFAULT_URL,
        token or os.environ.get("COLLAPSAR_TOKEN"),
        Path(spool or os.environ.get("COLLAPSAR_SPOOL") or Path.home() / ".collapsar-spool"),
        exit_seconds,
    )


class Client:
    """One server and one folder of what waits for it. Made by :func:`connect`."""

    def __init__(self, url: str, token: Optional[str], spool: Path, exit_seconds: float) -> None:
        self._server = _Server(url, token)
        self.spool = spool
        self._exit_seconds = exit_seconds

    def run(
        self,
        *,
        study: str,
        name: str,
        architecture: Optional[str] = None,
        dataset: Optional[str] = None,
        classes: Optional[int] = None,
        class_names: Optional[Sequence[str]] = None,
        seed: Optional[int] = None,
        loss: Optional[str] = None,
        optimiser: Optional[Mapping[str, Any]] = None,
        epochs: Optional[int] = None,
        depth: Optional[int] = None,
        parameters: Optional[int] = None,
        loss_reduction: Optional[str] = None,
        terminal_phase_accuracy: Optional[float] = None,
        resume: bool = False,
        spool_limit: int = 20 * 2**30,
    ) -> "Run":
        """Makes a run of ``study`` (a slug; made where there is none), or goes on with the one of that name (``resume=True``).

        ``loss`` is "CROSS_ENTROPY" or "MSE"; ``optimiser`` a dictionary of kind, learningRate, momentum, weightDecay, batchSize. A server that
        is away is no error: the run is made once it answers.

        :raises CollapsarError: where the server answers and refuses: a bad token, a name that is taken
        """
        told = {
            "study": study, "name": name, "architecture": architecture, "depth": depth, "dataset": dataset, "classes": classes,
            "classNames": None if class_names is None else [str(each) for each in class_names], "seed": seed, "loss": loss,
            "lossReduction": loss_reduction, "optimiser": None if optimiser is None else dict(optimiser), "epochs": epochs,
            "parameters": parameters, "terminalPhaseAccuracy": terminal_phase_accuracy, "resume": resume, "idempotencyKey": str(uuid.uuid4()),
        }
        folder = _RunFolder.make(self.spool, self._server.url, {key: value for key, value in told.items() if value is not None})
        try:
            _create(self._server, folder, timeout=5.0)
        except CollapsarError as error:
            if not error.is_passing:
                shutil.rmtree(folder.path, ignore_errors=True)
                raise
            _log.warning("%s What is logged waits in %s.", error, folder.path)
        return Run(self._server, folder, spool_limit, self._exit_seconds)

    def runs(self, study: Optional[str] = None, *, architecture: Optional[str] = None, dataset: Optional[str] = None) -> "Runs":
        """All runs, newest first, or those of one study (its slug), of one architecture, on one data set."""
        filters: Dict[str, Any] = {}
        if study is not None:
            filters["studyId"] = self._study_id(study)
        if architecture is not None:
            filters["architecture"] = [architecture]
        if dataset is not None:
            filters["dataset"] = [dataset]
        return Runs(self._pages(_RUNS, "runs", {"filter": filters}))

    def series(
        self,
        run_ids: Union[str, Iterable[Union[str, "Run", Mapping[str, Any]]]],
        metrics: Union[str, Sequence[str]],
        *,
        split: str = "TRAIN",
        layer: str = "last",
        first: Optional[int] = None,
        last: Optional[int] = None,
        timeout: float = 120.0,
    ) -> "SeriesList":
        """Curves: for each run every measured epoch (from ``first`` to ``last``) and a column a metric, NaN where there is no value (``gaps`` say why).

        Waits for what is still being measured, ``timeout`` seconds at most; later the rest is NaN with the gap PENDING.
        """
        ids = [_id_of(each) for each in ([run_ids] if isinstance(run_ids, (str, Run, Mapping)) else run_ids)]
        names = [metrics] if isinstance(metrics, str) else list(metrics)
        found: Dict[str, Series] = {}
        for some in _chunks(ids, _RUNS_A_QUESTION):
            for columns in _chunks(names, _METRICS_A_QUESTION):
                variables = {"runIds": some, "metrics": columns, "split": split, "layer": layer, "from": first, "to": last}
                for row in self._measured(variables, time.monotonic() + timeout):
                    epochs = np.asarray(row["epochs"], dtype=np.int64)
                    _take(found.setdefault(row["run"]["id"], Series(row["run"], epochs)), epochs, row["columns"])
        return SeriesList(found[each] for each in dict.fromkeys(ids) if each in found)

    def sync(self, timeout: float = 600.0) -> bool:
        """Sends what waits in the spool for this server, of any process; true when nothing is left."""
        end = time.monotonic() + timeout
        done = [_send_all(self._server, folder, end) for folder in _RunFolder.all(self.spool, self._server.url)]
        return all(done)

    def checks(self, study: str, timeout: float = 120.0) -> Dict[str, Any]:
        """What came out of the checks of a study (its slug) for its completed runs: ``isPassed``, ``result``, counts, and under ``notPassed`` the runs that did not pass.

        Waits for values that are still being measured, ``timeout`` seconds at most; ``isComplete`` says whether all are there.
        """
        end = time.monotonic() + timeout
        pause = 0.1
        study_id = self._study_id(study)
        while True:
            report: Dict[str, Any] = self._server.graphql(_CHECKS, {"studyId": study_id})["checkRuns"]
            if report["isComplete"] or time.monotonic() > end:
                return report
            time.sleep(pause)
            pause = min(2.0, 2 * pause)

    def _measured(self, variables: Mapping[str, Any], end: float) -> List[Dict[str, Any]]:
        pause = 0.1
        while True:
            try:
                rows: List[Dict[str, Any]] = self._server.graphql(_SERIES, variables)["series"]
            except CollapsarError as error:
                ids = variables["runIds"]
                if error.code != "COMPLEXITY_EXCEEDED" or len(ids) == 1:
                    raise
                return [row for each in ids for row in self._measured({**variables, "runIds": [each]}, end)]
            pending = any(gap["kind"] == "PENDING" for row in rows for column in row["columns"] for gap in column["gaps"])
            if not pending or time.monotonic() > end:
                return rows
            time.sleep(pause)
            pause = min(2.0, 2 * pause)

    def _pages(self, query: str, field: str, variables: Mapping[str, Any]) -> Iterator[Dict[str, Any]]:
        after = None
        while True:
            page = self._server.graphql(query, {**variables, "first": _PAGE, "after": after})[field]
            yield from page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def _study_id(self, slug: str) -> str:
        for study in self._pages(_STUDIES, "studies", {}):
            if study["slug"] == slug:
                return str(study["id"])
        raise CollapsarError("NOT_FOUND", f"There is no study {slug!r}.")


class Run:
    """A run that is trained here. ``log`` may be called from a training loop: it writes to disk, and a thread sends."""

    def __init__(self, server: _Server, folder: "_RunFolder", spool_limit: int, exit_seconds: float) -> None:
        self._server = server
        self._folder = folder
        self._limit = spool_limit
        self._exit_seconds = exit_seconds
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._ended = False
        self._thread = threading.Thread(target=self._send, name="collapsar", daemon=True)
        self._thread.start()
        atexit.register(self._at_exit)

    @property
    def id(self) -> Optional[str]:
        """The run's id; None until a server has made it."""
        return self._folder.run_id

    def log(
        self,
        epoch: int,
        features: Any,
        labels: Any,
        weight: Any = None,
        bias: Any = None,
        *,
        split: str = "TRAIN",
        layer: str = "last",
        test_features: Any = None,
        test_labels: Any = None,
        loss: Optional[float] = None,
        error: Optional[float] = None,
        running_loss: Optional[float] = None,
        running_error: Optional[float] = None,
        learning_rate: Optional[float] = None,
        weight_decay: Optional[float] = None,
        images_per_second: Optional[float] = None,
        duration_ms: Optional[float] = None,
    ) -> bool:
        """Takes the features [N, p] of one split after an epoch, their labels [N], and the classifier's weight [C, p] and bias [C].

        Arrays may be numpy's, tensors of PyTorch, or anything that numpy reads. ``loss`` and ``error`` are of ``split``; the error may be left
        out, as the classifier tells it. Log TRAIN before TEST, or give ``test_features`` and ``test_labels`` with TRAIN.

        Never raises and never waits for the server: what is wrong is logged to the logger "collapsar", and then the answer is False.
        """
        try:
            arrays = _arrays(features=features, labels=labels, weight=weight, bias=bias, test_features=test_features, test_labels=test_labels)
            of = "test" if split == "TEST" else "train"
            told = {
                "split": split, "layer": layer, f"{of}Loss": _number(loss), f"{of}Error": _number(error), "runningLoss": _number(running_loss),
                "runningError": _number(running_error), "learningRate": _number(learning_rate), "weightDecay": _number(weight_decay),
                "imagesPerSecond": _number(images_per_second), "durationMs": None if duration_ms is None else int(duration_ms),
            }
            with self._lock:
                if self._folder.bytes() > self._limit:
                    raise OSError(f"{self._folder.path} holds more than {self._limit} bytes already")
                self._folder.add(int(epoch), arrays, {key: value for key, value in told.items() if value is not None})
            self._wake.set()
            return True
        except Exception as problem:  # a training of days must not end for a curve
            _log.warning("Epoch %s was not logged: %s", epoch, problem)
            return False

    def flush(self, timeout: float = 60.0) -> bool:
        """Waits until all that was logged is sent, ``timeout`` seconds at most; true when it is."""
        end = time.monotonic() + timeout
        self._wake.set()
        while self._folder.waiting() and time.monotonic() < end:
            time.sleep(0.02)
        return not self._folder.waiting()

    def finish(self, status: str = "COMPLETED", error: Optional[str] = None, timeout: float = 60.0) -> bool:
        """Ends the run and waits until all is sent, ``timeout`` seconds at most; false where something still waits in the spool."""
        try:
            with self._lock:
                self._folder.add_end({"status": status, **({"error": error} if error else {})})
        except OSError as problem:
            _log.warning("The end of the run was not logged: %s", problem)
        done = self.flush(timeout)
        self._ended = True
        self._wake.set()
        if not done:
            _log.warning("Not all of the run is sent; %s has the rest, and collapsar.sync() sends it.", self._folder.path)
        return done

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, problem: Any, _trace: Any) -> None:
        if kind is None:
            self.finish()
        else:
            self.finish("FAILED", f"{kind.__name__}: {problem}"[:1000].replace("\n", " "))

    def _send(self) -> None:
        pause = 0.0
        while not self._ended or self._folder.waiting():
            self._wake.wait(timeout=pause or None)
            self._wake.clear()
            try:
                _send_waiting(self._server, self._folder)
                pause = 0.0
            except CollapsarError as error:
                if pause == 0.0:
                    _log.warning("%s It is tried again; what is logged waits in %s.", error, self._folder.path)
                pause = min(_LONGEST_PAUSE, max(0.5, 2 * pause))
            except Exception as problem:  # the thread must outlive whatever happens to a file
                _log.warning("Sending failed: %s", problem)
                pause = min(_LONGEST_PAUSE, max(0.5, 2 * pause))
            if self._ended:
                return

    def _at_exit(self) -> None:
        if not self._ended and self._folder.waiting() and not self.flush(self._exit_seconds):
            _log.warning("Not all of the run is sent; %s has the rest, and collapsar.sync() sends it.", self._folder.path)


class _RunFolder:
    """A run's folder in the spool: run.json, then numbered items, each a .json beside the .npz that it tells of.

    An item counts once its .json is there, which gets its name last: a crash leaves whole items or none. Items go in the order of their numbers.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._told: Dict[str, Any] = json.loads((path / "run.json").read_text("utf8"))
        self._next = 1 + max((int(item.stem) for item in self._items()), default=0)

    @staticmethod
    def make(spool: Path, url: str, told: Mapping[str, Any]) -> "_RunFolder":
        path = spool / f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:12]}"
        path.mkdir(parents=True)
        _write(path / "run.json", {"url": url, "input": dict(told), "runId": None})
        return _RunFolder(path)

    @staticmethod
    def all(spool: Path, url: str) -> List["_RunFolder"]:
        if not spool.is_dir():
            return []
        folders = [_RunFolder(path) for path in sorted(spool.iterdir()) if (path / "run.json").is_file()]
        return [folder for folder in folders if folder._told["url"] == url]

    @property
    def run_id(self) -> Optional[str]:
        return self._told["runId"]

    @property
    def input(self) -> Dict[str, Any]:
        return self._told["input"]

    def set_run_id(self, run_id: str) -> None:
        self._told["runId"] = run_id
        _write(self.path / "run.json", self._told)

    def add(self, epoch: int, arrays: Mapping[str, np.ndarray], told: Mapping[str, Any]) -> None:
        stem = self._stem()
        data = self.path / f"{stem}.npz"
        temporary = self.path / f"{stem}.part"
        with open(temporary, "wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, data)
        _write(self.path / f"{stem}.json", {"epoch": epoch, "sha256": _sha256(data), "details": {**told, "fileName": f"epoch {epoch}"}})

    def add_end(self, told: Mapping[str, Any]) -> None:
        _write(self.path / f"{self._stem()}.json", {"finish": dict(told)})

    def bytes(self) -> int:
        return sum(_size(each) for each in self.path.glob("*.npz"))

    def waiting(self) -> bool:
        return any(True for _ in self._items())

    def items(self) -> List[Path]:
        return sorted(self._items(), key=lambda item: int(item.stem))

    def remove(self, item: Path) -> None:
        item.unlink(missing_ok=True)
        item.with_suffix(".npz").unlink(missing_ok=True)

    def refuse(self, item: Path, error: CollapsarError) -> None:
        """Puts aside what the server will never take, with its reason, so that the rest goes on."""
        aside = self.path / "refused"
        aside.mkdir(exist_ok=True)
        (aside / f"{item.stem}.txt").write_text(f"{error.code} {error.details}: {error}\n", "utf8")
        for each in (item.with_suffix(".npz"), item):
            if each.exists():
                os.replace(each, aside / each.name)

    def close(self) -> None:
        """Removes a folder from which all was sent."""
        if not self.waiting() and not (self.path / "refused").exists():
            shutil.rmtree(self.path, ignore_errors=True)

    def _items(self) -> Iterator[Path]:
        return (each for each in self.path.glob("*.json") if each.stem.isdigit())

    def _stem(self) -> str:
        stem = f"{self._next:06d}"
        self._next += 1
        return stem


def _create(server: _Server, folder: _RunFolder, timeout: float = 30.0) -> str:
    if folder.run_id is None:
        folder.set_run_id(server.json("POST", "/ingest/runs", folder.input, timeout)["runId"])
    return str(folder.run_id)


def _send_all(server: _Server, folder: _RunFolder, end: float) -> bool:
    pause = 0.5
    while True:
        try:
            _send_waiting(server, folder)
            return True
        except CollapsarError as error:
            if time.monotonic() + pause > end:
                _log.warning("%s What is left waits in %s.", error, folder.path)
                return False
        time.sleep(pause)
        pause = min(_LONGEST_PAUSE, 2 * pause)


def _send_waiting(server: _Server, folder: _RunFolder) -> None:
    """Sends all items in order.

    :raises CollapsarError: where the server is away or busy; what it refuses for good is put aside, and the rest goes on
    """
    ended = False
    for item in folder.items():
        try:
            ended = _send_item(server, folder, item) or ended
            folder.remove(item)
        except CollapsarError as error:
            if error.is_passing or folder.run_id is None or error.code in ("UNAUTHENTICATED", "FORBIDDEN"):
                raise
            _log.warning("The server refused %s (%s): %s", item.stem, error.code, error)
            folder.refuse(item, error)
        except FileNotFoundError:
            continue  # another process sent it
    if ended:
        folder.close()


def _send_item(server: _Server, folder: _RunFolder, item: Path) -> bool:
    """Sends one item; true where it was the end of the run."""
    told = json.loads(item.read_text("utf8"))
    run_id = _create(server, folder)
    if "finish" in told:
        server.json("POST", f"/ingest/runs/{run_id}/finish", told["finish"])
        return True
    _upload(server, item.with_suffix(".npz"), told["sha256"])
    server.json("POST", f"/ingest/runs/{run_id}/epochs/{told['epoch']}", {"upload": told["sha256"], **told["details"]}, timeout=600.0)
    return False


def _upload(server: _Server, path: Path, digest: str) -> None:
    """Sends a file, from where an earlier try stopped."""
    at = f"/ingest/uploads/{digest}"
    status, headers, text = server.request("HEAD", at, None, {}, 30.0)
    if status >= 400:
        # an answer to HEAD has no body, so the reason is unknown: a GET of the run's path would tell no more
        raise CollapsarError({401: "UNAUTHENTICATED", 403: "FORBIDDEN"}.get(status, "UNKNOWN"), f"The server answered {status}.", status=status)
    if headers.get("upload-complete") == "?1":
        return
    total, offset = path.stat().st_size, int(headers.get("upload-offset") or 0)
    sizes = {"upload-offset": str(offset), "upload-length": str(total), "content-length": str(total - offset)}
    with open(path, "rb") as file:
        file.seek(offset)
        _answer(*_status_and_text(server.request("PUT", at, file, {"content-type": "application/octet-stream", **sizes}, 60.0)))


def _status_and_text(answer: Tuple[int, Any, bytes]) -> Tuple[int, bytes]:
    return answer[0], answer[2]


def _arrays(**given: Any) -> Dict[str, np.ndarray]:
    """The arrays of a file, features and weights as floats, labels as integers; checked as far as it costs nothing."""
    arrays = {name: _array(value) for name, value in given.items() if value is not None}
    for name, array in arrays.items():
        if name.endswith("labels"):
            if array.dtype.kind == "f" and np.array_equal(array, np.rint(array)):
                array = array.astype(np.int64)
            if array.dtype.kind not in "iu":
                raise ValueError(f"{name} are {array.dtype}, expected whole numbers from 0 to C-1")
        elif array.dtype.kind != "f":
            array = array.astype(np.float32)
        arrays[name] = array
    for prefix in ("", "test_"):
        features, labels = arrays.get(f"{prefix}features"), arrays.get(f"{prefix}labels")
        if (features is None) != (labels is None):
            raise ValueError(f"{prefix}features and {prefix}labels go together")
        if features is not None and labels is not None and (features.ndim != 2 or labels.shape != features.shape[:1]):
            raise ValueError(f"{prefix}features have the shape {features.shape} and {prefix}labels {labels.shape}, expected [N, p] and [N]")
    return arrays


def _array(value: Any) -> np.ndarray:
    """As numpy's; tensors of PyTorch, which may be on a GPU, part of a graph or of 16 bits, by what they can do."""
    for step in ("detach", "cpu"):
        if hasattr(value, step):
            value = getattr(value, step)()
    if hasattr(value, "numpy") and not isinstance(value, np.ndarray):
        try:
            value = value.numpy()
        except TypeError:  # numpy has no bfloat16
            value = value.float().numpy()
    return np.asarray(value)


def _number(value: Any) -> Optional[float]:
    """As JSON has it: None for what is not finite, as in a run that diverged."""
    if value is None:
        return None
    number = float(value)
    return number if math.isfinite(number) else None


class Series(Dict[str, np.ndarray]):
    """The curves of one run: metric -> values, one for each of ``epochs``."""

    def __init__(self, run: Mapping[str, Any], epochs: np.ndarray) -> None:
        super().__init__()
        #: id, name, ... of the run
        self.run = dict(run)
        #: the measured epochs, ascending
        self.epochs = epochs
        #: metric -> [(index, kind, reason)] of places without a value
        self.gaps: Dict[str, List[Tuple[int, str, str]]] = {}
        #: metric -> what readers should know of its values
        self.warnings: Dict[str, List[str]] = {}
        #: metric -> version of its formula
        self.versions: Dict[str, int] = {}

    def to_frame(self) -> Any:
        """A pandas DataFrame: a row an epoch, a column a metric."""
        pandas = _pandas()
        frame = pandas.DataFrame(dict(self), index=pandas.Index(self.epochs, name="epoch"))
        return frame


class SeriesList(List[Series]):
    """Curves of several runs."""

    def to_frame(self) -> Any:
        """One pandas DataFrame of all runs: their id and name, the epoch, a column a metric."""
        pandas = _pandas()
        frames = [one.to_frame().reset_index().assign(run=one.run["id"], name=one.run["name"]) for one in self]
        if not frames:
            return pandas.DataFrame(columns=["run", "name", "epoch"])
        return pandas.concat(frames, ignore_index=True).set_index(["run", "epoch"])


class Runs(List[Dict[str, Any]]):
    """Runs as dictionaries, newest first."""

    def to_frame(self) -> Any:
        """A pandas DataFrame, a row a run."""
        return _pandas().DataFrame(list(self))


def runs(study: Optional[str] = None, **filters: Any) -> Runs:
    """:meth:`Client.runs` of the default server."""
    return connect().runs(study, **filters)


def series(run_ids: Any, metrics: Any, **options: Any) -> SeriesList:
    """:meth:`Client.series` of the default server."""
    return connect().series(run_ids, metrics, **options)


def checks(study: str, timeout: float = 120.0) -> Dict[str, Any]:
    """:meth:`Client.checks` of the default server: ``assert collapsar.checks("my-study")["isPassed"]``."""
    return connect().checks(study, timeout)


def sync(url: Optional[str] = None, token: Optional[str] = None, spool: Optional[str] = None, timeout: float = 600.0) -> bool:
    """Sends what earlier programs left in the spool; true when nothing is left."""
    return connect(url, token, spool).sync(timeout)


def _take(one: Series, epochs: np.ndarray, columns: Iterable[Mapping[str, Any]]) -> None:
    """Adds columns to a run's curves; other metrics of the same split may have been evaluated in other epochs."""
    if not np.array_equal(one.epochs, epochs):
        raise CollapsarError("EPOCHS_DIFFER", "These metrics were evaluated in different epochs; ask for at most 16 at once.")
    for column in columns:
        name = column["metric"]
        one[name] = np.array([np.nan if value is None else value for value in column["values"]], dtype=np.float64)
        one.gaps[name] = [(gap["index"], gap["kind"], gap["reason"]) for gap in column["gaps"]]
        one.warnings[name] = list(column["warnings"])
        one.versions[name] = column["version"]


def _id_of(run: Any) -> str:
    found = run if isinstance(run, str) else run["id"] if isinstance(run, Mapping) else run.id
    if found is None:
        raise ValueError("the run has no id yet: no server has made it so far; flush() waits for that")
    return str(found)


def _chunks(items: Sequence[str], size: int) -> Iterator[List[str]]:
    return (list(items[at : at + size]) for at in range(0, len(items), size))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise ImportError("to_frame() needs pandas: pip install pandas") from None
    return pandas


def _write(path: Path, value: Any) -> None:
    """The whole file or none: under another name first."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.part")
    temporary.write_text(json.dumps(value, allow_nan=False), "utf8")
    os.replace(temporary, path)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for chunk in iter(lambda: file.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # sent in this moment


_RUNS = """query Runs($first: Int!, $after: String, $filter: RunFilter) { runs(first: $first, after: $after, filter: $filter) {
  nodes { id name status source architecture depth width dataset loss seed classCount featureCount trainSampleCount testSampleCount
    plannedEpochCount lastEpoch terminalPhaseEpoch measuredEpochs layers splits createdAt finishedAt study { slug } }
  pageInfo { hasNextPage endCursor } } }"""
_CHECKS = """query Checks($studyId: ID!) { checkRuns(studyId: $studyId) {
  isPassed result reason isComplete checkCount runCount leftOutRunCount passedCount failedCount undecidedCount
  notPassed { result run { id name } outcomes { check { name rule } result value limit epoch reason isPending } }
} }"""
_STUDIES = """query Studies($first: Int!, $after: String) { studies(first: $first, after: $after) {
  nodes { id slug } pageInfo { hasNextPage endCursor } } }"""
_SERIES = """query Series($runIds: [ID!]!, $metrics: [MetricId!]!, $split: Split!, $layer: String!, $from: Int, $to: Int) {
  series(runIds: $runIds, metrics: $metrics, split: $split, layer: $layer, from: $from, to: $to, mode: FULL) {
    run { id name architecture depth dataset seed } epochs columns { metric version values warnings gaps { index kind reason } } } }"""


def main(words: Optional[Sequence[str]] = None) -> int:
    """``python collapsar.py sync [URL]``: sends what waits."""
    words = list(sys.argv[1:] if words is None else words)
    if len(words) not in (1, 2) or words[0] != "sync":
        print("python collapsar.py sync [URL]    send what waits in the spool (COLLAPSAR_URL, COLLAPSAR_TOKEN, COLLAPSAR_SPOOL)", file=sys.stderr)
        return 2
    logging.basicConfig(format="%(message)s")
    return 0 if sync(words[1] if len(words) == 2 else None) else 1


if __name__ == "__main__":
    sys.exit(main())
