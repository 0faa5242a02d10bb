-- AlterTable
ALTER TABLE "Snapshot" ADD COLUMN     "seal" TEXT NOT NULL DEFAULT '';

-- Values that were measured are found by the digest of a snapshot, without reading it: the seal says that the digest belongs to the row.
CREATE FUNCTION "snapshotSeal"(digest text, run text, epoch int, split "Split", layer text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN encode(sha256(convert_to(digest || ' ' || run || ' ' || epoch::text || ' ' || split::text || ' ' || layer, 'UTF8')), 'hex');

-- The digest where the seal fits; else a word that is the digest of nothing, so that no value is found by it.
CREATE FUNCTION "sealedDigest"(seal text, digest text, run text, epoch int, split "Split", layer text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN seal = "snapshotSeal"(digest, run, epoch, split, layer) THEN digest ELSE 'misplaced' END;

-- Rows from before there were seals are taken to lie where they belong; their bytes say so too when they are read.
UPDATE "Snapshot" SET seal = "snapshotSeal"(digest, "runId", epoch, split, layer);

-- Sealed once, when it is recorded: a row that is changed later keeps the seal it had.
CREATE FUNCTION collapsar_snapshot_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seal = '' THEN
    NEW.seal := "snapshotSeal"(NEW.digest, NEW."runId", NEW.epoch, NEW.split, NEW.layer);
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER collapsar_snapshot_sealed BEFORE INSERT ON "Snapshot" FOR EACH ROW EXECUTE FUNCTION collapsar_snapshot_sealed();
