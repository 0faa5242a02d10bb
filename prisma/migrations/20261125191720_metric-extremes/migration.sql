-- CreateTable
CREATE TABLE "MetricExtremes" (
    "runId" TEXT NOT NULL,
    "split" "Split" NOT NULL,
    "layer" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "smallest" DOUBLE PRECISION,
    "largest" DOUBLE PRECISION,

    CONSTRAINT "MetricExtremes_pkey" PRIMARY KEY ("runId","split","layer","metric","version")
);

-- AddForeignKey
ALTER TABLE "MetricExtremes" ADD CONSTRAINT "MetricExtremes_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was measured before there was this table.
INSERT INTO "MetricExtremes" ("runId", split, layer, metric, version, smallest, largest)
SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value)
FROM "MetricValue" v JOIN "Snapshot" s ON s.digest = v.digest
GROUP BY s."runId", s.split, s.layer, v.metric, v.version;

-- Rows are always written in the order of their key, so that two servers that store values of one run cannot lock each other out.
CREATE FUNCTION collapsar_values_stored() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest)
  SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value)
  FROM fresh v JOIN "Snapshot" s ON s.digest = v.digest
  GROUP BY s."runId", s.split, s.layer, v.metric, v.version
  ORDER BY s."runId", s.split, s.layer, v.metric, v.version
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest)
  WHERE known.smallest IS NULL OR excluded.smallest < known.smallest OR excluded.largest > known.largest;
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_values_stored AFTER INSERT ON "MetricValue" REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_values_stored();

-- The next two run where a trainer records. What is only there to order lists must neither stop nor delay a training: they wait for no
-- lock longer than a tenth of a second, and where they fail, the trainer's statement stands.

-- A snapshot that is recorded again, or brought back from an export, may have been measured before.
CREATE FUNCTION collapsar_snapshots_recorded() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest)
  SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value)
  FROM fresh s JOIN "MetricValue" v ON v.digest = s.digest
  GROUP BY s."runId", s.split, s.layer, v.metric, v.version
  ORDER BY s."runId", s.split, s.layer, v.metric, v.version
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest)
  WHERE known.smallest IS NULL OR excluded.smallest < known.smallest OR excluded.largest > known.largest;
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_snapshots_recorded AFTER INSERT ON "Snapshot" REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_snapshots_recorded();

-- A run that goes on from its checkpoint drops the epochs behind it: what they held is looked for anew among those that are left.
-- Where the whole run is deleted, its row is gone by now, and so are its extremes.
CREATE FUNCTION collapsar_snapshots_dropped() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  DELETE FROM "MetricExtremes" known USING (SELECT DISTINCT "runId", split, layer FROM gone) g
  WHERE known."runId" = g."runId" AND known.split = g.split AND known.layer = g.layer;
  INSERT INTO "MetricExtremes" AS known ("runId", split, layer, metric, version, smallest, largest)
  SELECT s."runId", s.split, s.layer, v.metric, v.version, min(v.value), max(v.value)
  FROM (SELECT DISTINCT "runId", split, layer FROM gone) g
  JOIN "Run" r ON r.id = g."runId"
  JOIN "Snapshot" s ON s."runId" = g."runId" AND s.split = g.split AND s.layer = g.layer
  JOIN "MetricValue" v ON v.digest = s.digest
  GROUP BY s."runId", s.split, s.layer, v.metric, v.version
  ORDER BY s."runId", s.split, s.layer, v.metric, v.version
  ON CONFLICT ("runId", split, layer, metric, version) DO UPDATE
  SET smallest = least(known.smallest, excluded.smallest), largest = greatest(known.largest, excluded.largest);
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;

CREATE TRIGGER collapsar_snapshots_dropped AFTER DELETE ON "Snapshot" REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION collapsar_snapshots_dropped();
