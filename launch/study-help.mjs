/** What `node collapsar.mjs study --help` prints. */
export const STUDY_HELP = `Trains the paper's study and saves it as archives that \`collapsar import\` takes back. What came out is in docs/study.md.

npm run study
npm run study -- --full

Without words: small members of the three families on MNIST, FashionMNIST, CIFAR10 and CIFAR100, for two processor cores. Ctrl-C may
break it off at any time; the same command goes on from there.
  --full            the paper's own protocol, with its sweep of 25 learning rates: for machines with GPUs, any number of them on one DATABASE_URL
  --folder DIR      where the archives go (study, in COLLAPSAR_HOME)
  --list            what would be trained, and how far it is
  --record DIR      trains nothing: writes the finished cells as the small archive that new records begin with, and where it came from
  --report FILE.md  trains nothing: writes the report on the study that the record has, with its figures in a folder beside it

The record of its own lies in .collapsar-study unless COLLAPSAR_HOME or DATABASE_URL names another. COLLAPSAR_SLOTS networks are
trained at once (here: one for each core), COLLAPSAR_DATA is the folder of the data sets.`;
