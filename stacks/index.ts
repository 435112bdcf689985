// What a program of one's own can import from crossbucket/stacks.
export { ConsumerStack } from './consumer-stack';
export { PairStack, type PairStackOptions } from './pair-stack';
export { ProducerStack } from './producer-stack';
export { synthApp, type SynthesizedApp, type SynthesizedStack } from './synth-app';
export { synthPairs, type SynthesizedPair, type SynthOptions, type SynthResult } from './synth';
