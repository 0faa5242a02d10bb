import { CollapsarError } from '../prisma/errors.ts';

/** Why the server cannot listen at an address, in one sentence where the cause is known; else the error itself. */
export function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const explained = (code: string, sentence: string) => new CollapsarError(code, sentence, { cause: error });
  switch (error.code) {
    case 'EADDRINUSE':
      return explained(
        'PORT_TAKEN',
        `Port ${port} of ${host} is in use by another program; stop it, or set COLLAPSAR_PORT to a free port.`,
      );
    case 'EACCES':
      return explained(
        'PORT_REFUSED',
        `This account may not listen on port ${port} of ${host}; set COLLAPSAR_PORT to a port from 1024 to 65535.`,
      );
    case 'EADDRNOTAVAIL':
      return explained(
        'HOST_UNAVAILABLE',
        `This machine has no address ${host} to listen on; set COLLAPSAR_HOST to another of 127.0.0.1, ::1 and localhost.`,
      );
    default:
      return error;
  }
}
