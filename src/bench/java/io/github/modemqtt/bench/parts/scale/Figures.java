package io.github.modemqtt.bench.parts.scale;

/**
 * What a number of publishers took.
 *
 * @param publishers how many
 * @param connectSeconds until all were connected
 * @param threads threads of each
 * @param heapKiB live heap of each
 * @param nativeKiB resident memory of each beside the heap
 * @param perSecond acknowledged messages a second in all, one under way for each
 * @param cpuMicros time on a processor for a message, of the publishers' process
 * @param moduleCpuMicros the same of the modules' process
 * @param brokerCpuMicros the same of the broker's process
 * @param evenly latencies at an even rate in ms: median, 90 %, 99 %, 99.9 %
 */
record Figures(
    int publishers,
    double connectSeconds,
    double threads,
    double heapKiB,
    double nativeKiB,
    double perSecond,
    double cpuMicros,
    double moduleCpuMicros,
    double brokerCpuMicros,
    double[] evenly) {}
