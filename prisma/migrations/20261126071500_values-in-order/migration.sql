-- Whoever writes waits until this is done, in the order in which most take these tables; reading goes on.
LOCK TABLE "MetricValue" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "Run" IN EXCLUSIVE MODE;
LOCK TABLE "Epoch", "Snapshot" IN SHARE ROW EXCLUSIVE MODE;

-- AlterTable
ALTER TABLE "MetricExtremes" ADD COLUMN     "last" DOUBLE PRECISION,
ADD COLUMN     "lastEpoch" INTEGER,
ADD COLUMN     "terminal" DOUBLE PRECISION,
ADD COLUMN     "terminalEpoch" INTEGER;

-- CreateTable
CREATE TABLE "SnapshotSpan" (
    "runId" TEXT NOT NULL,
    "split" "Split" NOT NULL,
    "layer" TEXT NOT NULL,
    "lastEpoch" INTEGER NOT NULL,
    "terminalEpoch" INTEGER,

    CONSTRAINT "SnapshotSpan_pkey" PRIMARY KEY ("runId","split","layer")
);

-- CreateTable
CREATE TABLE "StaleExtremes" (
    "runId" TEXT NOT NULL,
    "tx" BIGINT NOT NULL DEFAULT ((pg_current_xact_id())::text)::bigint,

    CONSTRAINT "StaleExtremes_pkey" PRIMARY KEY ("runId","tx")
);

-- AddForeignKey
ALTER TABLE "SnapshotSpan" ADD CONSTRAINT "SnapshotSpan_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One writer at a time keeps what lists go by of a run: it takes the run's lock first, and looks at the record in a later statement, so that
-- it sees what the one before it committed. Locks of several runs are taken in one order. All that keeps it waits a tenth of a second at most,
-- so no two can lock each other out, and where it fails, the statement that called it stands: the run is noted in "StaleExtremes" instead.
CREATE FUNCTION collapsar_lock_extremes(runs text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7270008, key) FROM (SELECT DISTINCT hashtext(run) AS key FROM unnest(runs) run ORDER BY key) locks;
END $$;

-- Adds the measured values of the runs' snapshots from one epoch to another. To add a value twice changes nothing.
CREATE FUNCTION collapsar_add_measured(runs text[], since int[], until int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest, last, "lastEpoch", terminal, "terminalEpoch")
  SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value),
    min(v.value) FILTER (WHERE s.epoch = p."lastEpoch"), min(s.epoch) FILTER (WHERE s.epoch = p."lastEpoch"),
    min(v.value) FILTER (WHERE s.epoch = p."terminalEpoch"), min(s.epoch) FILTER (WHERE s.epoch = p."terminalEpoch")
  FROM unnest(runs, since, until) AS q(run, since, until)
  JOIN "Snapshot" s ON s."runId" = q.run AND s.epoch BETWEEN q.since AND q.until
  JOIN "SnapshotSpan" p ON p."runId" = s."runId" AND p.split = s.split AND p.layer = s.layer
  JOIN "MetricValue" v ON v.digest = "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer)
  GROUP BY s."runId", s.split, s.layer, v.metric, v.version
  ORDER BY s."runId", s.split, s.layer, v.metric, v.version
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest),
    last = CASE WHEN excluded."lastEpoch" IS NULL THEN known.last ELSE excluded.last END,
    "lastEpoch" = coalesce(excluded."lastEpoch", known."lastEpoch"),
    terminal = CASE WHEN excluded."terminalEpoch" IS NULL THEN known.terminal ELSE excluded.terminal END,
    "terminalEpoch" = coalesce(excluded."terminalEpoch", known."terminalEpoch")
  WHERE known.smallest IS NULL OR excluded.smallest < known.smallest OR excluded.largest > known.largest
    OR (excluded."lastEpoch" IS NOT NULL AND (known."lastEpoch", known.last) IS DISTINCT FROM (excluded."lastEpoch", excluded.last))
    OR (excluded."terminalEpoch" IS NOT NULL AND (known."terminalEpoch", known.terminal) IS DISTINCT FROM (excluded."terminalEpoch", excluded.terminal));
END $$;

