export const TOKEN_HELP = `node collapsar.mjs token --name NAME [--role ROLE] [--days DAYS | --forever]
Makes a token for a person, who is made too where there is none of this name, and shows it once: on this line and nowhere else.

  --name NAME      whose it is, e.g. "Ada"
  --role ROLE      viewer, reviewer, operator or admin (admin)
  --days DAYS      days until it ends, 1 to 3650 (90)
  --forever        it does not end by itself

From the first token on everybody signs in, also on this machine. See docs/access.md.`;
