/** Resolves after that time; rejects as soon as the signal is aborted. */
export function wait(millis, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, millis);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Grows with every attempt; by chance shorter, so that not all clients come back at once. */
export function backoff(attempt, first = 1000, most = 30000) {
  return Math.min(most, first * 2 ** attempt) * (0.5 + Math.random() / 2);
}
