-- Lists in the order of the last epoch are read from an index instead of sorting all runs.
-- CreateIndex
CREATE INDEX "Run_lastEpoch_id_idx" ON "Run"("lastEpoch", "id");
