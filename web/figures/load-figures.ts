/** Fetches the figures and Recharts with them. They are the heaviest part of a run's page, and can come while the run is being asked for. */
export const loadFigures = () => import('./Figures.tsx').then((part) => part.Figures);