-- Adds what the runs' own epochs hold, from an epoch on. A loss that is not finite is recorded, but no value.
CREATE FUNCTION collapsar_add_recorded(runs text[], since int[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest, last, "lastEpoch", terminal, "terminalEpoch")
  SELECT e."runId", c.split, '', c.metric, 0, min(f.value), max(f.value),
    (max(ARRAY[e.epoch, f.value]))[2], max(e.epoch),
    (min(ARRAY[e.epoch, f.value]) FILTER (WHERE e.epoch >= r."terminalPhaseEpoch"))[2], min(e.epoch) FILTER (WHERE e.epoch >= r."terminalPhaseEpoch")
  FROM unnest(runs, since) AS q(run, since)
  JOIN "Run" r ON r.id = q.run
  JOIN "Epoch" e ON e."runId" = r.id AND e.epoch >= q.since
  CROSS JOIN LATERAL (VALUES ('TRAIN'::"Split", 'LOSS', e."trainLoss"), ('TEST', 'LOSS', e."testLoss"), ('TEST', 'ERROR', e."testError"), ('TEST', 'ROBUSTNESS_DEEPFOOL', e.robustness)) AS c(split, metric, value)
  CROSS JOIN LATERAL (SELECT CASE WHEN c.value > '-Infinity' AND c.value < 'Infinity' THEN c.value END AS value) f
  WHERE c.value IS NOT NULL
  GROUP BY e."runId", c.split, c.metric
  ORDER BY e."runId", c.split, c.metric
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest),
    last = CASE WHEN excluded."lastEpoch" >= known."lastEpoch" THEN excluded.last ELSE known.last END,
    "lastEpoch" = greatest(known."lastEpoch", excluded."lastEpoch"),
    terminal = CASE WHEN known."terminalEpoch" <= excluded."terminalEpoch" OR excluded."terminalEpoch" IS NULL THEN known.terminal ELSE excluded.terminal END,
    "terminalEpoch" = least(known."terminalEpoch", excluded."terminalEpoch");
END $$;

-- Makes all anew that lists go by of a run.
CREATE FUNCTION collapsar_renew_extremes(run text) RETURNS void LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  PERFORM collapsar_lock_extremes(ARRAY[run]);
  DELETE FROM "StaleExtremes" WHERE "runId" = run;
  DELETE FROM "SnapshotSpan" WHERE "runId" = run;
  DELETE FROM "MetricExtremes" WHERE "runId" = run;
  INSERT INTO "SnapshotSpan" ("runId", split, layer, "lastEpoch", "terminalEpoch")
  SELECT s."runId", s.split, s.layer, max(s.epoch), min(s.epoch) FILTER (WHERE s.epoch >= r."terminalPhaseEpoch")
  FROM "Snapshot" s JOIN "Run" r ON r.id = s."runId" WHERE s."runId" = run GROUP BY s."runId", s.split, s.layer;
  PERFORM collapsar_add_measured(ARRAY[run], ARRAY[0], ARRAY[2147483647]);
  PERFORM collapsar_add_recorded(ARRAY[run], ARRAY[0]);
END $$;

-- Takes away the values of snapshots that are no longer the last or the first of the terminal phase.
CREATE FUNCTION collapsar_forget_moved(runs text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "MetricExtremes" x
  SET last = CASE WHEN x."lastEpoch" = p."lastEpoch" THEN x.last END,
    "lastEpoch" = CASE WHEN x."lastEpoch" = p."lastEpoch" THEN x."lastEpoch" END,
    terminal = CASE WHEN x."terminalEpoch" = p."terminalEpoch" THEN x.terminal END,
    "terminalEpoch" = CASE WHEN x."terminalEpoch" = p."terminalEpoch" THEN x."terminalEpoch" END
  FROM "SnapshotSpan" p
  WHERE p."runId" = ANY(runs) AND x."runId" = p."runId" AND x.split = p.split AND x.layer = p.layer AND x.version > 0
    AND (x."lastEpoch" <> p."lastEpoch" OR (x."terminalEpoch" IS NOT NULL AND x."terminalEpoch" IS DISTINCT FROM p."terminalEpoch"));
END $$;

CREATE OR REPLACE FUNCTION collapsar_values_stored() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  PERFORM collapsar_lock_extremes(ARRAY(SELECT DISTINCT s."runId" FROM fresh v JOIN "Snapshot" s ON s.digest = v.digest));
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest, last, "lastEpoch", terminal, "terminalEpoch")
  SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value),
    min(v.value) FILTER (WHERE s.epoch = p."lastEpoch"), min(s.epoch) FILTER (WHERE s.epoch = p."lastEpoch"),
    min(v.value) FILTER (WHERE s.epoch = p."terminalEpoch"), min(s.epoch) FILTER (WHERE s.epoch = p."terminalEpoch")
  FROM fresh v JOIN "Snapshot" s ON s.digest = v.digest
  JOIN "SnapshotSpan" p ON p."runId" = s."runId" AND p.split = s.split AND p.layer = s.layer
  WHERE "sealedDigest"(s.seal, s.digest, s."runId", s.epoch, s.split, s.layer) = s.digest
  GROUP BY s."runId", s.split, s.layer, v.metric, v.version
  ORDER BY s."runId", s.split, s.layer, v.metric, v.version
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest),
    last = CASE WHEN excluded."lastEpoch" IS NULL THEN known.last ELSE excluded.last END,
    "lastEpoch" = coalesce(excluded."lastEpoch", known."lastEpoch"),
    terminal = CASE WHEN excluded."terminalEpoch" IS NULL THEN known.terminal ELSE excluded.terminal END,
    "terminalEpoch" = coalesce(excluded."terminalEpoch", known."terminalEpoch")
  WHERE known.smallest IS NULL OR excluded.smallest < known.smallest OR excluded.largest > known.largest
    OR (excluded."lastEpoch" IS NOT NULL AND (known."lastEpoch", known.last) IS DISTINCT FROM (excluded."lastEpoch", excluded.last))
    OR (excluded."terminalEpoch" IS NOT NULL AND (known."terminalEpoch", known.terminal) IS DISTINCT FROM (excluded."terminalEpoch", excluded.terminal));
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  INSERT INTO "StaleExtremes" ("runId") SELECT DISTINCT s."runId" FROM fresh v JOIN "Snapshot" s ON s.digest = v.digest ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- A snapshot that is recorded again, or brought back from an export, may have been measured before.
CREATE OR REPLACE FUNCTION collapsar_snapshots_recorded() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
  runs text[];
  since int[];
  until int[];
