/** How much is asked of a server at the same time. */
export interface LoadPlan {
  seconds: number;
  /** runs in the record before anything begins, and epochs of each */
  runs: number;
  epochs: number;
  /** people who open one page after the other, with a pause after each */
  users: number;
  pauseMs: number;
  /** WebSockets that follow every epoch of every run */
  subscribers: number;
  /** programs that send features, one epoch after the other */
  importers: number;
  /** of an imported epoch: samples of a class, and features */
  samplesPerClass: number;
  features: number;
  /** runs that are recorded at once, and time from one epoch to the next of each */
  recorders: number;
  epochMs: number;
  /** beyond that: questions at once of one token and of many, and sockets of many, see overload.ts */
  beyond: { ofOneToken: number; inAll: number; subscribers: number };
}

/** What a server on two cores bears without a single error. */
export const STATED: LoadPlan = {
  seconds: 60, runs: 1000, epochs: 200, users: 20, pauseMs: 1000, subscribers: 300, importers: 2, samplesPerClass: 500, features: 64, recorders: 10, epochMs: 1000,
  beyond: { ofOneToken: 100, inAll: 400, subscribers: 310 },
};

/** Everything of it, small: for a test. */
export const SMALL: LoadPlan = {
  seconds: 2, runs: 30, epochs: 20, users: 3, pauseMs: 50, subscribers: 20, importers: 1, samplesPerClass: 10, features: 12, recorders: 3, epochMs: 200,
  beyond: { ofOneToken: 30, inAll: 230, subscribers: 305 },
};
