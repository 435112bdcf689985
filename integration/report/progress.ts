/** Says what is being done now. */
export interface Progress {
  /** @param text what is being done, a few words */
  step(text: string): void;
  /** Takes the last words away. */
  done(): void;
}

/** Nobody watches. */
export const silent: Progress = { step: () => undefined, done: () => undefined };

/** Progress on one line that rewrites itself; on anything but a terminal it is silent. */
export function progress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return silent;
  const clear = '\r\u001b[2K';
  return {
    step: (text) => void stream.write(`${clear}${text.slice(0, (stream.columns ?? 80) - 2)} …`),
    done: () => void stream.write(clear),
  };
}
