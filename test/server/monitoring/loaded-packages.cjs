// Loaded into a process by `node --require`: says at its end which packages of OpenTelemetry it has loaded.
process.on('exit', () => {
  const names = Object.keys(require.cache).flatMap((file) => /[\\/](@opentelemetry[\\/][\w-]+)[\\/]/.exec(file)?.[1].replace('\\', '/') ?? []);
  console.error(`loaded: ${[...new Set(names)].join(' ')}.`);
});
