/** Beside a name: it is of a person of another server, whoever is called so here. */
export function FromArchive() {
  return (
    <span className="muted" title="Imported with the study. Whoever has this name here is somebody else.">
      (from an archive)
    </span>
  );
}
