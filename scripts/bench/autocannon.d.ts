declare module 'autocannon' {
  /** Makes as many requests as it can. Of its options and results those that are used here. */
  export default function autocannon(options: {
    readonly url: string;
    readonly method: 'GET' | 'PUT';
    readonly body?: Buffer;
    readonly connections: number;
    /** Of requests. */
    readonly amount: number;
    /** Milliseconds from sample to sample. */
    readonly sampleInt: number;
  }): Promise<{
    /** Seconds. */
    readonly duration: number;
    readonly '2xx': number;
  }>;
}