BEGIN
  SELECT array_agg("runId"), array_agg(first), array_agg(last) INTO runs, since, until
  FROM (SELECT "runId", min(epoch) AS first, max(epoch) AS last FROM fresh GROUP BY "runId") f;
  PERFORM collapsar_lock_extremes(runs);
  INSERT INTO "SnapshotSpan" AS known ("runId", split, layer, "lastEpoch", "terminalEpoch")
  SELECT s."runId", s.split, s.layer, max(s.epoch), min(s.epoch) FILTER (WHERE s.epoch >= r."terminalPhaseEpoch")
  FROM fresh s JOIN "Run" r ON r.id = s."runId"
  GROUP BY s."runId", s.split, s.layer
  ON CONFLICT ("runId", split, layer) DO UPDATE
  SET "lastEpoch" = greatest(known."lastEpoch", excluded."lastEpoch"), "terminalEpoch" = least(known."terminalEpoch", excluded."terminalEpoch");
  PERFORM collapsar_forget_moved(runs);
  PERFORM collapsar_add_measured(runs, since, until);
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  INSERT INTO "StaleExtremes" ("runId") SELECT DISTINCT "runId" FROM fresh ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- What is taken away is looked for anew, once, when the transaction ends: a run that goes on from its checkpoint drops its epochs one by one.
CREATE OR REPLACE FUNCTION collapsar_snapshots_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "StaleExtremes" ("runId") SELECT DISTINCT g."runId" FROM gone g JOIN "Run" r ON r.id = g."runId" ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- A row that was moved or damaged has no value any more: its seal does not fit.
CREATE TRIGGER collapsar_snapshots_changed AFTER UPDATE ON "Snapshot" REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_snapshots_dropped();

CREATE TRIGGER collapsar_epochs_dropped AFTER DELETE ON "Epoch" REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_snapshots_dropped();

CREATE FUNCTION collapsar_values_dropped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "StaleExtremes" ("runId") SELECT DISTINCT s."runId" FROM gone v JOIN "Snapshot" s ON s.digest = v.digest ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_values_dropped AFTER DELETE ON "MetricValue" REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_values_dropped();

CREATE FUNCTION collapsar_values_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "StaleExtremes" ("runId")
  SELECT DISTINCT s."runId" FROM (SELECT digest FROM gone UNION SELECT digest FROM fresh) v JOIN "Snapshot" s ON s.digest = v.digest ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_values_changed AFTER UPDATE ON "MetricValue" REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_values_changed();

CREATE FUNCTION collapsar_values_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "MetricExtremes" WHERE version > 0;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_values_emptied AFTER TRUNCATE ON "MetricValue" FOR EACH STATEMENT EXECUTE FUNCTION collapsar_values_emptied();

-- An epoch from outside is filled in as more of it is told: what the epochs of its run hold is then looked for anew.
CREATE FUNCTION collapsar_epochs_written() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
  runs text[];
  since int[];
BEGIN
  SELECT array_agg("runId"), array_agg(first) INTO runs, since
  FROM (SELECT "runId", CASE TG_OP WHEN 'INSERT' THEN min(epoch) ELSE 0 END AS first FROM fresh GROUP BY "runId") f;
  PERFORM collapsar_lock_extremes(runs);
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM "MetricExtremes" WHERE "runId" = ANY(runs) AND layer = '' AND version = 0;
  END IF;
  PERFORM collapsar_add_recorded(runs, since);
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  INSERT INTO "StaleExtremes" ("runId") SELECT DISTINCT "runId" FROM fresh ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_epochs_recorded AFTER INSERT ON "Epoch" REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_epochs_written();

