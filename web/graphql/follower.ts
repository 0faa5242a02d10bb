/**
 * Asks for epochs one question at a time. News that comes while an answer is awaited is gathered, and the earliest
 * epoch among it is where the next question begins: a fast run does not lead to a queue of questions. A question that
 * failed is asked again with the next news.
 */
export function createFollower(fetchFrom: (epoch: number) => Promise<boolean>) {
  let wanted: number | null = null;
  let isBusy = false;
  const drain = async () => {
    if (isBusy) return;
    isBusy = true;
    while (wanted !== null) {
      const from = wanted;
      wanted = null;
      const isDone = await fetchFrom(from).catch(() => false);
      if (isDone) continue;
      wanted = Math.min(from, wanted ?? from);
      break;
    }
    isBusy = false;
  };
  return (epoch: number): Promise<void> => {
    wanted = Math.min(epoch, wanted ?? epoch);
    return drain();
  };
}
