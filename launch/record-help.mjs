export const BACKUP_HELP = `node collapsar.mjs backup FILE
Saves the whole record in one file, which its owner alone may read, while training and pages go on. A file that is there already is not written over.

The record is that of DATABASE_URL, or the embedded one of this folder. Data sets and settings are not in it. See docs/backup.md.`;

export const RESTORE_HELP = `node collapsar.mjs restore FILE
Fills an empty record from a file of "backup": all of it, or nothing. The file is read to its end and compared before anything is written.

The record is that of DATABASE_URL, or the embedded one of this folder; one with rows in it is refused. See docs/backup.md.`;