CREATE TRIGGER collapsar_epochs_changed AFTER UPDATE ON "Epoch" REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_epochs_written();

CREATE FUNCTION collapsar_terminal_phase_moved() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
DECLARE
  first int;
  last int;
BEGIN
  PERFORM collapsar_lock_extremes(ARRAY[NEW.id]);
  UPDATE "SnapshotSpan" p SET "terminalEpoch" =
    (SELECT min(s.epoch) FROM "Snapshot" s WHERE s."runId" = NEW.id AND s.split = p.split AND s.layer = p.layer AND s.epoch >= NEW."terminalPhaseEpoch")
  WHERE p."runId" = NEW.id;
  PERFORM collapsar_forget_moved(ARRAY[NEW.id]);
  SELECT min("terminalEpoch"), max("terminalEpoch") INTO first, last FROM "SnapshotSpan" WHERE "runId" = NEW.id;
  PERFORM collapsar_add_measured(ARRAY[NEW.id], ARRAY[first], ARRAY[last]);
  DELETE FROM "MetricExtremes" WHERE "runId" = NEW.id AND layer = '' AND version = 0;
  PERFORM collapsar_add_recorded(ARRAY[NEW.id], ARRAY[0]);
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  INSERT INTO "StaleExtremes" ("runId") VALUES (NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_terminal_phase_moved AFTER UPDATE OF "terminalPhaseEpoch" ON "Run"
FOR EACH ROW WHEN (OLD."terminalPhaseEpoch" IS DISTINCT FROM NEW."terminalPhaseEpoch") EXECUTE FUNCTION collapsar_terminal_phase_moved();

-- At the end of the transaction that noted the run; where that fails, the note stays for a server.
CREATE FUNCTION collapsar_extremes_stale() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "Run" WHERE id = NEW."runId") THEN
    DELETE FROM "StaleExtremes" WHERE "runId" = NEW."runId" AND tx = NEW.tx;
  ELSIF EXISTS (SELECT FROM "StaleExtremes" WHERE "runId" = NEW."runId" AND tx = NEW.tx) THEN
    PERFORM collapsar_renew_extremes(NEW."runId");
  END IF;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER collapsar_extremes_stale AFTER INSERT ON "StaleExtremes" DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION collapsar_extremes_stale();

-- What was recorded before.
INSERT INTO "SnapshotSpan" ("runId", split, layer, "lastEpoch", "terminalEpoch")
SELECT s."runId", s.split, s.layer, max(s.epoch), min(s.epoch) FILTER (WHERE s.epoch >= r."terminalPhaseEpoch")
FROM "Snapshot" s JOIN "Run" r ON r.id = s."runId" GROUP BY s."runId", s.split, s.layer;
ANALYZE "SnapshotSpan";
TRUNCATE "MetricExtremes";
SELECT collapsar_add_measured(array_agg(id), array_agg(0), array_agg(2147483647)), collapsar_add_recorded(array_agg(id), array_agg(0)) FROM "Run";

-- Each finds the runs in the order of a value, and tells whose value is known: NULL may be one.
CREATE INDEX "MetricExtremes_last" ON "MetricExtremes" (metric, version, split, layer, last, "runId") WHERE "lastEpoch" IS NOT NULL;
CREATE INDEX "MetricExtremes_terminal" ON "MetricExtremes" (metric, version, split, layer, terminal, "runId") WHERE "terminalEpoch" IS NOT NULL;
CREATE INDEX "MetricExtremes_smallest" ON "MetricExtremes" (metric, version, split, layer, smallest, "runId");
CREATE INDEX "MetricExtremes_largest" ON "MetricExtremes" (metric, version, split, layer, largest, "runId") WHERE largest IS NOT NULL;

-- CreateIndex
CREATE INDEX "Run_startedAt_id_idx" ON "Run"("startedAt", "id");

-- CreateIndex
CREATE INDEX "Run_finishedAt_id_idx" ON "Run"("finishedAt", "id");

-- CreateIndex
CREATE INDEX "Run_architecture_depth_id_idx" ON "Run"("architecture", "depth", "id");

-- CreateIndex
CREATE INDEX "Run_dataset_id_idx" ON "Run"("dataset", "id");

-- CreateIndex
CREATE INDEX "Run_terminalPhaseEpoch_id_idx" ON "Run"("terminalPhaseEpoch", "id");

CREATE INDEX "Run_name" ON "Run" (lower(name), id);
-- Narrow, so that the runs are counted without being read.
CREATE INDEX "Run_listed" ON "Run" (id) WHERE "archivedAt" IS NULL;
ANALYZE "MetricExtremes";

-- Whoever trains could not give a sign of life meanwhile.
UPDATE "Run" SET heartbeat = clock_timestamp() WHERE status = 'RUNNING' AND heartbeat >= transaction_timestamp() - interval '15 seconds';
