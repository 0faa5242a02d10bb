/** What `import --help` prints. */
export const IMPORT_HELP = `Brings epochs of a network trained elsewhere into the record of a running server.

  node collapsar.mjs import FILE... --study SLUG --run NAME [options]

A FILE that ends in .tar is a study that was exported (docs/export.md): it goes into the record of DATABASE_URL, or of this clone, without a
server, and takes no options.

FILE is a .npz or .safetensors with the features, labels and classifier of one epoch, as "measure" takes it (measure --help has the
names of the arrays), or a snapshot that "measure --snapshot" wrote. Its epoch is what the file says under the name epoch, else the number behind the word
epoch in its name, else the last number there.

Where they belong
  --study SLUG          the study, made where there is none
  --run NAME            the run, made where the study has none of that name from outside, else gone on with
  --new                 refuse where there is one

What is told of a run that is made
  --architecture TEXT --depth N --dataset TEXT --class-names A,B,C --seed N
  --loss cross-entropy|mse --loss-reduction TEXT --optimiser TEXT --learning-rate X --momentum X --weight-decay X --batch-size N
  --terminal-phase-accuracy X   train accuracy that begins the terminal phase (1)

The files
  --split train|test    which images the features are of (train; test features beside them in a file are recorded with it)
  --layer NAME          which layer (last)
  --array ROLE=NAME     an array of another name, such as --array features=encoder.out; may be given again
  --epoch N             of a single file
  --from-zero           the files count epochs from 0: one is added
  --allow-non-finite    leave out samples with NaN or infinite features, which the run then says (else the file is refused)
  --keep-open           more epochs follow: the run is not marked as completed

The server
  --url URL             (COLLAPSAR_URL, else http://127.0.0.1:4000)
  --token TOKEN         (COLLAPSAR_TOKEN; better there than in the list of processes)

The same command again goes on where it was interrupted: what is recorded is not recorded twice, and a file goes on from the byte it reached.
Exit code: 0 fine, 2 a file, an option or the server's answer that stops it (one line each on the error stream), 1 a fault of the program.

Example
  node collapsar.mjs import epoch-*.npz --study my-study --run "mlp, seed 1" --architecture "MLP 3x512" --dataset MNIST`;
