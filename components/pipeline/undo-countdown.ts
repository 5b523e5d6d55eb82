/** A time that runs out once, and that can be made to stand still. */
export interface Countdown {
  hold: () => void;
  goOn: () => void;
}

/** Begins at once. @param ms how long it runs, not counting while it is held */
export function countdown(ms: number, onEnd: () => void): Countdown {
  let left = ms;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const goOn = () => {
    if (timer !== null) return;
    since = Date.now();
    timer = setTimeout(onEnd, left);
  };
  const hold = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    left -= Date.now() - since;
  };
  goOn();
  return { hold, goOn };
}
